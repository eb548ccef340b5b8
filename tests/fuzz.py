"""A run over damaged, cut, shuffled and invented documents, outside the test suite.

    python tests/fuzz.py [NUMBER] [--from SEED] [--jobs N]
    python tests/fuzz.py --seed SEED [--save FILE]

Each input is made from its number alone. It goes the whole way from bytes to coverage account, one in twenty on to a
valid graph, and everything in `invariants.py` must hold of it. Times are processor seconds, comparable on one machine.
"""

from __future__ import annotations

import argparse
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from random import Random
from types import FrameType

import damaged_files
import invariants
import mutations

from zjtx_kg.errors import SourceError
from zjtx_kg.read import read_bytes
from zjtx_kg.records import dump_record

CHUNK = 50
LONGEST = 6000  # characters of a document that most inputs begin from
GRAPHS = 20  # of so many inputs one goes on to its graph
AGAIN = 40  # of so many one is done in another process too
SLOW = 60e-6  # processor seconds a character, ten times the usual
SHORT = 2000  # characters below which time a character tells nothing
MOST_SECONDS = 20.0
MOST_MEMORY = 3 * 2**30  # bytes of address space
SHOWN = 12


class TooSlowError(BaseException):
    """An input took more than `MOST_SECONDS`; no handler for common errors may catch it."""


@dataclass(frozen=True, slots=True)
class Input:
    """Bytes that stand for a file, and what was done to make them."""

    seed: int
    data: bytes
    made_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an input: refused when read, or its record's digest; `failure` is a trace."""

    seed: int
    made_by: tuple[str, ...]
    length: int
    seconds: float = 0.0
    memory: int = 0
    refused: bool = False
    digest: str = ""
    failure: str = ""

    def named(self) -> str:
        return f"--seed {self.seed}, {self.length} characters by {', '.join(self.made_by)}"


def make(seed: int) -> Input:
    """The input of that number."""
    random = Random(seed)
    chance = random.random()
    if chance < 0.05:
        kind = random.choices(("docx", "html", "mhtml", "pdf"), (3, 3, 2, 1))[0]
        return Input(seed, damaged_files.damaged(random, kind), (kind,))
    if chance < 0.2:
        invention = random.choice(mutations.INVENTIONS)
        text, made_by = invention(random), [invention.__name__]
    else:
        text, made_by = random.choice(mutations.texts()), []
        if random.random() < 0.9:
            start = random.randrange(len(text))
            text = text[start : start + random.randint(50, LONGEST)]
    for mutation in random.choices(mutations.MUTATIONS, k=random.choice([1, 1, 2, 3, 5])):
        text = mutation(random, text)
        made_by.append(mutation.__name__)
    if random.random() < 0.15:
        return Input(seed, damaged_files.damaged_text(random, text), (*made_by, "bytes"))
    return Input(seed, text.encode("utf-8", "replace"), tuple(made_by))


def run(seed: int) -> Outcome:
    """Make an input and try it."""
    tried = make(seed)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    length, digest, failure = len(tried.data), "", ""
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        source = read_bytes(tried.data, "input", "input")
        length = len(source.text)
        found = invariants.read(source)
        digest = sha256(dump_record(found.record).encode()).hexdigest()
    except SourceError:
        return Outcome(seed, tried.made_by, length, time.process_time() - start, refused=True)
    except (Exception, TooSlowError):
        failure = traceback.format_exc(limit=-6)
    finally:
        seconds = time.process_time() - start
        signal.setitimer(signal.ITIMER_PROF, 0)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    if not failure:
        try:
            invariants.check(found)
            if seed % GRAPHS == 0:
                invariants.check_graph(found)
        except Exception:
            failure = traceback.format_exc(limit=-6)
    return Outcome(seed, tried.made_by, length, seconds, memory, False, digest, failure)


def too_slow(_number: int, _frame: FrameType | None) -> None:
    raise TooSlowError


def set_limits() -> None:
    signal.signal(signal.SIGPROF, too_slow)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.RLIM_INFINITY))
    invariants.read(read_bytes(mutations.texts()[0].encode(), "input", "input"))  # what is loaded once is not timed


def run_all(seeds: range, jobs: int) -> Iterator[Outcome]:
    """The outcomes in the order of their seeds, each as it comes."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=set_limits) as pool:
        yield from pool.map(run, seeds, chunksize=CHUNK)


class Summary:
    """Counts, the slowest inputs and those that failed."""

    def __init__(self) -> None:
        self.tried = self.refused = self.failed = 0
        self.seconds = 0.0
        self.characters = 0
        self.by_mutation: Counter[str] = Counter()
        self.slowest: list[Outcome] = []
        self.greediest: list[Outcome] = []
        self.digests: dict[int, str] = {}

    def add(self, outcome: Outcome) -> None:
        self.tried += 1
        self.by_mutation.update(set(outcome.made_by))
        if outcome.failure:
            self.failed += 1
            print(f"\nFAILED --seed {outcome.seed} ({', '.join(outcome.made_by)})\n{outcome.failure}", flush=True)
        if outcome.refused:
            self.refused += 1
            return
        self.seconds += outcome.seconds
        self.characters += outcome.length
        if outcome.length >= SHORT:
            self.slowest = sorted([*self.slowest, outcome], key=per_character, reverse=True)[:SHOWN]
        self.greediest = sorted([*self.greediest, outcome], key=lambda each: -each.memory)[:3]
        if outcome.seed % AGAIN == 0:
            self.digests[outcome.seed] = outcome.digest

    def compare(self) -> None:
        """Do some inputs again in this process, whose sets and dictionaries have another order."""
        for seed, digest in self.digests.items():
            if run(seed).digest != digest:
                self.failed += 1
                print(f"\nFAILED --seed {seed}: another record in another process", flush=True)

    def show(self) -> None:
        print(f"\n{self.tried} inputs, {self.characters} characters, {self.seconds:.0f} processor seconds")
        print(f"{self.refused} refused when read, {len(self.digests)} done twice, {self.failed} failed")
        print("\ninputs by mutation: " + ", ".join(f"{name} {count}" for name, count in self.by_mutation.most_common()))
        print("\nslowest, in microseconds a character:")
        for each in self.slowest:
            mark = " SLOW" if per_character(each) > SLOW else ""
            print(f"  {per_character(each) * 1e6:6.1f}  {each.named()}{mark}")
        print("\nmost memory on top of what was taken before, in MiB:")
        for each in self.greediest:
            print(f"  {each.memory / 1024:6.1f}  {each.named()}")


def per_character(outcome: Outcome) -> float:
    return outcome.seconds / max(outcome.length, 1)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("number", nargs="?", type=int, default=20_000, help="inputs to try (20000)")
    arguments.add_argument("--from", dest="first", type=int, default=0, help="seed of the first input (0)")
    arguments.add_argument("--jobs", type=int, default=2, help="processes (2)")
    arguments.add_argument("--seed", type=int, help="try this one input again, to its graph")
    arguments.add_argument("--save", type=Path, help="with --seed: write the input's bytes to a file")
    given = arguments.parse_args()
    set_limits()
    if given.seed is not None:
        sys.exit(try_one(given.seed, given.save))
    summary = Summary()
    for outcome in run_all(range(given.first, given.first + given.number), given.jobs):
        summary.add(outcome)
    summary.compare()
    summary.show()
    sys.exit(bool(summary.failed))


def try_one(seed: int, save: Path | None) -> int:
    """Try one input, and show it with its outcome; 1 where it fails."""
    tried = make(seed)
    if save:
        save.write_bytes(tried.data)
    outcome = run(seed)
    print(
        f"{len(tried.data)} bytes by {', '.join(tried.made_by)}: {outcome.seconds:.3f} s, {outcome.length} characters"
    )
    print(outcome.failure or ("refused" if outcome.refused else f"record {outcome.digest[:12]}"))
    return int(bool(outcome.failure))


if __name__ == "__main__":
    main()
