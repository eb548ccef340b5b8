"""The explanation of a reading as a page that stands alone: no scripts, nothing fetched, light and dark."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup

from zjtx_kg import __version__
from zjtx_kg.errors import SourceError
from zjtx_kg.explain.changes import omissions, repairs
from zjtx_kg.explain.lines import read_lines
from zjtx_kg.explain.marks import KINDS, find_marks, rule_says
from zjtx_kg.pipeline import Reading

LONGEST = 80  # characters shown of what was left out


def write_page(reading: Reading, path: Path) -> None:
    """Write the page to `path`; `SourceError` where that cannot be done."""
    try:
        path.write_text(explain_page(reading), encoding="utf-8")
    except OSError as error:
        problem = f"the page cannot be written ({error.strerror or error})"
        raise SourceError(problem, where=str(path), remedy="Give another file to --html.") from error


def explain_page(reading: Reading) -> str:
    """The page as HTML; its Content-Security-Policy allows its own style sheet and nothing else."""
    environment = Environment(
        loader=PackageLoader("zjtx_kg.explain"), autoescape=select_autoescape(), trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"says": rule_says, "clipped": _clipped}
    style = Markup(environment.get_template("explain.css").render().strip())  # the project's own file
    marks = find_marks(reading)
    return environment.get_template("explain.html").render(
        reading=reading,
        lines=list(read_lines(reading.document.text, marks, reading.record.measures)),
        numbers={mark: number for number, mark in enumerate(marks, 1)},
        kinds={kind: sum(mark.kind == kind for mark in marks) for kind in KINDS},
        repairs=repairs(reading.document),
        omissions=omissions(reading.document),
        unread=[mark for mark in marks if mark.kind == "unread"],
        style=style,
        digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        version=__version__,
    )


def _clipped(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
