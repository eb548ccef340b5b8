"""A document's own order of tiers, from low to high: chains, and lists tied to 梯度培育."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zjtx_kg.extract.qualify import level_of
from zjtx_kg.model import Document, LadderTier, Outline, Span
from zjtx_kg.rules import RuleSet, load_rules
from zjtx_kg.vocabulary import Vocabulary

Ladder = tuple[tuple[LadderTier, ...], ...]
QUOTATION = {"“": "”", "‘": "’"}


@dataclass(frozen=True, slots=True)
class Named:
    """A tier that a sentence names: its concept and the words with its level, places in the clean text."""

    tier: str
    span: Span


def find_ladder(outline: Outline, tiers: Vocabulary, province_level: bool) -> Ladder:
    """The longest order of at least two tiers that the document states, the first of equal ones, else ().

    Args:
        outline: the document in its parts.
        tiers: the vocabulary of tiers.
        province_level: whether the issuer lies in a municipality under the central government.
    """
    rules = load_rules("ladder")
    ladders = [
        _ladder(outline.document, steps, province_level)
        for start, sentence in _sentences(outline, rules)
        for steps in (*_chains(sentence, start, tiers, rules), *_lists(sentence, start, tiers, rules))
    ]
    return max((ladder for ladder in ladders if len(ladder) > 1), key=len, default=())


def _sentences(outline: Outline, rules: RuleSet) -> Iterator[tuple[int, str]]:
    """The sentences of paragraphs that have a dash or a word for steps, each with its place."""
    text = outline.document.text
    bodies = [span for _, node in outline.walk() for span in (node.body or ((node.heading,) if node.heading else ()))]
    for span in (*outline.preamble, *bodies, *outline.closing):
        words = span.of(text)
        if rules["dash"].search(words) or rules["steps"].search(words):
            yield from ((span.start + found.start(), found[0]) for found in rules["sentence"].find(words))


def _chains(sentence: str, start: int, tiers: Vocabulary, rules: RuleSet) -> Iterator[list[list[Named]]]:
    """Chains whose links are dashes or arrows; tiers of one link stand on one step."""
    if not rules["dash"].search(sentence):
        return
    for chain in rules["chain"].find(sentence):
        if rules["acts"].search(chain[0]):
            continue
        at = start + chain.start()
        links = [Span(*found.span()) for found in rules["link"].find(chain[0])]
        groups = [_groups(link.of(chain[0]), at + link.start, tiers, rules, "together") for link in links]
        # Words before the chain stand in its first link, words after it in its last.
        chosen = [groups[0][-1:], *groups[1:-1], groups[-1][:1]] if groups else []
        yield [[named for group in step for named in group] for step in chosen if step]


def _lists(sentence: str, start: int, tiers: Vocabulary, rules: RuleSet) -> Iterator[list[list[Named]]]:
    """Lists of tiers with a word for steps right before or after."""
    if not rules["steps"].search(sentence) or rules["acts"].search(sentence):
        return
    for group in _groups(sentence, start, tiers, rules, "listed"):
        before = sentence[: group[0].span.start - start]
        after = sentence[group[-1].span.end - start :]
        if rules["steps-before"].search(before) or rules["steps-after"].search(after):
            yield _rungs(group, sentence, start, rules)


def _rungs(group: Sequence[Named], sentence: str, start: int, rules: RuleSet) -> list[list[Named]]:
    """The steps of a list: each tier one, save that those after a word of ascent share its step: 从A到B、C."""
    rungs = [[group[0]]]
    ascended = False
    for above, below in pairwise(group):
        ascends = bool(rules["ascent"].search(sentence[above.span.end - start : below.span.start - start]))
        if ascended and not ascends:
            rungs[-1].append(below)
        else:
            rungs.append([below])
        ascended = ascended or ascends
    return rungs


def _groups(text: str, start: int, tiers: Vocabulary, rules: RuleSet, gap: str) -> list[list[Named]]:
    """The tiers that `text` names, those in one group between which nothing but a `gap` and a level stands."""
    groups: list[list[Named]] = []
    end = 0
    for span, concept in tiers.find(text):
        between = rules[gap].pattern.fullmatch(text[end : span.start]) if groups else None
        own_words = rules["own-words"].search(text[end : span.start])
        begin = end + own_words.start() if own_words else span.start
        named = Named(concept.notation, Span(begin, span.end).shift(start))
        if between:
            groups[-1].append(named)
        else:
            groups.append([named])
        end = span.end
    return groups


def _ladder(document: Document, steps: Sequence[Sequence[Named]], province_level: bool) -> Ladder:
    """The steps with level and label; a tier with the same level as one before is no further step."""
    ladder: list[tuple[LadderTier, ...]] = []
    seen: set[tuple[str, str | None]] = set()
    for step in steps:
        rungs = []
        for named in step:
            quote = document.quote(_trim(named.span, document.text), "ladder.chain")
            level = level_of(quote.text, province_level)
            if (named.tier, level) not in seen:
                seen.add((named.tier, level))
                rungs.append(LadderTier(named.tier, level, quote.text, quote))
        if rungs:
            ladder.append(tuple(rungs))
    return tuple(ladder)


def _trim(span: Span, text: str) -> Span:
    """The span without a quotation mark at its beginning whose partner lies outside."""
    opening = text[span.start]
    if opening in QUOTATION and QUOTATION[opening] not in span.of(text):
        return Span(span.start + 1, span.end)
    return span
