"""Responses, and what else is kept within a bound of bytes; what was used longest ago goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

Entry = TypeVar("Entry")

OVERHEAD_BYTES = 1024  # of one entry, beside its body
LARGEST_PART = 16  # an answer larger than this part of the bound is not kept

Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response.

    Args:
        status: status code.
        headers: those that belong to this response; others are added to each one.
        body: encoded, and packed where the headers say so.
        kept: whether a cache may keep it for the time of the release.
        tag: its ETag; empty where it has none.
        file: path of the file that is the body; empty where `body` is.
    """

    status: int
    headers: Headers
    body: bytes = b""
    kept: bool = False
    tag: bytes = b""
    file: str = ""


class Cache(Generic[Entry]):
    """What belongs to one release, by request."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.bytes = 0
        self._entries: OrderedDict[Hashable, tuple[Entry, int]] = OrderedDict()

    def get(self, key: Hashable) -> Entry | None:
        """What is kept for a request."""
        found = self._entries.get(key)
        if found is None:
            return None
        self._entries.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, entry: Entry, own_bytes: int) -> None:
        """Keeps something if it is not too large."""
        size = own_bytes + OVERHEAD_BYTES
        if size > self.limit // LARGEST_PART or key in self._entries:
            return
        self._entries[key] = entry, size
        self.bytes += size
        while self.bytes > self.limit:
            _, (_, least) = self._entries.popitem(last=False)
            self.bytes -= least
