"""Content files: YAML for structure, Markdown for words, read into the model and written from it.

`read` gives everything that is wrong in one go; `write` gives the file as the extractor makes it, which reads back equal.
"""

from __future__ import annotations

from pipeline.content.keys import SHAPES
from pipeline.content.reader import Reader
from pipeline.content.writer import write
from pipeline.content.yaml import nodes as placed_yaml
from pipeline.model.document import Document
from pipeline.model.findings import Findings

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
    return document, tuple(sorted(lines.findings, key=lambda finding: (finding.place.line, finding.place.column)))
