"""What the reading of a policy could not decide, in the language of the page."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from zjtx_kg.iris import SHAPES
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.things.places import Lines, line_anchor

CHINESE = Path(__file__).with_suffix(".toml")
MOST = 60  # characters of a place that are shown
SHAPE = "shape."
OF_SOURCE = ("clean", "read")  # the steps whose findings lie in the source, not in the clean text


class Told(NamedTuple):
    """A finding as a page tells it.

    Args:
        rule: that found it.
        chinese: what it says in Chinese; empty where nothing stands ready.
        message: what it says, in English.
        severity: info, warning or error.
        words: of the text, that it is about; empty where it lies in the source or nowhere.
        anchor: of their line in the text.
        place: its place in the clean text, such as `1072–1104`; empty where it lies in the source or nowhere.
        source: its place in the source.
    """

    rule: str
    chinese: str
    message: str
    severity: str
    words: str = ""
    anchor: str = ""
    place: str = ""
    source: str = ""


def findings_told(
    knowledge: Knowledge, found: Iterable[Mapping[str, Any]], text: str = "", lines: Lines = ()
) -> list[Told]:
    """The findings of a document, as the report of the release has them; with their words where its text is given."""
    shapes = {row["shape"].removeprefix(str(SHAPES)): row["message"] for row in knowledge.rows("shapes")}
    return [_told(each, shapes, text, lines) for each in found]


def _told(found: Mapping[str, Any], shapes: Mapping[str, str], text: str, lines: Lines) -> Told:
    rule, message, place = found["rule"], found["message"], found.get("place")
    told = Told(rule, shapes.get(rule.removeprefix(SHAPE), "") or in_chinese(rule), message, found["severity"])
    if not place:
        return told
    if rule.startswith(OF_SOURCE):
        return told._replace(source="–".join(map(str, place)))
    told = told._replace(place="–".join(map(str, place)))
    if not text:
        return told
    words = text[place[0] : place[1]]
    shown = words if len(words) <= MOST else f"{words[:MOST]}…"
    return told._replace(words=shown, anchor=line_anchor(lines, place[0]))


def in_chinese(rule: str) -> str:
    """What findings of a rule say in Chinese; empty where nothing stands ready."""
    return next((words for name, words in _chinese().items() if f"{rule}.".startswith(f"{name}.")), "")


@cache
def _chinese() -> Mapping[str, str]:
    return tomllib.loads(CHINESE.read_text("utf-8"))
