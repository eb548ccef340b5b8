"""A store that answers as no store should; run as a process of its own, asked by the paths below."""

from __future__ import annotations

import gzip
import sys
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RESULTS = "application/sparql-results+json"
TABLE = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://a/s"}}]}}'
PACKED = gzip.compress(b" " * (64 << 20), 1)
SECRET = "secret-host.internal:5432 /opt/store/Main.java:17 Store/1.2.3"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        if b"ResultSetMaxRows" in asked:
            self.refusing()
            return
        if b"edition" in asked or b"quads" in asked:  # what a server asks before it begins
            self.answer(TABLE.replace(b"http://a/s", b"7").replace(b"uri", b"literal"))
            return
        getattr(self, self.path.removeprefix("/").replace("-", "_"))()

    def answer(self, body: bytes, status: int = 200, media_type: str = RESULTS, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": media_type, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def good(self) -> None:
        self.answer(TABLE)

    def endless(self) -> None:
        self._pour(lambda: b" " * 65536)

    def dripping(self) -> None:
        self._pour(lambda: time.sleep(0.05) or b" ")

    def _pour(self, more: Callable[[], bytes]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", RESULTS)
        self.send_header("Connection", "close")
        self.end_headers()
        while True:
            self.wfile.write(more())

    def silent(self) -> None:
        time.sleep(3600)

    def packed(self) -> None:
        self.answer(PACKED, Content_Encoding="gzip")

    def cut(self) -> None:
        self.answer(TABLE, Content_Length=str(len(TABLE) + 100), Connection="close")
        self.close_connection = True

    def no_json(self) -> None:
        self.answer(TABLE[:40])

    def bad_term(self) -> None:
        self.answer(TABLE.replace(b"http://a/s", b"no IRI at all"))

    def no_http(self) -> None:
        self.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
        self.close_connection = True

    def failing(self) -> None:
        self.answer(SECRET.encode(), 500, "text/plain")

    def refusing(self) -> None:
        self.answer(SECRET.encode(), 400, "text/plain")

    def forbidding(self) -> None:
        self.answer(SECRET.encode(), 403, "text/plain")

    def busy(self) -> None:
        self.answer(SECRET.encode(), 503, "text/plain")

    def elsewhere(self) -> None:
        self.answer(b"", 307, Location="/good")

    def page(self) -> None:
        self.answer(b"<html>welcome</html>", media_type="text/html")

    def few_rows(self) -> None:
        self.answer(TABLE, X_SPARQL_MaxRows="1")

    def half(self) -> None:
        self.answer(TABLE, X_SQL_State="S1TAT")

    def log_message(self, *_: object) -> None:
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
    print("ready", flush=True)
    server.serve_forever()
