"""All of one evaluation: its figures, and what they are against the recorded ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from zjtx_kg.errors import FallError
from zjtx_kg.evaluate.assess import DOCUMENTS, LEFT_OUT, LINKS, PAGES, Assessment, assess
from zjtx_kg.evaluate.cases import FirstSight, catalogued, composed, load_first_sight
from zjtx_kg.evaluate.left_out import assess_left_out
from zjtx_kg.evaluate.links import assess_links
from zjtx_kg.evaluate.recorded import Changes, changes, load_recorded, write_recorded
from zjtx_kg.parallel import Progress

FIGURES = "figures.json"
MEANING = {
    DOCUMENTS: "Rules were written with these documents in view: for unseen pages expect less.",
    LEFT_OUT: "Left out are the names that only a region's own documents hold; patterns were not rebuilt without them.",
    LINKS: "Rules were written with these tables in view: for links between unseen documents expect less.",
    PAGES: "Composed pages guard against a fall; rules have been mended on them, they say nothing about unseen text.",
}
"""What a figure can tell."""


@dataclass(frozen=True, slots=True)
class Report:
    """An evaluation.

    Args:
        assessment: the figures.
        changes: what is otherwise than recorded.
        recorded: the file of the recorded figures.
        dropped: of each region left out, how many names.
        first_sight: of each set of pages, exact F1 by kind when extraction first saw it.
    """

    assessment: Assessment
    changes: Changes
    recorded: Path
    dropped: Mapping[str, int] = field(default_factory=dict)
    first_sight: FirstSight = field(default_factory=dict)

    def record(self) -> None:
        """Make these figures the recorded ones."""
        write_recorded(self.recorded, self.assessment)

    def refuse_falls(self) -> None:
        """`FallError` where a rate is lower than recorded."""
        if self.changes.falls:
            listed = "\n".join(f"  {fall}" for fall in self.changes.falls)
            raise FallError(
                f"{len(self.changes.falls)} figures fell\n{listed}\n",
                where=str(self.recorded),
                remedy="Mend the reading, or take the new figures for good with --record.",
            )


def evaluate_documents(data: Path, gold: Path, progress: Progress, *, left_out: bool) -> Report:
    """Evaluate the annotated documents of a catalogue; recorded figures lie beside the folder of annotations.

    Args:
        data: folder with `catalogue.toml` and the sources.
        gold: folder of annotations `ID.json`.
        progress: called with the step's name, what is done and what there is.
        left_out: whether to read them also without the names of their region.

    Raises:
        CatalogueError, SourceError: the input is not what the catalogue says, an annotation is broken or there is none.
        ProcessingError: a document was not read to its end.
    """
    cases = catalogued(data, gold)
    assessment = {DOCUMENTS: assess(cases, progress)}
    dropped: Mapping[str, int] = {}
    if left_out:
        unseen = assess_left_out(cases, progress)
        assessment, dropped = {**assessment, LEFT_OUT: unseen.scores}, unseen.dropped
    recorded = gold.with_name(FIGURES)
    return Report(assessment, changes(load_recorded(recorded), assessment), recorded, dropped)


def evaluate_links(data: Path, gold: Path, progress: Progress) -> Report:
    """Evaluate the links between the documents of a catalogue against the tables in `gold`; errors as above."""
    assessment = {LINKS: assess_links(catalogued(data, gold), progress)}
    recorded = gold.with_name(FIGURES)
    return Report(assessment, changes(load_recorded(recorded), assessment), recorded)


def evaluate_pages(folder: Path, progress: Progress) -> Report:
    """Evaluate the composed pages of a folder, in which the recorded figures lie too; errors as above."""
    assessment = {PAGES: assess(composed(folder), progress)}
    recorded = folder / FIGURES
    return Report(
        assessment, changes(load_recorded(recorded), assessment), recorded, first_sight=load_first_sight(folder)
    )
