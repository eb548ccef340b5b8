"""Places of a text by their spans: which of many spans holds a place, found in one pass for ascending places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from zjtx_kg.model import Span

Value = TypeVar("Value")


class Places(Generic[Value]):
    """Spans with a value each, asked for the innermost that covers a place; places are asked in reading order."""

    def __init__(self, spans: Iterable[tuple[Span, Value]]) -> None:
        self._waiting = sorted(spans, key=lambda entry: (entry[0].start, -entry[0].end))[::-1]
        self._open: list[tuple[Span, Value]] = []

    def holding(self, place: Span) -> tuple[Span, Value] | None:
        """The innermost span that covers `place`, of equal ones the last given, and its value."""
        while self._waiting and self._waiting[-1][0].start <= place.start:
            self._open.append(self._waiting.pop())
        self._open = [entry for entry in self._open if entry[0].end > place.start]
        return next((entry for entry in reversed(self._open) if entry[0].covers(place)), None)
