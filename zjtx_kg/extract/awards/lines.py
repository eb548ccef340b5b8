"""Lines broken inside a sentence, put together again, with the way back to the passage."""

from __future__ import annotations

from dataclasses import dataclass

from zjtx_kg.extract.awards.clauses import rule
from zjtx_kg.model import Span

REACH = 300  # characters looked at before a line end; the sentence of a promise begins within


@dataclass(frozen=True, slots=True)
class Joined:
    """A passage without the line ends inside its sentences.

    Args:
        text: the words.
        breaks: offsets in `text` before which a line end was left out, rising.
    """

    text: str
    breaks: tuple[int, ...]

    def printed(self, span: Span) -> Span:
        """The place in the passage of a span of `text`."""
        start = sum(at <= span.start for at in self.breaks)
        end = sum(at < span.end for at in self.breaks)
        return Span(span.start + start, max(span.start + start, span.end + end))


def join_lines(passage: str) -> Joined:
    """The passage with lines joined where a sentence goes on in the next one."""
    first, *others = passage.split("\n")
    pieces, breaks, length = [first], [], len(first)
    tail = first[-REACH:]
    for line in others:
        if _goes_on(tail, line):
            breaks.append(length)
            tail = (tail + line)[-REACH:]
        else:
            pieces.append("\n")
            length += 1
            tail = line[-REACH:]
        pieces.append(line)
        length += len(line)
    return Joined("".join(pieces), tuple(breaks))


def _goes_on(above: str, below: str) -> bool:
    return bool(below and rule("line-goes-on").search(above) and not rule("line-opens").search(below))
