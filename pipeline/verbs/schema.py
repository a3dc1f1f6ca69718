"""`reports schema`: the JSON Schema of content files, for editor programs."""

from __future__ import annotations

import argparse

from pipeline.app.project import Project, write
from pipeline.content import schema


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports schema`."""
    parser.add_argument("--write", action="store_true", help="write it to content/schema.json")


def run(args: argparse.Namespace, project: Project) -> int:
    """Prints the schema, or writes it where the first line of each content file looks for it."""
    if args.write:
        path = project.content / "schema.json"
        write(path, schema.text().encode("utf-8"))
        print(f"wrote {project.shown(path)}")
    else:
        print(schema.text(), end="")
    return 0
