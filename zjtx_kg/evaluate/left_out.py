"""Leave one region out: its documents, read by a copy of the program that lacks the names of its documents alone.

A name is an entry of a table: a word of a list in `rules/`, an alternative or negative label of a vocabulary, a row of
`department-names.csv`. A region's own names are those that occur in its documents and in no other region's: they are
found anew each time, so that no list of them can go stale.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph
import tomlkit

from zjtx_kg.clean import clean
from zjtx_kg.errors import ProcessingError
from zjtx_kg.evaluate import Evaluation, evaluate
from zjtx_kg.evaluate.assess import Scores
from zjtx_kg.evaluate.cases import Case
from zjtx_kg.evaluate.comparison import folded
from zjtx_kg.parallel import Progress, in_parallel
from zjtx_kg.read import read_source
from zjtx_kg.records import Json, load_record_json
from zjtx_kg.resources import PACKAGE, TURTLE, resource

IsOwn = Callable[[str], bool]
LABELS = frozenset(
    pyoxigraph.NamedNode(iri)
    for iri in (
        "http://www.w3.org/2004/02/skos/core#altLabel",
        "http://www.w3.org/2004/02/skos/core#hiddenLabel",
        "https://w3id.org/zjtx/ontology#negativeLabel",
    )
)


@dataclass(frozen=True, slots=True)
class Region:
    """The documents of one region.

    Args:
        name: the region as their annotations name it.
        cases: the documents.
        texts: their clean texts, folded for comparison.
    """

    name: str
    cases: tuple[Case, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Figures without each region's own names.

    Args:
        scores: case → its evaluation, in the order of the cases.
        dropped: region → how many entries of the tables its documents were read without.
    """

    scores: Scores
    dropped: Mapping[str, int]


def assess_left_out(cases: Sequence[Case], progress: Progress, jobs: int | None = None) -> LeftOut:
    """Evaluate the documents of each region without that region's own names.

    Raises:
        ProcessingError: the copy of the program did not read a document to its end.
    """
    regions = _regions(cases)
    work = partial(_assess_region, regions=regions)
    names = [region.name for region in regions]
    found = list(in_parallel(work, range(len(regions)), names=names, jobs=jobs, progress=progress))
    scores = {name: score for of_region, _ in found for name, score in of_region.items()}
    dropped = [number for _, number in found]
    return LeftOut({case.id: scores[case.id] for case in cases}, dict(zip(names, dropped, strict=True)))


def is_own(here: Sequence[str], elsewhere: Sequence[str]) -> IsOwn:
    """Whether a name occurs in the texts of one region and in none of the others."""

    def own(name: str) -> bool:
        word = folded(name)
        return any(word in text for text in here) and not any(word in text for text in elsewhere)

    return own


def _regions(cases: Sequence[Case]) -> tuple[Region, ...]:
    by_name: dict[str, list[Case]] = {}
    for case in cases:
        by_name.setdefault(_region_name(case), []).append(case)
    return tuple(Region(name, tuple(some), tuple(map(_text, some))) for name, some in by_name.items())


def _region_name(case: Case) -> str:
    return load_record_json(case.annotation)["document"]["region"] or case.id


def _text(case: Case) -> str:
    return folded(clean(read_source(case.source, case.id)).text)


def _assess_region(number: int, regions: Sequence[Region]) -> tuple[dict[str, Evaluation], int]:
    region = regions[number]
    elsewhere = [text for other in regions if other is not region for text in other.texts]
    with TemporaryDirectory() as folder:
        program = Path(folder)
        _copy_program(program)
        dropped = drop_names(program, is_own(region.texts, elsewhere))
        scores = {
            case.id: evaluate(load_record_json(case.annotation), _extract(program, case)) for case in region.cases
        }
    return scores, dropped


# --- a copy of the program ------------------------------------------------------------------------------------------


def _copy_program(to: Path) -> None:
    shutil.copytree(PACKAGE, to / PACKAGE.name, ignore=shutil.ignore_patterns("resources"))
    shutil.copytree(resource("ontology"), to / "ontology")
    (to / "data").mkdir()
    for table in resource("data").glob("*.csv"):
        shutil.copy(table, to / "data")


def _extract(program: Path, case: Case) -> Json:
    """The record that `zjtx-kg extract` of the copy reads."""
    command = [sys.executable, "-m", "zjtx_kg.cli", "extract", str(case.source.resolve())]
    environment = {**os.environ, "PYTHONPATH": str(program), "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=program, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise ProcessingError(
            f"not read without the names of its region: {done.stderr.strip()[-500:]}",
            where=case.id,
            remedy="Mend the table that cannot do without them.",
        )
    return dict(json.loads(done.stdout))


def drop_names(program: Path, own: IsOwn) -> int:
    """Take the names that are `own` out of the tables of the program in this folder; returns how many there were."""
    rules = sum(_drop_words(path, own) for path in sorted((program / PACKAGE.name / "rules").glob("*.toml")))
    labels = sum(_drop_labels(path, own) for path in sorted((program / "ontology" / "vocab").glob("*.ttl")))
    return rules + labels + _drop_rows(program / "data" / "department-names.csv", own)


def _drop_words(path: Path, own: IsOwn) -> int:
    text = path.read_text(encoding="utf-8")
    lists = tomllib.loads(text).get("lists", {})
    dropped = {name: [word for word in entry["words"] if own(word)] for name, entry in lists.items()}
    if any(dropped.values()):
        rules = tomlkit.parse(text)
        for name, words in dropped.items():
            rules["lists"][name]["words"] = [word for word in lists[name]["words"] if word not in words]
        path.write_text(tomlkit.dumps(rules), encoding="utf-8")
    return sum(map(len, dropped.values()))


def _drop_labels(path: Path, own: IsOwn) -> int:
    triples = [quad.triple for quad in pyoxigraph.parse(path=path, format=TURTLE)]
    kept = [each for each in triples if not (each.predicate in LABELS and own(each.object.value))]
    if len(kept) < len(triples):
        path.write_bytes(pyoxigraph.serialize(kept, format=TURTLE) or b"")
    return len(triples) - len(kept)


def _drop_rows(path: Path, own: IsOwn) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    kept = [row for row in rows if not own(row[head.index("printed")])]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *kept])
    return len(rows) - len(kept)
