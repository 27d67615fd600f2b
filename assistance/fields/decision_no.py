"""decision_no 决定文号."""

from typing import Any

from engine.forms import FieldSpec, FormContext
from engine.forms.fields import TextField, flawed


class DecisionNo(TextField):
    """The number of a decision; no two cases bear the same."""

    name = "decision_no"

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> str:
        text = super().clean(value, spec, context)
        if not context.lookups.decision_no_free(text):
            raise flawed("E_UNIQUE", what="used")
        return text
