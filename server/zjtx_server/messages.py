"""Messages between the front and the workers: a length, a line of JSON (the head), and the bytes of a body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

LENGTH_BYTES = 4

Head = dict[str, Any]


def pack(head: Head, body: bytes = b"") -> bytes:
    """A message ready to be sent."""
    line = orjson.dumps(head)
    return (len(line) + 1 + len(body)).to_bytes(LENGTH_BYTES) + line + b"\n" + body


def unpack(message: bytes) -> tuple[Head, bytes]:
    """Head and body of a message that `Frames` gave."""
    line, _, body = message.partition(b"\n")
    return orjson.loads(line), body


class Frames:
    """Puts messages together from the pieces in which a socket gives them."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The messages that are complete with `data`; to be exhausted before the next call."""
        buffer = self._buffer
        buffer += data
        while len(buffer) >= LENGTH_BYTES:
            end = LENGTH_BYTES + int.from_bytes(buffer[:LENGTH_BYTES])
            if len(buffer) < end:
                return
            message = bytes(memoryview(buffer)[LENGTH_BYTES:end])
            del buffer[:end]
            yield message
