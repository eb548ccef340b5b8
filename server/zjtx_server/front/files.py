"""A file on its way to a client: part by part, so that a dump of any size takes no memory."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from zjtx_server.front.cache import Response
from zjtx_server.front.responses import SECURITY

PART_BYTES = 1 << 18  # written at a time, so that a slow reader holds the rest back

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


async def send_file(response: Response, send: Send, *, head_only: bool) -> int:
    """Sends a response whose body is a file, each part when the client has taken the one before; returns its size.

    Raises:
        FileNotFoundError: there is no such file any longer; nothing was sent.
    """
    with Path(response.file).open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        headers = [*response.headers, *SECURITY, (b"content-length", str(size).encode())]
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        while not head_only and (part := await asyncio.to_thread(file.read, PART_BYTES)):
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    return size
