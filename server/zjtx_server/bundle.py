"""Charts and query editor, which npm makes of `server/frontend`; the pages do without them where it is missing."""

from __future__ import annotations

from pathlib import Path

BUNDLE = Path(__file__).parent / "pages" / "static" / "bundle"
MISSING = "The pages come without charts and query editor: not bundled, run make bundle (it needs npm)."


def bundled(name: str) -> bool:
    """Whether a file of the bundle is there."""
    return (BUNDLE / name).is_file()
