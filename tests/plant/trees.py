"""Damage to a tree of elements, whatever the format."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tests.plant import Fault, spread

Element = Any
Change = Callable[[Element], object]
LOOK_ALIKE = str.maketrans("aceopxyAEOPCTH", "асеорхуАЕОРСТН")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def words(text: str) -> str:
    """The text with its longest word replaced by another."""
    longest = max(re.findall(r"\w+", text), key=len, default="")
    return text.replace(longest, "parsnip", 1)


def figures(text: str) -> str:
    """The text with its first digit changed."""
    return re.sub(r"\d", lambda found: str((int(found[0]) + 1) % 10), text, count=1)


TEXTS: dict[str, Callable[[str], str]] = {
    "a word is another": words,
    "a word is lost": lambda text: re.sub(r"\w+", "", text, count=1),
    "a figure is another": figures,
    "figures are raised": lambda text: text.translate(SUPERSCRIPT),
    "Cyrillic letters look alike": lambda text: text.translate(LOOK_ALIKE),
    "a direction is overridden": lambda text: text[:1] + "\u202e" + text[1:],
    "a zero-width sign is put in": lambda text: text[:2] + "\u200b" + text[2:] if len(text.strip()) > 3 else text,
    "spaces are lost": lambda text: text.strip().replace(" ", "") if " " in text.strip() else text,
}


def removed(element: Element) -> None:
    """Takes an element and all in it away; what follows it stays."""
    parent, tail = element.getparent(), element.tail or ""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def unwrapped(element: Element) -> None:
    """Takes an element away and leaves what is in it."""
    parent, at = element.getparent(), element.getparent().index(element)
    inside = list(element)
    text, tail = element.text or "", element.tail or ""
    parent.remove(element)
    for offset, one in enumerate(inside):
        parent.insert(at + offset, one)
    if inside:
        inside[-1].tail = (inside[-1].tail or "") + tail
    else:
        text += tail
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def doubled(element: Element) -> None:
    """Puts a copy of an element behind it."""
    element.addnext(copy.deepcopy(element))


def swapped(element: Element) -> None:
    """Changes places with the next element of the same kind."""
    after = next(element.itersiblings(element.tag))
    one, other = copy.deepcopy(element), copy.deepcopy(after)
    one.tail, other.tail = after.tail, element.tail
    element.getparent().replace(element, other)
    after.getparent().replace(after, one)


def tried(
    root: Element, kind: str, nodes: Iterable[Element], change: Change, save: Callable[[Element], bytes]
) -> Iterator[Fault]:
    """One fault for each of the nodes (paths are found anew in a copy of the tree, which is then damaged)."""
    tree = root.getroottree()
    plain = save(root)
    chosen = spread(nodes)
    names = {prefix: uri for node in chosen for prefix, uri in node.nsmap.items() if prefix}
    for path in [tree.getpath(node) for node in chosen]:
        again = copy.deepcopy(root)
        found = again.getroottree().xpath(path, namespaces=names)
        try:
            change(found[0])
        except (StopIteration, IndexError, AttributeError):
            continue
        data = save(again)
        if data != plain:
            yield Fault(kind, path, data)


def with_text(nodes: Iterable[Element]) -> list[Element]:
    """The elements that begin with words."""
    return [node for node in nodes if isinstance(node.tag, str) and (node.text or "").strip()]


def setting(name: str, value: str) -> Change:
    """A change that sets an attribute."""
    return lambda element: element.set(name, value)


def losing(name: str) -> Change:
    """A change that takes an attribute away."""
    return lambda element: element.attrib.pop(name, None)


def putting_in(tag: str, words: str = "", **attributes: str) -> Change:
    """A change that puts a new element at the end of another."""

    def apply(element: Element) -> None:
        element.append(element.makeelement(tag, attributes))
        element[-1].text = words or None

    return apply


def text_changed(change: Callable[[str], str]) -> Change:
    """A change of the words that an element begins with."""

    def apply(element: Element) -> None:
        element.text = change(element.text)

    return apply


def renamed(tag: str) -> Change:
    """A change of what an element is."""

    def apply(element: Element) -> None:
        element.tag = tag

    return apply
