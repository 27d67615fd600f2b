"""Drawers 抽屉 of a case file: the values of one noun in memory, and which of them are new or changed."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, Generic, TypeVar

from store.repository import Repository

V = TypeVar("V")


def _id(value: Any) -> str:
    key: str = value.id
    return key


class Drawer(Generic[V]):
    """The values of one noun by id, read when first asked for, and which of them are new or changed."""

    def __init__(self, repository: Repository[V], read: Callable[[], Iterable[V]] = tuple) -> None:
        self._repository, self._read = repository, read
        self._before: dict[str, V] = {}

    @cached_property
    def _now(self) -> dict[str, V]:
        self._before = {_id(value): value for value in self._read()}
        return dict(self._before)

    def __iter__(self) -> Iterator[V]:
        return iter(list(self._now.values()))

    def get(self, key: str) -> V | None:
        """The value under this id if it is in memory."""
        return self._now.get(key)

    def __contains__(self, key: str) -> bool:
        return key in self._now

    def __getitem__(self, key: str) -> V:
        return self._now[key]

    def load(self, key: str) -> V:
        """The value under this id, from memory or the database; raises NotFound."""
        if key not in self._now:
            self._before[key] = self._now[key] = self._fetch(key)
        return self._now[key]

    def lay(self, values: Iterable[V]) -> None:
        """Put values that were just read in sight, unless they lie there already."""
        for value in values:
            if _id(value) not in self._now:
                self._before[_id(value)] = self._now[_id(value)] = value

    def keep(self, value: V) -> V:
        """Hold a new or changed value until the file is written."""
        self._now[_id(value)] = value
        return value

    def write(self) -> None:
        """Insert what is new, save what changed over the revision that was read."""
        if "_now" not in self.__dict__:
            return
        self._repository.add(*(value for key, value in self._now.items() if key not in self._before))
        changed = [
            (before, self._now[key]) for key, before in self._before.items() if self._now[key] != before
        ]
        if changed and hasattr(changed[0][1], "revision"):
            for before, value in changed:
                self._now[_id(value)] = self._repository.save(value, before)
        else:
            self._repository.put_all(changed)
        self._before = dict(self._now)

    def _fetch(self, key: str) -> V:
        return self._repository.get(key)


class Cabinet(Drawer[V]):
    """A drawer in which only what a command loads or makes lies in sight; the case's rows behind it are read at once."""

    def __init__(self, repository: Repository[V], stored: Callable[[], Iterable[V]]) -> None:
        super().__init__(repository)
        self._stored = stored

    @cached_property
    def _behind(self) -> dict[str, V]:
        return {_id(value): value for value in self._stored()}

    def everything(self) -> list[V]:
        """All rows of the case, those changed in this command included."""
        return list({**self._behind, **self._now}.values())

    def _fetch(self, key: str) -> V:
        found = self._behind.get(key)
        return self._repository.get(key) if found is None else found
