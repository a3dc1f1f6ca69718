"""What a sheet shows beside the words of its cells: comments, text boxes, page headers, pictures, charts, open formulas.

None of it becomes content by itself. Words are set aside, and each kind is reported, so that nothing is lost in silence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.model.findings import Finding, error, note, warning
from pipeline.model.place import Place
from pipeline.ooxml.package import Package
from pipeline.ooxml.xml import Element, q

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
THREADED = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
COMMENT, TEXT_BOX, HEADER = "comment", "text box over the cells", "running header"
KINDS = ("comments", "threadedComment", "drawing")
"""The parts that belong to a sheet and are read here."""
COPY = "[Threaded comment]"
"""The first words of what older programs show for a newer comment, which has a part of its own."""
OBJECTS = {f"{XDR}pic": "picture", f"{XDR}graphicFrame": "chart or diagram"}
CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|K\d\d[+-]\d{3}|\d+|.)')
"""The codes of a page header: faces, colours, sizes, parts, page numbers; a doubled sign stands for itself."""
QUOTED = 80


@dataclass
class AroundCells:
    """The words around the cells of a sheet, each with its kind, the number of objects by kind, and that of open formulas."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    objects: Counter[str] = field(default_factory=Counter)
    open_formulas: int = 0

    def findings(self, sheet: str, place: Place) -> Iterator[Finding]:
        """Yields what was left out, and an error for formulas whose result is not in the file."""
        hint = "add what it says to the content"
        for words, kind in self.texts:
            short = words if len(words) <= QUOTED else words[:QUOTED].rsplit(" ", 1)[0] + " …"
            if kind == COMMENT:
                yield note("comment", f"a comment in the sheet “{sheet}” was left out: “{short}”", place, hint)
            elif kind == TEXT_BOX:
                yield warning("beside-cells", f"a {kind} of “{sheet}” was left out: “{short}”", place, hint)
        for kind, count in self.objects.items():
            message = f"the sheet “{sheet}” shows more than cells, which was left out: {kind}, {count}"
            yield warning("beside-cells", message, place, hint)
        if self.open_formulas:
            message = f"the sheet “{sheet}” has formulas whose result is not in the file: {self.open_formulas}"
            yield error(
                "open-formulas", message, place, "open it in Excel or LibreOffice, save it, and extract it again"
            )


def around_cells(root: Element, package: Package, part: str) -> AroundCells:
    """Reads what stands around the cells of the sheet in a part."""
    found = AroundCells()
    headers = (entry for holder in root.iter(f"{MAIN}headerFooter") for entry in holder)
    found.texts += [
        (words, HEADER) for entry in headers if (words := " ".join(CODE.sub(_plain, entry.text or "").split()))
    ]
    for relation in package.relationships(part).values():
        tree = package.tree(relation.target) if relation.kind in KINDS and not relation.external else None
        if tree is None:
            continue
        comments = map(_words, tree.iter(f"{MAIN}comment", f"{THREADED}threadedComment"))
        found.texts += [(words, COMMENT) for words in comments if words and not words.startswith(COPY)]
        boxes = map(_words, tree.iter(f"{XDR}txBody"))
        found.texts += [(words, TEXT_BOX) for words in boxes if words]
        found.objects.update(OBJECTS[shape.tag] for shape in tree.iter(*OBJECTS))
    found.open_formulas = sum(map(_is_open, root.iter(f"{MAIN}c")))
    return found


def _words(holder: Element) -> str:
    tags = (f"{MAIN}t", f"{THREADED}text", q("a:t"))
    return " ".join(
        "".join((text.text or "") + ("\n" if text.tag == q("a:t") else "") for text in holder.iter(*tags)).split()
    )


def _is_open(cell: Element) -> bool:
    """Whether a cell has a formula that no program has computed: a computed one without words is a text."""
    return cell.find(f"{MAIN}f") is not None and not cell.findtext(f"{MAIN}v") and cell.get("t") != "str"


def _plain(code: re.Match[str]) -> str:
    """What a code of a page header shows as text: white space, but for a doubled sign."""
    return "&" if code[0] == "&&" else " "
