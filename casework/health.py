"""Whether the office can work 健康检查: the cheapest read there is."""

from casework.office import Office


def ready(office: Office) -> None:
    """Read one row; whatever keeps the database from answering comes out as it is."""
    with office.store.read() as work:
        work.areas.find(limit=1)
