"""Hints: what a person says about a source where the reader is wrong, from `source_docs/NAME.hints.yaml`.

Each hint names a place (a page, with the number of a block in the page pictures or a box in points) and says what stands there:

    - page: 3
      block: 4
      is: heading 2
    - page: 5
      box: 40 120 300 400
      is: table
      columns: 150 260
      header rows: 1
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.content.yaml import nodes
from pipeline.model.place import NOWHERE, Box, Place
from pipeline.model.with_findings import Collector, collecting

KEYS = ("page", "block", "box", "is", "columns", "header rows", "at")
OUT_OF_PICTURE = "not in this picture"
KINDS = (
    "text", "table", "caption", "running header", "two columns", "goes on from the page before", OUT_OF_PICTURE, "leave out",
)  # fmt: skip
HEADING = re.compile(r"heading ([1-6])")
NUMBERS = re.compile(r"\s*-?\d+(?:\.\d+)?(?:[\s,]+-?\d+(?:\.\d+)?)*\s*")


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint. `kind` is one of KINDS or "heading"; `columns` and `at` are x in points from the left edge of the page."""

    page: int
    kind: str
    block: int = 0
    box: Box | None = None
    level: int = 0
    columns: tuple[float, ...] = ()
    header_rows: int | None = None
    at: float = 0.0
    place: Place = NOWHERE


class _Slip(Exception):
    """A hint that cannot be understood, with the node that is wrong."""

    def __init__(self, message: str, node: nodes.Node) -> None:
        super().__init__(message)
        self.node = node


@collecting
def read(into: Collector, data: bytes, file: str) -> tuple[Hint, ...]:
    """The hints of a file in their order; each that cannot be understood is reported, and the others hold."""
    root, lines = nodes.read(data, file, into, frozenset(KEYS))
    if root is not None and not isinstance(root, nodes.Sequence):
        hint = "begin each hint with “- page:”; see docs/hints.md"
        lines.error("hint-slip", "this file is not a list of hints", root.place, hint)
    hints = []
    for item in root.items if isinstance(root, nodes.Sequence) else ():
        try:
            hints.append(_hint(item))
        except _Slip as slip:
            lines.error("hint-slip", str(slip), slip.node.place, "see docs/hints.md")
    return tuple(hints)


def _hint(item: nodes.Node) -> Hint:
    if not isinstance(item, nodes.Mapping):
        raise _Slip("a hint has keys, as in “page: 3”", item)
    for entry in item.entries:
        if entry.key.text not in KEYS:
            raise _Slip(f"no hint has a key “{entry.key.text}”; the keys are {', '.join(KEYS)}", entry.key)
    kind, level = _kind(item)
    numbers = {key: _numbers(item, key) for key in ("page", "block", "box", "columns", "header rows", "at")}
    page, block, box = numbers["page"], numbers["block"], numbers["box"]
    if len(page) != 1 or page[0] < 1:
        raise _Slip("a hint names its page, as in “page: 3”", item)
    if bool(block) == bool(box) or len(block) > 1 or (box and len(box) != 4):
        raise _Slip(
            "a hint names a block by its number, or a box by its left, top, right and lower edge in points", item
        )
    return Hint(
        page=int(page[0]),
        kind=kind,
        block=int(block[0]) if block else 0,
        box=Box(*box) if box else None,
        level=level,
        columns=numbers["columns"],
        header_rows=int(numbers["header rows"][0]) if numbers["header rows"] else None,
        at=numbers["at"][0] if numbers["at"] else 0.0,
        place=item.place,
    )


def _kind(item: nodes.Mapping) -> tuple[str, int]:
    node = item.get("is")
    text = node.text.strip().lower() if isinstance(node, nodes.Scalar) else ""
    if heading := HEADING.fullmatch(text):
        return "heading", int(heading[1])
    if text not in KINDS:
        raise _Slip(f"“is:” says one of: {', '.join(KINDS)}, heading 1 to heading 6", node or item)
    return text, 0


def _numbers(item: nodes.Mapping, key: str) -> tuple[float, ...]:
    node = item.get(key)
    if node is None:
        return ()
    parts = node.items if isinstance(node, nodes.Sequence) else (node,)
    text = " ".join(part.text for part in parts if isinstance(part, nodes.Scalar))
    if not NUMBERS.fullmatch(text):
        raise _Slip(f"“{key}:” is a number, or numbers with spaces between them", node)
    return tuple(float(part) for part in re.split(r"[\s,]+", text.strip()))
