"""A scripted endpoint on the loopback address: real sockets, each request answered by the next line of a script.

Whoever uses it names what it answers; what it was asked is kept. Nothing here leaves the machine.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from msgspec import Struct, field

from briefings.llm.answer import Answer, encoded

JSON = "application/json"


class Asked(Struct):
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    def lines(self) -> dict[int, str]:
        """Return the numbered lines that the user message holds."""
        user = json.loads(self.body)["messages"][-1]["content"]
        return {int(number[1:]): words for number, _, words in (line.partition("] ") for line in user.split("\n"))}


class Handler(BaseHTTPRequestHandler):
    """Answers a request by the script of its server; the last line of the script goes on for ever."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Keep what was asked and do what the script says."""
        server = self.server
        assert isinstance(server, Server)
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        asked = Asked(self.path, dict(self.headers.items()), body)
        step = server.script[min(len(server.asked), len(server.script) - 1)]
        server.asked.append(asked)
        with contextlib.suppress(ConnectionError):
            step(self, asked)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def answer(self, body: bytes, status: int = 200, kind: str = JSON, **headers: str) -> None:
        """Send a whole reply."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


Step = Callable[[Handler, Asked], None]


class Server(ThreadingHTTPServer):
    """The endpoint; ``asked`` grows with each request."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, script: Sequence[Step]) -> None:
        """Listen on a free port of the loopback address."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.script = list(script)
        self.asked: list[Asked] = []

    @property
    def address(self) -> str:
        """Return the address as a desk would give it."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that went away."""


@contextlib.contextmanager
def serving(*script: Step) -> Iterator[Server]:
    """Run an endpoint while the block runs; then nothing listens at its address any more."""
    server = Server(script)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def envelope(content: str | None, **more: Any) -> bytes:
    """Return a reply of the protocol around a content."""
    message = {"role": "assistant", "content": content, **more.pop("message", {})}
    return json.dumps({"choices": [{"index": 0, "message": message, "finish_reason": "stop", **more}]}).encode()


def telling(answer: Answer) -> Step:
    """Return a step that answers as a good endpoint does."""
    return lambda handler, _: handler.answer(envelope(encoded(answer).decode()))


def saying(content: str | None, **more: Any) -> Step:
    """Return a step that answers with any content."""
    return lambda handler, _: handler.answer(envelope(content, **more))


def sending(body: bytes, status: int = 200, kind: str = JSON, **headers: str) -> Step:
    """Return a step that sends any reply."""
    return lambda handler, _: handler.answer(body, status, kind, **headers)


def silent(seconds: float) -> Step:
    """Return a step that takes the request and says nothing."""
    return lambda _handler, _asked: time.sleep(seconds)


def dripping(handler: Handler, _asked: Asked) -> None:
    """Send a reply one byte at a time, so that no silence is ever long."""
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(400):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def dripping_head(handler: Handler, _asked: Asked) -> None:
    """Send the head of a reply one byte at a time."""
    for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 400:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(0.05)


def promising(length: int) -> Step:
    """Return a step that says how long its body will be, and sends nothing of it."""

    def step(handler: Handler, _asked: Asked) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.send_header("Content-Length", str(length))
        handler.end_headers()
        handler.close_connection = True

    return step


def breaking_off(handler: Handler, _asked: Asked) -> None:
    """Promise more than is sent, and hang up."""
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True


def huge(handler: Handler, _asked: Asked) -> None:
    """Send 100 MB in chunks, without saying how much it will be."""
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    block = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    for _ in range(1600):
        handler.wfile.write(block)
    handler.wfile.write(b"0\r\n\r\n")


class Heard(Struct):
    """What a run said while it waited."""

    lines: list[str] = field(default_factory=list)

    def __call__(self, line: str) -> None:
        """Keep a line."""
        self.lines.append(line)
