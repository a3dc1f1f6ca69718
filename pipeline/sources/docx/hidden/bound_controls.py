"""Finds content controls whose words Word replaces when it opens the file: those bound to data (17.5.2.6) that says others.

The words in the file may be those of an older version, which nobody sees any more.
"""

from __future__ import annotations

import re

from lxml import etree

from pipeline.ooxml.package import Package, Relationship
from pipeline.ooxml.xml import Element, child, q, switched
from pipeline.sources.docx.hidden.hidden_runs import BOUND

_PATH = re.compile(r"(/(\w[\w.-]*:)?\w[\w.-]*(\[\d{1,6}\])?){1,50}(/@(\w[\w.-]*:)?\w[\w.-]*)?(/text\(\))?")
"""The paths that Word writes; others may take long."""
_SPACE = re.compile(r"""xmlns:([\w.-]+)=["']([^"']+)["']""")
_OTHER_KINDS = tuple(f"w:{kind}" for kind in ("date", "picture", "group", "docPartList", "docPartObj", "equation"))
_OWN_KINDS = ("richText", "checkbox", "repeatingSection")
"""Controls whose data is written otherwise than they show it."""
_BINDING = f"{q('w:sdtPr')}/{q('w:dataBinding')}"
PROPERTIES = {
    "core-properties": "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}",
    "extended-properties": "{6668398D-A668-4E3E-8B75-5EB436E4AB0B}",
}
"""The identifiers under which Word binds the properties of the file."""


def mark_bound(root: Element, relationships: dict[str, Relationship], package: Package) -> None:
    """Gives each control whose data says other words than it holds the private attribute `BOUND`."""
    bindings = [next(control.iterfind(_BINDING), None) for control in root.iter(q("w:sdt"))]
    stores = _stores(relationships, package) if any(binding is not None for binding in bindings) else {}
    for binding in bindings if stores else ():
        store = stores.get(binding.get(q("w:storeItemID"), "").upper()) if binding is not None else None
        if binding is None or store is None:
            continue
        properties, control = binding.getparent(), binding.getparent().getparent()
        if switched(properties, "w:showingPlcHdr") or not _shows_its_data(properties):
            continue
        said = _said(store, binding.get(q("w:xpath"), ""), binding.get(q("w:prefixMappings"), ""))
        held = _words("".join(text.text or "" for text in control.iter(q("w:t"))))
        if said is not None and held and held not in {_words(said), *_entries(properties, said)}:
            control.set(BOUND, "1")


def _stores(relationships: dict[str, Relationship], package: Package) -> dict[str, Element]:
    """The data of a file by identifier, in capitals."""
    stores: dict[str, Element] = {}
    for entry in relationships.values():
        if entry.kind == "customXml" and not entry.external:
            for inner in package.relationships(entry.target).values():
                names = package.tree(inner.target) if inner.kind == "customXmlProps" else None
                keys = names.attrib.items() if names is not None else ()
                stores |= {key.upper(): package.tree(entry.target) for name, key in keys if name.endswith("}itemID")}
    for entry in package.relationships("").values():
        if entry.kind in PROPERTIES and not entry.external:
            stores[PROPERTIES[entry.kind]] = package.tree(entry.target)
    return {key: store for key, store in stores.items() if store is not None}


def _shows_its_data(properties: Element) -> bool:
    if any(child(properties, kind) is not None for kind in _OTHER_KINDS):
        return False
    return not any(etree.QName(entry).localname in _OWN_KINDS for entry in properties)


def _said(store: Element, path: str, mappings: str) -> str | None:
    """What the data says at a path; None if there is no such place, where Word keeps what is stored."""
    if not _PATH.fullmatch(path):
        return None
    try:
        found = store.getroottree().xpath(path, namespaces=dict(_SPACE.findall(mappings)))
    except etree.XPathError:
        return None
    if not isinstance(found, list) or not found:
        return None
    return str(found[0]) if isinstance(found[0], str) else "".join(found[0].itertext())


def _entries(properties: Element, said: str) -> set[str]:
    """What a list of choices shows for a value."""
    kinds = (child(properties, kind) for kind in ("w:dropDownList", "w:comboBox"))
    entries = [entry for kind in kinds if kind is not None for entry in kind.iterchildren(q("w:listItem"))]
    return {_words(entry.get(q("w:displayText"), "")) for entry in entries if entry.get(q("w:value")) == said}


def _words(text: str) -> str:
    return "".join(text.split())
