"""Work on many documents at once: results in the order of the documents, each from a process that shares nothing."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from zjtx_kg.errors import ProcessingError

Progress = Callable[[str, int, int], None]
"""Called with the step's name, what is done and what there is."""
LARGEST_CHUNK = 8  # documents that a process takes at once

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_parallel(
    work: Callable[[Item], Result], items: Sequence[Item], *, names: Sequence[str], jobs: int | None, progress: Progress
) -> Iterator[Result]:
    """The results of `work` in the order of `items`; in this process when one will do, else in fresh ones.

    Args:
        work: a function that processes can be sent.
        items: small values that processes can be sent.
        names: the document of each item, for messages.
        jobs: processes; as many as processors when None, at most one for each item.
        progress: told of each result as "documents".

    Raises:
        ProcessingError: a process ended before its work did.
    """
    workers = min(jobs or os.cpu_count() or 1, len(items))
    results = map(work, items) if workers <= 1 else _pooled(work, items, names, workers)
    progress("documents", 0, len(items))
    for done, result in enumerate(results, 1):
        yield result
        progress("documents", done, len(items))


def _pooled(
    work: Callable[[Item], Result], items: Sequence[Item], names: Sequence[str], workers: int
) -> Iterator[Result]:
    done = 0
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        chunk = max(1, min(LARGEST_CHUNK, len(items) // workers))
        try:
            for result in pool.map(work, items, chunksize=chunk):
                yield result
                done += 1
        except BrokenProcessPool as error:
            under_way = names[done : done + chunk * workers]
            raise ProcessingError(
                "a process was ended, perhaps for want of memory",
                where=f"one of {', '.join(under_way)}",
                remedy="Use fewer --jobs; leave the document out if it ends one process alone.",
            ) from error
