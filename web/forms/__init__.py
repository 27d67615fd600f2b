"""Forms on pages 表单页面: one schema gives the inputs, the reading of what was typed, the read-only view and the printed table."""

from web.forms.parse import parse
from web.forms.questions import Form, Sheet, ask
from web.forms.read import Answered, answers

__all__ = ["Answered", "Form", "Sheet", "answers", "ask", "parse"]
