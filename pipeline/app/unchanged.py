"""Whether anything has changed since the last whole build: known from the file system alone, before anything else is loaded.

A whole build that found no error leaves a fingerprint of all its inputs and outputs: the name, size and time of every file,
without its bytes. While the fingerprint is the same, the next one says what it would say and does nothing. It takes a tenth of
a second, for it loads neither the program nor the content. Any doubt (a fault, a missing program, a changed library) means no.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import sysconfig
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from pipeline import __version__
from pipeline.app.kept import stored

NOT_MADE_BY_A_BUILD = frozenset({"requests", "private"})
"""The folders of `output/` that a whole build does not touch."""
FILE = ".cache/unchanged.json"
CHECKS = ".cache/checks.json"
"""What checks have found is kept there (`kept.checks`); a build neither reads nor writes it."""


def root_of(start: Path) -> Path:
    """The nearest folder upwards with `templates/` and `content/`, else the folder itself."""
    around = (folder for folder in (start, *start.parents) if (folder / "templates").is_dir())
    return next((folder for folder in around if (folder / "content").is_dir()), start)


def inputs(root: Path) -> str:
    """The fingerprint of what a build reads. Take it before reading, so that what changes meanwhile is built next time."""
    state = (datetime.date.today(), os.environ.get("SOURCE_DATE_EPOCH", ""))
    folders = [root / name for name in ("content", "source_docs")]
    return _fingerprint([state, program(root), *_files(folders), *_git(root)])


def program(root: Path) -> str:
    """The fingerprint of the program, of its libraries and of the templates."""
    libraries = _of(Path(sysconfig.get_paths()["purelib"]))  # its time changes when a library is installed or removed
    values = _files([Path(__file__).parent.parent], (".py",))
    return _fingerprint([__version__, libraries, *values, *_files([root / "templates"])])


def outputs(root: Path) -> str:
    """The fingerprint of what a build has written, into the cache too."""
    folder = root / "output"
    made = (
        [path for path in sorted(folder.iterdir()) if path.name not in NOT_MADE_BY_A_BUILD] if folder.is_dir() else []
    )
    kept = [path for path in sorted((root / FILE).parent.glob("*")) if path not in (root / FILE, root / CHECKS)]
    return _fingerprint(_files([*made, *kept]))


def remember(root: Path, before: str, lines: Sequence[str]) -> None:
    """Keeps what a build that finds nothing to do says; `before` is the fingerprint of the inputs when it began."""
    path = root / FILE
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # a pipe in its place would be waited for
        path.write_bytes(stored.dump({"inputs": before, "outputs": outputs(root), "lines": list(lines)}))


def recall(root: Path) -> list[str] | None:
    """What the last build would say again, None where anything has changed."""
    try:
        data = stored.load(root / FILE)
        same = (data["inputs"], data["outputs"]) == (inputs(root), outputs(root))
        return [str(line) for line in data["lines"]] if same else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _fingerprint(parts: Iterable[object]) -> str:
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()


def _files(paths: Iterable[Path], endings: tuple[str, ...] = ("",)) -> Iterator[object]:
    """Name, size and time of files and of all files below folders."""
    for path in paths:
        if not path.is_dir():
            yield _of(path)
        for folder, below, names in os.walk(path):
            below[:] = sorted(name for name in below if name != "__pycache__")
            yield from (_of(Path(folder, name)) for name in sorted(names) if name.endswith(endings))


def _of(path: Path) -> tuple[str, int, int]:
    try:
        found = path.stat()
    except OSError:
        return str(path), -1, -1
    return str(path), found.st_size, found.st_mtime_ns


def _git(root: Path) -> Iterator[object]:
    """The state of the repository, for the build record names commits."""
    folder = next((parent / ".git" for parent in (root, *root.parents) if (parent / ".git").exists()), None)
    if folder and folder.is_file():
        with suppress(OSError):
            folder = Path(folder.read_text("utf-8").removeprefix("gitdir:").strip())
    yield from (_of(folder / name) for name in ("HEAD", "index", "logs/HEAD")) if folder else ()
