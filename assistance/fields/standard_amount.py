"""standard_amount 标准的数额: yuan, or of `ratio` a share or percentage; what `item` says decides."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from assistance.amounts import bounds
from engine.forms import FieldSpec, FieldType, FormContext, Scope
from engine.forms.fields import Flaw, flawed

_DECIMAL = re.compile(r"[0-9]{1,9}(\.[0-9]{1,4})?")


class StandardAmount(FieldType):
    """Text with up to four decimals; of money two, and more than nothing where nothing would be no standard."""

    name = "standard_amount"

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> str:
        if not isinstance(value, str):
            raise flawed("E_TYPE")
        text = unicodedata.normalize("NFKC", value).strip()
        if not _DECIMAL.fullmatch(text):
            raise flawed("E_MONEY")
        return text

    def check(self, value: Any, spec: FieldSpec, scope: Scope) -> Iterator[Flaw]:
        item, amount = scope.read("item"), Decimal(value)
        if item is None:
            return
        decimals, least, most = bounds(item)
        if -int(amount.as_tuple().exponent) > decimals:
            yield Flaw("E_MONEY")
        elif amount < least or (most is not None and amount > most):
            yield Flaw("E_RANGE", {"min": str(least), "max": None if most is None else str(most)})
