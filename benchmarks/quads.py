"""Many quads out of a few: the policies of a release again and again, each time as those of other cities.

    python benchmarks/quads.py RELEASE OUT.nq [QUADS]

Every copy has a named graph, policies, sources, departments and a region of its own and other amounts and values; what
policies share (vocabularies, indicators, cited policies, provinces) they still share. The same input gives the same
quads; what is at hand at one time is the release and one copy of one policy.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from itertools import count, cycle
from pathlib import Path

from generate import OWN_NAMES, like

from zjtx_kg.regions import Region, load_regions

QUADS = 1_000_000
NUMBER = r'(?P<property>#(?:amount|maximumAmount|value|baselineValue)> ")(?P<number>\d+(?:\.\d+)?)'
GROWTHS = 9  # amounts and values are 1.0 to 1.8 times the original ones


def write_quads(release: Path, out: Path, quads: int = QUADS) -> int:
    """Write a release's quads and copies of its policies to `out` (N-Quads) until there are `quads` of them."""
    text = (release / "data.nq").read_text("utf-8")
    written = text.count("\n")
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        for copy in _copies(text):
            lines = copy.splitlines(keepends=True)[: quads - written]
            file.writelines(lines)
            written += len(lines)
            if written >= quads:
                break
    return written


def _copies(text: str) -> Iterator[str]:
    """Copies of the policies without end, in turn."""
    regions = load_regions()
    policies = {document: _graph_of(document, text) for document in OWN_NAMES}
    others = {document: cycle(list(like(document, regions))[place :: len(OWN_NAMES)])
              for place, document in enumerate(OWN_NAMES)}  # fmt: skip
    own = {document: next(region for region in regions if _is_own(document, region, policies)) for document in policies}
    for number in count(1):
        for document, policy in policies.items():
            yield _moved(policy, document, own[document], next(others[document]), number)


def _graph_of(document: str, text: str) -> str:
    ending = f"/graph/policy/{document}> .\n"
    return "".join(line for line in text.splitlines(keepends=True) if line.endswith(ending))


def _is_own(document: str, region: Region, policies: dict[str, str]) -> bool:
    own = f"/policy/{document}> <https://w3id.org/zjtx/ontology#region> <https://w3id.org/zjtx/id/region/{region.code}>"
    return region.until is None and own in policies[document]


def _moved(policy: str, document: str, own: Region, other: Region, number: int) -> str:
    """A policy as the `number`th copy of another region, under keys of its own and with other numbers."""
    words = {f"/{document}": f"/{document}-{number}", own.code: other.code, own.name[:-1]: other.name[:-1]}
    growth = 1 + Decimal(number % GROWTHS) / 10

    def change(found: re.Match[str]) -> str:
        if found["number"]:
            return found["property"] + str(Decimal(found["number"]) * growth)
        return words[found[0]]

    return re.sub(rf"/{document}(?=[/>])|{own.code}|{own.name[:-1]}|{NUMBER}", change, policy)


def main() -> None:
    """Write what the command line names."""
    release, out, *quads = sys.argv[1:]
    print(write_quads(Path(release), Path(out), int(quads[0]) if quads else QUADS), "quads")


if __name__ == "__main__":
    main()
