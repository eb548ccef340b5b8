"""Why a request is not answered, for the person who asked."""

from __future__ import annotations

from typing import Any

Head = dict[str, Any]


class RefusedError(Exception):
    """A request that is not answered.

    Args:
        reason: what stood against it, one word.
        message: one sentence for the person who asked.
        place: `line` and `column` in the query, from 1, where it has a place.
    """

    def __init__(self, reason: str, message: str, **place: int) -> None:
        self.head: Head = {"reason": reason, "message": message, **place}
        super().__init__(message)
