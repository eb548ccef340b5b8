"""What an operator may set about the server."""

from __future__ import annotations

from dataclasses import dataclass, field

from zjtx_server.front.query import Limits

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a server.

    Args:
        host: address to listen on.
        port: port to listen on; 0 for a free one.
        public_url: address under which the server is known outside, with `/` at its end; empty where it is known
            as it is asked.
        hosts: names that the header Host may give where there is no `public_url`.
        trusted_proxies: addresses whose X-Forwarded-For and X-Forwarded-Proto are believed.
        limits: what queries may use.
        cache_bytes: answers kept, and a quarter of it more for requests that come again byte for byte; 0 for none.
        body_bytes: body of a request.
        request_seconds: time in which a request must have arrived, and a client must go on reading its response.
        idle_seconds: time a connection may stay open between requests.
        grace_seconds: time that requests under way have at the end.
        connections: open at the same time.
        delivery_bytes: bodies on their way to clients, together.
        watch_seconds: how often is looked for a new release.
        log_level: `warning` for faults alone, `info` for the access log, `debug` for it with the text of queries.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    hosts: frozenset[str] = LOCAL_HOSTS
    trusted_proxies: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    cache_bytes: int = 64 << 20
    body_bytes: int = 1 << 20
    request_seconds: float = 30.0
    idle_seconds: float = 60.0
    grace_seconds: float = 5.0
    connections: int = 1000
    delivery_bytes: int = 256 << 20
    watch_seconds: float = 1.0
    log_level: str = "info"
