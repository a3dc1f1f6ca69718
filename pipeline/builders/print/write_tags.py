"""Writes a tag tree into the PDF: structure elements, parent tree, ID tree, artifacts, one annotation a link and page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pydyf

from pipeline.builders.print.tag_tree import Annotation, MarkedSequence, TagNode, TagTree

EDGES = {"Header": "/Top", "Footer": "/Bottom"}


def write_tags(pdf: Any, tree: TagTree, pages: int) -> None:
    """Add the structure tree to a PDF of so many pages (ISO 32000-1, 14.7)."""
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    _merge_annotations(pdf, tree)
    writer = _Writer(pdf, pages)
    root["K"] = pydyf.Array([writer.element(tree.root, root.reference)])
    parents = pydyf.Dictionary({"Nums": writer.parent_tree()})
    pdf.add_object(parents)
    root["ParentTree"] = parents.reference
    root["ParentTreeNextKey"] = pages + len(writer.annotations)
    if writer.ids:
        root["IDTree"] = _id_tree(pdf, writer.ids)
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


class _Writer:
    """Turns nodes into structure elements and keeps the account of what each mark and annotation belongs to."""

    def __init__(self, pdf: Any, pages: int) -> None:
        self.pdf, self.pages = pdf, pdf.page_references
        self.marks: list[dict[int, bytes]] = [{} for _ in range(pages)]
        self.annotations: list[bytes] = []
        self.ids: dict[str, bytes] = {}

    def element(self, node: TagNode, parent: bytes) -> bytes:
        """Write a node and all below it; returns its reference."""
        element = pydyf.Dictionary(
            {"Type": "/StructElem", "S": f"/{node.role}", "P": parent, "Pg": self.pages[node.page]}
        )
        self.pdf.add_object(element)
        reference: bytes = element.reference
        kids = [self._kid(kid, node, reference) for kid in node.kids]
        if kids:
            element["K"] = kids[0] if len(kids) == 1 else pydyf.Array(kids)
        for key, value in (("Lang", node.language), ("Alt", node.alt), ("E", node.expansion), ("ID", node.id)):
            if value:
                element[key] = pydyf.String(value)
        if node.id:
            self.ids[node.id] = reference
        if attributes := _attributes(node):
            element["A"] = attributes
        return reference

    def _kid(self, kid: TagNode | MarkedSequence | Annotation, node: TagNode, reference: bytes) -> Any:
        if isinstance(kid, TagNode):
            return self.element(kid, reference)
        page = self.pages[kid.page]
        if isinstance(kid, MarkedSequence):
            self.marks[kid.page][kid.mcid] = reference
            if kid.page == node.page:
                return kid.mcid
            return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": kid.mcid})
        kid.dictionary["StructParent"] = len(self.marks) + len(self.annotations)
        self.annotations.append(reference)
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.dictionary.reference, "Pg": page})

    def parent_tree(self) -> Any:
        """The number tree that leads from marks and annotations back to their elements; artifacts leave a null."""
        numbers = pydyf.Array()
        for number, marks in enumerate(self.marks):
            size = max(marks, default=-1) + 1
            numbers.extend((number, pydyf.Array(marks.get(mcid, "null") for mcid in range(size))))
        for number, reference in enumerate(self.annotations, start=len(self.marks)):
            numbers.extend((number, reference))
        return numbers


def _attributes(node: TagNode) -> Any:
    """The attribute object of an element (ISO 32000-1, 14.8.5), None where it has none."""
    if node.scope or node.headers:
        attributes = pydyf.Dictionary({"O": "/Table"})
        if node.scope:
            attributes["Scope"] = f"/{node.scope}"
        if node.headers:
            attributes["Headers"] = pydyf.Array(pydyf.String(header) for header in node.headers)
        return attributes
    if node.numbering:
        return pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{node.numbering}"})
    if node.box:
        return pydyf.Dictionary({"O": "/Layout", "BBox": pydyf.Array(node.box), "Placement": "/Block"})
    return None


def _id_tree(pdf: Any, ids: dict[str, bytes]) -> bytes:
    """The name tree of all element IDs, which must be sorted by their bytes (ISO 32000-1, 7.9.6)."""
    names = pydyf.Array()
    for name in sorted(ids, key=lambda name: name.encode("utf-8")):
        names.extend((pydyf.String(name), ids[name]))
    tree = pydyf.Dictionary({"Names": names})
    pdf.add_object(tree)
    reference: bytes = tree.reference
    return reference


def _merge_annotations(pdf: Any, tree: TagTree) -> None:
    """One annotation for a link on a page, with a quadrilateral for each of its lines, and the link's text as Contents."""
    gone = [annotation.dictionary for annotation in tree.dropped]
    for link in [node for node in tree.root.nodes() if node.role == "Link"]:
        first: dict[int, Any] = {}
        for kid in list(link.kids):
            if isinstance(kid, Annotation):
                keep = first.setdefault(kid.page, kid.dictionary)
                if keep is not kid.dictionary:
                    _extend(keep, kid.dictionary)
                    gone.append(kid.dictionary)
                    link.kids.remove(kid)
        for dictionary in first.values():
            dictionary["Contents"] = pydyf.String(" ".join(link.text.split()))
            dictionary["F"] = 4
    references = {dictionary.reference for dictionary in gone}
    for page in pdf.page_references if references else ():
        dictionary = pdf.objects[int(page.split()[0])]
        if "Annots" in dictionary:
            dictionary["Annots"] = pydyf.Array(kept for kept in dictionary["Annots"] if kept not in references)
    for dictionary in gone:
        dictionary.clear()


def _extend(keep: Any, other: Any) -> None:
    quads = keep.setdefault("QuadPoints", pydyf.Array(_quad(keep["Rect"])))
    quads.extend(_quad(other["Rect"]))
    corners = [*zip(keep["Rect"], other["Rect"], strict=True)]
    left, top, right, bottom = corners
    keep["Rect"] = pydyf.Array([min(left), max(top), max(right), min(bottom)])


def _quad(rectangle: Sequence[float]) -> list[float]:
    left, top, right, bottom = rectangle
    return [left, top, right, top, left, bottom, right, bottom]


def mark_artifacts(items: list[Any], page: int, tree: TagTree) -> None:
    """Change the marked-content operators of artifacts in the stream of a page, counted from 0, whose tags have been grown.

    The characters that glyphs do not give are written too.
    """
    for index, item in enumerate(items):
        if isinstance(item, pydyf.Dictionary) and "MCID" in item:
            key = (page, item["MCID"])
            if key in tree.artifacts:
                items[index - 1] = "/Artifact"
                items[index] = _artifact(tree.artifacts[key])
            elif key in tree.actual:
                item["ActualText"] = pydyf.String(tree.actual[key])


def _artifact(subtype: str) -> Any:
    """The properties of an artifact: a running head or foot, a repeated header row, or what is there for the layout."""
    if not subtype:
        return pydyf.Dictionary({"Type": "/Layout"})
    properties = pydyf.Dictionary({"Type": "/Pagination"})
    if subtype in EDGES:
        properties["Subtype"] = f"/{subtype}"
        properties["Attached"] = pydyf.Array([EDGES[subtype]])
    return properties
