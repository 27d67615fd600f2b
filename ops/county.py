"""The demo county 示例区: areas, units and people of contract section 1. Everything is 示例; no code or name exists."""

from collections.abc import Iterator
from datetime import date

from assistance.people import Area, Grant, Unit
from casework.founding import County

SINCE = date(2000, 1, 1)
PASSWORD = "demo-yimen-2026"
TOWN, COUNTRY, COUNTY, CITY = "130399100", "130399101", "130399", "1303"

_AREAS = (
    (CITY, "示例市", None),
    (COUNTY, "示例区", 52000),
    (TOWN, "示例镇", 31000),
    (COUNTRY, "示例乡", 21000),
    ("130399100201", "示例镇东村", None),
    ("130399100202", "示例镇西村", None),
    ("130399101201", "示例乡南村", None),
    ("130399101202", "示例乡北村", None),
)
_UNITS = (
    ("mz", "示例区民政局", "11130399MB0A10013W", "authority", SINCE, None),
    ("jy", "示例区教育局", "11130399MB0A10021P", "authority", SINCE, None),
    ("zj", "示例区住建局", "11130399MB0A1003XF", "authority", SINCE, None),
    ("rs", "示例区人社局", "11130399MB0A10048F", "authority", SINCE, None),
    ("yb", "示例区医保局", "11130399MB0A10056A", "authority", SINCE, None),
    ("yj", "示例区应急局", "11130399MB0A100645", "authority", SINCE, None),
    ("wj", "示例区卫计局", "11130399MB0A100720", "authority", SINCE, date(2018, 12, 31)),
    ("wj", "示例区卫健局", "11130399MB0A100720", "authority", date(2019, 1, 1), None),
    ("cl", "示例区残联", "13130399MB0A10080L", "authority", SINCE, None),
    ("cz", "示例区财政局", "11130399MB0A10099P", "authority", SINCE, None),
    ("zjjg", "示例社工站", "53130399MJ0A10100C", "referral", SINCE, None),
)
ROUTING = (
    ("210", "yb"),
    ("310", "jy"),
    ("320", "zj"),
    ("330", "rs"),
    ("340", "yj"),
    ("350", "wj"),
    ("360", "wj"),
)
_PEOPLE = (
    ("zg", "示例专管员甲", "specialist", "130399100201"),
    ("zg2", "示例专管员乙", "specialist", "130399100202"),
    ("zgx", "示例专管员丙", "specialist", "130399101201"),
    ("ck1", "示例窗口甲", "window", TOWN),
    ("ck2", "示例窗口乙", "window", TOWN),
    ("ckx", "示例窗口丙", "window", COUNTRY),
    ("jb1", "示例经办甲", "investigator", TOWN),
    ("jb2", "示例经办乙", "investigator", TOWN),
    ("jb3", "示例经办丁", "investigator", TOWN),
    ("jbx", "示例经办丙", "investigator", COUNTRY),
    ("fzr", "示例负责人甲", "head", TOWN),
    ("fzrx", "示例负责人乙", "head", COUNTRY),
    ("hd", "示例核对员", "county_check", COUNTY),
    ("sh", "示例审核甲", "county_review", COUNTY),
    ("sh2", "示例审核乙", "county_review", COUNTY),
    ("qr", "示例确认甲", "county_confirm", COUNTY),
    ("qr2", "示例确认乙", "county_confirm", COUNTY),
    ("bm-jy", "示例教育联系人", "department", "jy"),
    ("bm-zj", "示例住建联系人", "department", "zj"),
    ("bm-rs", "示例人社联系人", "department", "rs"),
    ("bm-yb", "示例医保联系人", "department", "yb"),
    ("bm-yj", "示例应急联系人", "department", "yj"),
    ("bm-wj", "示例卫健联系人", "department", "wj"),
    ("bm-cl", "示例残联联系人", "department", "cl"),
    ("zj", "示例社工", "referral", "zjjg"),
    ("cw1", "示例财务甲", "finance", COUNTY),
    ("cw2", "示例财务乙", "finance", COUNTY),
    ("db", "示例督办员", "supervisor", COUNTY),
    ("ld", "示例分管领导", "leader", COUNTY),
    ("sm", "示例市民政", "city_civil", CITY),
    ("sj", "示例市督查", "city_inspect", CITY),
    ("lc", "示例流程管理员甲", "process_editor", COUNTY),
    ("lc2", "示例流程管理员乙", "process_editor", COUNTY),
    ("fb", "示例流程发布人", "process_publisher", COUNTY),
    ("xt", "示例系统管理员", "system_admin", COUNTY),
    ("rs", "示例考核人事", "personnel", COUNTY),
    ("sjj", "示例审计", "auditor", COUNTY),
)


def areas() -> Iterator[Area]:
    """示例市, its one county, two townships and four villages."""
    for code, name, population in _AREAS:
        yield Area(code=code, name=name, population=population, valid_from=SINCE, valid_to=None)


def units() -> Iterator[Unit]:
    """The departments; 卫计 was renamed 卫健, so that old cases show the old name."""
    for key, name, uscc, kind, since, until in _UNITS:
        yield Unit(key=key, name=name, uscc=uscc, kind=kind, area=COUNTY, valid_from=since, valid_to=until)


def people() -> Iterator[tuple[str, str, Grant]]:
    """Login, name and post of everybody."""
    for login, name, role, place in _PEOPLE:
        inside = role in ("department", "referral")
        yield (
            login,
            name,
            Grant(
                login=login,
                role=role,
                area=None if inside else place,
                unit=place if inside else None,
                valid_from=SINCE,
                valid_to=None,
            ),
        )


DEMO = County(
    areas=tuple(areas()),
    units=tuple(units()),
    routing=ROUTING,
    people=tuple(people()),
    since=SINCE,
    password=PASSWORD,
)
