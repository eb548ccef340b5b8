"""A store elsewhere as what is served."""

from __future__ import annotations

from dataclasses import dataclass

from zjtx_kg.errors import StoreError
from zjtx_server.release import Release
from zjtx_server.remote.edition import Holding, holding
from zjtx_server.remote.endpoint import connect


@dataclass(frozen=True, slots=True)
class StoreSource:
    """A store by its address; user and password are those of the environment."""

    url: str

    def find(self) -> Release:
        """The release that the store holds.

        Raises:
            StoreError: it does not answer as it should, or is being loaded.
        """
        held = self._holding()
        if held.loading:
            raise StoreError(
                f"the load of release {held.edition} into it is not at its end",
                where=self.url,
                remedy="Wait for it, or load again where it was broken off.",
            )
        return Release(held.edition, held.edition, endpoint=self.url)

    def signature(self) -> str:
        """Changes when the store holds another release; empty as long as that cannot be told."""
        try:
            held = self._holding()
        except StoreError:
            return ""
        return "" if held.loading else held.edition

    def _holding(self) -> Holding:
        endpoint = connect(self.url)
        with endpoint.session:
            return holding(endpoint)
