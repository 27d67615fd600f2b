"""money 金额: yuan as text with two decimals."""

import re
import unicodedata
from decimal import Decimal
from typing import Any

from engine.forms.context import FormContext
from engine.forms.fields.base import FieldType, flawed
from engine.forms.schema import FieldSpec

_MONEY = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
_CENT = Decimal("0.01")


class Money(FieldType):
    """Not negative, at most two decimals; a third is refused, never rounded. `"1020"` is stored as `"1020.00"`."""

    name = "money"

    def takes(self, bound: int | str) -> bool:
        return isinstance(bound, int) or _MONEY.fullmatch(bound) is not None

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> str:
        if not isinstance(value, str):
            raise flawed("E_TYPE")
        text = unicodedata.normalize("NFKC", value).strip()
        if not _MONEY.fullmatch(text):
            raise flawed("E_MONEY")
        amount = Decimal(text).quantize(_CENT)
        least, most = _bound(spec.min), _bound(spec.max)
        if (least is not None and amount < least) or (most is not None and amount > most):
            raise flawed(
                "E_RANGE", min=None if least is None else str(least), max=None if most is None else str(most)
            )
        return str(amount)


def _bound(bound: int | str | None) -> Decimal | None:
    return None if bound is None else Decimal(bound).quantize(_CENT)
