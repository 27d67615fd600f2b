"""Health and figures."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from casework.office import Office
from store.sealing import Ring
from store.work import Store
from web.app import create_app


def test_alive_and_ready_need_no_token(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {"status": "ready"}


@pytest.fixture
def bare(tmp_path: Path, ring: Ring) -> Iterator[FlaskClient]:
    """An application whose database has no tables yet."""
    store = Store(f"sqlite:///{tmp_path}/bare.db", ring)
    yield create_app(Office(store=store, env="test"), secret_key="示例").test_client()
    store.close()


def test_without_its_tables_it_is_alive_but_not_ready(bare: FlaskClient) -> None:
    assert bare.get("/healthz").status_code == 200
    assert bare.get("/readyz").status_code == 503


def test_figures_name_routes_and_never_what_was_asked(client: FlaskClient) -> None:
    client.get("/api/v1/cases/130399100-2026-000001")
    client.get("/no/such/示例一")
    text = client.get("/metrics").text
    assert 'yimen_requests_total{method="GET",route="/api/v1/cases/<no>",status="401"} 1.0' in text
    assert 'route="none"' in text
    assert "130399100" not in text
    assert "示例一" not in text
