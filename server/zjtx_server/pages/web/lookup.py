"""How templates find what they name: most of it are columns of rows, of which many have no value."""

from __future__ import annotations

from typing import Any

from flask.templating import Environment

ABSENT = object()
METHODS = frozenset(dir(dict))


class RowEnvironment(Environment):
    """Takes a name that is no method of a row as that of a column at once, where Jinja fails twice before."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The attribute of an object, else its item of that name."""
        if type(obj) is dict and attribute not in METHODS:
            found = obj.get(attribute, ABSENT)
            return self.undefined(obj=obj, name=attribute) if found is ABSENT else found
        return super().getattr(obj, attribute)
