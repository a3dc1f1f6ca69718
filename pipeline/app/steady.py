"""Whether what a build reads has changed while it was built: then some editions hold the old words and some the new ones.

A build reads content, pictures and templates one after the other, and people save files meanwhile. The state of these files is
taken before the first is read and compared after the last edition is written; where they differ, the build is made again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.app.project import PICTURES, SIGNED, Project, Refused
from pipeline.model.findings import error

TRIES = 3
READ = PICTURES | SIGNED | {".yaml"}
State = dict[Path, tuple[int, int, int]]


def run(project: Project, build: Callable[[Project], int], begun: State | None = None) -> int:
    """Builds until nothing has changed meanwhile; gives the exit code. Raises Refused where files change again and again.

    `begun` is the state before anything of the project was read, where something was read before.
    """
    for _ in range(TRIES):
        before, begun = begun or state(project), None
        try:
            code = build(project)
        except (Refused, OSError):  # a file may have gone after its name was read
            if state(project) == before:
                raise
            code = 2
        after = state(project)
        changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
        if not changed:
            return code
        few = ", ".join(map(project.shown, changed[:3])) + (f" and {len(changed) - 3} more" if len(changed) > 3 else "")
        print(f"{few} changed during the build; it is made again")
        project = Project(project.root)
    message = f"{few} changed during the build, {TRIES} times; some editions may hold older words than others"
    raise Refused(error("content-changing", message, hint="save your files, wait for other programs, then build again"))


def state(project: Project) -> State:
    """Size, time and place on disk of each file that a build reads."""
    found: State = {}
    for folder in (project.content, project.root / "templates"):
        for path in folder.rglob("*"):
            if path.name.startswith(".") or (folder == project.content and path.suffix.lower() not in READ):
                continue
            try:
                own = path.stat()
            except OSError:
                continue
            if path.is_file():
                found[path] = (own.st_size, own.st_mtime_ns, own.st_ino)
    return found
