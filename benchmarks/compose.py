"""Pages of one length out of the project's own documents, for measuring the reading of many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

HEAD = 300  # characters at the top of a page, from one document: its portal's fields and title
STRIDE = 7919  # a prime: how far apart in the texts two pages begin


def compose(texts: Sequence[str], count: int, length: int) -> Iterator[str]:
    """`count` pages of `length` characters, the same ones each time.

    Each has the head of one of the texts and then the run of all texts from another line on, so that awards, targets,
    tables and damage are as frequent as in the texts.
    """
    run = "\n".join(text[HEAD:] for text in texts)
    for number in range(count):
        start = run.find("\n", number * STRIDE % len(run))
        yield (texts[number % len(texts)][:HEAD] + run[start:] + run * (length // len(run) + 1))[:length]
