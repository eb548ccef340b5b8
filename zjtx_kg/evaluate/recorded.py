"""Figures as recorded in the repository, and what a change won and lost against them.

A record file holds one line for each document and kind of entry, so that a change of figures can be read in a diff.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from zjtx_kg.errors import SourceError
from zjtx_kg.evaluate import KINDS, Evaluation, Tally
from zjtx_kg.evaluate.assess import Assessment
from zjtx_kg.evaluate.tally import Miss

RATES = ("precision", "recall", "f1", "exact_f1")
EPSILON = 1e-9

Key = tuple[str, str]  # group and document
Pair = tuple[Key, Evaluation, Evaluation]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is otherwise than recorded, each a line that names figures, document, kind and entry.

    Args:
        won: misses that are gone.
        lost: new misses.
        falls: rates that are lower.
        unrecorded: documents of which nothing is recorded.
    """

    won: tuple[str, ...]
    lost: tuple[str, ...]
    falls: tuple[str, ...]
    unrecorded: tuple[str, ...]


def load_recorded(path: Path) -> Assessment:
    """The figures recorded in `path`, none where there is no such file; `SourceError` where it is broken."""
    if not path.exists():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {
            group: {name: _evaluation(kinds) for name, kinds in documents.items()} for group, documents in data.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        remedy = "Put back the file, or remove it and record anew."
        raise SourceError(f"no figures can be read ({error!r})", where=str(path), remedy=remedy) from error


def write_recorded(path: Path, assessment: Assessment) -> None:
    """Record these figures; those of groups that are not among them stay."""
    groups = {**load_recorded(path), **assessment}
    path.write_text(_object({name: _object(_documents(scores), 1) for name, scores in groups.items()}) + "\n", "utf-8")


def changes(past: Assessment, now: Assessment) -> Changes:
    """Compare figures with recorded ones, of the groups that were measured now."""
    before = {(group, name): score for group in now for name, score in past.get(group, {}).items()}
    after = {(group, name): score for group, scores in now.items() for name, score in scores.items()}
    both = [(key, before[key], after[key]) for key in after if key in before]
    gone = tuple(f"{group}, {name}: is no longer evaluated" for group, name in before.keys() - after.keys())
    return Changes(
        won=tuple(_new_misses((key, new, old) for key, old, new in both)),
        lost=tuple(_new_misses(both)),
        falls=(*sorted(gone), *(fall for each in both for fall in _falls(*each))),
        unrecorded=tuple(f"{group}, {name}" for group, name in after if (group, name) not in before),
    )


def _new_misses(pairs: Iterable[Pair]) -> Iterator[str]:
    """The misses of each pair's second evaluation that the first does not have, each as often as there are more."""
    for (group, name), old, new in pairs:
        for kind in KINDS:
            more = Counter(map(str, new[kind].misses)) - Counter(map(str, old[kind].misses))
            yield from (f"{group}, {name}, {kind}: {miss}" for miss in more.elements())


def _falls(key: Key, old: Evaluation, new: Evaluation) -> Iterator[str]:
    group, name = key
    for kind in KINDS:
        for rate in RATES:
            was, is_now = getattr(old[kind], rate), getattr(new[kind], rate)
            if is_now < was - EPSILON:
                yield f"{group}, {name}, {kind}: {rate} {was:.4f} → {is_now:.4f}"


def _evaluation(kinds: Mapping[str, Mapping[str, Any]]) -> Evaluation:
    return Evaluation({kind: _tally(kinds[kind]) if kind in kinds else Tally() for kind in KINDS})


def _tally(counts: Mapping[str, Any]) -> Tally:
    return Tally(**{**counts, "misses": tuple(Miss(*miss) for miss in counts["misses"])})


def _documents(scores: Mapping[str, Evaluation]) -> dict[str, str]:
    return {name: _object(_kinds(score), 2) for name, score in scores.items()}


def _kinds(score: Evaluation) -> dict[str, str]:
    """The kinds of which there is something on either side, each as JSON on one line."""
    tallies = {kind: score[kind] for kind in KINDS if score[kind] != Tally()}
    return {
        kind: json.dumps(asdict(tally) | {"misses": _misses(tally)}, ensure_ascii=False)
        for kind, tally in tallies.items()
    }


def _misses(tally: Tally) -> list[list[str]]:
    return [[miss.what, miss.entry, miss.how] for miss in tally.misses]


def _object(members: Mapping[str, str], depth: int = 0) -> str:
    """A JSON object of members that are JSON already, one a line."""
    inside, end = "\n" + " " * (depth + 1), "\n" + " " * depth
    lines = (f"{json.dumps(name, ensure_ascii=False)}: {member}" for name, member in members.items())
    return "{" + inside + f",{inside}".join(lines) + end + "}"
