"""datetime 时刻: a moment; without offset it is Asia/Shanghai."""

import re

from engine.forms.fields.date import Date
from engine.time import iso, read_moment


class DateTime(Date):
    """`2026-02-13T09:00:00+08:00`; stored with the county's offset, to the second."""

    name = "datetime"
    written = re.compile(
        r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
    )

    def read(self, text: str) -> str:
        return iso(read_moment(text))
