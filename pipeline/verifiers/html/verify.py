"""Reads a web page back as assistive technology would: words in order, roles and names, and findings."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.findings import error
from pipeline.model.place import Place
from pipeline.verifiers import AnchoredText, Reading
from pipeline.verifiers.html.allowed import about, strange
from pipeline.verifiers.html.rules import findings
from pipeline.verifiers.html.runs import SHOWS, runs
from pipeline.verifiers.html.tree import INLINE, Node, parse, tree


def verify(data: bytes, file: str) -> Reading:
    """Reads the words of a page. Another file gives an error and no words."""
    try:
        root = parse(data)
    except (ValueError, SyntaxError) as wrong:
        return Reading((), "", (error("html-unreadable", f"this is not a web page: {wrong}", Place(file=file)),))
    page = tree(root)
    lines = (line for child in page.children for line in child.lines())
    tree_text = "\n".join(lines) + "\n"
    more = (about(root), strange(root, file))
    return Reading(tuple(anchored_texts(page)), tree_text, findings(root, file), runs(root), SHOWS, *more)


def anchored_texts(page: Node) -> Iterator[AnchoredText]:
    """Yields the words of each block in reading order, including alternative texts of pictures."""
    run: list[Node] = []
    for child in page.children:
        if child.role in INLINE:
            run.append(child)
            continue
        yield from _joined(run)
        run = []
        yield from anchored_texts(child)
    yield from _joined(run)


def _joined(run: list[Node]) -> Iterator[AnchoredText]:
    """Joins texts, links and pictures that follow each other in a line."""
    words = "".join(node.name for part in run for node in part.walk())
    if words.strip():
        yield AnchoredText(" ".join(words.split()), next(node.anchor for node in run))
