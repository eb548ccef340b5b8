"""Answers of no more than so many bytes."""

from __future__ import annotations

from io import BytesIO
from typing import Any


class AnswerTooLargeError(Exception):
    """The serialised answer passed the limit."""


class Bounded(BytesIO):
    """Bytes in memory that refuse to grow past `limit`."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, chunk: Any) -> int:
        """Takes a chunk; raises AnswerTooLargeError when the limit is passed."""
        if self.tell() + len(chunk) > self.limit:
            raise AnswerTooLargeError
        return super().write(chunk)
