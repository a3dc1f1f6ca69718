"""Lists everything that our PDFs may have: the entries of objects, the actions of links, and the operators of pages.

They have no actions other than opening an address, no scripts, forms, layers, films, stamps or attached programs, and no
state that hides, moves or mirrors text. Anything else is strange (ISO 32000-1; the clauses are beside the tables).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers.pdf.about import strange_metadata

Problem = tuple[str, int]
"""A message, and its page (from 1; 0 for the file)."""

ENTRIES = {
    "file": "PageMode ViewerPreferences AF Pages Type Names Outlines MarkInfo StructTreeRoot PageLabels Lang Metadata"
    " OutputIntents Version",  # 7.7.2
    "names": "EmbeddedFiles Dests",  # 7.7.4
    "information": "Title Author Subject Keywords Creator Producer CreationDate ModDate",  # 14.3.3
    "tag tree": "Type K ParentTree ParentTreeNextKey IDTree",  # 14.7.2
    "page": "StructParents Resources TrimBox Type Annots Contents MediaBox BleedBox Parent Tabs",  # 7.7.3.3
    "resources": "Shading Font XObject Pattern ColorSpace ExtGState",  # 7.8.3
    "link": "Type Rect Contents BS StructParent A F Subtype QuadPoints Dest",  # 12.5.6.5
    "action": "Type S URI",  # 12.6.4.7
    "element": "P S Type K Lang Pg ID A E Alt",  # 14.7.2
    "attributes": "O ListNumbering Scope Headers BBox Placement",  # 14.8.5
    "bookmark": "First Title Count Dest Last Parent Next Prev",  # 12.3.3
    "mark": "MCID ActualText",  # 14.6
    "artifact": "Type Subtype Attached",  # 14.8.2.2
    "font": "Type Encoding BaseFont DescendantFonts ToUnicode Subtype",  # 9.7.6
    "graphics state": "Type CA ca",  # 8.4.5
}
KEYS = {kind: frozenset(f"/{name}" for name in names.split()) for kind, names in ENTRIES.items()}
TAGS = frozenset({
    "/Document", "/Part", "/Sect", "/Div", "/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/L", "/LI", "/Lbl",
    "/LBody", "/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TH", "/TD", "/Caption", "/Figure", "/Link", "/Note",
    "/Reference", "/BlockQuote", "/Span", "/TOC", "/TOCI",
})  # fmt: skip
PARENTS = {
    "/LI": {"/L"}, "/LBody": {"/LI"}, "/Lbl": {"/LI", "/Note", "/TOCI", "/Reference", "/Link", "/P"}, "/TOCI": {"/TOC"},
    "/TR": {"/Table", "/THead", "/TBody", "/TFoot"}, "/TD": {"/TR"}, "/TH": {"/TR"}, "/THead": {"/Table"}, "/TBody": {"/Table"},
    "/TFoot": {"/Table"}, "/Caption": {"/Table", "/Figure", "/L", "/Div"},
}  # fmt: skip
"""Elements, and their possible parents."""
BARE = frozenset({"/BlockQuote", "/L", "/LI", "/Table", "/TR", "/TOC", "/Sect", "/Part", "/Document"})
OPERATORS = frozenset({
    "BT", "ET", "Tm", "Tf", "Ts", "TJ", "Tj", "BDC", "BMC", "EMC", "q", "Q", "gs", "l", "m", "c", "v", "y", "h", "re",
    "rg", "RG", "w", "d", "J", "j", "M", "i", "ri", "S", "s", "n", "W", "W*", "f", "F", "f*", "B", "b", "cm", "Do",
    "sh", "cs", "CS",
})  # fmt: skip
OPERATORS_OF_COLOUR = frozenset({"sc", "SC", "scn", "SCN"})
ADDRESS = re.compile(r"(https?://|mailto:|tel:)\S+|[\w./-]+\.(pdf|html)(#[\w.:-]+)?")
PAGE_BOXES = ("/TrimBox", "/BleedBox")
SMALLEST_PAGE = 200.0  # points
HIGHEST_RISE = 80.0  # points by which a vowel sign or a dot may be above or below its line, in giant print


def strange(pdf: Pdf, steps: Mapping[int, Iterable[str]], file: str) -> tuple[Finding, ...]:
    """Returns an error for everything in a file that our files never have.

    `steps` says by page, from 0, what is strange in its content stream (`strange_step`).
    """
    hint = "if the print engine or a look wants it, add it to pipeline/verifiers/pdf/allowed.py"
    problems = dict.fromkeys((*_file(pdf), *_pages(pdf, steps), *_tags(pdf), *_parents(pdf), *_bookmarks(pdf)))
    return tuple(error("pdf-strange", message, Place(file, page=page), hint) for message, page in problems)


def _keys(kind: str, holder: Any, page: int = 0) -> Iterator[Problem]:
    for key in sorted(set(holder.keys()) - KEYS[kind]):
        yield f"the {kind} has the entry {key}, unlike our files", page


def _file(pdf: Pdf) -> Iterator[Problem]:
    root = pdf.Root
    for kind, holder in (("file", root), ("names", root.get("/Names", Dictionary())), ("information", pdf.docinfo)):
        yield from _keys(kind, holder)
    yield from _keys("tag tree", root.StructTreeRoot)
    top = root.StructTreeRoot.get("/K")
    for root_element in list(top) if isinstance(top, Array) else [top]:
        if isinstance(root_element, Dictionary) and str(root_element.get("/Lang", root.get("/Lang", ""))) != str(
            root.get("/Lang", "")
        ):
            yield f"the text is in “{root_element.Lang}” and the file in “{root.get('/Lang', '')}”", 0
    if root.get("/PageMode") not in (None, Name.UseOutlines):
        yield f"the file opens with {root.PageMode}", 0
    if set(root.get("/ViewerPreferences", Dictionary()).keys()) != {"/DisplayDocTitle"}:
        yield "the file sets more of its window than that its title is shown", 0
    if {key: bool(value) for key, value in root.get("/MarkInfo", Dictionary()).items()} != {"/Marked": True}:
        yield "the file does not simply say that it is tagged", 0
    labels = root.get("/PageLabels", Dictionary()).get("/Nums", Array())
    if len(labels) != 2 or int(labels[0]) or dict(labels[1]) != {"/S": Name.D}:
        yield "the pages are not simply numbered from 1", 0
    for name, attached in pdf.attachments.items():
        if not name.endswith(".csv") or attached.get_file().mime_type != "text/csv":
            yield f"the file “{name}” is attached, which is not a table of records", 0
    if len(pdf.attachments) != len(root.get("/AF", Array())):
        yield "the attached files and those that the file names are not the same", 0
    yield from ((message, 0) for message in strange_metadata(pdf))
    if pdf.is_encrypted:
        yield "the file is encrypted", 0


def _pages(pdf: Pdf, steps: Mapping[int, Iterable[str]]) -> Iterator[Problem]:
    for number, page in enumerate(pdf.pages, 1):
        yield from _keys("page", page.obj, number)
        box = [float(side) for side in page.obj.get("/MediaBox", [])]
        if len(box) != 4 or box[:2] != [0, 0] or min(box[2:]) < SMALLEST_PAGE:
            yield "the page has no box of its own, or a tiny one", number
        if any([float(side) for side in page.obj.get(name, box)] != box for name in PAGE_BOXES):
            yield "a box of the page is not that of its paper", number
        if sorted(box) != sorted(float(side) for side in pdf.pages[0].obj.get("/MediaBox", [])):
            yield "the page is of other paper than the first", number
        if page.obj.get("/Tabs") != Name.S:
            yield "the keyboard does not go by the tags", number
        for annotation in page.obj.get("/Annots", []):
            yield from ((message, number) for message in _annotation(annotation))
        yield from ((message, number) for message in _resources(page.obj.get("/Resources", Dictionary())))
        yield from ((message, number) for message in steps[number - 1])


def _annotation(link: Any) -> Iterator[str]:
    yield from (message for message, _ in _keys("link", link))
    if link.get("/Subtype") != Name.Link or int(link.get("/F", 0)) != 4:
        yield f"an annotation is {link.get('/Subtype')} with the flags {link.get('/F')}, not a link that is shown and printed"
    if float(link.get("/BS", Dictionary()).get("/W", 1)):
        yield "a link has a border"
    action = link.get("/A")
    if action is not None:
        yield from (message for message, _ in _keys("action", action))
        address = str(action.get("/URI", ""))
        if action.get("/S") != Name.URI or not ADDRESS.fullmatch(address):
            yield f"a link does {action.get('/S')} {address}, not follow an address"
    elif not isinstance(link.get("/Dest"), pikepdf.String):
        yield "a link leads to no named place"


def _resources(resources: Any) -> Iterator[str]:
    yield from (message for message, _ in _keys("resources", resources))
    for font in resources.get("/Font", Dictionary()).values():
        yield from (message for message, _ in _keys("font", font))
        for inner in font.get("/DescendantFonts", Array()):
            if inner.get("/CIDToGIDMap") != Name.Identity:
                yield "a font shows other glyphs than its codes say"
            if not {"/FontFile2", "/FontFile3"} & set(inner.get("/FontDescriptor", Dictionary()).keys()):
                yield f"the font {font.get('/BaseFont')} is not embedded"
    for state in resources.get("/ExtGState", Dictionary()).values():
        yield from (message for message, _ in _keys("graphics state", state))
        if any(float(state.get(name, 1)) != 1 for name in ("/ca", "/CA")):
            yield "something is painted transparent"


def strange_step(name: str, operands: list[Any]) -> Iterator[str]:
    """Yields what an operator of a page with its operands does that those of our files do not."""
    if name not in OPERATORS and name not in OPERATORS_OF_COLOUR:
        yield f"the page uses the operator {name}, unlike our files"
    elif name == "Ts" and abs(float(operands[0])) > HIGHEST_RISE:
        yield f"text is raised by {operands[0]} points"
    elif name in ("BDC", "BMC"):
        yield from _mark([*operands, Dictionary()])


def _mark(operands: list[Any]) -> Iterator[str]:
    kind, properties = operands[0], operands[1]
    if not isinstance(properties, Dictionary):
        yield f"a mark {kind} has properties elsewhere, as layers have"
    elif kind == Name.Artifact:
        yield from (message for message, _ in _keys("artifact", properties))
    else:
        yield from (message for message, _ in _keys("mark", properties))


def _tags(pdf: Pdf) -> Iterator[Problem]:
    waiting = [pdf.Root.StructTreeRoot.get("/K")]
    while waiting:
        child = waiting.pop()
        if isinstance(child, Array):
            waiting += list(child)
        elif isinstance(child, Dictionary) and "/S" in child:
            yield from _keys("element", child)
            yield from _element(child)
            waiting.append(child.get("/K"))


def _parents(pdf: Pdf) -> Iterator[Problem]:
    """Checks that the parent tree leads from the first and last mark of each page to its element (14.7.4.4)."""
    numbers = pdf.Root.StructTreeRoot.get("/ParentTree", Dictionary()).get("/Nums", Array())
    lists = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers) - 1, 2)}
    for number, page in enumerate(pdf.pages, 1):
        elements: Any = lists.get(int(page.obj.get("/StructParents", -1)))
        marks = [at for at, tag in enumerate(elements or ()) if isinstance(tag, Dictionary)]
        for mark in {*marks[:1], *marks[-1:]}:
            if not any(_is(kid, mark, elements[mark], page) for kid in _kids(elements[mark])):
                yield "the marks of the page lead to elements that hold other marks", number


def _kids(tag: Any) -> list[Any]:
    value = tag.get("/K")
    return list(value) if isinstance(value, Array) else [] if value is None else [value]


def _is(child: Any, mark: int, tag: Any, page: pikepdf.Page) -> bool:
    """Whether a child of an element is a mark of a page."""
    number = child.get("/MCID") if isinstance(child, Dictionary) else child
    home = (child.get("/Pg") if isinstance(child, Dictionary) else None) or tag.get("/Pg")
    return isinstance(number, int) and number == mark and home is not None and home.objgen == page.obj.objgen


def _nested(tag: Any) -> Iterator[Problem]:
    """Checks that parts of lists and tables are in them, and that containers of paragraphs have no words (14.8.4.3)."""
    kind, parent = str(tag.S), tag.get("/P")
    around = str(parent.get("/S", "")) if isinstance(parent, Dictionary) else ""
    if kind in PARENTS and around not in PARENTS[kind]:
        yield f"{kind} stands in {around or 'nothing'}, not in {' or '.join(sorted(PARENTS[kind]))}", 0
    inside = _kids(tag)
    kinds = [str(child.S) if isinstance(child, Dictionary) and "/S" in child else "" for child in inside]
    if kind in BARE and "" in kinds:
        yield f"{kind} has words outside paragraphs", 0
    if kind == "/LI" and kinds.count("/LBody") != 1:
        yield "an item of a list does not have one body", 0
    if "/Lang" in tag and (kind == "/Lbl" or (kind == "/Link" and around == "/Note")):
        yield f"a label or the way back of a note is in “{tag.Lang}”", 0


def _element(tag: Any) -> Iterator[Problem]:
    yield from _nested(tag)
    if str(tag.S) not in TAGS:
        yield f"an element is {tag.S}, unlike in our files", 0
    if "/Alt" in tag and Name.Figure != tag.S:
        yield f"“{tag.Alt}” is said in place of the words of an element", 0
    if "/E" in tag and Name.Span != tag.S:
        yield f"“{tag.E}” is said in place of the words of an element that is not an abbreviation", 0
    value = tag.get("/A")
    for attributes in list(value) if isinstance(value, Array) else [value] if value is not None else []:
        yield from _keys("attributes", attributes)
    if tag.S == Name.L and (not isinstance(value, Dictionary) or "/ListNumbering" not in value):
        yield "a list does not say how it is numbered", 0


def _bookmarks(pdf: Pdf) -> Iterator[Problem]:
    waiting = [pdf.Root.get("/Outlines", Dictionary()).get("/First")]
    while waiting:
        bookmark = waiting.pop()
        if bookmark is not None:
            yield from _keys("bookmark", bookmark)
            waiting += [bookmark.get("/Next"), bookmark.get("/First")]
