"""Content that changes during a build is built again or refused, so that all editions hold the same words."""

from __future__ import annotations

import importlib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.app import steady
from pipeline.app.building import Workshop
from pipeline.app.kept.recorded import entries
from pipeline.app.project import sha256
from tests.docx_samples import PNG
from tests.projects import SITE, paper, project, reports

ONE_FORMAT = SITE.replace("  - pdf\n  - docx\n", "")


def _text(file: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        path = root / file
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    return change


def _all(*changes: Callable[[Path], object]) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        for one in changes:
            one(root)

    return change


def _picture(root: Path) -> None:
    path = root / "content" / "dot.png"
    path.write_bytes(path.read_bytes() + b" ")


def _exchanged(root: Path) -> None:
    """Two publications get each other's name."""
    plan, update, other = (paper(root, name) for name in ("plan", "update", "other"))
    for one, new in ((plan, other), (update, plan), (other, update)):
        one.rename(new)


CHANGES: dict[str, Callable[[Path], object]] = {
    "words, picture, template": _all(
        _text("content/plan.yaml", "We serve everyone.", "We serve every resident."),
        _picture,
        _text("templates/words/en.yaml", "contents: Contents", "contents: What is in it"),
    ),
    "site": _text("content/site.yaml", "Sample Council", "Other Council"),
    "new file, file gone": _all(
        lambda root: paper(root, "newer").write_bytes(paper(root, "plan").read_bytes()),
        lambda root: paper(root, "update").unlink(),
    ),
    "two publications exchanged": _exchanged,
    "home page": _text("templates/index.jinja", "<ul", "<ul data-x='1'"),
    "mistake": _text("content/plan.yaml", "officer: |", "oficer: |"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = project(tmp_path / "project", "plan", "update", site=ONE_FORMAT)
    (made / "content" / "dot.png").write_bytes(PNG)
    return made


def during(monkeypatch: pytest.MonkeyPatch, change: Callable[[], object], times: int) -> None:
    """Makes a change after the editions are ordered and before they are built, in the first so many builds."""
    run, left = Workshop.run, [times]

    def changed(self: Workshop, orders: list[object]) -> object:
        if left[0]:
            left[0] -= 1
            change()
        return run(self, orders)  # type: ignore[arg-type]

    monkeypatch.setattr(Workshop, "run", changed)


def made(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "output").rglob("*") if path.is_file()}


@pytest.mark.parametrize("kind", CHANGES)
def test_what_changes_during_a_build_is_built_again(
    root: Path, kind: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patch:
        during(patch, lambda: CHANGES[kind](root), 1)
        code = reports(root, "build")
    assert "changed during the build; it is made again" in capsys.readouterr().out
    after = made(root)
    assert reports(root, "build") == code
    assert made(root) == after
    for one in entries(root / "output" / "public").values():
        if kind != "mistake" or one["file"] != "plan.html":
            assert one["content_sha256"] == sha256((root / str(one["content"])).read_bytes())


def test_a_zip_and_a_feed_hold_what_was_saved_while_they_were_built(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _text("content/site.yaml", "council:", "url: https://example.org/plans\ncouncil:")(root)
    steps = (
        ("pipeline.builders.html.feed.build", "title: Plan\n", "title: Our plan\n", ("build",)),
        ("pipeline.verbs.build_fragment.bundle", "Ask residents", "Ask all residents", ("build", "plan", "--fragment")),
    )
    for function, old, new, command in steps:
        module, _, name = function.rpartition(".")
        true, left = getattr(importlib.import_module(module), name), [1]

        def changed(*given: object, true: Any = true, left: list[int] = left, old: str = old, new: str = new) -> object:
            if left[0]:
                left[0] = 0
                _text("content/plan.yaml", old, new)(root)
            return true(*given)

        with monkeypatch.context() as patch:
            patch.setattr(function, changed)
            assert reports(root, *command) == 0
        assert "changed during the build; it is made again" in capsys.readouterr().out
    assert "Our plan" in (root / "output" / "public" / "feed.xml").read_text("utf-8")
    with zipfile.ZipFile(root / "output" / "requests" / "plan-cms.zip") as package:
        assert "Ask all residents" in package.read("plan.fragment.html").decode()
        assert "Ask all residents" in package.read("files/plan.json").decode()


def test_what_changes_again_and_again_is_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    during(monkeypatch, lambda: _picture(root), 99)
    assert reports(root, "build", "plan", "--format", "html") == 2
    said = capsys.readouterr()
    assert said.out.count("it is made again") == steady.TRIES
    assert "content/dot.png changed during the build, 3 times" in said.err.splitlines()[-2]


def test_files_that_nobody_reads_may_change_during_a_build(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def swap() -> None:
        for name in (".plan.yaml.swp", "plan.yaml~", "notes.txt.bak"):
            (root / "content" / name).write_text("x")

    during(monkeypatch, swap, 1)
    assert reports(root, "build", "plan", "--format", "html") == 0
    assert "made again" not in capsys.readouterr().out


@pytest.mark.parametrize("edited", [False, True])
def test_finished_files_that_others_change_during_a_build_are_written_anew(
    root: Path, edited: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    _text("content/site.yaml", "council:", "url: https://example.org/plans\ncouncil:")(root)
    assert reports(root, "build") == 0
    files = [
        path for path in (root / "output" / "public").rglob("*") if path.suffix in (".html", ".xml", ".zip", ".css")
    ]
    assert {"index.html", "404.html", "feed.xml", "sitemap.xml", "plan.html"} <= {path.name for path in files}
    if edited:
        CHANGES["words, picture, template"](root)
    with monkeypatch.context() as patch:
        during(patch, lambda: [path.write_bytes(b"changed") for path in files], 1)
        reports(root, "build")
    assert reports(root, "build") == 0
    assert [path.name for path in files if path.exists() and path.read_bytes() == b"changed"] == []
    assert reports(root, "verify") == 0
