"""人员: signing in and out, the lock after wrong tries (machine's clock), and who acts as what on which day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from assistance.people import Grant
from casework import people
from engine.errors import Locked, NotSignedIn, Refused
from ops.county import PASSWORD
from tests.casework.desk import Desk

MACHINE = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def door(desk: Desk) -> Desk:
    """The desk with a machine's clock that the test moves, apart from the product's."""
    desk.office.machine = lambda: door_at[0]
    door_at[0] = MACHINE
    return desk


door_at = [MACHINE]


def later(**length: float) -> None:
    door_at[0] = MACHINE + timedelta(**length)


def test_a_right_password_gives_a_token_that_says_who_one_is(door: Desk) -> None:
    answer = people.sign_in(door.office, "ck1", PASSWORD, "api")
    person = answer["person"]
    assert (person["login"], person["name"], person["role"]) == ("ck1", "示例窗口甲", "window")
    assert [(one["role"], one["area"]) for one in person["roles"]] == [("window", "130399100")]
    acting = people.actor_of(door.office, answer["token"])
    assert acting is not None
    assert (acting.login, acting.groups) == ("ck1", ("window@130399100",))
    people.sign_out(door.office, answer["token"])
    assert people.actor_of(door.office, answer["token"]) is None


def test_a_token_dies_on_the_machines_clock_and_not_on_the_products(door: Desk) -> None:
    token = people.sign_in(door.office, "ck1", PASSWORD)["token"]
    door.at("2031-01-01T00:00")
    assert people.actor_of(door.office, token) is not None
    later(hours=10)
    assert people.actor_of(door.office, token) is None


def test_an_unknown_login_and_a_wrong_password_look_alike(door: Desk) -> None:
    for login, password in (("ck1", "wrong"), ("nobody", PASSWORD), ("system", PASSWORD)):
        with pytest.raises(NotSignedIn) as caught:
            people.sign_in(door.office, login, password)
        assert caught.value.facts == {}


def test_the_fifth_wrong_try_in_a_row_locks_for_a_quarter_of_an_hour(door: Desk) -> None:
    for _ in range(4):
        with pytest.raises(NotSignedIn):
            people.sign_in(door.office, "ck1", "wrong")
    with pytest.raises(Locked) as caught:
        people.sign_in(door.office, "ck1", "wrong")
    assert caught.value.facts == {"until": "2026-11-01T16:15:00+08:00"}
    door.at("2031-01-01T00:00")
    later(minutes=14, seconds=59)
    with pytest.raises(Locked):
        people.sign_in(door.office, "ck1", PASSWORD)
    assert people.sign_in(door.office, "ck2", PASSWORD)["token"]
    later(minutes=15)
    assert people.sign_in(door.office, "ck1", PASSWORD)["token"]


def test_a_right_password_in_between_begins_the_count_anew(door: Desk) -> None:
    for password in ("x", "x", "x", "x", PASSWORD, "x", "x", "x", "x"):
        try:
            people.sign_in(door.office, "ck1", password)
        except NotSignedIn:
            continue
    assert people.sign_in(door.office, "ck1", PASSWORD)["token"]


def test_who_is_disabled_or_has_a_new_password_is_signed_out_at_once(door: Desk) -> None:
    first = people.sign_in(door.office, "ck1", PASSWORD)["token"]
    second = people.sign_in(door.office, "ck2", PASSWORD)["token"]
    with door.office.command("person.disable", door.who("xt"), {}) as command:
        people.disable(command, "ck1")
        people.change_password(command, "ck2", "示例-新-密码")
    assert [people.actor_of(door.office, token) for token in (first, second)] == [None, None]
    for login in ("ck1", "ck2"):
        with pytest.raises(NotSignedIn):
            people.sign_in(door.office, login, PASSWORD)
    assert people.sign_in(door.office, "ck2", "示例-新-密码")["token"]


def test_a_post_counts_from_its_first_to_its_last_day_on_the_products_clock(door: Desk) -> None:
    post = Grant(
        login="",
        role="window",
        area="130399100",
        unit=None,
        valid_from=date(2026, 3, 3),
        valid_to=date(2026, 3, 4),
    )
    with door.office.command("person.add", door.who("xt"), {}) as command:
        people.add_person(command, login="ck9", name="示例窗口戊", password=PASSWORD, grants=[post])
    groups = {}
    for day in (2, 3, 4, 5):
        door.at(f"2026-03-0{day}T09:00")
        groups[day] = door.who("ck9").groups
    assert groups == {2: (), 3: ("window@130399100",), 4: ("window@130399100",), 5: ()}


def test_a_login_is_given_once(door: Desk) -> None:
    with (
        door.refused("E_UNIQUE", path="login"),
        door.office.command("person.add", door.who("xt"), {}) as command,
    ):
        people.add_person(command, login="ck1", name="示例", password="x", grants=[])
    for change in (people.disable, lambda command, login: people.change_password(command, login, "x")):
        with door.refused("E_NOT_FOUND"), door.office.command("person.change", door.who("xt"), {}) as command:
            change(command, "nobody")


def test_the_list_of_people_is_for_those_who_keep_it(quick: Desk) -> None:
    listed = {one["login"]: one["roles"] for one in people.list_people(quick.office, quick.who("xt"))}
    assert listed["bm-jy"][0]["unit_name"] == "示例区教育局"
    assert people.list_people(quick.office, quick.who("rs"))
    for login in ("ck1", "db", "bm-jy", "sjj"):
        with quick.refused("E_FORBIDDEN"):
            people.list_people(quick.office, quick.who(login))


def test_a_renamed_unit_has_the_name_of_the_day(quick: Desk) -> None:
    def name(on: date) -> str:
        return next(one["name"] for one in people.units(quick.office, on) if one["key"] == "wj")

    assert [name(date(2018, 6, 1)), name(date(2026, 3, 2))] == ["示例区卫计局", "示例区卫健局"]


@pytest.mark.parametrize("text", ["window", "window:", ":130399100", "king:130399"])
def test_a_post_is_written_as_role_and_place(text: str) -> None:
    with pytest.raises(ValueError):
        people.read_post(text, date(2026, 1, 1))
    made = people.read_post("department:jy", date(2026, 1, 1))
    assert (made.area, made.unit, made.group) == (None, "jy", "department@jy")


def test_the_system_signs_in_nowhere_and_reads_nothing(quick: Desk) -> None:
    from casework import cases

    with pytest.raises(Refused):
        cases.list_cases(quick.office, quick.who("system"))
