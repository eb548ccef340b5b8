"""A reading shown: the text with what was found in it and by which rule, for a terminal and as a page."""

from zjtx_kg.explain.page import explain_page, write_page
from zjtx_kg.explain.terminal import explain_on

__all__ = ["explain_on", "explain_page", "write_page"]
