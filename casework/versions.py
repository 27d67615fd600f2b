"""Published versions 版本, parsed once and shared: a version never changes, so what was parsed stays true."""

from dataclasses import dataclass, field

from assistance import manifest as manifests
from assistance.manifest import Manifest
from engine import forms, runtime
from engine.errors import NotInForce
from engine.forms import FormSchema
from engine.limits.terms import Term, read_csv
from store.tables.flow import ProcessVersion
from store.work import Work

BPMN, MANIFEST, LIMITS = "process.bpmn", "manifest.toml", "limits.csv"


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of a process, ready to run: definition, manifest, limit table and what it pins."""

    key: str
    number: int
    name: str
    kind: str
    bpmn: bytes
    manifest: Manifest
    definition: runtime.Definition
    terms: tuple[Term, ...]
    pins: dict[tuple[str, str], int]

    def pinned(self, kind: str, key: str) -> int | None:
        """The number of a called process or form this version was published with."""
        return self.pins.get((kind, key))


@dataclass(kw_only=True)
class Versions:
    """A cache of parsed versions and form schemas of one store; `fixed` is set while a command is replayed."""

    fixed: dict[str, int] = field(default_factory=dict)

    _versions: dict[tuple[str, int], Version] = field(default_factory=dict)
    _schemas: dict[tuple[str, int], FormSchema] = field(default_factory=dict)

    def get(self, work: Work, key: str, number: int) -> Version:
        """This very version; raises NotInForce when it was never published."""
        if (key, number) not in self._versions:
            table = work.processes.table
            row = work.processes.first(table.c.key == key, table.c.number == number)
            if row is None:
                raise NotInForce(process=key, number=number)
            self._versions[key, number] = parse(row)
        return self._versions[key, number]

    def in_force(self, work: Work, key: str) -> Version:
        """The version that new cases run on; raises NotInForce when there is none."""
        number = self.fixed.get(key) or work.number_in_force(key)
        if number is None:
            raise NotInForce(process=key)
        return self.get(work, key, number)

    def called(self, work: Work, parent: Version, key: str) -> Version:
        """The version a call starts: the one pinned with the parent, else the newest in force."""
        number = parent.pinned("process", key)
        return self.in_force(work, key) if number is None else self.get(work, key, number)

    def schema(self, work: Work, form: str, number: int | None = None) -> FormSchema:
        """A form's schema; without number the one in force."""
        if number is None or (form, number) not in self._schemas:
            table = work.schemas.table
            wanted = table.c.in_force if number is None else table.c.number == number
            row = work.schemas.first(table.c.form == form, wanted)
            if row is None:
                raise NotInForce(form=form, number=number)
            number = row.number
            self._schemas.setdefault((form, number), forms.load(row.schema))
        return self._schemas[form, number]


def parse(row: ProcessVersion) -> Version:
    """A stored version, parsed."""
    manifest = manifests.read(row.files[MANIFEST])
    return Version(
        key=row.key,
        number=row.number,
        name=row.name,
        kind=row.kind,
        bpmn=row.files[BPMN].encode(),
        manifest=manifest,
        definition=runtime.parse(row.files[BPMN].encode()),
        terms=read_csv(row.files[LIMITS]) if LIMITS in row.files else (),
        pins={(pin["kind"], pin["key"]): pin["number"] for pin in row.closure},
    )
