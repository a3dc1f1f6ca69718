"""Sources are read in processes of their own: whatever one of them does becomes a finding, and the others are read."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from pipeline.app import apart, extracting
from pipeline.app.apart import Task, run_all
from pipeline.app.project import TEMPORARY, Project, Refused, write
from pipeline.model.findings import error
from pipeline.model.flow import Unreadable
from pipeline.ooxml.xml import parse, raise_if_out_of_memory
from pipeline.sources.docx import extract as docx
from pipeline.sources.docx.picture_bytes import Crop, published
from tests.projects import SITE, project, reports
from tests.score import Json
from tests.variants import Habit, word

PLAN: Json = {
    "title": "A plan",
    "blocks": [
        {"type": "heading", "level": 1, "text": "A plan"},
        {"type": "heading", "level": 2, "text": "As an Employer"},
        {"type": "para", "text": "We will train every member of staff."},
    ],
}


def _spin() -> None:
    while True:
        pass


def _hoard() -> list[bytes]:
    return [bytes(50 * 2**20) for _ in range(1000)]


def _unreadable() -> None:
    raise Unreadable(error("pdf-locked", "it is locked"))


def _deep(depth: int = 0) -> int:
    return _deep(depth + 1) + 1


BAD: dict[str, tuple[Callable[[], object], str]] = {
    "loop": (_spin, "source-too-slow"),
    "memory": (_hoard, "source-too-big"),
    "sleep": (lambda: time.sleep(100), "source-too-slow"),
    "killed": (lambda: os.kill(os.getpid(), signal.SIGKILL), "source-crashed"),
    "ended": (lambda: os.kill(os.getpid(), signal.SIGTERM), "source-crashed"),
    "exit": (lambda: os._exit(3), "source-crashed"),
    "exception": (lambda: int("x"), "source-crashed"),
    "recursion": (_deep, "source-crashed"),
    "unreadable": (_unreadable, "pdf-locked"),
    "result": (lambda: b"x" * 2000, "source-too-big"),
    "unpicklable": (lambda: sys.stdout, "source-crashed"),
}


def _starved() -> str:
    """Works a little, then has to wait, as on a machine that does much else."""
    for _ in range(6):
        until = time.process_time() + 0.1
        while time.process_time() < until:
            pass
        time.sleep(0.4)
    return "read"


def test_whatever_a_task_does_it_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "WAITING", 2)
    monkeypatch.setattr(apart, "MORE", 4)
    monkeypatch.setattr(apart, "RESULT", 1000)
    good: Task[object] = Task("good.pdf", lambda: "read", 5)
    starved: Task[object] = Task("starved.pdf", _starved, 1)
    tasks = [good, *(task for name, (work, _) in BAD.items() for task in (Task(name, work, 1), good))]
    outcomes = list(run_all([starved, *tasks[1:]]))
    assert [one.value for one in outcomes[::2]] == ["read"] * (len(BAD) + 1)
    found = dict(zip(BAD, (one.finding for one in outcomes[1::2]), strict=True))
    assert {name: one and one.rule for name, one in found.items()} == {name: rule for name, (_, rule) in BAD.items()}
    for name, one in found.items():
        assert one is not None
        if name != "unreadable":
            assert (one.place.file, bool(one.hint)) == (name, True)


def test_what_the_process_before_it_holds_is_not_counted_against_a_task() -> None:
    held = bytearray(300 * 2**20)
    task: Task[int] = Task("a.pdf", lambda: len(bytearray(100 * 2**20)), 5, memory=200 * 2**20)
    assert apart.run(task) == 100 * 2**20
    assert held


@pytest.mark.parametrize("read", [parse, lambda data: published(data, Crop())], ids=["part", "drawing"])
def test_a_part_that_needs_too_much_memory_is_not_called_damaged(read: Callable[[bytes], object]) -> None:
    data = b"<svg>" + b"<g/>" * 2_000_000 + b"</svg>"
    with pytest.raises(Refused) as told:
        apart.run(Task("a.docx", lambda: read(data), 30, memory=20 * 2**20))
    assert told.value.finding.rule == "source-too-big", told.value.finding


def test_a_fault_of_which_the_parser_says_nothing_means_that_there_was_no_memory() -> None:
    raise_if_out_of_memory(etree.XMLSyntaxError("a tag is open (line 3)", etree.ErrorTypes.ERR_TAG_NOT_FINISHED, 3, 1))
    with pytest.raises(MemoryError):  # lxml gives it the code of an earlier fault
        raise_if_out_of_memory(etree.XMLSyntaxError("None (line 0)", etree.ErrorTypes.ERR_TAG_NOT_FINISHED, 0, 0))


def test_lines_that_a_task_says_are_printed_by_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    def work() -> int:
        apart.say("recognising")
        return 1

    assert apart.run(Task("a.pdf", work, 5)) == 1
    assert capsys.readouterr().err == "recognising\n"


def test_a_source_that_kills_its_reader_is_told_and_the_others_are_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path)
    for name in ("a-bad", "b-good"):
        (root / "source_docs" / f"{name}.docx").write_bytes(word(PLAN, Habit()))
    whole = docx.extract

    def extract(data: bytes, name: str) -> object:
        if "bad" in name:
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(data, name)

    monkeypatch.setattr(docx, "extract", extract)
    assert reports(root, "extract") == 2
    said = capsys.readouterr()
    assert "source_docs/a-bad.docx: error: the program that reads this file ended (signal SIGKILL)" in said.err
    assert [path.name for path in (root / "content").glob("?-*.yaml")] == ["b-good.yaml"]


# ------------------------------------------------------------------------------------------------ names and kinds of files


@pytest.mark.parametrize("letters", [100, 240])
def test_a_long_name_becomes_one_that_every_edition_can_have(tmp_path: Path, letters: int) -> None:
    root = project(tmp_path)
    for last in "ab":
        (root / "source_docs" / f"{'x' * letters}{last}.docx").write_bytes(word(PLAN, Habit()))
    assert reports(root, "extract") == 0
    names = [path.stem for path in (root / "content").glob("x*.yaml")]
    assert len(names) == 2
    assert max(map(len, names)) <= 100


def test_pipes_folders_and_links_out_of_the_folder_are_no_sources(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path / "project")
    sources = root / "source_docs"
    os.mkfifo(sources / "pipe.pdf")
    (sources / "folder.pdf").mkdir()
    secret = tmp_path / "secret.docx"
    secret.write_bytes(word(PLAN, Habit()))
    (sources / "out.docx").symlink_to(secret)
    (sources / "nowhere.docx").symlink_to(tmp_path / "none.docx")
    (sources / "circle.docx").symlink_to(sources / "circle.docx")
    (sources / "in.docx").write_bytes(secret.read_bytes())
    (sources / "inside.docx").symlink_to(sources / "in.docx")
    assert reports(root, "extract") == 0
    said = capsys.readouterr().err
    assert sorted(path.stem for path in (root / "content").glob("*.yaml")) == ["in", "inside", "site"]
    for name in ("pipe.pdf", "folder.pdf", "out.docx", "nowhere.docx", "circle.docx"):
        assert f"{name} is not read, for it is " in said
    assert reports(root, "extract", str(sources / "pipe.pdf")) == 2
    assert "is not an ordinary file" in capsys.readouterr().err


def test_pipes_folders_and_links_out_of_the_folder_are_no_content(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path / "project", "plan")
    (tmp_path / "secret").write_text("password: letmein\n")
    os.mkfifo(root / "content" / "pipe.yaml")
    (root / "content" / "folder.yaml").mkdir()
    for name in ("circle.yaml", "circle.png"):
        (root / "content" / name).symlink_to(root / "content" / name)
    for name in ("out.yaml", "site.yaml"):
        (root / "content" / name).unlink(missing_ok=True)
        (root / "content" / name).symlink_to(tmp_path / "secret")
    assert reports(root, "check") == 1
    said = "".join(capsys.readouterr())
    assert "letmein" not in said
    for name in ("pipe.yaml", "folder.yaml", "out.yaml", "site.yaml", "circle.yaml"):
        assert f"content/{name}: warning: {name} is not read" in said


def test_content_with_a_name_that_no_edition_can_have_stops_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path / "project", "plan", site=SITE.replace("  - pdf\n  - docx\n", ""))
    for name in ("x" * 245, "ü" * 100, os.fsdecode(b"\xff\xfe")):
        (root / "content" / f"{name}.yaml").write_bytes((root / "content" / "plan.yaml").read_bytes())
    assert reports(root, "make") == 0
    assert capsys.readouterr().err.count("is not read, because its name is too long, or is not text") == 3
    assert (root / "output" / "public" / "plan.html").is_file()


def test_without_the_standard_look_every_command_ends_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path, "plan")
    (root / "templates" / "looks" / "standard.yaml").unlink()
    for command in ("check", "make", "build"):
        assert reports(root, command) == 2
        assert "templates/looks/standard.yaml is missing" in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------ writing


def test_a_source_that_cannot_be_read_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path, site=SITE.replace("  - pdf\n  - docx\n", ""))
    (root / "source_docs" / "a.docx").write_bytes(word(PLAN, Habit()))
    assert reports(root, "extract") == 0
    read = Path.read_bytes

    def denied(path: Path) -> bytes:
        if path.name == "a.docx":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert reports(root, "make") == 1
    said = capsys.readouterr()
    assert "source_docs/a.docx: error: this file cannot be read: permission denied" in said.err
    assert (root / "output" / "drafts" / "a.html").is_file()


def test_what_a_dead_run_left_is_swept(tmp_path: Path) -> None:
    root = project(tmp_path, "plan")
    dead, alive = (root / "content" / f"{TEMPORARY}{number}-ab" for number in (999999999, os.getpid()))
    elsewhere = tmp_path / "copies" / dead.name
    elsewhere.parent.mkdir()
    for path in (dead, alive, elsewhere):
        path.write_bytes(b"half")
    assert reports(root, "build", "plan", "--format", "text", "--out", str(elsewhere.parent)) == 0
    assert (dead.exists(), alive.exists(), elsewhere.exists()) == (False, True, False)


def test_a_folder_in_the_place_of_a_file_and_a_full_disk_end_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path)
    (root / "source_docs" / "a.docx").write_bytes(word(PLAN, Habit()))
    (root / "content" / ".extracted" / "a.json").mkdir(parents=True)
    assert reports(root, "extract") == 2
    assert "a.json cannot be written: is a directory" in capsys.readouterr().err.splitlines()[0]
    assert not (root / "content" / "a.yaml").exists()

    def full(_path: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Refused, match="no space left on device"):
        write(tmp_path / "new", b"x")
    monkeypatch.undo()
    assert list(tmp_path.glob(f"{TEMPORARY}*")) == []


def test_a_picture_never_overwrites_another(tmp_path: Path) -> None:
    root = project(tmp_path)
    target = root / "content" / "image1.png"
    target.write_bytes(b"red")
    found = extracting.write_pictures(Project(root), [("image1.png", b"blue"), ("image2.png", b"x")], root / "content")
    assert [one.rule for one in found] == ["picture-clash"]
    assert (target.read_bytes(), (root / "content" / "image2.png").read_bytes()) == (b"red", b"x")
    assert extracting.write_pictures(Project(root), [("image1.png", b"red")], root / "content") == ()


def test_a_fault_of_the_program_is_one_line_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_self: Project) -> list[Path]:
        raise ValueError("two\nlines")

    root = project(tmp_path, "plan")
    monkeypatch.setattr(Project, "content_paths", broken)
    assert reports(root, "check") == 2
    first = capsys.readouterr().err.splitlines()[0]
    assert "reports check ended by a fault of the program: ValueError: two lines (test_apart.py line" in first
