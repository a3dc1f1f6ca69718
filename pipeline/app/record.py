"""Makes the build record `build.json` of `output/public`: what each file was made of, with what, and what its proof said."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pipeline import __version__
from pipeline.app.cache import Cache
from pipeline.app.kept import recorded
from pipeline.app.orders import Done, Order
from pipeline.app.project import Project, remove, write_kept
from pipeline.model.findings import Severity

ENGINES = ("weasyprint", "pydyf", "pikepdf", "python-docx", "jinja2", "lxml")


def record(
    project: Project, orders: Iterable[Order], done: Mapping[str, Done], cache: Cache, kept: Iterable[str]
) -> bytes:
    """The record of a whole build as JSON; the same content gives the same bytes. A file that a failure left keeps its entry.

    `kept` names the editions and pages whose files stay in the folder; what belongs to none of them is in no record.

    The hashes are those of the bytes that were built, never those of what lies on the disk afterwards. `pages` are all other
    files of the folder: pages of the site, style sheet, open data, pictures, sitemap.
    """
    folder, before = cache.folder, recorded.entries(cache.folder)
    made = [cache.made[name] for name in kept if name in cache.made]
    built = {file: digest for one in made for file, digest in one.files.items()}
    files = []
    for order in orders:
        own = done[order.file]
        if own.written:
            files += [_file(project, order, own, (fact.file, built[fact.file])) for fact in own.facts]
        else:
            there = (fact.file for fact in own.facts if (folder / fact.file).is_file())
            files += [before[file] for file in there if file in before]
    named = {file["file"] for file in files}
    left = {name for name in kept if name not in cache.made or cache.made[name].failed}  # by a failure
    built |= {file: digest for file, digest in recorded.pages(folder).items() if cache.written.get(file) in left}
    data = {
        "program": __version__,
        "engines": {name: version(name) for name in ENGINES},
        "files": sorted(files, key=lambda one: str(one["file"])),
        "pages": {file: digest for file, digest in sorted(built.items()) if file not in named},
        "written": dict(sorted(cache.written.items())),
    }
    return _as_json(data)


def keep_written(cache: Cache) -> None:
    """Keeps what a build wrote into a folder that is not uploaded beside it, where it outlives the cache."""
    path = cache.folder / recorded.NAME
    if cache.written != recorded.written(cache.folder):
        if cache.written:
            write_kept(path, _as_json({"written": dict(sorted(cache.written.items()))}))
        else:
            remove(path)


def _as_json(data: Mapping[str, object]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def _file(project: Project, order: Order, done: Done, made: tuple[str, str]) -> dict[str, object]:
    """The entry of one edition; `made` is its name and the hash of its bytes."""
    content = project.content / order.content
    return {
        "file": made[0],
        "sha256": made[1],
        "content": project.shown(content),
        "content_sha256": order.digest,
        "content_commit": _commit(content),
        "format": order.format,
        "look": order.look.name,
        "words": done.words,
        "errors": sum(finding.severity is Severity.ERROR for finding in done.findings),
        "warnings": sum(finding.severity is Severity.WARNING for finding in done.findings),
    }


@cache
def _commit(path: Path) -> str:
    """The commit that last changed a file; "" outside git, and where the file has changes that are not committed."""
    try:
        for arguments in (["status", "--porcelain"], ["log", "-1", "--format=%H"]):
            ran = subprocess.run(
                ["git", *arguments, "--", path.name], cwd=path.parent, capture_output=True, text=True, check=True
            )
            if arguments[0] == "status" and ran.stdout.strip():
                return ""
    except (OSError, subprocess.CalledProcessError):
        return ""
    return ran.stdout.strip()
