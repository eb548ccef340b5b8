"""HTML that stands in the text as text: tags, entities, and the list bullets of emptied lines."""

from __future__ import annotations

import html
from collections.abc import Iterator

from zjtx_kg.clean.fold import fold
from zjtx_kg.clean.mapped import Edit, MappedText
from zjtx_kg.model import Span
from zjtx_kg.rules import load_rules


def remove_markup(text: MappedText) -> MappedText:
    """Entities read, tags dropped; a tag that ends a block leaves a line break."""
    if "&" in text.text:
        text = text.edit(_entities(text.text))
    if "<" not in text.text:
        return text
    rules = load_rules("clean-markup")
    for name in ("hidden", "tag-line"):
        rule = rules[name]
        text = text.edit(Edit(Span(*found.span()), "", rule.id) for found in rule.find(text.text))
    for name, left in (("block-tag", "\n"), ("tag", "")):
        rule = rules[name]
        text = text.edit(Edit(Span(*found.span()), left, rule.id) for found in rule.find(text.text))
    return text


def _entities(text: str) -> Iterator[Edit]:
    rule = load_rules("clean-markup")["entity"]
    for found in rule.find(text):
        plain = html.unescape(found[0])
        while plain != html.unescape(plain):
            plain = html.unescape(plain)
        if plain != found[0]:
            yield Edit(Span(*found.span()), fold(plain), rule.id)
