"""Lost dashes and brackets put back where only one reading is possible; marks without their partner reported."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from zjtx_kg.clean.mapped import Edit, MappedText, lines
from zjtx_kg.model import Finding, Span
from zjtx_kg.rules import load_rules

NAME = "clean-marks"
LONGEST_PERIOD = 20
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
PAIRS = ("“”", "‘’", "《》", "〔〕", "()")
PAIR_OF = {mark: pair for pair in PAIRS for mark in pair}
MARKS = re.compile(f"[{''.join(PAIRS)}]")


def restore_marks(text: MappedText) -> MappedText:
    """Periods (20222025 → 2022—2025), document numbers (〔202223号 → 〔2022〕23号) and dates of signature."""
    text = text.edit(_noughts(text.text))
    text = text.edit(_periods(text.text))
    text = text.edit(_numbers(text.text))
    return _dates(text)


def _noughts(text: str) -> Iterator[Edit]:
    """`1OO家` as 100家."""
    rule = load_rules(NAME)["letter-zero"]
    for found in rule.find(text):
        yield Edit(Span(*found.span()), "0" * len(found[0]), rule.id)


def _periods(text: str) -> Iterator[Edit]:
    """A dash as the document prints it elsewhere, else a hyphen, between ascending years."""
    rules = load_rules(NAME)
    printed = Counter(found[1] for found in rules["year-dash"].find(text) if found[1] != "至")
    dash = printed.most_common(1)[0][0] if printed else "-"
    for found in rules["years"].find(text):
        if 0 < int(found[2]) - int(found[1]) <= LONGEST_PERIOD:
            yield Edit(Span(found.end(1) - 1, found.end(1)), found[1][-1] + dash, rules["years"].id)


def _numbers(text: str) -> Iterator[Edit]:
    rule = load_rules(NAME)["number-bracket"]
    for found in rule.find(text):
        yield Edit(Span(found.end() - 1, found.end()), found[0][-1] + "〕", rule.id)


def _dates(text: MappedText) -> MappedText:
    """`202274` or `2022年74日` below the name of an organ as 2022年7月4日; a date of two readings is reported."""
    rules = load_rules(NAME)
    edits: list[Edit] = []
    findings = []
    spans = lines(text.text)
    for above, line in pairwise(spans):
        found = rules["bare-date"].search(line.of(text.text))
        if not found or not rules["organ"].search(above.of(text.text)):
            continue
        days = _days(found)
        if len(days) == 1:
            edits.append(Edit(line, "{}年{}月{}日".format(found["year"], *days[0]), rules["bare-date"].id))
        else:
            message = f"{found[0]} is no one date"
            findings.append(Finding(rules["bare-date"].id, message, span=text.source_span(line)))
    return text.report(findings).edit(edits)


def _days(found: re.Match[str]) -> list[tuple[str, str]]:
    """Every way to read what follows the year as month and day."""
    if found["month"]:
        return [day for day in month_and_day(found["month"] + found["day"]) if day == (found["month"], found["day"])]
    return list(month_and_day(found["days"] or found["run"] or found["two"]))


def month_and_day(digits: str) -> Iterator[tuple[str, str]]:
    """Every way to read two to four digits as month and day, without leading zeros unless all are there."""
    for cut in range(1, len(digits)):
        month, day = digits[:cut], digits[cut:]
        padded = len(digits) == 4
        plain = padded or not (month.startswith("0") or day.startswith("0"))
        if (
            plain
            and len(month) <= 2
            and len(day) <= 2
            and 1 <= int(month) <= 12
            and 1 <= int(day) <= DAYS[int(month) - 1]
        ):
            yield month, day


def report_suspicious(text: MappedText) -> MappedText:
    """Lost characters and marks without their partner in a paragraph, reported and left."""
    rules = load_rules(NAME)
    findings = [
        Finding(rules["damaged"].id, "characters that no encoding knows", span=text.source_span(Span(*found.span())))
        for found in rules["damaged"].find(text.text)
    ]
    for line in lines(text.text):
        if odd := unbalanced(line.of(text.text)):
            message = f"mark without its partner: {' '.join(odd)}"
            findings.append(Finding("clean.unbalanced", message, severity="info", span=text.source_span(line)))
    return text.report(findings)


def unbalanced(line: str) -> list[str]:
    """The pairs of which a mark in `line` lacks its partner, the closing one behind the opening one."""
    depth = dict.fromkeys(PAIRS, 0)
    odd = set()
    for mark in MARKS.findall(line):
        pair = PAIR_OF[mark]
        depth[pair] += 1 if mark == pair[0] else -1
        if depth[pair] < 0:
            odd.add(pair)
    return [pair for pair in PAIRS if depth[pair] or pair in odd]
