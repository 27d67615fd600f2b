"""The limit tables shipped with the processes 随附期限表."""

from functools import cache
from importlib.resources import files

from assistance.moments import MOMENTS
from engine.limits import Term, read_csv


@cache
def shipped() -> tuple[Term, ...]:
    """All rows of every `processes/*/limits.csv`, by row id. Raises TermFault."""
    terms: list[Term] = []
    for folder in files("processes").iterdir():
        table = folder / "limits.csv"
        if table.is_file():
            terms.extend(read_csv(table.read_text("utf-8"), moments=MOMENTS))
    return tuple(sorted(dict.fromkeys(terms), key=lambda term: term.id))
