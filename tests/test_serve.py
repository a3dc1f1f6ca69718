"""The preview in a real browser: it shows the site, loads a page anew after a save, and shows mistakes where they stand."""

from __future__ import annotations

import argparse
import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.app.project import Project, Refused
from pipeline.builders import Built, Job
from pipeline.builders.html import build as html
from pipeline.verbs import serve
from pipeline.web.preview import Preview
from tests.projects import project


class Site:
    """A preview that runs, its folder and its address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shared = serve.Shared(Preview(folder))
        self.shared.refresh()
        self.server = serve.Server((serve.ADDRESS, 0), self.shared)
        self.port = int(self.server.server_address[1])
        self.address = f"http://127.0.0.1:{self.port}"
        self.stop = threading.Event()
        self.threads = [
            threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}),
            threading.Thread(target=serve.watch, args=(self.shared, self.stop)),
        ]
        for thread in self.threads:
            thread.start()

    def close(self) -> None:
        """Ends both threads."""
        self.stop.set()
        self.server.shutdown()
        for thread in self.threads:
            thread.join()
        self.server.server_close()

    def paper(self, name: str) -> Path:
        """A content file."""
        return self.folder / "content" / f"{name}.yaml"

    def ask(self, path: str, host: str = "127.0.0.1") -> tuple[int, str]:
        """The status and the words of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Host": f"{host}:{self.port}"})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8")
        connection.close()
        return answer.status, text


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    running = Site(project(tmp_path, "plan", "update"))
    yield running
    running.close()


@pytest.fixture(scope="module")
def shared_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A preview for tests that change nothing."""
    running = Site(project(tmp_path_factory.mktemp("serve") / "site", "plan"))
    yield running
    running.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_page() as made:
        yield made


def test_a_save_is_shown_and_a_mistake_in_place_of_the_page(site: Site, page: Page) -> None:
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(f"{site.address}/plan.html")
    file = site.paper("plan")
    text = file.read_text("utf-8")

    for words in ("We serve each of you.", "We serve you all.", "We serve you."):
        file.write_text(text.replace("We serve everyone.", words), "utf-8")
        expect(page.get_by_text(words)).to_be_visible(timeout=10000)

    file.write_text(text.replace("officer: |", "oficer: |"), "utf-8")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 mistake in content/plan.yaml", timeout=10000)
    line = text.split("\n").index("          officer: |") + 1
    expect(page.get_by_role("heading", level=2).first).to_contain_text(f"Line {line}: ")
    expect(page.get_by_text("did you mean “officer”?")).to_be_visible()

    file.write_text(text, "utf-8")
    expect(page.get_by_text("We serve everyone.")).to_be_visible(timeout=10000)
    assert not wrong


def test_the_home_page_leads_to_every_paper(site: Site, page: Page) -> None:
    page.goto(site.address + "/")
    page.get_by_role("link", name="Plan").first.click(timeout=5000)
    expect(page.get_by_text("We serve everyone.")).to_be_visible()


def test_drafts_and_new_papers_are_on_the_list_of_all_papers(site: Site) -> None:
    text = site.paper("plan").read_text("utf-8")
    site.paper("draft-one").write_text(text.replace("status: published", "status: draft"), "utf-8")
    site.shared.refresh()
    assert 'href="/draft-one.html"' in site.ask("/-/documents.html")[1]
    assert site.ask("/draft-one.html")[0] == 200
    site.paper("draft-one").unlink()
    site.shared.refresh()
    assert site.ask("/draft-one.html")[0] == 404


def test_only_this_computer_is_answered_and_only_from_memory(site: Site) -> None:
    assert site.ask("/plan.html")[0] == 200
    assert site.ask("/plan.html", host="evil.example")[0] == 403
    for path in ("/../content/site.yaml", "/%2e%2e/content/site.yaml", "/content/plan.yaml", "//etc/passwd"):
        assert site.ask(path)[0] == 404, path
    assert site.server.server_address[0] == "127.0.0.1"
    with socket.socket() as other, pytest.raises(ConnectionRefusedError):
        other.connect(("127.0.0.2", site.port))


HOST = b"Host: localhost\r\n\r\n"
QUESTIONS: dict[str, tuple[bytes, int | None]] = {
    "nothing": (b"", None),
    "cut off": (b"GET", 400),
    "binary": (b"\x00\xff\n\n", 400),
    "no UTF-8": (b"GET /%ff HTTP/1.1\r\n" + HOST, 404),
    "raw letters": ("GET /plän.html HTTP/1.1\r\n".encode() + HOST, 404),
    "no bytes": (b"GET /%00%0a HTTP/1.1\r\n" + HOST, 404),
    "bad address": (b"GET http://[::1 HTTP/1.1\r\n" + HOST, 400),
    "another site": (b"GET http://evil.example/plan.html HTTP/1.1\r\n" + HOST, 200),
    "out of the folder": (b"GET /..%2f..%2fetc/passwd HTTP/1.1\r\n" + HOST, 404),
    "back slashes": (b"GET /..\\..\\site.yaml HTTP/1.1\r\n" + HOST, 404),
    "long line": (b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\n" + HOST, 414),
    "long header": (b"GET / HTTP/1.1\r\nX: " + b"a" * 70000 + b"\r\n" + HOST, 431),
    "many headers": (b"GET / HTTP/1.1\r\n" + b"X: 1\r\n" * 200 + HOST, 431),
    "no host": (b"GET / HTTP/1.1\r\n\r\n", 403),
    "post": (b"POST / HTTP/1.1\r\nContent-Length: 9\r\n" + HOST + b"x=1&y=2&z", 501),
    "no verb": (b"\xf0\x9f\x92\xa9 / HTTP/1.1\r\n" + HOST, 501),
    "next version": (b"GET / HTTP/9.9\r\n" + HOST, 505),
    "no version": (b"GET / HTTP/x\r\n" + HOST, 400),
    "range": (b"GET /plan.html HTTP/1.1\r\nRange: bytes=5-1\r\n" + HOST, 200),
    "head": (b"HEAD /plan.html HTTP/1.1\r\n" + HOST, 200),
    "many fields": (b"GET /-/changed?" + b"a=1&" * 9000 + b"page=none&version=x HTTP/1.1\r\n" + HOST, 200),
    "body": (b"GET / HTTP/1.1\r\nContent-Length: 5\r\n" + HOST + b"GET /", 200),
}


@pytest.mark.parametrize("kind", QUESTIONS)
def test_bad_questions_and_dropped_connections_harm_nobody(
    shared_site: Site, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site, (sent, status) = shared_site, QUESTIONS[kind]
    with socket.create_connection(("127.0.0.1", site.port)) as other:
        other.sendall(sent)
        other.settimeout(10)
        if status:
            other.shutdown(socket.SHUT_WR)
            answer = other.recv(100)
            assert b" %d " % status in answer or (status > 399 and answer.startswith(b"<!DOCTYPE")), answer
        other.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    assert site.ask("/plan.html")[0] == 200
    assert capsys.readouterr().err == ""


def test_idle_and_slow_connections_are_closed_and_others_are_served(
    shared_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = shared_site
    monkeypatch.setattr(serve, "IDLE", 0.5)
    monkeypatch.setattr(serve, "QUESTION", 0.5)
    idle = [socket.create_connection(("127.0.0.1", site.port)) for _ in range(50)]
    slow = socket.create_connection(("127.0.0.1", site.port))
    with suppress(ConnectionError):  # one letter at a time: each comes in time, the whole never does
        for letter in b"GET / HTTP/1.1\r\n" * 9:
            slow.send(bytes([letter]))
            assert site.ask("/plan.html")[0] == 200
            time.sleep(0.05)
        pytest.fail("a slow question is waited for without end")
    for one in (*idle, slow):
        one.settimeout(10)
        with suppress(ConnectionError):
            assert one.recv(1) == b""
        one.close()


def test_a_fault_while_answering_is_one_line(
    shared_site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site = shared_site
    with monkeypatch.context() as patch:
        patch.setattr(Preview, "get", lambda _self, path: (_ for _ in ()).throw(KeyError(path)))
        with pytest.raises(http.client.HTTPException):
            site.ask("/plan.html")
    said = capsys.readouterr().err
    assert "a question could not be answered: a fault of the program (KeyError" in said.splitlines()[0]
    assert "Traceback" not in said
    assert site.ask("/plan.html")[0] == 200


@pytest.mark.parametrize("wrong", [OSError(2, "No such file", "x.yaml"), ValueError("half"), RecursionError()])
def test_what_goes_wrong_in_a_rebuild_is_told_and_the_next_save_mends_it(
    tmp_path: Path, wrong: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = Preview(project(tmp_path, "plan"))
    preview.refresh()
    before = preview.get("plan.html")
    file = tmp_path / "content" / "plan.yaml"
    file.write_text(file.read_text("utf-8").replace("everyone", "each of you"), "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(Preview, "_site_pages", lambda _self: (_ for _ in ()).throw(wrong))
        (told,) = preview.refresh()
        assert [one.rule for one in told.findings] == ["cannot-read" if isinstance(wrong, OSError) else "program-fault"]
        assert (preview.get("plan.html"), preview.refresh()) == (before, [])
    file.with_name("dot.txt").touch()
    assert [one.name for one in preview.refresh()] == ["plan"]
    assert b"each of you" in (preview.get("plan.html") or b"")


def test_a_save_during_a_rebuild_is_shown_next_and_others_are_answered_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = Preview(project(tmp_path, "plan"))
    preview.refresh()
    file, build = tmp_path / "content" / "plan.yaml", html.build
    asked: list[bytes | None] = []

    def slow(job: Job) -> Built:
        asked.append(preview.get("plan.html"))
        if len(asked) == 1:
            file.write_text(file.read_text("utf-8").replace("first", "second"), "utf-8")
        return build(job)

    monkeypatch.setattr(html, "build", slow)
    before = preview.get("plan.html")
    file.write_text(file.read_text("utf-8").replace("everyone", "the first"), "utf-8")
    preview.refresh()
    assert asked == [before]
    assert b"the first" in (preview.get("plan.html") or b"")
    preview.refresh()
    assert b"the second" in (preview.get("plan.html") or b"")
    assert preview.refresh() == []


@pytest.mark.parametrize("port", [-1, 65536, 10**9])
def test_what_is_no_port_is_told(site: Site, port: int) -> None:
    options = argparse.Namespace(port=port)
    with pytest.raises(Refused, match="cannot be used"):
        serve.run(options, Project(site.folder))


def test_a_taken_port_is_told_with_a_way_out(site: Site) -> None:
    class Options:
        port = site.port

    with pytest.raises(Refused) as refused:
        serve.run(Options, Project(site.folder))  # type: ignore[arg-type]
    assert "--port 0" in refused.value.finding.hint
