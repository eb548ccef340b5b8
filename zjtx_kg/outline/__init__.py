"""From a document's clean text to its parts: head, numbered items, tables, what stands before and after."""

from zjtx_kg.outline.parts import outline

__all__ = ["outline"]
