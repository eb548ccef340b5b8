"""The rows of a list: all of them for a download, those of one page for a page, read when they are asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Generic, NamedTuple, TypeVar, overload

from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from zjtx_server.pages.asking.parameters import number_from
from zjtx_server.pages.sources.browse import Row

Thing = TypeVar("Thing")


class Rows(Sequence[Row], ABC):
    """Rows of which a part can be read without the others."""

    @abstractmethod
    def read(self, part: slice) -> Iterable[Row]:
        """Some of them; the slice has no step."""

    def __iter__(self) -> Iterator[Row]:
        yield from self.read(slice(None))  # when the first is asked for: what may be asked for makes iterators before

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        return tuple(self.read(place)) if isinstance(place, slice) else tuple(self)[place]


class Later(Rows):
    """Rows that are made at once when somebody reads the first: a page that shows others never does."""

    def __init__(self, make: Callable[[], Sequence[Row]]) -> None:
        self._made = cache(make)

    def read(self, part: slice) -> Sequence[Row]:
        """Some of them."""
        return self._made()[part]

    def __len__(self) -> int:
        return len(self._made())


class Each(Rows):
    """Rows that are made of others, one of each, when they are read."""

    def __init__(self, rows: Rows, make: Callable[[Row], Row]) -> None:
        self._rows, self._make = rows, make

    def read(self, part: slice) -> Iterable[Row]:
        """Some of them."""
        return map(self._make, self._rows.read(part))

    def __len__(self) -> int:
        return len(self._rows)


class Part(NamedTuple, Generic[Thing]):
    """What one page shows of a list; pages count from 1."""

    rows: Sequence[Thing]
    total: int
    number: int
    last: int


def part_of(rows: Sequence[Thing], size: int) -> Part[Thing]:
    """The part of rows that the parameter `page` asks for, `size` rows long.

    Raises:
        BadRequest: it gives no number from 1.
        NotFound: there is no such page.
    """
    number, total = number_from("page", 1), len(rows)
    last = max(1, -(-total // size))
    if number > last:
        raise NotFound(_("只有 %(last)s 页，没有第 %(number)s 页。", last=last, number=number))
    return Part(rows[(number - 1) * size : number * size], total, number, last)
