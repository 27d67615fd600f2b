"""What the server loads at its start is put out of the collector's sight."""

import gc

from ops import asgi


def test_what_is_loaded_is_walked_no_more() -> None:
    before = gc.get_freeze_count()
    try:
        asgi.settle()
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
