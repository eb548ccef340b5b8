"""Many policies to link, out of the annotated measures of the project: the same ones each time, no two alike.

A generated measure begins as a real one. Some of its clauses are left out, clauses of other measures come in, words are
swapped for others that policies use in their place (`synonyms.toml`), numbers change, and programmes get coined names,
so that new words come with each document, as they do in reality, and an index never runs full of the same few. It keeps
the topics that its model is annotated with, or such as were drawn for it once.
A policy holds 25 measures of its own region; some take whole passages of the policy before over, as governments do.
"""

from __future__ import annotations

import json
import random
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from zjtx_kg.link import LinkDocument, LinkMeasure
from zjtx_kg.regions import load_regions
from zjtx_kg.vocabulary import load_vocabulary

HERE = Path(__file__).resolve().parent
ANNOTATIONS = ("data/gold/*.json", "tests/data/pages/*/*.json")
A_POLICY = 25  # measures
DROPPED, INSERTED, SWAPPED, COINED, TAKEN_OVER = 0.2, 0.25, 0.5, 0.3, 0.1  # how often
CLAUSE = re.compile(r"[^,。;]+[,。;]?")
NUMBER = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Material:
    """What policies are generated from: real measures, their clauses, words to swap, characters of names."""

    measures: tuple[dict, ...]
    clauses: tuple[str, ...]
    synonyms: dict[str, list[str]]
    swappable: re.Pattern[str]
    characters: str


def load_material() -> Material:
    """The annotated measures of the checkout."""
    paths = [path for pattern in ANNOTATIONS for path in sorted(HERE.parent.glob(pattern))]
    texts = [unicodedata.normalize("NFKC", path.read_text(encoding="utf-8")) for path in paths]
    records = [json.loads(text) for text in texts]
    themes, instruments = (sorted(load_vocabulary(name).concepts) for name in ("themes", "instruments"))
    chance = random.Random(0)
    measures = tuple(
        {"themes": chance.sample(themes, chance.randint(1, 2)), "instruments": chance.sample(instruments, 2)}
        | measure
        | {"rewarded": _rewarded(record, measure["id"])}
        for record in records
        for measure in record.get("measures", ())
    )
    groups = tomllib.loads((HERE / "synonyms.toml").read_text(encoding="utf-8"))["groups"]
    synonyms = {word: [other for other in group if other != word] for group in groups for word in group}
    return Material(
        measures=measures,
        clauses=tuple(clause for measure in measures for clause in CLAUSE.findall(measure["text"])),
        synonyms=synonyms,
        swappable=re.compile("|".join(sorted(synonyms, key=lambda word: (-len(word), word)))),
        characters="".join(region.name for region in load_regions()),
    )


def policies(measures: int, material: Material) -> list[LinkDocument]:
    """Policies with so many measures in all."""
    documents: list[LinkDocument] = []
    while measures > 0:
        chance = random.Random(len(documents))
        before = documents[-1].measures if documents else ()
        documents.append(_policy(len(documents), min(A_POLICY, measures), material, before, chance))
        measures -= A_POLICY
    return documents


def _policy(
    number: int, size: int, material: Material, before: tuple[LinkMeasure, ...], chance: random.Random
) -> LinkDocument:
    name = f"generated-{number:05}"
    measures = tuple(_measure(f"{name}/measure/{place}", material, before, chance) for place in range(size))
    text = "\n".join(f"{place}.{measure.text}" for place, measure in enumerate(measures, 1))
    return LinkDocument(name, name, f"{name}/source", f"region-{number}", f"20{number % 25:02}-01-01", text, measures)


def _measure(iri: str, material: Material, before: tuple[LinkMeasure, ...], chance: random.Random) -> LinkMeasure:
    if before and chance.random() < TAKEN_OVER:
        return replace(chance.choice(before), iri=iri)
    model = chance.choice(material.measures)
    text = _text(model, material, chance)
    topics = (tuple(model["themes"]), tuple(sorted(model["instruments"])))
    return LinkMeasure(iri, text, *topics, rewarded=model["rewarded"])


def _rewarded(record: dict, measure: str) -> tuple[str, ...]:
    awards = [award for award in record.get("awards", ()) if award["measure"] == measure and award["tier"]]
    return tuple(sorted({f"{award['tier']}/{each}" for award in awards for each in award.get("occasions", ())}))


def _text(measure: dict, material: Material, chance: random.Random) -> str:
    clauses = [clause for clause in CLAUSE.findall(measure["text"]) if chance.random() > DROPPED] or [measure["text"]]
    mixed = (part for clause in clauses for part in _with_another(clause, material, chance))
    text = "".join(mixed).rstrip(",;。") + "。"
    text = NUMBER.sub(lambda found: str(chance.randint(1, 2 * int(found[0]) + 1)), text)
    return material.swappable.sub(lambda found: _swapped(found[0], material, chance), text)


def _with_another(clause: str, material: Material, chance: random.Random) -> Iterator[str]:
    """The clause, sometimes with one of another measure, sometimes with a name of its own."""
    yield clause
    if chance.random() < INSERTED:
        yield chance.choice(material.clauses)
    if chance.random() < COINED:
        yield f"实施“{''.join(chance.choices(material.characters, k=4))}”行动,"


def _swapped(word: str, material: Material, chance: random.Random) -> str:
    return chance.choice(material.synonyms[word]) if chance.random() < SWAPPED else word
