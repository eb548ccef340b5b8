"""All hostile requests one after the other at a server of its own, and a table of how each family ended.

Usage: python -m hostile [TIMES [FAMILY…]], in the folder `tests`.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict

from hostile import ATTACKS
from hostile.target import Outcome, attacked, attempt


def ending(outcome: Outcome) -> str:
    """The status, and the beginning of the message with its figures left out."""
    if not outcome.replies:
        return "closed"
    reply = outcome.replies[0]
    said = re.sub(r"\d[\d,.]*", "…", reply.message if reply.status != 404 else "")
    return f"{reply.status} {said}"[:64].strip()


def main(times: int = 1, *families: str) -> int:
    """Prints the table; returns how many requests ended wrongly."""
    endings: dict[str, Counter[str]] = defaultdict(Counter)
    slowest: dict[str, float] = defaultdict(float)
    asked = wrong = 0
    with attacked() as target:
        for attack in [one for one in ATTACKS if not families or one.family in families] * times:
            outcome = attempt(target, attack)
            endings[attack.family][ending(outcome)] += 1
            slowest[attack.family] = max(slowest[attack.family], outcome.slowest)
            asked, wrong = asked + outcome.asked, wrong + bool(outcome.wrong)
            for complaint in outcome.wrong:
                print(f"WRONG {attack}: {complaint}", file=sys.stderr, flush=True)
    for family, counted in endings.items():
        print(f"\n{family}: {sum(counted.values())}; a small query meanwhile at most {slowest[family] * 1000:.0f} ms")
        for how, count in counted.most_common():
            print(f"  {count:5}  {how}")
    print(f"\n{sum(map(Counter.total, endings.values()))} requests, {wrong} wrong, {asked} small queries beside them")
    return wrong


if __name__ == "__main__":
    _, *given = sys.argv
    sys.exit(min(1, main(*map(int, given[:1]), *given[1:])))
