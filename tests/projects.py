"""Small projects on disk for tests of the command line: the real templates, a site, and papers of a few lines."""

from __future__ import annotations

import gc
import pickle
import shutil
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from pipeline.app import building, plain_file
from pipeline.app import cache as kept
from pipeline.app.project import Project
from pipeline.builders import BUILDERS
from pipeline.cli import main

ROOT = Path(__file__).parent.parent

SITE = """\
council: Sample Council
title: Plans
contact:
  name: Policy team
  email: policy@example.org
editions:
  - html
  - pdf
  - docx
statement:
  website: the plans of Sample Council
  prepared: 1 May 2026
  reviewed: 1 May 2026
  tested: 1 May 2026
  tester: the council itself
  method: every file was read back
  sample: every page and document
"""

PAPER = """\
title: {title}
kind: action-plan
period: 2020 to 2021
published: 12 October 2021
status: published
text: |
  We serve everyone.
sections:
  - id: leader
    heading: As a Community Leader
    table:
      caption: What we agreed
      row_header: objective
      columns:
        objective: Objective
        officer: Responsible officer
      rows:
        - id: CL1
          objective: |
            Ask residents what they need
          officer: |
            Policy team
"""


def project(folder: Path, *names: str, site: str = SITE) -> Path:
    """A project with papers of these names; gives its root."""
    (folder / "content").mkdir(parents=True)
    (folder / "source_docs").mkdir()
    shutil.copytree(ROOT / "templates", folder / "templates")
    (folder / "content" / "site.yaml").write_text(site, "utf-8")
    for name in names:
        paper(folder, name).write_text(PAPER.format(title=name.replace("-", " ").capitalize()), "utf-8")
    return folder


def paper(folder: Path, name: str) -> Path:
    """The content file of a paper."""
    return folder / "content" / f"{name}.yaml"


class AtHand:
    """Does the tasks of `Workers` in this process, in turn; what goes in and out is packed as between processes.

    A process that a run forks prepares again whatever was prepared at its first use, and copies the memory that it touches:
    as much time as a small edition takes.
    """

    def __init__(self, *_: object) -> None:
        pass

    def __enter__(self) -> AtHand:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def begin(self, work: Callable[[Any], None], given: object) -> None:
        """Begins with some work, as each process does."""
        work(given)

    def submit(self, task: Callable[..., Any], *given: object) -> Future[Any]:
        """Does one task now."""
        future = Future[Any]()
        task, given = pickle.loads(pickle.dumps((task, given)))
        try:
            value = pickle.loads(pickle.dumps(task(*given)))
        except Exception as wrong:
            future.set_exception(pickle.loads(pickle.dumps(wrong)))
        else:
            future.set_result(value)
        return future

    def end(self) -> None:
        """No task comes any more."""


@cache
def _load_once() -> None:
    """Loads here what builds editions: a run need not load it each time, nor the processes that it forks."""
    building._load(set(BUILDERS), Project(ROOT).assets)
    gc.freeze()
    building._load = lambda *_: None


def reports(folder: Path, *arguments: str, apart: bool = False) -> int:
    """Runs `reports` in a project and gives its exit code, a usage error's too; its editions are built `apart` or at hand."""
    if arguments and arguments[0] in ("build", "make", "serve"):
        _load_once()
    try:
        with nullcontext() if apart else patch.object(building, "Workers", AtHand):
            return main(["--project", str(folder), *arguments])
    except SystemExit as wrong:
        return int(wrong.code or 0)


@cache
def _first_runs() -> TemporaryDirectory[str]:
    """Where what first runs made is kept; it goes with the process."""
    return TemporaryDirectory()


def made(root: Path, verb: str = "make") -> None:
    """What the first run of a verb in a project leaves there, copied where an equal project was made before.

    For tests of what later runs do.
    """
    files = [path for path in sorted(root.rglob("*")) if path.is_file()]
    state = kept.key(verb, *(part for path in files for part in (path.relative_to(root).as_posix(), path.read_bytes())))
    copy = Path(_first_runs().name, state)
    if not copy.exists():
        assert reports(root, verb) == 0
        for name in ("output", ".cache"):
            shutil.copytree(root / name, copy / name)
        (copy / "root").symlink_to(root)
        return
    for name in ("output", ".cache"):
        shutil.copytree(copy / name, root / name, dirs_exist_ok=True)
    for folder in (copy / "output").iterdir():  # what is kept of each folder is found by its address
        there, here = (_store(one / "output" / folder.name) for one in ((copy / "root").readlink(), root))
        if (root / ".cache" / there).exists():
            (root / ".cache" / there).rename(root / ".cache" / here)


def _store(folder: Path) -> str:
    return kept.key(str(plain_file.real(folder)))[:16]
