"""岗位与地区: groups, places, and who somebody is in one command."""

from datetime import date

from assistance.people import SYSTEM, Actor, Grant, OnceKey, county_of, group, place_of

SINCE = date(2000, 1, 1)


def grant(role: str, area: str | None = None, unit: str | None = None) -> Grant:
    return Grant(login="x", role=role, area=area, unit=unit, valid_from=SINCE, valid_to=None)


def test_a_group_is_a_role_at_a_place_or_unit() -> None:
    assert grant("window", area="130399100").group == "window@130399100"
    assert grant("department", unit="jy").group == group("department", "jy") == "department@jy"


def test_an_actor_belongs_to_each_group_once() -> None:
    by = Actor(
        login="x", name="示例", grants=(grant("window", "1"), grant("head", "1"), grant("window", "1"))
    )
    assert (by.groups, by.roles) == (("head@1", "window@1"), {"window", "head"})


def test_county_roles_work_for_all_townships_and_township_roles_for_their_own() -> None:
    assert county_of("130399100") == county_of("130399100201") == "130399"
    assert county_of("1303") == "1303"
    assert [place_of(role, "130399100") for role in ("window", "head", "county_review", "supervisor")] == [
        "130399100",
        "130399100",
        "130399",
        "130399",
    ]


def test_a_specialists_work_lies_in_the_village() -> None:
    assert place_of("specialist", "130399100", "130399100201") == "130399100201"
    assert place_of("specialist", "130399100") == "130399100"
    assert place_of("window", "130399100", "130399100201") == "130399100"


def test_the_system_has_no_post() -> None:
    assert (SYSTEM.groups, SYSTEM.roles) == ((), frozenset())


def test_a_key_is_no_part_of_who_somebody_is() -> None:
    plain = Actor(login="x", name="示例", grants=())
    keyed = Actor(login="x", name="示例", grants=(), once=OnceKey(route="r", key="k", body="b"))
    assert plain == keyed
