"""`reports build --fragment`: the content of publications alone, to paste into a page of a CMS."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.app.building import failed
from pipeline.app.project import ContentFile, Project, Refused, write
from pipeline.builders import Job
from pipeline.builders.html.fragment import build
from pipeline.editions import looks, words
from pipeline.editions.set_out import set_out
from pipeline.editions.site import STANDARD
from pipeline.model.findings import error

LEVELS = ("1", "2", "3", "4", "5", "6")


def fragments(project: Project, files: list[ContentFile], level: str, folder: Path) -> int:
    """Writes `NAME.fragment.html` for each content file; exit code 1 where one has an error."""
    if level not in LEVELS:
        raise Refused(error("bad-level", f"a heading level is one of {', '.join(LEVELS)}, not “{level}”"))
    look = looks.load(project.assets, STANDARD)
    code = 0
    for file in files:
        findings = file.findings
        if file.document and not failed(findings):
            edition = set_out(file.document, look, words.load(project.assets, file.document.language))
            built = build(Job(file.document, edition, look, project.site, project.assets), int(level))
            findings += built.findings
            if not failed(findings):
                for name, data in built.files.items():
                    write(folder / name, data)
                    print(project.shown(folder / name))
        for finding in findings:
            print(finding.as_text(), file=sys.stderr)
        code = max(code, int(failed(findings)))
    return code
