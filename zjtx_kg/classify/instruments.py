"""The instruments of a measure: the means by which it works, none, one or more."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from zjtx_kg.classify.cues import Cue, find_cues
from zjtx_kg.classify.wording import Wording
from zjtx_kg.knowledge import Knowledge
from zjtx_kg.model import Classification
from zjtx_kg.rules import RuleSet, load_rules

LEAST = 1.0
"""What must be told of an instrument at least: one name of it, or two hints."""
HEAD = 1.5
"""How much more a cue tells that stands in the heading or opens the measure."""


@lru_cache(maxsize=1)
def instrument_rules() -> RuleSet:
    """The rules for instruments."""
    return load_rules("instruments")


def instruments_of(wording: Wording, knowledge: Knowledge) -> Iterator[Classification]:
    """The instruments in reading order of the words that tell of them."""
    cues: dict[str, dict[str, Cue]] = {}
    for cue in find_cues(wording.text, knowledge.instruments, instrument_rules()):
        cues.setdefault(cue.notation, {}).setdefault(cue.span.of(wording.text), cue)
    told = {n: some for n, some in cues.items() if sum(_weight(wording, cue) for cue in some.values()) >= LEAST}
    best = [max(some.values(), key=lambda cue: (_weight(wording, cue), -cue.span.start)) for some in told.values()]
    for cue in sorted(best, key=lambda cue: cue.span):
        yield Classification("instrument", cue.notation, wording.quote(cue.span, cue.rule))


def _weight(wording: Wording, cue: Cue) -> float:
    return cue.weight * (HEAD if cue.span.end <= wording.head.end else 1)
