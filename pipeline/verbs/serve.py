"""`reports serve`: shows the site on this computer only, and builds what a save changed."""

from __future__ import annotations

import argparse
import io
import mimetypes
import socket
import sys
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from pipeline.app.apart import fault
from pipeline.app.project import Project, Refused
from pipeline.model.findings import Severity, error
from pipeline.model.place import NOWHERE
from pipeline.web.preview import Preview, Rebuilt

# This computer only: nothing on the network can reach it.
ADDRESS = "127.0.0.1"
LOOK_EVERY = 0.2
# A browser's question whether a page changed is answered after so many seconds at the latest.
WAIT = 20.0
# A connection on which nothing is asked is closed after so many seconds.
IDLE = 60.0
# A question that is not whole so many seconds after its first byte is given up.
QUESTION = 10.0


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports serve`."""
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="the port (default: 8000; 0: any free one)")


def run(args: argparse.Namespace, project: Project) -> int:
    """Serves until Ctrl+C. Raises Refused where the port is taken."""
    preview = Preview(project.root)
    shared = Shared(preview)
    tell(preview.refresh())
    try:
        server = Server((ADDRESS, args.port), shared)
    except (OSError, OverflowError) as wrong:
        reason = (getattr(wrong, "strerror", "") or "a port is a number from 0 to 65535").lower()
        message = f"port {args.port} cannot be used: {reason}"
        raise Refused(error("port-taken", message, hint="choose another with --port, or --port 0")) from wrong
    port = server.server_address[1]
    print(
        f"http://{ADDRESS}:{port}/ shows the site; http://{ADDRESS}:{port}/-/documents.html lists all documents; Ctrl+C ends"
    )
    stop = threading.Event()
    watcher = threading.Thread(target=watch, args=(shared, stop), daemon=True)
    watcher.start()
    try:
        server.serve_forever(poll_interval=0.1)
    except KeyboardInterrupt:
        print("stopped")
    finally:
        stop.set()
        watcher.join()
        server.server_close()
    return 0


class Shared:
    """The preview, and the condition that browsers wait on for a change. Pages are asked for while others are built."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        self.changed = threading.Condition()

    def refresh(self) -> list[Rebuilt]:
        """Brings the pages up to date and wakes the browsers that wait."""
        told = self.preview.refresh()
        if told:
            with self.changed:
                self.changed.notify_all()
        return told

    def get(self, path: str) -> bytes | None:
        """A file of the site."""
        return self.preview.get(path)

    def wait(self, path: str, version: str) -> bool:
        """Waits until a page is another than the version that a browser has; False where it stays so for a while."""
        with self.changed:
            return self.changed.wait_for(lambda: self.preview.version(path) != version, WAIT)


def watch(shared: Shared, stop: threading.Event) -> None:
    """Looks for saved files until it is told to stop."""
    while not stop.wait(LOOK_EVERY):
        tell(shared.refresh())


def tell(told: list[Rebuilt]) -> None:
    """One line for each page that was rebuilt, and its mistakes."""
    for one in told:
        errors = [finding for finding in one.findings if finding.severity is Severity.ERROR]
        state = f"{len(errors)} mistake{'' if len(errors) == 1 else 's'}" if errors else "shown"
        print(f"{one.name}: {state} after {one.seconds:.2f} s")
        for finding in errors:
            print(finding.as_text())


class Server(ThreadingHTTPServer):
    """One thread for each question, so that browsers that wait for a change keep nobody else waiting."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], shared: Shared) -> None:
        self.shared = shared
        super().__init__(address, Handler)

    def handle_error(self, *_: object) -> None:
        """One line for a fault of the program; the connection is closed, and the others are served."""
        wrong = sys.exc_info()[1]
        if wrong is not None:
            print(fault("program-fault", "a question could not be answered", wrong, NOWHERE).as_text(), file=sys.stderr)


class Questions(io.RawIOBase):
    """Reads from a connection, and gives up on one that says nothing, or that takes too long over a question."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.begin()

    def begin(self) -> None:
        """The next question is waited for."""
        self.asked, self.until = False, time.monotonic() + IDLE

    def readable(self) -> bool:
        """It is read from only."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Raises TimeoutError."""
        self.connection.settimeout(max(0.001, self.until - time.monotonic()))
        count = self.connection.recv_into(buffer)
        if not self.asked:
            self.asked, self.until = True, time.monotonic() + QUESTION
        return count


class Handler(BaseHTTPRequestHandler):
    """Answers from memory only: no path of a request ever reaches the disk."""

    server: Server
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        """Reads by the clock."""
        super().setup()
        self.questions = Questions(self.connection)
        self.rfile = io.BufferedReader(self.questions)

    def handle_one_request(self) -> None:
        """Waits for a question and answers it."""
        self.questions.begin()
        super().handle_one_request()

    def handle(self) -> None:
        """Answers until the browser goes; one that goes in the midst of an answer is nothing to tell of."""
        with suppress(ConnectionError, TimeoutError):
            super().handle()

    def do_GET(self) -> None:
        """A page, a file of the site, or the question whether a page changed."""
        if (self.headers.get("Host") or "").rsplit(":", 1)[0] not in (ADDRESS, "localhost"):
            self.answer(403, b"This preview is for this computer only.\n", "text/plain; charset=utf-8")
            return
        try:
            parts = urlsplit(self.path)
        except ValueError:
            self.answer(400, b"This is not an address.\n", "text/plain; charset=utf-8")
            return
        path = unquote(parts.path).lstrip("/")
        if path == "-/changed":
            query = parse_qs(parts.query)
            page = unquote((query.get("page") or [""])[0]).lstrip("/")
            version = (query.get("version") or [""])[0]
            self.answer(200 if self.server.shared.wait(page, version) else 204, b"", "text/plain; charset=utf-8")
            return
        data = self.server.shared.get(path)
        if data is None and path == "favicon.ico":
            # Browsers ask for it unbidden; a site without a logo has none.
            self.answer(204, b"", "")
            return
        if data is None:
            listed = self.server.shared.get("-/documents.html") or b""
            self.answer(404, listed, "text/html; charset=utf-8")
            return
        kind = mimetypes.guess_type(path or "index.html")[0] or "application/octet-stream"
        self.answer(200, data, f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith("json") else kind)

    do_HEAD = do_GET

    def answer(self, code: int, data: bytes, kind: str) -> None:
        """Sends an answer that no browser keeps."""
        self.connection.settimeout(IDLE)
        self.send_response(code)
        if code != 204:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD" and code != 204:
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing of each question; only what was built is of interest."""
