"""Measures: the lowest numbered items of the main text that carry a task."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from zjtx_kg.extract.units import Attached, detach, first_leads_from
from zjtx_kg.model import Document, Finding, Measure, Node, Outline, Quote, Span
from zjtx_kg.rules import RuleSet, load_rules

BRACKET_DEPTH = {"(": 1, "〔": 1, "《": 1, ")": -1, "〕": -1, "》": -1}
HEADINGS = 512  # of one document, with the rules


@lru_cache(maxsize=1)
def measure_rules() -> RuleSet:
    """The rules for measures."""
    return load_rules("measures")


def read_measures(outline: Outline) -> tuple[tuple[Measure, ...], tuple[Finding, ...]]:
    """The measures of a document in reading order, and findings on numbered headings without any text."""
    measures: list[Measure] = []
    findings: list[Finding] = []
    leads_from = first_leads_from(outline.document.text)
    for above, node in outline.walk():
        if node.children or is_general(above, node, outline.document) or is_question(node, outline.document):
            continue
        first_leads = leads_from is not None and node.span.start >= leads_from
        parts = [detach(outline.document, paragraph, first_leads) for paragraph in node.body]
        text = "".join(run.of(outline.document.text) for part in parts for run in part.text)
        if _is_bare_heading(node, text) and not is_framework(above, node, outline.document):
            findings.append(Finding("measures.empty", f"heading {node.printed} has no text", "info", node.span))
        elif carries_task(above, node, text, outline.document):
            measures.append(_measure(f"m{len(measures) + 1}", above, node, parts, outline.document))
    if measures and not measures[-1].departments and not measure_rules()["whole"].search(measures[-1].text):
        message = f"measure {measures[-1].number} breaks off: the page may be cut"
        findings.append(Finding("measures.cut", message, span=measures[-1].quote.span))
    return tuple(measures), tuple(findings)


def is_general(above: Sequence[Node], node: Node, document: Document) -> bool:
    """Whether a part states general requirements, guiding thought or goals, itself or by a part around it."""
    return _is_headed("general", above, node, document)


def is_framework(above: Sequence[Node], node: Node, document: Document) -> bool:
    """Whether a part holds rules of scope, validity and the like, itself or by a part around it: 总则, 附则, 其他."""
    return _is_headed("framework", above, node, document)


def is_question(node: Node, document: Document) -> bool:
    """Whether a part asks a question and answers it, as explanations of a policy do."""
    return _names("question", _heading_words(node, document))


def _is_headed(rule: str, above: Sequence[Node], node: Node, document: Document) -> bool:
    return any(_names(rule, _heading_words(part, document)) for part in (*above, node) if part.heading)


@lru_cache(maxsize=HEADINGS)
def _names(rule: str, heading: str) -> bool:
    """Whether a heading is one of those that a rule names; each part asks for its own and all around it."""
    return measure_rules()[rule].search(_without_brackets(heading)) is not None


def _heading_words(node: Node, document: Document) -> str:
    """The words of a part's heading; empty where it has none."""
    return node.heading.of(document.text) if node.heading else ""


def _without_brackets(words: str) -> str:
    """The words of a heading, without brackets around the whole: 第三条(资金来源)."""
    bracketed = measure_rules()["bracketed-heading"].search(words)
    return bracketed["words"] if bracketed else words


def carries_task(above: Sequence[Node], node: Node, text: str, document: Document) -> bool:
    """Whether an item carries a task: it is no rule of conflict, validity, scope or application.

    Such a rule is one all the same where it sets up a fund or lays an act on an organ.
    """
    rules = measure_rules()
    framed = is_framework(above, node, document)
    sentences = [sentence for sentence in text.replace(";", "。").split("。") if sentence]
    applies = all(rules["application"].search(sentence) for sentence in sentences)
    if not (framed or applies or rules["scope"].search(text)):
        return True
    binding = [sentence for sentence in sentences if not rules["application"].search(sentence)]
    acts = [sentence for sentence in binding if not rules["scope"].search(sentence)]
    return any(rules["carried-out"].search(sentence) for sentence in binding) or any(
        rules[rule].search(sentence) for sentence in acts for rule in ("fund", "act")
    )


def _is_bare_heading(node: Node, text: str) -> bool:
    """Whether a part that groups others by its number has no words but its heading."""
    groups = not node.number.isdecimal() and not node.number.endswith("条")
    return not text or (groups and node.heading is not None and len(text) == node.heading.end - node.heading.start)


def _measure(id_: str, above: Sequence[Node], node: Node, parts: Sequence[Attached], document: Document) -> Measure:
    runs = [run for part in parts for run in part.text]
    place = Span(runs[0].start, runs[-1].end)
    return Measure(
        id=id_,
        number=node.number,
        heading=_heading(node, runs, document),
        section=tuple(part.printed for part in above),
        text="".join(run.of(document.text) for run in runs).strip(),
        departments=tuple(unit for part in parts for unit in part.units),
        quote=Quote(place, place.of(document.text), "measures.item"),
        runs=tuple(runs),
    )


def _heading(node: Node, runs: Sequence[Span], document: Document) -> str | None:
    """The first sentence where it names the task and more text follows."""
    if not node.heading:
        return None
    end = min(node.heading.end, runs[0].end)  # a list of units may end the line of the heading
    words = _without_brackets(document.text[node.heading.start : end])
    rest = "".join(document.text[max(run.start, end) : run.end] for run in runs)
    names_task = not _has_comma(words) and not measure_rules()["rule-itself"].search(words)
    return words if names_task and rest.strip("。:;!") else None


def _has_comma(words: str) -> bool:
    """Whether there is a comma outside brackets."""
    depth = 0
    for char in words:
        depth += BRACKET_DEPTH.get(char, 0)
        if char == "," and depth <= 0:
            return True
    return False
