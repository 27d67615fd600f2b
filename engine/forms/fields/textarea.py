"""textarea 多行文字."""

from engine.forms.fields.textfield import TextField


class TextArea(TextField):
    """Text with lines, 2000 characters at most if the schema does not say."""

    name = "textarea"
    longest = 2000
    lines = True
