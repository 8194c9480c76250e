"""A client of the YAML language server, which the editors of many desks run: as much of its protocol as the tests need."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from pathlib import Path
from typing import Any

_PATIENCE = 30.0
#: The server says what it found some time after a file is opened; after this many seconds of silence that was all.
_SILENCE = 2.0


class LanguageServer:
    """One server in a process of its own; ``with`` ends it."""

    def __init__(self, program: str, root: Path) -> None:
        self.process = subprocess.Popen(
            [program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.messages: queue.Queue[dict[str, Any]] = queue.Queue()
        self.asked = 0
        threading.Thread(target=self._listen, daemon=True).start()
        self.ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": {}})
        self._send({"method": "initialized", "params": {}})
        offline = {"yaml": {"schemaStore": {"enable": False}, "validate": True, "completion": True, "hover": True}}
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": offline}})

    def __enter__(self) -> LanguageServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.process.stdin.flush()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while head := stream.readline():
            length = int(head.split(b":")[1])
            while stream.readline().strip():
                pass
            message = json.loads(stream.read(length))
            if "method" in message and "id" in message:  # A question of the server's: it has no answer here.
                items = message.get("params", {}).get("items", [])
                self._send({"id": message["id"], "result": [None] * len(items)})
            else:
                self.messages.put(message)

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """Return the answer to a request."""
        self.asked += 1
        self._send({"id": self.asked, "method": method, "params": params})
        while (message := self.messages.get(timeout=_PATIENCE)).get("id") != self.asked:
            pass
        return message.get("result")

    def open(self, path: Path, text: str) -> list[tuple[int, str]]:
        """Open a file and return what the editor would mark: line, from 1, and message."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        marks: list[tuple[int, str]] | None = None
        while True:
            try:
                message = self.messages.get(timeout=_PATIENCE if marks is None else _SILENCE)
            except queue.Empty:
                assert marks is not None, "the server said nothing of the file"
                return marks
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == path.as_uri():
                found = message["params"]["diagnostics"]
                marks = [(mark["range"]["start"]["line"] + 1, mark["message"]) for mark in found]

    def _at(self, path: Path, line: int, column: int) -> dict[str, Any]:
        position = {"line": line - 1, "character": column - 1}
        return {"textDocument": {"uri": path.as_uri()}, "position": position}

    def completions(self, path: Path, line: int, column: int) -> dict[str, str]:
        """Return what the editor would propose at a place, with what it says of it."""
        items = self.ask("textDocument/completion", self._at(path, line, column))["items"]
        found: dict[str, str] = {}
        for item in items:  # A key may come twice: whole, and as the bare word.
            found[item["label"]] = found.get(item["label"]) or _words(item.get("documentation"))
        return found

    def hover(self, path: Path, line: int, column: int) -> str:
        """Return what the editor would show where the mouse rests."""
        return _words((self.ask("textDocument/hover", self._at(path, line, column)) or {}).get("contents"))


def _words(value: Any) -> str:
    return str(value.get("value", "")) if isinstance(value, dict) else str(value or "")
