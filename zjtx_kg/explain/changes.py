"""What cleaning changed and left out, equal changes counted together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from zjtx_kg.model import Document


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the source, what stands for them in the clean text (nothing where they are left out), and how often."""

    source: str
    repaired: str
    rule: str
    times: int


def repairs(document: Document) -> list[Change]:
    """The repairs in the order of their first place."""
    text = document.source.text
    return _counted((repair.source.of(text), repair.replacement, repair.rule) for repair in document.repairs)


def omissions(document: Document) -> list[Change]:
    """What was left out, in the order of its first place."""
    return _counted((omission.source.of(document.source.text), "", omission.rule) for omission in document.omissions)


def _counted(changes: Iterable[tuple[str, str, str]]) -> list[Change]:
    return [Change(*change, times) for change, times in Counter(changes).items()]
