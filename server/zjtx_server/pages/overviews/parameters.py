"""What the address of an overview chooses among: each value is held against what there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from zjtx_kg.iris import VOCAB
from zjtx_server.pages.sources.browse import Browse

MOST_NAMED = 60  # values that a refusal lists
LONGEST = 40  # characters of a wrong value that are repeated
NONE = "none"  # for what an index does not tell
WITHIN = """
    WITH RECURSIVE held(iri) AS (
      SELECT iri FROM region WHERE policies > 0
      UNION SELECT parent FROM region JOIN held USING (iri) WHERE parent NOT NULL
    )
    SELECT iri, code AS value, name AS zh FROM region JOIN held USING (iri) ORDER BY code"""


class Option(NamedTuple):
    """A value that may be chosen.

    Args:
        value: in the address.
        zh: what it is called.
        en: the same in English.
        iri: what it stands for in the index.
        offered: whether forms list it.
    """

    value: str
    zh: str
    en: str = ""
    iri: Any = None
    offered: bool = True


@dataclass(frozen=True)
class Parameter:
    """A parameter of an address; its value is empty where all is asked for.

    Args:
        name: in the address.
        words: what it is called.
        options: what may be chosen; none where anything of its kind may be.
        value: what is chosen.
        kind: of the form's field.
    """

    name: str
    words: Any
    options: Sequence[Option] = ()
    value: str = ""
    kind: str = "select"

    @property
    def chosen(self) -> Option | None:
        """The option that is chosen."""
        return next((option for option in self.options if option.value == self.value), None) if self.value else None

    @property
    def iri(self) -> Any:
        """What the value stands for in the index; None for all."""
        return self.chosen.iri if self.chosen else None


def choose(name: str, words: Any, options: Iterable[Option], default: str = "") -> Parameter:
    """A parameter with the value that the address gives it, else the default where there is that option.

    Raises:
        BadRequest: there is no such value; the message says which there are.
    """
    known = tuple(options)
    values = {option.value for option in known}
    value = _given(name, default if default in values else "")
    if value and value not in values:
        raise BadRequest(
            _(
                "“%(name)s”没有“%(value)s”；可用的有：%(known)s。",
                name=name,
                value=value[:LONGEST],
                known=_listed(known),
            )
        )
    return Parameter(name, words, known, value)


def choose_day(name: str, words: Any) -> Parameter:
    """A parameter for a day.

    Raises:
        BadRequest: its value is no day of the calendar.
    """
    value = _given(name, "")
    try:
        known = not value or date.fromisoformat(value).isoformat() == value
    except ValueError:
        known = False
    if not known:
        raise BadRequest(_("“%(name)s”应是日期，如 2025-06-30；给的是“%(value)s”。", name=name, value=value[:LONGEST]))
    return Parameter(name, words, value=value, kind="date")


def check_names(parameters: Iterable[Parameter]) -> None:
    """Refuses parameters that an address does not know.

    Raises:
        BadRequest: the message lists those that it does.
    """
    known = [*(parameter.name for parameter in parameters), "page"]
    for name in request.args:
        if name not in known:
            raise BadRequest(
                _("没有“%(name)s”这个参数；可用的有：%(known)s。", name=name[:LONGEST], known=", ".join(known))
            )


def concepts(browse: Browse, scheme: str) -> list[Option]:
    """The concepts of a vocabulary, such as `tier`."""
    rows = browse.rows("SELECT iri, notation, zh, en FROM concept WHERE scheme = :scheme", scheme=str(VOCAB) + scheme)
    return [Option(row["notation"], row["zh"], row.get("en", ""), row["iri"]) for row in rows if "notation" in row]


def regions(browse: Browse) -> list[Option]:
    """The regions that have policies, and those that they lie in."""
    rows = [row for row in browse.rows(WITHIN) if "value" in row]
    return [Option(row["value"], row.get("zh", row["value"]), iri=row["iri"]) for row in rows]


def years(browse: Browse, table: str = "policy", column: str = "year") -> list[Option]:
    """The years that a column of the index has; `none` where some things tell none."""
    rows = browse.rows(f"SELECT DISTINCT COALESCE({column}, '{NONE}') AS year FROM {table} ORDER BY 1 DESC")
    names = {NONE: str(_("未载明"))}
    return [Option(str(row["year"]), names.get(row["year"], str(row["year"])), iri=row["year"]) for row in rows]


def _given(name: str, default: str) -> str:
    values = request.args.getlist(name)
    if len(values) > 1:
        raise BadRequest(_("参数“%(name)s”只能给一次。", name=name))
    return values[0].strip() if values else default


def _listed(options: Sequence[Option]) -> str:
    named = ", ".join(option.value for option in options[:MOST_NAMED])
    return f"{named} …" if len(options) > MOST_NAMED else named
