"""What the builders of documents share: who issues them, the names of what forms hold as keys, deadlines in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assistance import privacy
from assistance.cases import AIDS
from assistance.limit_tables import name_of
from assistance.moments import MOMENTS
from assistance.people import TOWNSHIP_ROLES, county_of
from casework import limits, scope
from casework.casefile import Open
from casework.names import Names
from documents.types import DocumentType
from engine.forms import FieldSpec
from engine.limits import Limit
from engine.limits.explain import UNITS, when
from engine.limits.terms import LABELS
from engine.time import iso, legal_day
from store.tables.case import FormEntry
from store.tables.flow import Instance

Content = dict[str, Any]
CIVIL = "mz"
"""The unit that is the county's civil affairs bureau 民政局 (contract section 1)."""
REMEDIES = (
    "如对本决定不服，可以自收到本通知之日起60日内依法申请行政复议（《行政复议法》第二十条）；",
    "也可以自收到本通知之日起6个月内依法向人民法院提起行政诉讼（《行政诉讼法》第四十六条）。",
)
"""行政复议法 art. 20, 行政诉讼法 art. 46 (limit rows L15, L16)."""


@dataclass(frozen=True)
class Making:
    """One document being made: the case's file, the process that makes it, and what no form holds."""

    file: Open
    instance: Instance | None
    given: Mapping[str, Any]

    @cached_property
    def names(self) -> Names:
        return Names(self.file.work, legal_day(self.file.now))

    def person(self, login: str | None) -> dict[str, Any]:
        return {"name": self.names.person(login)}

    def entry(self, form: str) -> FormEntry | None:
        """The newest entry of a form; of a handover's form that of this handover."""
        mine = self.instance.handover_id if self.instance else None
        entries = [
            one
            for one in self.file.forms.everything()
            if one.form == form and one.handover_id in (None, mine)
        ]
        return max(entries, key=lambda one: one.revision, default=None)

    def form(self, form: str) -> Mapping[str, Any]:
        """The newest data of a form; of one that was not handed in none."""
        entry = self.entry(form)
        return entry.content if entry else {}

    def label(self, form: str, path: str, value: str | None) -> str | None:
        """What a choice of a form means in words; `path` leads through rows: `rows.relation`."""
        entry = self.entry(form)
        if entry is None or value is None:
            return value
        schema = self.file.command.office.versions.schema(self.file.work, form, entry.version)
        choices = _field(schema.fields, path.split(".")).choices
        return next((choice.label for choice in choices if choice.value == value), value)

    def due(self, row: str, handover_id: str | None = None, otherwise: str = "—") -> str:
        """The date until which an open limit runs, in words."""
        found = [
            limit
            for limit in self.file.limits
            if limit.row == row and limit.state == "open" and handover_id in (None, limit.subject.handover_id)
        ]
        return when(found[-1].due) if found else otherwise

    def running(self) -> list[Content]:
        """The deadlines that run now, the earliest first, each with its step, its length and where it comes from."""
        running = [
            limit
            for limit in self.file.limits
            if limit.state == "open" and limit.kind == "max" and limit.scope != "shown"
        ]
        return [
            {
                "name": f"{name_of(limit.step)}（{limit.n}{UNITS[limit.unit]}）",
                "due_text": when(limit.due) + ("（暂定）" if limit.provisional else ""),
                "source": source_of(limit),
            }
            for limit in sorted(running, key=lambda one: (one.late_at is None, one.late_at, one.row))
        ]

    def length(self, row: str) -> str:
        """How long a row runs, for a limit that has not started yet."""
        office = self.file.command.office
        terms = limits.terms_of(self.file.work, office.versions, self.file)
        term = next(term for term in terms if term.id == row)
        return f"{MOMENTS[term.starts[0]].title}后{term.n}{UNITS[term.unit]}内"


Builder = Callable[[Making], Content]


def source_of(limit: Limit) -> str:
    """Where a limit comes from; what nobody has verified is never shown as law."""
    return f"{limit.source}（{LABELS[limit.label]}）" if limit.label == "unverified" else limit.source


def common(making: Making, kind: str) -> Content:
    """What most documents say; `declared` keeps of it what a type may say."""
    file, office = making.file, making.file.command.office
    file.command.used["public_url"] = office.public_url
    return {
        "office": {"name": window(making)},
        "sample": office.env != "production",
        "made_at": iso(file.now),
        "case_no": file.case.no,
        "applicant": {"name": file.case.head_name, "phone": privacy.phone(file.case.head_phone or "")},
        "aid_name": AIDS[file.case.aid],
        "applied_on": file.case.applied_on,
        "handler": making.person(file.command.by.login),
        "link": f"{office.public_url}/progress?no={file.case.no}" if kind == "receipt" else None,
    }


def window(making: Making) -> str:
    """The township's window as it signs letters."""
    return f"{making.names.area(making.file.case.area)}社会救助服务窗口"


def township(making: Making) -> str:
    """The township's government, or the office of a subdistrict."""
    name = making.names.area(making.file.case.area) or ""
    return f"{name}办事处" if name.endswith("街道") else f"{name}人民政府"


def county(making: Making) -> str:
    """The county's civil affairs bureau, which confirms."""
    bureau = making.names.units().get(CIVIL)
    return bureau.name if bureau else f"{making.names.area(county_of(making.file.case.area))}民政局"


def whoever_acts(making: Making) -> str:
    """The township or the county, by whose post the step is done."""
    role = scope.role_here(making.file.command.by, making.file.case)
    return township(making) if role in TOWNSHIP_ROLES else county(making)


def declared(kind: DocumentType, content: Content) -> Content:
    """Of the content what the type declares: a document holds what it prints and nothing more."""
    paths = [path.replace("[]", "").split(".") for path in (*kind.needed, *kind.optional)]
    return _only(paths, content)


def _only(paths: Iterable[list[str]], content: Mapping[str, Any]) -> Content:
    below: dict[str, list[list[str]]] = {}
    for first, *rest in paths:
        below.setdefault(first, []).extend([rest] if rest else [])
    return {key: _within(below[key], value) for key, value in content.items() if key in below}


def _within(paths: list[list[str]], value: Any) -> Any:
    if paths and isinstance(value, Mapping):
        return _only(paths, value)
    if paths and isinstance(value, list | tuple):
        return [_within(paths, one) for one in value]
    return value


def _field(fields: Iterable[FieldSpec], path: list[str]) -> FieldSpec:
    found = next(field for field in fields if field.key == path[0])
    return _field(found.fields, path[1:]) if path[1:] else found
