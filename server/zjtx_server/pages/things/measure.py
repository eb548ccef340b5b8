"""What the page of a measure shows: its words with every fact in place, and its counterparts beside them."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from zjtx_server.pages.sources.graph import Row
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.things import inferences
from zjtx_server.pages.things.facts import Content, facts, only
from zjtx_server.pages.web.marks import marked, marks_of, shared


def measure_page(knowledge: Knowledge, iri: str) -> Content:
    """Everything of a measure."""
    measure = only(facts(knowledge, "measures", measure=iri))
    fact = only(facts(knowledge, "fact", fact=iri))
    return {
        "measure": measure,
        "classified": inferences.classified(knowledge, of=iri),
        "responsibilities": facts(knowledge, "responsibilities", of=iri),
        "tasks": facts(knowledge, "tasks", measure=iri),
        "awards": facts(knowledge, "awards", measure=iri),
        "targets": facts(knowledge, "targets", measure=iri),
        "fact": fact,
        "paragraphs": paragraphs(knowledge, fact) or [Markup.escape(measure.get("text", ""))],
        "counterparts": _counterparts(knowledge, iri, measure.get("text", "")),
    }


def paragraphs(knowledge: Knowledge, fact: Row) -> list[Markup]:
    """The words of a fact line by line, with what was found in them; none where they are not in the text."""
    if "start" not in fact or "policy" not in fact:
        return []
    text, start, end = knowledge.text(fact["policy"]), int(fact["start"]), int(fact["end"])
    if text[start:end] != fact["exact"]:
        return []
    standing = knowledge.rows("marks", policy=fact["policy"])
    marks = marks_of(row for row in standing if int(row["start"]) < end and int(row["end"]) > start)
    lines = []
    for line in fact["exact"].split("\n"):
        lines.append(marked(text, start, start + len(line), marks))
        start += len(line) + 1
    return lines


def _counterparts(knowledge: Knowledge, measure: str, text: str) -> list[Row]:
    """The nearest counterparts, each with what both have in common, and both texts with the shared words marked."""
    whole: list[Any] = []
    for row in knowledge.rows("counterparts", measure=measure):
        common = knowledge.rows("common", link=row["link"])
        phrases = [each["value"] for each in common if each["property"] == inferences.SHARED_WORDS]
        there = row.get("text", "")
        whole.append({**row, "common": common, "here": shared(text, phrases), "there": shared(there, phrases)})
    return whole
