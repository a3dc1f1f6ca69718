"""Content files: YAML for structure, Markdown for words, read into the model and written from it.

`read` gives everything that is wrong in one go; `write` gives the file as the extractor makes it, which reads back equal.
"""

from __future__ import annotations

from pipeline.content.keys import SHAPES
from pipeline.content.reader import Reader
from pipeline.content.writer import write
from pipeline.content.yaml import nodes as placed_yaml
from pipeline.model.document import Document
from pipeline.model.with_findings import Collector, WithFindings, collecting

__all__ = ["read", "write"]

KNOWN = frozenset(key for shape in SHAPES.values() for key in shape)


def read(data: bytes, name: str, file: str) -> WithFindings[Document | None]:
    """The document of a content file; None where nothing can be made of it. What is wrong stands in the order of the lines.

    `name` is the document's id, `file` its path for messages.
    """
    return _read(data, name, file).by_line()


@collecting
def _read(into: Collector, data: bytes, name: str, file: str) -> Document | None:
    node, lines = placed_yaml.read(data, file, into, KNOWN)
    if not isinstance(node, placed_yaml.Mapping):
        if not lines.findings:
            lines.error("not-content", "this file holds no keys such as title:", lines.place(1), "see docs/editing.md")
        return None
    return Reader(lines, name).document(node)
