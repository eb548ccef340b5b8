"""The ground of a link in words, for a reader: `主题同为融资,工具同为信贷和债券;共同文字:应急转贷资金`."""

from __future__ import annotations

from collections.abc import Sequence

from zjtx_kg.vocabulary import load_vocabulary

SAME = {"themes": "主题", "instruments": "工具", "tiers": "层级"}
"""Vocabulary → how a reader calls it."""


def ground(words: Sequence[str], **shared: Sequence[str]) -> str:
    """What two measures have in common: notations of the vocabularies in `SAME`, and words."""
    same = ",".join(f"{name}同为{_labels(kind, shared[kind])}" for kind, name in SAME.items() if shared.get(kind))
    common = f"共同文字:{'、'.join(words)}" if words else ""
    return ";".join(filter(None, (same, common))) or "文字相近"


def _labels(vocabulary: str, notations: Sequence[str]) -> str:
    concepts = load_vocabulary(vocabulary).concepts
    return "、".join(concepts[notation].label_zh if notation in concepts else notation for notation in notations)
