"""What a person may have meant by a name that there is not."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from pipeline.app.project import ContentFile, Project, Refused
from pipeline.model.findings import Finding, error


def unknown(what: str, name: str, known: Iterable[str], none: str = "") -> Finding:
    """An error of the rule `unknown-WHAT` that names what is like it and what there is; `none` is the hint where nothing is."""
    names = list(known)
    near = difflib.get_close_matches(name, names, 1, 0.5)
    hint = f"did you mean “{near[0]}”?" if near else none if not names else ""
    possible = f"; there are {', '.join(names)}" if names else ""
    return error(f"unknown-{what}", f"there is no {what} “{name}”{possible}", hint=hint)


def content_files(project: Project, names: list[str]) -> list[ContentFile]:
    """The content files of these paths or names, or all, as read. Raises Refused for a name that there is not."""
    return [project.read_content(path) for path in content_paths(project, names)]


def content_paths(project: Project, names: list[str]) -> list[Path]:
    """The paths of the content files of these paths or names, or of all. Raises Refused for a name that there is not."""
    known = {path.stem: path for path in project.content_paths()}
    paths = []
    for name in names:
        path = Path(name)
        if path.name == name or (path.parent.is_dir() and not path.is_file()):
            path = known.get(path.name.removesuffix(".yaml"), path)
        if not path.is_file():
            raise Refused(unknown("publication", name, known, "there is none yet; run: reports extract"))
        paths.append(path)
    if not known and not paths:
        raise Refused(error("no-content", "content/ holds no publication", hint="run: reports extract"))
    return paths if names else list(known.values())
