"""What is told of requests, in figures and in lines: both are made some time later, many at once, in half the time."""

from __future__ import annotations

import asyncio
import time

from zjtx_server.front.access import AccessLog, Exchange
from zjtx_server.front.metrics import Metrics

FLUSH_SECONDS = 0.05  # what a busy server does in that time is told of within some milliseconds


class Journal:
    """Takes note of exchanges for the figures and the access log."""

    def __init__(self, metrics: Metrics, log: AccessLog) -> None:
        self._metrics, self._log = metrics, log
        self._noted: list[tuple[float, float, Exchange]] = []

    def note(self, exchange: Exchange, seconds: float) -> None:
        """Notes a request that was answered after some seconds."""
        if not self._noted:
            asyncio.get_running_loop().call_later(FLUSH_SECONDS, self.flush)
        self._noted.append((time.time(), seconds, exchange))

    def flush(self) -> None:
        """Tells of what was noted."""
        noted, self._noted = self._noted, []
        for _, seconds, exchange in noted:
            self._metrics.answered(exchange, seconds)
        self._log.write(noted)
