"""`reports reference`: writes the template of the Word styles, which the brand team then changes in Word."""

from __future__ import annotations

import argparse

from pipeline.app import checking
from pipeline.app.project import Project, Refused, write
from pipeline.builders.office.template import is_ours, reference
from pipeline.model.findings import error
from pipeline.model.place import Place


def add(parser: argparse.ArgumentParser) -> None:
    """`reports reference` has no options."""
    del parser


def run(args: argparse.Namespace, project: Project) -> int:
    """Writes the template in the colours of the brand.

    Raises Refused where nobody could read these colours, and where a person has changed the template that is there.
    """
    del args
    checking.need_colours(project)
    path = project.root / "templates" / "reference.docx"
    shown = project.shown(path)
    data = reference(project.site.brand)
    if path.exists():
        there = path.read_bytes()
        if there == data:
            print(f"{shown} is as it should be")
            return 0
        if not is_ours(there):
            hint = "to start again from the usual styles, move it away first"
            message = f"{shown} was changed by hand and was left as it is"
            raise Refused(error("template-changed", message, Place(shown), hint))
    write(path, data)
    print(f"{shown} written")
    return 0
