"""From a source to a document: damage repaired, the page around the text removed, every character traced."""

from zjtx_kg.clean.steps import clean

__all__ = ["clean"]
