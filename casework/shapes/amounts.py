"""A worked amount 核算结果 and a standard 标准."""

from assistance.amounts import CATEGORIES, ITEMS, Worked
from assistance.cases import AIDS
from casework.names import Names
from casework.shapes.words import Shape, person
from store.tables.grant import StandardRow


def amount(worked: Worked) -> Shape:
    """The shape `amount`; its lines name nobody, its extras name members as they were named in the question."""
    return {
        "amount": worked.amount,
        "eligible": worked.eligible,
        "per_head": worked.per_head,
        "lines": [{"text": one.text, "value": one.value, "kind": one.kind} for one in worked.lines],
        "standards": list(worked.standards),
        "extras": [
            {
                "member": one.member,
                "category": one.category,
                "category_name": CATEGORIES[one.category],
                "amount": one.amount,
                "used": one.used,
            }
            for one in worked.extras
        ],
        "floor": worked.floor,
        "cap_left": worked.cap_left,
        "start_month": worked.start_month,
        "warnings": [{"code": one.code, "message": one.message} for one in worked.warnings],
    }


def standard(row: StandardRow, names: Names) -> Shape:
    """One row of the table of standards."""
    return {
        "id": row.id,
        "revision": row.revision,
        "area": row.area,
        "area_name": names.area(row.area),
        "aid": row.aid,
        "aid_name": AIDS[row.aid],
        "item": row.item,
        "item_name": ITEMS[row.item],
        "amount": row.amount,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "source": row.source,
        "entered_by": person(row.entered_by, names, None),
        "entered_at": row.entered_at,
    }
