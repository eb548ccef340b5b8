"""Record → Record: what people know to be read wrongly, put right, each change with its reason."""

from zjtx_kg.correct.apply import correct
from zjtx_kg.correct.load import CORRECTIONS, Corrections, load_corrections

__all__ = ["CORRECTIONS", "Corrections", "correct", "load_corrections"]
