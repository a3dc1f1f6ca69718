"""Content files: YAML for structure, Markdown for words, read into the model and written from it.

`read` gives everything that is wrong in one go; `write` gives the file as the extractor makes it, which reads back equal.
"""

from __future__ import annotations

from pipeline import placed_yaml
from pipeline.content_keys import SHAPES
from pipeline.content_read import Reader
from pipeline.content_write import write
from pipeline.findings import Findings
from pipeline.model import Document

__all__ = ["read", "write"]

KNOWN = frozenset(key for shape in SHAPES.values() for key in shape)


def read(data: bytes, name: str, file: str) -> tuple[Document | None, Findings]:
    """The document of a content file and what is wrong with it; None where nothing can be made of it.

    `name` is the document's id, `file` its path for messages.
    """
    text, problems = placed_yaml.decode(data, file)
    if problems:
        return None, tuple(problems)
    node, lines = placed_yaml.read(text, file, KNOWN)
    if not isinstance(node, placed_yaml.Mapping):
        if not lines.findings:
            lines.error("not-content", "this file holds no keys such as title:", lines.place(1), "see docs/editing.md")
        return None, tuple(lines.findings)
    document = Reader(lines, name).document(node)
    return document, tuple(sorted(lines.findings, key=lambda one: (one.place.line, one.place.column)))
