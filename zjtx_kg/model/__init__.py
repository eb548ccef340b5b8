"""The values that are passed from step to step: frozen, and each tied to its place in the text.

All offsets are Unicode code points. Offsets of a `Span` index `Document.text` (the clean text) unless a name says
`source`. The meaning of the record's fields is fixed by the record contract (docs/records.md).
"""

from zjtx_kg.model.classification import Classification, Scheme
from zjtx_kg.model.document import Document, Grid, GridCell, Omission, Repair, Source
from zjtx_kg.model.outline import Cell, Node, Outline, Passage, Row, Table
from zjtx_kg.model.record import Award, Citation, Fields, LadderTier, Measure, Record, Target, Task, Unit
from zjtx_kg.model.terms import (
    Action,
    AwardKind,
    Binding,
    Bound,
    Comparator,
    Kind,
    Level,
    Role,
    Severity,
    Status,
    TargetKind,
)
from zjtx_kg.model.words import Correction, Finding, Quote, Span

__all__ = [
    "Action",
    "Award",
    "AwardKind",
    "Binding",
    "Bound",
    "Cell",
    "Citation",
    "Classification",
    "Comparator",
    "Correction",
    "Document",
    "Fields",
    "Finding",
    "Grid",
    "GridCell",
    "Kind",
    "LadderTier",
    "Level",
    "Measure",
    "Node",
    "Omission",
    "Outline",
    "Passage",
    "Quote",
    "Record",
    "Repair",
    "Role",
    "Row",
    "Scheme",
    "Severity",
    "Source",
    "Span",
    "Status",
    "Table",
    "Target",
    "TargetKind",
    "Task",
    "Unit",
]
