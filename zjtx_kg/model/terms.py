"""The closed sets of values of the record contract (docs/records.md), and how grave a finding is."""

from __future__ import annotations

from typing import Literal

Level = Literal["national", "provincial", "municipal", "county"]
Role = Literal["lead", "responsible"]
Status = Literal["draft", "issued"]
Bound = Literal["exact", "max", "min"]
AwardKind = Literal["reward", "subsidy", "matching"]
Comparator = Literal[">=", "=", "<="]
TargetKind = Literal["annual", "increment", "growth", "share", "level"]
Binding = Literal["binding", "guiding"]
Kind = Literal["document", "measure", "unit", "task", "award", "target", "ladder", "basis"]
Action = Literal["changed", "added", "dropped"]
Severity = Literal["error", "warning", "info"]
