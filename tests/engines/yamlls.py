"""yaml-language-server, which marks, explains and completes YAML in most editors, run by node over stdio."""

import json
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeAlias

_FOLDER = Path(__file__).parent / "yamlls"
_SERVER = _FOLDER / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
_SECONDS = 30

# Whatever it would fetch is off: the schema of a file is the one that its first line names.
_SETTINGS = {
    "yaml": {"schemaStore": {"enable": False}, "kubernetesCRDStore": {"enable": False}, "hoverSchemaSource": False},
}

_Message: TypeAlias = dict[str, Any]


def missing() -> str | None:
    """Say what has to be installed."""
    if shutil.which("node") is None:
        return "node is not installed"
    if not _SERVER.is_file():
        return f"yaml-language-server is not installed: npm install --no-package-lock --prefix {_FOLDER}"
    return None


class Editor:
    """An editor with one file open at a time, whose text need not be what is on the disk."""

    def __init__(self, server: IO[bytes], messages: "queue.Queue[_Message]") -> None:
        self._server = server
        self._messages = messages
        self._requests = 0
        self._version = 0
        self._uri = ""
        self._text = ""
        markdown = {"hover": {"contentFormat": ["markdown"]}}
        self._ask("initialize", processId=None, rootUri=None, capabilities={"textDocument": markdown})
        self._tell("initialized")
        # Settings that arrive while a file is open make the server judge it twice.
        while self._next().get("method") != "workspace/configuration":
            pass

    def marks(self, path: Path, text: str) -> list[str]:
        """Open a file and list what is marked in it, as `line:column: marked text: message`."""
        if self._uri:
            self._tell("textDocument/didClose", textDocument={"uri": self._uri})
            self._published()
        self._uri, self._text = path.as_uri(), text
        # The server remembers what it read by address and version, also of files that were closed.
        self._version += 1
        document = {"uri": self._uri, "languageId": "yaml", "version": self._version, "text": text}
        self._tell("textDocument/didOpen", textDocument=document)
        found = [(mark["range"]["start"], mark) for mark in self._published()]
        found.sort(key=lambda item: (item[0]["line"], item[0]["character"]))
        return [self._said(mark) for _, mark in found]

    def hover(self, before: str) -> str:
        """Give what is shown at the first place of the open file that follows this text."""
        shown = self._ask("textDocument/hover", **self._at(before))
        return str(shown["contents"]["value"])

    def offers(self, before: str) -> list[str]:
        """List what is offered at the first place of the open file that follows this text."""
        offered = self._ask("textDocument/completion", **self._at(before))
        return [item["label"] for item in offered["items"]]

    def _at(self, before: str) -> _Message:
        *lines, last = self._text[: self._text.index(before) + len(before)].split("\n")
        position = {"line": len(lines), "character": len(last)}
        return {"textDocument": {"uri": self._uri}, "position": position}

    def _said(self, mark: _Message) -> str:
        start, end = mark["range"]["start"], mark["range"]["end"]
        line = self._text.split("\n")[start["line"]]
        marked = line[start["character"] : end["character"] if end["line"] == start["line"] else None]
        return f"{start['line'] + 1}:{start['character'] + 1}: {marked}: {mark['message']}"

    def _published(self) -> list[_Message]:
        while True:
            message = self._next()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == self._uri:
                found: list[_Message] = message["params"]["diagnostics"]
                return found

    def _ask(self, method: str, **params: Any) -> Any:
        self._requests += 1
        self._send({"id": self._requests, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == self._requests and "method" not in message:
                return message["result"]

    def _tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: _Message) -> None:
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        self._server.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._server.flush()

    def _next(self) -> _Message:
        """Wait for the next message, and answer what the server asks: its settings, section by section."""
        message = self._messages.get(timeout=_SECONDS)
        if "id" in message and "method" in message:
            sections = [item["section"] for item in message["params"].get("items", [])]
            self._send({"id": message["id"], "result": [_SETTINGS.get(section) for section in sections]})
        return message


def _listen(server: IO[bytes], messages: "queue.Queue[_Message]") -> None:
    while line := server.readline():
        length = int(line.removeprefix(b"Content-Length: "))
        while server.readline().strip():
            pass
        messages.put(json.loads(server.read(length)))


@contextmanager
def editing() -> Iterator[Editor]:
    """Start an editor."""
    command = ["node", str(_SERVER), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin
        assert server.stdout
        messages: queue.Queue[_Message] = queue.Queue()
        listener = threading.Thread(target=_listen, args=(server.stdout, messages))
        listener.start()
        try:
            yield Editor(server.stdin, messages)
        finally:
            server.kill()
            listener.join()
