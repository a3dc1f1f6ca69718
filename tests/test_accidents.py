"""A run that is killed, or finds the disk full, at any change that it makes on disk: the next run mends everything.

After the second run every file is the same, byte for byte, as after a run that nothing disturbed; nothing is left over; and
what a person edited is whole at every moment.
"""

from __future__ import annotations

import io
import os
import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from docx import Document as open_document

from pipeline.app.project import write
from tests import faults
from tests.docx_samples import PNG
from tests.projects import SITE, paper, project, reports

KILLED = -9
NOT_COMPARED = (".cache/unchanged.json", ".cache/templates.json", "templates")
"""The fingerprints hold the times of files, which differ from run to run; no run writes templates."""
ONE_FORMAT = SITE.replace("  - pdf\n  - docx\n", "")


@dataclass(frozen=True)
class Command:
    """A project as it is before, and what is run in it."""

    before: Callable[[Path], None]
    arguments: tuple[str, ...]
    edited: tuple[str, ...] = ()
    """Files that a person edited, and that are whole at every moment."""


def source(root: Path, name: str, *words: str) -> None:
    """A Word file with a title, some paragraphs and a picture."""
    made = open_document()
    made.core_properties.title = name
    made.add_heading("As an Employer", 1)
    for text in words:
        made.add_paragraph(text)
    made.add_picture(io.BytesIO(PNG))
    made.save(str(root / "source_docs" / f"{name}.docx"))


def _sources(root: Path) -> None:
    for name in ("training-plan", "travel-plan"):
        source(root, name, "We will train every member of staff.")


def _changed_source(root: Path) -> None:
    source(root, "training-plan", "We will train every member of staff.", "We listen.")
    assert reports(root, "extract") == 0
    path = paper(root, "training-plan")
    path.write_text(path.read_text("utf-8").replace("We listen.", "We always listen."), "utf-8")
    source(root, "training-plan", "We will train every manager.", "We listen.", "We report each year.")


def _edition_back(root: Path) -> None:
    assert reports(root, "build", "plan", "--format", "docx") == 0
    path = root / "output" / "requests" / "plan.docx"
    made = open_document(str(path))
    for paragraph in made.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("everyone", "every resident")
    made.save(str(root / "plan.docx"))
    content = paper(root, "plan")
    content.write_text(content.read_text("utf-8").replace("Ask residents", "Ask all residents"), "utf-8")


def _translated(root: Path) -> None:
    assert reports(root, "translate", "plan", "--to", "pl", "--format", "po", "--out", str(root)) == 0
    path = root / "plan.pl.po"
    lines = path.read_text("utf-8").split("\n")
    for number, line in enumerate(lines):
        if line.startswith("msgid ") and line != 'msgid ""' and lines[number + 1] == 'msgstr ""':
            lines[number + 1] = line.replace("msgid", "msgstr").replace("e", "ę")
    text = "\n".join(line for line in lines if line != "#, fuzzy")
    asked = 'msgid "We serve every resident."\nmsgstr '
    path.write_text(text.replace(f'{asked}"Wę sęrvę ęvęryonę."', f'{asked}"Wę sęrvę ęvęry ręsidęnt."'), "utf-8")


def _translated_again(root: Path) -> None:
    _translated(root)
    assert reports(root, "translate", "--back", str(root / "plan.pl.po")) == 0
    path = paper(root, "plan.pl")
    path.write_text(path.read_text("utf-8").replace("Policy tęam", "Zespół"), "utf-8")
    content = paper(root, "plan")
    content.write_text(content.read_text("utf-8").replace("We serve everyone.", "We serve every resident."), "utf-8")
    _translated(root)


def _built(root: Path) -> None:
    assert reports(root, "make") == 0
    content = paper(root, "plan")
    content.write_text(content.read_text("utf-8").replace("We serve everyone.", "We serve every resident."), "utf-8")
    paper(root, "update").unlink()


def _held(root: Path) -> None:
    """A published document of which the PDF fails, in a folder whose cache is gone."""
    site = root / "content" / "site.yaml"
    site.write_text(site.read_text("utf-8").replace("  - html\n", "  - html\n  - pdf\n"), "utf-8")
    assert reports(root, "make") == 0
    content = paper(root, "plan")
    content.write_text(content.read_text("utf-8").replace("We serve everyone.", "We serve every 𒀀."), "utf-8")
    shutil.rmtree(root / ".cache")


def _in(root: Path, arguments: tuple[str, ...]) -> list[str]:
    """Arguments with the paths among them as they are in a project."""
    return [str(root / one) if one.startswith("./") else one for one in arguments]


def _batch_again(root: Path) -> None:
    _sources(root)
    (root / "source_docs" / "broken.pdf").write_bytes(b"%PDF-1.7")
    assert reports(root, *_in(root, BATCH)) == 1
    source(root, "travel-plan", "We will walk.")


BATCH = ("batch", "./source_docs", "./batch", "--edition", "text", "--workers", "2")
COMMANDS = {
    "extract": Command(_sources, ("extract",)),
    "extract again": Command(_changed_source, ("extract", "training-plan"), ("content/training-plan.yaml",)),
    "make": Command(_sources, ("make",)),
    "build again": Command(_built, ("build",)),
    "build of which a part fails": Command(_held, ("build", "--prune")),
    "prune": Command(_built, ("build", "--prune")),
    "request": Command(lambda _: None, ("build", "plan", "--format", "text", "--look", "large-print")),
    "edition back": Command(_edition_back, ("extract", "./plan.docx"), ("content/plan.yaml",)),
    "translation out": Command(lambda _: None, ("translate", "plan", "--to", "pl", "--format", "po", "--out", "./out")),
    "translation back": Command(_translated, ("translate", "--back", "./plan.pl.po")),
    "translation again": Command(_translated_again, ("translate", "--back", "./plan.pl.po"), ("content/plan.pl.yaml",)),
}
ANYWHERE = {**COMMANDS, "batch again": Command(_batch_again, (*BATCH, "--retry"))}
"""Commands that are killed at any moment; what a batch writes, its workers write, whose changes are not counted."""
MOST = 60
"""Changes at which a full disk is tried one by one. Of commands with more, the first and the last of each kind are."""
FEW = ("extract", "extract again", "prune", "edition back", "translation again")
"""Commands that are tried in the quick test, at some changes; the slow ones try all commands at all changes."""


TIMED = ("batch/manifest/", "batch/outcomes", "batch/index")
"""What a batch says of each document holds the seconds that it took."""


def _of_content(name: str, tree: dict[str, bytes]) -> bytes | None:
    """What a file of a tree holds, without what differs from run to run; None where there is no such file."""
    return b"" if name in tree and name.startswith(TIMED) else tree.get(name)


class Place:
    """A project at one path, for the cache knows folders by theirs: as it was before a command, and as it should be after."""

    def __init__(self, name: str) -> None:
        self.command = ANYWHERE[name]
        folder = Path(mkdtemp())
        self.root, self.base = folder / "project", folder / "before"
        project(self.root, "plan", "update", site=ONE_FORMAT)
        for font in (self.root / "templates" / "fonts").iterdir():
            if not font.name.startswith("Arimo-"):  # no page needs the others, and reading them takes time
                font.unlink()
        self.command.before(self.root)
        faults.copy(self.root, self.base)
        begun = time.monotonic()
        ended = self.run()
        self.seconds = time.monotonic() - begun
        self.changes, self.code = ended.changes, ended.code
        self.each_kind = sorted(
            {*dict(zip(ended.kinds, range(self.changes), strict=True)).values(), *_firsts(ended.kinds)}
        )
        self.after = faults.tree(self.root, NOT_COMPARED)
        self.edited = [{(root / one).read_bytes() for root in (self.base, self.root)} for one in self.command.edited]

    def run(self, at: int = -1, error: int = 0) -> faults.Ended:
        """Runs the command in the project; it is killed, or meets an error, at the change of this number."""
        return faults.run(self.root, lambda: reports(self.root, *_in(self.root, self.command.arguments)), at, error)

    def try_at(self, number: int, error: int = 0) -> faults.Ended:
        """The run that is disturbed, and what the next one leaves."""
        faults.copy(self.base, self.root)
        ended = self.run(number, error)
        self.check_mended(f"change {number}")
        return ended

    def kill_after(self, seconds: float) -> None:
        """Kills a run after that time, whatever it does then, and looks at what the next one leaves."""
        faults.copy(self.base, self.root)
        faults.run_until(seconds, lambda: reports(self.root, *_in(self.root, self.command.arguments)))
        self.check_mended(f"a kill after {seconds:.3f} seconds")

    def check_mended(self, when: str) -> None:
        """The next run leaves what a run leaves that nothing disturbed."""
        for path, whole in zip(self.command.edited, self.edited, strict=True):
            assert (self.root / path).read_bytes() in whole, f"{path} is half-written"
        again = self.run()
        assert again.code == self.code, again.said
        assert "Traceback" not in again.said
        after = faults.tree(self.root, NOT_COMPARED)
        differ = {
            one for one in after.keys() | self.after.keys() if _of_content(one, after) != _of_content(one, self.after)
        }
        assert not differ, f"after {when}: {sorted(differ)}"

    def states(self) -> list[Path]:
        """Each state in which a kill can leave the project, from one run."""
        store = self.root.parent / "states"
        store.mkdir()
        faults.copy(self.base, self.root)
        return faults.states(self.root, lambda: reports(self.root, *_in(self.root, self.command.arguments)), store)


def _firsts(kinds: tuple[str, ...]) -> list[int]:
    """The first change of each kind."""
    return [kinds.index(kind) for kind in dict.fromkeys(kinds)]


@cache
def place(name: str) -> Place:
    """The project of a command, once for all tests."""
    return Place(name)


def one_line(said: str) -> str:
    """The first line of an error among what a run said."""
    return next((line for line in said.splitlines() if "cannot be written" in line or "cannot be removed" in line), "")


def numbers(here: Place, every: bool) -> list[int]:
    """The changes that are tried: two, or all; of a command with many, the first and the last of each kind."""
    if not every:
        return list(range(0, here.changes, max(here.changes // 2, 1)))
    return here.each_kind if here.changes > MOST else list(range(here.changes))


def killed(name: str) -> None:
    here = place(name)
    assert here.changes >= 2
    for number in numbers(here, every=False):
        assert here.try_at(number).code == KILLED


def full(name: str, every: bool = False) -> None:
    here = place(name)
    for number in numbers(here, every):
        ended = here.try_at(number, faults.FULL)
        if ended.code != here.code:  # what only spares later work may be left out in silence
            assert (ended.code, "no space left on device" in one_line(ended.said)) == (2, True), ended.said
        assert "Traceback" not in ended.said


@pytest.mark.parametrize("name", FEW)
def test_a_run_that_is_killed_between_two_writes_is_mended_by_the_next(name: str) -> None:
    killed(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_a_run_that_is_killed_between_any_two_writes_is_mended_by_the_next(name: str) -> None:
    here = place(name)
    states = here.states()
    assert states  # what writes one file leaves one state
    for state in states:
        faults.copy(state, here.root)
        here.check_mended(f"a kill before change {int(state.name)}")


def killed_at_any_moment(name: str, times: int) -> None:
    here, moments = place(name), random.Random(name)
    for _ in range(times):
        here.kill_after(here.seconds * moments.random())


@pytest.mark.parametrize("name", ["extract again", "batch again"])
def test_a_run_that_is_killed_at_some_moment_is_mended_by_the_next(name: str) -> None:
    killed_at_any_moment(name, 1)


@pytest.mark.slow
@pytest.mark.parametrize("name", ANYWHERE)
def test_a_run_that_is_killed_at_any_moment_is_mended_by_the_next(name: str) -> None:
    killed_at_any_moment(name, 6)


@pytest.mark.parametrize("name", ["extract"])
def test_a_full_disk_ends_a_run_in_one_line_and_harms_nothing(name: str) -> None:
    full(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_a_disk_that_is_full_at_any_write_ends_a_run_in_one_line_and_harms_nothing(name: str) -> None:
    full(name, every=True)


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_a_read_only_disk_ends_a_run_in_one_line(name: str) -> None:
    ended = place(name).try_at(0, faults.READ_ONLY)
    assert (ended.code, "read-only file system" in one_line(ended.said)) == (2, True), ended.said


def test_content_is_on_the_disk_before_it_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[int] = []
    monkeypatch.setattr("os.fsync", lambda handle: waited.append(os.fstat(handle).st_size))
    write(tmp_path / "plan.yaml", b"title: Plan\n")
    write(tmp_path / "plan.html", b"<p>")
    assert waited == [12]
