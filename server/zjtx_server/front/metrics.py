"""Figures of the running server in the form of Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from zjtx_server.front.access import Exchange
from zjtx_server.front.edition import Edition

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)

__all__ = ["CONTENT_TYPE_LATEST", "Metrics"]


class Metrics:
    """What is counted; times in seconds, sizes in bytes."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._by_route: dict[tuple[str, int], tuple[Counter, Histogram]] = {}
        self._requests = Counter("zjtx_requests", "Requests answered", ["route", "status"], registry=self._registry)
        self._seconds = Histogram(
            "zjtx_request_seconds", "Time to a response", ["route"], buckets=BUCKETS, registry=self._registry
        )
        self._refusals = Counter(
            "zjtx_query_refusals", "Queries that were not answered", ["reason"], registry=self._registry
        )
        self._kept = Counter("zjtx_kept_answers", "Requests answered from the cache", registry=self._registry)
        self._workers = Gauge("zjtx_workers", "Worker processes", ["kind", "state"], registry=self._registry)
        self._waiting = Gauge("zjtx_waiting_jobs", "Jobs that wait for a worker", ["kind"], registry=self._registry)
        self._cache = Gauge("zjtx_cache_bytes", "Answers kept", registry=self._registry)
        self._quads = Gauge("zjtx_release_quads", "Quads of the release that is served", registry=self._registry)
        self._switches = Counter("zjtx_release_switches", "Releases taken over while serving", registry=self._registry)

    def answered(self, exchange: Exchange, seconds: float) -> None:
        """Counts a response."""
        count, times = self._of(exchange.route, exchange.status)
        count.inc()
        times.observe(seconds)
        if exchange.kept:
            self._kept.inc()

    def _of(self, route: str, status: int) -> tuple[Counter, Histogram]:
        """The figures of a route; looked up once, since that takes longer than counting."""
        if (route, status) not in self._by_route:
            self._by_route[route, status] = (
                self._requests.labels(route, str(status)),
                self._seconds.labels(route),
            )
        return self._by_route[route, status]

    def refused(self, reason: str) -> None:
        """Counts a query that was not answered."""
        self._refusals.labels(reason).inc()

    def switched(self) -> None:
        """Counts a release taken over."""
        self._switches.inc()

    def exposition(self, edition: Edition) -> bytes:
        """All figures as text."""
        for kind, pool in (("query", edition.queries), ("page", edition.pages)):
            counts = pool.counts
            self._waiting.labels(kind).set(counts.pop("waiting"))
            for state, number in counts.items():
                self._workers.labels(kind, state).set(number)
        self._cache.set(edition.cache.bytes + edition.repeats.bytes)
        self._quads.set(edition.quads)
        return generate_latest(self._registry)
