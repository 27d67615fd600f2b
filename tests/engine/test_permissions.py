"""权限: one table of act → roles; scope is the prefix of the area or the unit, and what lies nowhere all reach."""

from dataclasses import dataclass

import pytest

from engine.errors import Forbidden, NotFound
from engine.permissions import Place, covers, demand, may

TABLE = {"read": frozenset({"window", "head"}), "nobody": frozenset[str]()}


@dataclass(frozen=True)
class Post:
    role: str
    area: str | None = None
    unit: str | None = None


VILLAGE, TOWN, COUNTY = "130399100201", "130399100", "130399"


@pytest.mark.parametrize(
    ("post", "place", "within"),
    [
        (Post("window", area=TOWN), Place(area=VILLAGE), True),
        (Post("window", area=TOWN), Place(area=TOWN), True),
        (Post("window", area=COUNTY), Place(area=VILLAGE), True),
        (Post("window", area=VILLAGE), Place(area=TOWN), False),
        (Post("window", area="130399101"), Place(area=VILLAGE), False),
        (Post("department", unit="jy"), Place(area=TOWN), False),
        (Post("department", unit="jy"), Place(area=TOWN, units=frozenset({"jy"})), True),
        (Post("department", unit="zj"), Place(area=TOWN, units=frozenset({"jy"})), False),
        (Post("window", area="130399101"), Place(area=TOWN, units=frozenset({"jy"})), False),
        (Post("department", unit="jy"), Place(), True),
        (Post("window", area=TOWN), Place(), True),
        (Post("window"), Place(area=TOWN), False),
    ],
)
def test_a_post_reaches_what_lies_in_its_area_or_unit(post: Post, place: Place, within: bool) -> None:
    assert covers(post, place) is within


def test_out_of_scope_is_absent_and_the_wrong_role_is_told() -> None:
    place = Place(area=TOWN)
    assert may([Post("window", area=TOWN)], "read", place, TABLE) is None
    assert may([Post("finance", area=TOWN)], "read", place, TABLE) == "role"
    assert may([Post("window", area="130399101")], "read", place, TABLE) == "scope"
    assert may([], "read", Place(), TABLE) == "scope"
    with pytest.raises(NotFound):
        demand([Post("window", area="130399101")], "read", place, TABLE)
    with pytest.raises(Forbidden):
        demand([Post("finance", area=TOWN)], "read", place, TABLE)


def test_the_right_role_elsewhere_does_not_lend_itself_to_another_role_here() -> None:
    posts = [Post("window", area="130399101"), Post("finance", area=TOWN)]
    assert may(posts, "read", Place(area=TOWN), TABLE) == "role"


def test_an_act_of_nobody_is_everybodys_refusal() -> None:
    assert may([Post("window", area=TOWN)], "nobody", Place(area=TOWN), TABLE) == "role"


def test_an_act_the_table_does_not_know_is_a_bug() -> None:
    with pytest.raises(KeyError):
        may([], "unheard of", Place(), TABLE)
