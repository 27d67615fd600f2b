"""The township at work on both databases."""

import pytest

from casework.office import Office
from tests.casework.desk import Desk


@pytest.fixture
def desk(office: Office) -> Desk:
    """A township at work, once on SQLite and once on PostgreSQL."""
    return Desk(office)


@pytest.fixture
def quick(sqlite_office: Office) -> Desk:
    """The same on SQLite only, for what does not depend on the database."""
    return Desk(sqlite_office)
