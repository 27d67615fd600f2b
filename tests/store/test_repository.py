"""Rows as frozen values, the same on both databases; no personal data lies in the file as it is."""

import subprocess
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select, text

from assistance.people import SYSTEM, Area, Person
from casework.office import Office
from engine.errors import NotFound, Stale
from store import tables
from store.tables.audit import Access, Anchor
from store.work import Store

NUMBER, PHONE, STREET = "130399199912319999", "13900000991", "示例镇东村甲一号"
"""Values no shipped example holds: examples lie in the database as part of their process."""
PERSON = Person(
    login="probe",
    name="示例人",
    state="active",
    password_hash="-",
    id_no=NUMBER,
    id_index=None,
    failed=0,
    locked_until=None,
    revision=1,
)


def access(id: str, at: datetime) -> Access:
    return Access(id=id, at=at, by="ck1", role=None, case_id=None, case_no=None, what="示例", purpose=None)


def test_a_value_comes_back_as_it_was(store: Store) -> None:
    with store.begin() as work:
        work.people.add(replace(PERSON, id_index=work.people.blind(NUMBER)))
    with store.read() as work:
        found = work.people.get("probe")
        assert replace(found, id_index=None) == PERSON
        assert bytes(found.id_index or b"") == work.people.blind(NUMBER)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 2, 1, 0, tzinfo=UTC),
        datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=timezone(timedelta(hours=8))),
        datetime(2000, 1, 1, tzinfo=UTC),
        datetime(2099, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ],
)
def test_an_instant_comes_back_equal_and_in_utc(store: Store, moment: datetime) -> None:
    with store.begin() as work:
        work.accesses.add(access("one", moment))
    with store.read() as work:
        found = work.accesses.get("one").at
        assert (found, found.tzinfo) == (moment, UTC)
        assert work.accesses.first(work.accesses.table.c.at == moment) is not None
        assert work.accesses.first(work.accesses.table.c.at > moment) is None


def test_instants_sort_as_moments_whatever_offset_they_came_with(store: Store) -> None:
    east = timezone(timedelta(hours=8))
    with store.begin() as work:
        work.accesses.add(
            access("later", datetime(2026, 3, 2, 2, 0, tzinfo=UTC)),
            access("earlier", datetime(2026, 3, 2, 9, 30, tzinfo=east)),
        )
    with store.read() as work:
        rows = work.accesses.find(order=[work.accesses.table.c.at])
        assert [row.id for row in rows] == ["earlier", "later"]


def test_a_naive_moment_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="naive"), store.begin() as work:
        work.accesses.add(access("one", datetime(2026, 3, 2, 9, 0)))  # noqa: DTZ001


def test_a_day_comes_back_as_a_day(store: Store) -> None:
    area = Area(code="130399109", name="示例街", population=None, valid_from=date(2026, 1, 1), valid_to=None)
    with store.begin() as work:
        work.areas.add(area)
    with store.read() as work:
        assert work.areas.get(area.code) == area


def test_what_is_not_there_is_not_found(store: Store) -> None:
    with store.read() as work, pytest.raises(NotFound):
        work.people.get("nobody")


def test_saving_over_a_revision_somebody_else_wrote_is_stale(store: Store) -> None:
    with store.read() as work:
        read = work.people.get("ck1")
    with store.begin() as work:
        assert work.people.save(replace(read, failed=1)).revision == read.revision + 1
    with pytest.raises(Stale), store.begin() as work:
        work.people.save(replace(read, failed=2))
    with store.read() as work:
        assert work.people.get("ck1").failed == 1


def test_saving_what_was_removed_is_stale(store: Store) -> None:
    with store.begin() as work:
        work.people.add(PERSON)
        work.people.remove(work.people.table.c.login == "probe")
        with pytest.raises(Stale):
            work.people.save(PERSON)


def test_only_what_differs_is_written_when_the_value_as_it_was_is_given(store: Store) -> None:
    with store.begin() as work:
        work.people.add(PERSON)
        work.people.save(replace(PERSON, name="别名"))
    with store.begin() as work:
        read = replace(work.people.get("probe"), name="示例人")  # as if read before
        work.people.save(replace(read, failed=2), read)
    with store.read() as work:
        after = work.people.get("probe")
        assert (after.name, after.failed, after.id_no, after.revision) == ("别名", 2, NUMBER, 3)


def test_values_are_found_by_their_columns_one_or_any_of_several(store: Store) -> None:
    with store.read() as work:
        assert [row.login for row in work.people.having(login="ck1")] == ["ck1"]
        rows = work.people.having(order=("login",), login=("ck2", "ck1", "nobody"), state="active")
        assert [row.login for row in rows] == ["ck1", "ck2"]
        assert work.people.having(login=()) == []


def test_many_values_are_put_at_once_by_all_of_their_key(store: Store) -> None:
    days = [
        Anchor(
            county="130399", day=date(2026, 3, day), chains=1, hash="a", at=datetime(2026, 3, 2, tzinfo=UTC)
        )
        for day in (1, 2, 3)
    ]
    with store.begin() as work:
        work.anchors.add(*days)
        work.anchors.put_all((day, replace(day, hash="b")) for day in days[:2])
        work.anchors.put_all([])
    with store.read() as work:
        assert [row.hash for row in work.anchors.find(order=[work.anchors.table.c.day])] == ["b", "b", "a"]


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    with suppress(ZeroDivisionError), store.begin() as work:
        work.people.add(PERSON)
        raise ZeroDivisionError
    with store.read() as work:
        assert work.people.first(work.people.table.c.login == "probe") is None


def test_every_sealed_column_is_bytes_no_reader_of_the_database_can_read(store: Store) -> None:
    with store.begin() as work:
        work.people.add(PERSON)
        raw = work.connection.scalar(select(tables.people.person.c.id_no).where(text("login = 'probe'")))
    assert isinstance(raw, bytes)
    assert NUMBER.encode() not in raw


def test_no_personal_data_lies_in_the_database_as_it_is(
    office: Office, database_url: str, tmp_path: Path
) -> None:
    with office.store.begin() as work:
        work.people.add(replace(PERSON, id_index=work.people.blind(NUMBER)))
    with office.command("probe", SYSTEM, {"head_id": NUMBER, "phone": PHONE, "place": STREET}) as command:
        command.note("probe", text=f"{NUMBER} {PHONE} {STREET}")
    office.store.close()
    for found in _bytes_of(database_url, tmp_path):
        for secret in (NUMBER, PHONE, STREET):
            assert secret.encode() not in found


def _bytes_of(url: str, folder: Path) -> list[bytes]:
    """All that lies on the disk: the files of SQLite, or a dump of PostgreSQL."""
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        return [found.read_bytes() for found in path.parent.glob(f"{path.name}*")]
    dump = max(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"), key=lambda path: int(path.parts[4]))
    return [subprocess.run([dump, url], check=True, capture_output=True).stdout]
