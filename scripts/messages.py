"""Brings the catalogues of messages up to date with the code and templates of the pages.

Messages that are new get an empty translation, those that are gone leave. Says what waits for a translation; exit
code 1 where something does.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

PAGES = Path(__file__).parent.parent / "server" / "zjtx_server" / "pages"
CATALOGUES = PAGES / "translations"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "lazy_pgettext": ((1, "c"), 2),
}  # a message for a place, where English needs another word
WIDTH = 120  # characters


def messages_of_the_pages() -> Catalog:
    """All messages that code and templates hold, without translations."""
    found = Catalog()
    for _, _, message, _, context in extract_from_dir(str(PAGES), METHODS, OPTIONS, KEYWORDS):
        found.add(message, context=context)
    return found


def read_catalogue(file: Path) -> Catalog:
    """The catalogue of a language; its folder is the locale's name."""
    with file.open("rb") as source:
        return read_po(source, locale=file.parts[-3])


def is_told(message: Message) -> bool:
    """Whether a message has its translation, of one thing and of several where both are asked for.

    It counts where it is no guess (fuzzy) and names the same values as the message.
    """
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(map(bool, strings)) and not message.fuzzy and not any(message.check())


def main() -> int:
    """Updates each catalogue."""
    messages, waiting = messages_of_the_pages(), 0
    for file in sorted(CATALOGUES.glob("*/LC_MESSAGES/messages.po")):
        catalogue = read_catalogue(file)
        catalogue.update(messages, no_fuzzy_matching=True, update_creation_date=False)
        with file.open("wb") as target:
            write_po(target, catalogue, width=WIDTH, no_location=True, sort_output=True, ignore_obsolete=True)
        untold = [str(message.id) for message in catalogue if message.id and not is_told(message)]
        waiting += len(untold)
        print(f"{file.relative_to(PAGES.parent)}: {len(untold)} messages without translation", *untold, sep="\n  ")
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
