"""From the bytes of a file to a source: its text, its tables, its digest."""

from zjtx_kg.read.source import read_bytes, read_source

__all__ = ["read_bytes", "read_source"]
