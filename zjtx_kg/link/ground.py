"""The ground of a link in words, for a reader: `主题同为融资,工具同为信贷和债券;共同文字:应急转贷资金`."""

from __future__ import annotations

from collections.abc import Sequence

from zjtx_kg.vocabulary import load_vocabulary

SAME = {"themes": "主题", "instruments": "工具", "tiers": "层级"}
"""Vocabulary → how a reader calls it."""
REWARDED = "奖励层级"


def ground(words: Sequence[str], rewarded: Sequence[str] = (), **shared: Sequence[str]) -> str:
    """What two measures have in common: notations of the vocabularies in `SAME`, tiers that both reward, and words."""
    shared["tiers"] = [tier for tier in shared.get("tiers", ()) if tier not in rewarded]
    named = [*((name, kind, shared.get(kind, ())) for kind, name in SAME.items()), (REWARDED, "tiers", rewarded)]
    same = ",".join(f"{name}同为{_labels(kind, notations)}" for name, kind, notations in named if notations)
    common = f"共同文字:{'、'.join(words)}" if words else ""
    return ";".join(filter(None, (same, common))) or "文字相近"


def _labels(vocabulary: str, notations: Sequence[str]) -> str:
    concepts = load_vocabulary(vocabulary).concepts
    return "、".join(concepts[notation].label_zh if notation in concepts else notation for notation in notations)
