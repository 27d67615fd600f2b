"""radio 单选."""

from engine.forms.fields.select import Select


class Radio(Select):
    """As select; a page shows all options at once."""

    name = "radio"
