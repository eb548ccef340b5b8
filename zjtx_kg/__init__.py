"""zjtx-kg: policy documents about 专精特新 enterprises as a knowledge graph that can be checked word by word.

For analysts: `open_release()` opens a release, and its `query()` answers SPARQL with a pandas table; `query()` here
does both at once.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"

__all__ = ["OpenRelease", "__version__", "open_release", "query"]


def __getattr__(name: str) -> Any:
    """What analysts use, loaded when it is asked for: the pipeline does without pandas."""
    if name in __all__:
        from importlib import import_module  # noqa: PLC0415

        return getattr(import_module("zjtx_kg.analysis"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
