"""What `starts` runs in a process of its own: the application, all processes in force, and one inbox page."""

import sys

from casework import processes
from casework.office import Office
from store.sealing import Ring
from store.work import Store
from web.app import create_app


def main(url: str, token: str) -> None:
    office = Office(store=Store(url, Ring({1: bytes(range(32))})), env="test")
    with office.store.read() as work:
        for key in processes.shipped():
            office.versions.in_force(work, key)
    client = create_app(office, secret_key="bench").test_client()
    with client.session_transaction() as session:
        session["token"] = token
    answer = client.get("/inbox")
    if answer.status_code != 200:
        raise SystemExit(f"{answer.status}: {answer.text[:200]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
