"""The explanation of a reading on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from zjtx_kg.coverage import Coverage
from zjtx_kg.explain.changes import repairs
from zjtx_kg.explain.lines import Line, read_lines
from zjtx_kg.explain.marks import Kind, Mark, find_marks, rule_says
from zjtx_kg.model import Document
from zjtx_kg.pipeline import Reading

STYLES: Mapping[Kind, str] = {
    "field": "bold cyan",
    "basis": "cyan",
    "units": "blue",
    "task": "magenta",
    "award": "bold green",
    "target": "bold yellow",
    "ladder": "bold magenta",
    "ignored": "dim underline",
    "unread": "bold white on red",
}
NOTE = "  └ "


def explain_on(console: Console, reading: Reading) -> None:
    """Print the text with its marks coloured and noted below each line, then repairs, rules and the account."""
    marks = find_marks(reading)
    console.print(_legend())
    for line in read_lines(reading.document.text, marks, reading.record.measures):
        console.print(_words(line), soft_wrap=True)
        for together in line.notes:
            console.print(_note(together, reading.document.text), soft_wrap=True)
    _print_changes(console, reading.document)
    console.print("\n[bold]rules[/]")
    for rule in sorted({mark.rule for mark in marks}):
        console.print(Text.assemble((rule, "bold"), f"  {rule_says(rule)}"), soft_wrap=True)
    console.print(_counts(reading.coverage))


def _legend() -> Text:
    words = Text("legend  ")
    for kind, style in STYLES.items():
        words.append(kind, style)
        words.append("  ")
    return words


def _words(line: Line) -> Text:
    words = Text()
    if line.measure:
        words.append(f"{line.measure:>4} ", "dim")
    for segment in line.segments:
        words.append(segment.words, STYLES[segment.marks[-1].kind] if segment.marks else "")
    return words


def _note(marks: Sequence[Mark], text: str) -> Text:
    first = marks[0]
    label = first.name if first.kind not in ("ignored", "unread") else f"{first.kind} {first.name}"
    values = ", ".join(_values(mark, text) for mark in marks)
    return Text.assemble(NOTE, (label, STYLES[first.kind]), f" {values} ", (first.rule, "dim"))


def _values(mark: Mark, text: str) -> str:
    """What was read at a mark; else its words."""
    return "; ".join(value for _, value in mark.values) or mark.span.of(text).replace("\n", " ")


def _print_changes(console: Console, document: Document) -> None:
    console.print(f"\n[bold]repairs[/] {len(document.repairs)}, [bold]left out[/] {len(document.omissions)}")
    for change in repairs(document):
        times = f" × {change.times}" if change.times > 1 else ""
        console.print(Text(f"{change.source!r} → {change.repaired!r}{times} {change.rule}"), soft_wrap=True)


def _counts(coverage: Coverage) -> Table:
    title = f"{len(coverage.items)} items, {coverage.share:.1%} accounted for"
    table = Table("kind", "recorded", "ignored", "unread", title=title, title_justify="left")
    for kind, outcomes in coverage.counts().items():
        unread = Text(str(outcomes["unread"]), STYLES["unread"] if outcomes["unread"] else "")
        table.add_row(kind, str(outcomes["recorded"]), str(outcomes["ignored"]), unread)
    return table
