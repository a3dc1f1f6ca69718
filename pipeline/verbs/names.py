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
    folded = {_folded(one): one for one in names}
    wanted = _folded(name)
    near = [one for one in folded if wanted and one.startswith(wanted)]
    near = near or difflib.get_close_matches(wanted, folded, 1, 0.6)
    hint = f"did you mean “{folded[near[0]]}”?" if near else none if not names else ""
    possible = f"; there are {', '.join(names)}" if names else ""
    return error(f"unknown-{what}", f"there is no {what} “{name}”{possible}", hint=hint)


def _folded(name: str) -> str:
    """A name in small letters, without the hyphens of an option, which would make all options alike."""
    return name.lower().lstrip("-")


def content_files(project: Project, names: list[str]) -> list[ContentFile]:
    """The content files of these paths or names, or all, as read. Raises Refused for every name that there is not."""
    return [project.read_content(path) for path in content_paths(project, names)]


def content_paths(project: Project, names: list[str]) -> list[Path]:
    """The paths of the content files of these paths or names, or of all. Raises Refused for every name that there is not."""
    if wrong := unknown_names(project, names):
        raise Refused(*wrong)
    known = project.content_paths()
    if not known and not names:
        raise Refused(error("no-content", "content/ holds no publication", hint="run: reports extract"))
    return [_path(name, known) for name in names] if names else known


def unknown_names(project: Project, names: list[str]) -> list[Finding]:
    """An error for each name that is neither a publication nor a file."""
    known = project.content_paths()
    wrong = [name for name in names if not _path(name, known).is_file()]
    stems = [path.stem for path in known]
    return [unknown("publication", name, stems, "there is none yet; run: reports extract") for name in wrong]


def _path(name: str, known: list[Path]) -> Path:
    """The content file of a name or path."""
    path = Path(name)
    if path.name == name or (path.parent.is_dir() and not path.is_file()):
        return next((one for one in known if one.stem == path.name.removesuffix(".yaml")), path)
    return path
