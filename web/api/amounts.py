"""试算 of an amount 核算: no case is needed, nothing is stored."""

from typing import Any

from assistance.amounts import CATEGORIES, METHODS, SELF_CARE
from casework import amounts
from web.api.keys import may, need
from web.api.routes import Call, Table

routes = Table(tag="amounts", about="金额核算 amounts")

MEMBER = (
    need("id_no", longest=40),
    may("living_together", "truth", about="true if left out"),
    *(may(name, longest=200) for name in ("name", "relation", "health", "disability_type", "job_school")),
    may("disability_grade", "whole"),
    may("able_to_work", "truth"),
)
INCOME = (
    need("member", longest=40),
    need("monthly", "money"),
    may("countable", "truth", about="true if left out"),
    may("kind", longest=40),
    may("proof", "names"),
)


@routes.post(
    "/amounts/preview",
    "amount",
    need("aid", choices=amounts.AIDS),
    need("area", "name"),
    need("on", "day", about="the day of decision: the standards valid then count"),
    need("members", rows=MEMBER, or_else="whole", about="rows of F02, or how many live together"),
    need("income", rows=INCOME, or_else="money", about="rows of F03, or the countable sum a month"),
    may("covered", "names_or_count", about="all who live together if left out"),
    may("method", choices=tuple(METHODS)),
    may("tier_method", "tier", about="the tier, for the tier method; true is the first"),
    may("extras", rows=(need("member", longest=40), need("category", choices=tuple(CATEGORIES)))),
    may("self_care", choices=tuple(SELF_CARE)),
    may("own_share", "money"),
    may("deductible_used", "money"),
    may("cap_used", "money"),
    may("asked", "money", about="what is asked for once, 220"),
    may("small_fast", "truth"),
    act="amount.preview",
    refuses=("E_NO_STANDARD", "E_CAP", "E_NOT_FOUND"),
)
def preview(call: Call) -> Any:
    """What would be due, with each line of the reckoning; without a standard there is no amount."""
    return amounts.preview(call.office, call.by, call.body)
