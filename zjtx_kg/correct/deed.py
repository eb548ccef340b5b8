"""One correction to be made to a record: what it means, and whether it fits; an error says where it does not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from zjtx_kg.correct.entries import PLACES, Placed, as_field, described, fits, given, matches, placed
from zjtx_kg.errors import CatalogueError
from zjtx_kg.model import Correction, Document, Quote, Record, Span

SHOWN = 5  # entries that a message names


@dataclass(frozen=True, slots=True)
class Deed:
    """A correction with the record it is made to, and the text in which quotes must stand."""

    document: Document
    record: Record
    correction: Correction

    def meant(self) -> Placed:
        """The one entry that the correction speaks of."""
        kind, wanted = self.correction.kind, self.correction.entry
        self.check_names(wanted, {"quote", *given(kind), *PLACES.get(kind, ())})
        everything = list(placed(self.record, kind))
        found = [one for one in everything if matches(one, wanted)]
        if len(found) == 1:
            return found[0]
        listed = "; ".join(one.entry.quote.text.replace("\n", " ") for one in (found or everything)[:SHOWN])
        if found:
            raise self.error(f"{len(found)} entries are meant: {listed}.", "Name more of its fields or of its quote.")
        problem = f"no {kind} is like this; there {'are' if everything else 'is'} {listed or 'none'}."
        raise self.error(problem, "Take the correction out if the entry is read rightly now, or mend it.")

    def new_value(self, holder: object) -> Any:
        """The value that the correction gives to the holder's field, which has the value that it says."""
        name, known = str(self.correction.field), given(self.correction.kind)
        self.check_names([name], {*known})
        self.check_was(getattr(holder, name))
        return self.typed(name, self.correction.value, known[name])

    def check_was(self, found: object) -> None:
        """An error where the field has another value than the correction says, or is to keep it."""
        was, value = self.correction.was, self.correction.value
        if found != was:
            problem = f"{self.correction.field} is {shown(found)}, not {shown(was)}."
            raise self.error(problem, "Take the correction out if the value is read rightly now, or mend it.")
        if was == value:
            raise self.error("it changes nothing.", "Give another value, or take the correction out.")

    def typed(self, name: str, value: Any, hint: Any) -> Any:
        """The value as the field holds it; an error where it is of another type or names no measure."""
        if not fits(value, hint):
            raise self.error(f"{name} is {described(hint)}, not {shown(value)}.", "Mend the value.")
        if name == "measure" and value is not None and value not in {each.id for each in self.record.measures}:
            raise self.error(f"there is no measure {value}.", "Name one of the record's ids (zjtx-kg extract).")
        return as_field(value, hint)

    def check_names(self, names: Iterable[str], known: set[str]) -> None:
        """An error where one of the names is not known."""
        if strange := sorted(set(names) - known):
            remedy = f"Known are {', '.join(sorted(known))}."
            raise self.error(f"unknown field {', '.join(strange)}.", remedy)

    def quote(self, before: Quote | None, words: Any = None, *, measure: object = None) -> Quote:
        """The words that a corrected fact stands on, and who put it right.

        Args:
            before: the words that it stood on; None for what is added.
            words: new ones, before those that the correction gives.
            measure: id of the measure in which they stand.
        """
        words = self.correction.quote if words is None else words
        rule = f"corrections.{self.correction.action}"
        made = (*(before.corrections if before else ()), self.correction)
        if words is None and before is not None:
            return replace(before, rule=rule, corrections=made)
        if not isinstance(words, str) or not words:
            raise self.error("the quote is no text.", "Give words of the text, in quotation marks.")
        return Quote(self._place(words, measure), words, rule, made)

    def _place(self, words: str, measure: object) -> Span:
        """Where words stand in the text: within their measure, if they have one and stand there, else anywhere."""
        text = self.document.text
        around = [each.quote.span for each in self.record.measures if each.id == measure]
        for span in (*around, Span(0, len(text))):
            count = span.of(text).count(words)
            if count == 1:
                start = text.index(words, span.start)
                return Span(start, start + len(words))
            if count > 1:
                raise self.error(f"the quote stands {count} times in the text.", "Give more of the words around it.")
        remedy = "Take its words out of the clean text (texts/ of a release), to the letter."
        raise self.error(f"the quote does not stand in the text: {words!r}.", remedy)

    def error(self, problem: str, remedy: str) -> CatalogueError:
        """What does not fit, and what to do."""
        return CatalogueError(problem, where=self.correction.where, remedy=remedy)


def shown(value: object) -> str:
    """A value as messages and the graph write it."""
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False)
