"""The preview in a real browser: it shows the site, loads a page anew after a save, and shows mistakes where they stand."""

from __future__ import annotations

import argparse
import http.client
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from pipeline.app.project import Project, Refused
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


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


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
    assert 'href="/draft-one.html"' in site.ask("/-/papers.html")[1]
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


@pytest.mark.parametrize(
    "sent", [b"", b"GET", b"\x00\xff\n\n", b"GET /%ff HTTP/1.1\r\nHost: localhost\r\n\r\n", b"POST / HTTP/1.1\r\n\r\n"]
)
def test_bad_questions_and_dropped_connections_harm_nobody(
    site: Site, sent: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(("127.0.0.1", site.port)) as other:
        other.sendall(sent)
        other.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    assert site.ask("/plan.html")[0] == 200
    assert "Traceback" not in capsys.readouterr().err


def test_an_idle_connection_is_closed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve.Handler, "timeout", 0.2)
    with socket.create_connection(("127.0.0.1", site.port)) as other:
        other.settimeout(10)
        assert other.recv(1) == b""


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
