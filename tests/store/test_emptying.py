"""Emptying a database, and the one reading of everything by which a rehearsal proves that nothing changed."""

from casework.founding import is_empty
from casework.office import Office
from ops import demo
from store.emptying import empty
from store.reads.whole import fingerprints
from store.tables.base import metadata
from store.work import Store


def test_an_emptied_database_has_no_row_and_can_be_filled_again(store: Store, office: Office) -> None:
    empty(store)
    with store.read() as work:
        assert all(
            work.connection.execute(table.select()).first() is None for table in metadata.sorted_tables
        )
    demo.build(office, full=False)
    assert not is_empty(office)


def test_a_changed_row_changes_the_fingerprint_of_its_table_only(store: Store) -> None:
    with store.begin() as work:
        before = fingerprints(work)
        work.serial("one-more")
        after = fingerprints(work)
    assert {table for table in after if after[table] != before[table]} == {"counter"}


def test_a_logged_read_is_no_change(store: Store) -> None:
    with store.read() as work:
        assert "access_log" not in fingerprints(work)
