"""`reports check` of many publications: reads only those that have changed since the last one, or whose neighbours have.

What a check found is kept in `.cache/checks.json` under the hash of all that belongs to the publication, with every question
that the check asked about others (`library.neighbours`). It holds while the hash and all answers are the same. Another
program, library or template, and a damaged file, mean that everything is checked again.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.app import apart, plain_file, unchanged
from pipeline.app.cache import key as key_of
from pipeline.app.checking import checked, content_of, pictures
from pipeline.app.kept import stored
from pipeline.app.project import ContentFile, Project, Refused, unreadable, write_kept
from pipeline.app.translations import kept_at
from pipeline.content import easy_read
from pipeline.library.neighbours import Neighbours, Summary
from pipeline.model.findings import Finding, Findings, warning


@dataclass(frozen=True)
class Kept:
    """What is kept of a publication: its summary (None where nothing could be made of its file) and its last check, if any."""

    key: str
    summary: Summary | None
    findings: Findings = ()
    off: Findings = ()
    asked: tuple[tuple[str, str, str], ...] | None = None


def check(project: Project, paths: Sequence[Path]) -> list[tuple[Findings, Findings]]:
    """What is wrong with each file, and what is switched off there, beside all publications of the project."""
    state = unchanged.program(project.root)
    kept = _load(project, state)
    given = {path.stem for path in paths}
    others = [path for path in project.content_paths() if path.stem not in given]
    keys = {path: _key(project, path) for path in (*paths, *others)}
    still = {path: last for path, key in keys.items() if (last := kept.get(project.shown(path))) and last.key == key}
    unknown = [path for path in keys if path not in still]
    read = dict(zip(unknown, apart.spread(project.read_content, unknown), strict=True))
    known = {path: still.get(path) or Kept(key, _summary(read[path])) for path, key in keys.items()}
    neighbours = Neighbours((kept.summary for kept in known.values() if kept.summary), pictures(project))
    asked = [path for path in paths if not _holds(known[path], neighbours)]

    def check_one(path: Path) -> Kept:
        return _checked(project, neighbours.fresh(), known[path], read.get(path) or project.read_content(path))

    known |= zip(asked, apart.spread(check_one, asked), strict=True)
    now = {project.shown(path): one for path, one in known.items()}
    if now != kept:
        data = {"state": state, "kept": {name: _as_json(one) for name, one in now.items()}}
        with suppress(Refused):  # it only spares work: in a folder that nobody may write to, all is checked each time
            write_kept(_file(project), stored.dump(data))
    return [(known[path].findings, known[path].off) for path in paths]


def _summary(file: ContentFile) -> Summary | None:
    content = content_of(file)
    return content.summary if content else None


def _holds(last: Kept, neighbours: Neighbours) -> bool:
    """Whether what was found still holds: there was a check, and its questions have the same answers."""
    return last.asked is not None and neighbours.fresh().still(last.asked)


def _checked(project: Project, neighbours: Neighbours, before: Kept, file: ContentFile) -> Kept:
    one = checked(project, neighbours, file)
    asked = tuple((question, subject, answer) for (question, subject), answer in neighbours.asked.items())
    return replace(before, findings=one.findings, off=one.off, asked=asked)


def _key(project: Project, path: Path) -> str:
    """The hash of a content file and of what lies beside it: an Easy Read, and of a language version its original."""
    try:
        data = plain_file.read(path)
    except OSError as wrong:
        raise Refused(unreadable(project.shown(path), wrong)) from wrong
    beside = [path.with_name(path.stem + easy_read.ENDING)]
    if "." in path.stem:
        beside += [path.with_name(path.stem.rpartition(".")[0] + ".yaml"), kept_at(project, path.stem)]
        beside += [kept_at(project, path.stem).with_suffix(".json")]
    return key_of(project.shown(path), data, *(path.read_bytes() if path.is_file() else b"" for path in beside))


def _file(project: Project) -> Path:
    return project.root / unchanged.CHECKS


def _load(project: Project, state: str) -> dict[str, Kept]:
    """What was kept by the same program and templates; nothing where the file is damaged."""
    try:
        data = stored.load(_file(project))
        return {name: _from_json(one) for name, one in data["kept"].items()} if data["state"] == state else {}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError):
        message = f"{project.shown(_file(project))} was damaged, or is of another version; everything is checked again"
        print(warning("cache-damaged", message).as_text(), file=sys.stderr)
        return {}


def _as_json(one: Kept) -> dict[str, object]:
    summary = one.summary
    return {
        "key": one.key,
        "summary": [summary.name, summary.ids, summary.records, summary.officers, summary.formerly]
        if summary
        else None,
        "findings": [each.as_json() for each in one.findings],
        "off": [each.as_json() for each in one.off],
        "asked": one.asked,
    }


def _from_json(data: dict[str, Any]) -> Kept:
    """What `_as_json` wrote. Raises TypeError, ValueError or KeyError for anything else."""
    summary = None
    if data["summary"] is not None:
        name, ids, records, officers, formerly = data["summary"]
        pairs = tuple((officer, target) for officer, target in officers)
        summary = Summary(name, tuple(ids), tuple(records), pairs, tuple(formerly))
    findings, off = (tuple(map(Finding.from_json, data[key])) for key in ("findings", "off"))
    asked = data["asked"]
    questions = None if asked is None else tuple((question, subject, answer) for question, subject, answer in asked)
    return Kept(str(data["key"]), summary, findings, off, questions)
