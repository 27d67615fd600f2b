"""The shipped limit tables hold every row of domain.md 5.2 and use only moments that exist."""

from assistance.limit_tables import shipped
from assistance.moments import MOMENTS
from assistance.regimes import REGIMES

ROWS = {
    **{f"A{n:02}": "R2012" for n in range(1, 13)},
    **{f"B{n:02}": "R2021" for n in range(1, 14)},
    **{f"C{n:02}": "R2026" for n in range(1, 14)},
    **{f"E{n:02}": "*" for n in range(1, 8)},
    **{f"L{n:02}": "*" for n in range(1, 17)},
}


def test_every_row_is_there_once_under_its_regime() -> None:
    assert [(term.id, *term.regimes) for term in shipped()] == sorted(ROWS.items())


def test_rows_use_only_known_moments_and_regimes() -> None:
    for term in shipped():
        assert {*term.starts, *term.ends} <= set(MOMENTS)
        assert set(term.regimes) <= {"*", *REGIMES}


def test_a_row_that_names_an_extension_is_as_long_as_the_row_it_extends() -> None:
    rows = {term.id: term for term in shipped()}
    assert [term.id for term in shipped() if term.names_extension] == ["B07", "C07"]
    for row, longer in (("B06", "B07"), ("C06", "C07")):
        assert rows[row].n + (rows[row].extended_n or 0) == rows[longer].n


def test_all_ends_of_a_row_happen_to_one_subject() -> None:
    for term in shipped():
        assert len({MOMENTS[end].subject for end in term.ends}) == 1, term.id
