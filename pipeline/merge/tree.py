"""Indexes a content file for merging: its texts by address and its items by id, each with its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from textwrap import shorten

from pipeline import content
from pipeline.content.yaml.nodes import KeyValue, Lines, Mapping, Node, Scalar, Sequence, read
from pipeline.model.with_findings import Collector, collecting, reported_elsewhere

Address = tuple[str, ...]
DOCUMENT: Address = ("document",)
# Keys of a document whose values are facts, not words of the source.
FACTS = frozenset({"kind", "period", "language", "file", "sha256"})
# Facts of the document that only people write. A column of a table may have the same key and is merged.
PERSONS_FACTS = frozenset({"owner", "published", "updated", "status", "summary", "abbreviations"})


@dataclass(frozen=True)
class MergeUnit:
    """A text of the file: the value, its key, and the first line and the line after the last, counted from 0."""

    text: str
    key: str
    first: int
    end: int
    column: int
    block: bool


@dataclass(frozen=True)
class MergeItem:
    """An item with an id: its container, its lines with the comments above it, and the column of its dash."""

    id: str
    container: Address
    first: int
    end: int
    column: int


@dataclass
class FileTree:
    """An indexed content file. `order` holds the ids in each container, `parts` the first keys of the parts of a section."""

    lines: list[str]
    units: dict[Address, MergeUnit] = field(default_factory=dict)
    items: dict[str, MergeItem] = field(default_factory=dict)
    order: dict[Address, list[str]] = field(default_factory=dict)
    parts: dict[Address, tuple[str, ...]] = field(default_factory=dict)


def tree_of(text: str) -> FileTree | None:
    """Indexes the text of a content file. Returns None if it is not one."""
    node, lines = reported_elsewhere(_nodes(text), content.read)
    if not isinstance(node, Mapping):
        return None
    tree = FileTree(list(lines.lines))
    _Walker(tree, lines).body(node, DOCUMENT)
    return tree


@collecting
def _nodes(into: Collector, text: str) -> tuple[Node | None, Lines]:
    return read(text.encode(), "", into)


def named(name: str, trees: Iterable[FileTree]) -> str:
    """Describes an item by its id and first words (for a row, of its row header) in the first tree that has it."""
    tree = next((tree for tree in trees if name in tree.items), None)
    if tree is None:
        return name
    prefix, header = "#" + name, _row_header(tree, tree.items[name].container)
    units = [unit for address, unit in tree.units.items() if address[0] == prefix]
    texts = [" ".join(unit.text.split()) for unit in sorted(units, key=lambda unit: unit.key != header)]
    words = next((text for text in texts if len(text) > len(name) or " " in text), "")
    return f"{name} (“{shorten(words, 50, placeholder=' …')}”)" if words else name


def _row_header(tree: FileTree, container: Address) -> str:
    """The key of the column that names the rows in a container, which is a table or a band of one."""
    around = tree.items.get(container[0].removeprefix("#")) if container else None
    for place in (container, around.container if around else ()):
        headers = (tree.units.get((*place[:length], "row_header")) for length in range(len(place), 0, -1))
        if unit := next(filter(None, headers), None):
            return unit.text
    return ""


def describe(address: Address, trees: Iterable[FileTree]) -> str:
    """Describes an address in words: “officer” of CL1 (“Ask residents”), or the “statement” of the band “Role 1”."""
    trees = tuple(trees)
    *path, key = address[1:]
    beside = _beside(address, trees)
    match next((step for step in path if step in ("columns", "notes", "groups", "definitions", "image")), ""):
        case "columns":
            words = f"the label of the column “{key}”"
        case "notes":
            words = f"the note {key}"
        case "groups" if beside("band"):
            words = f"“{key}” of the band “{beside('band')}”"
        case "definitions" if beside("label"):
            words = f"“{key}” beside the label “{beside('label')}”"
        case "image" if beside("file"):
            words = f"“{key}” of the picture “{beside('file')}”"
        case _:
            words = f"“{key}” of the table" if path and path[-1] == "table" else f"“{key}”"
    part = next((f" in {step}" for step in path if step.startswith("part ")), "")
    where = address[0].removeprefix("#")
    return f"{words}{part} of {named(where, trees)}" if where != "document" else f"{words}{part}"


def _beside(address: Address, trees: tuple[FileTree, ...]) -> Callable[[str], str]:
    """Returns a function that gives the shortened words of another key beside the text, or ""."""

    def words(key: str) -> str:
        units = (tree.units.get((*address[:-1], key)) for tree in trees)
        text = next((unit.text for unit in units if unit and unit.text.strip()), "")
        return shorten(" ".join(text.split()), 50, placeholder=" …")

    return words


def lines_without(tree: FileTree, item: MergeItem, names: set[str]) -> list[str]:
    """Returns the lines of an item without those of the named items inside it."""
    lines: dict[int, str] = {n: tree.lines[n] for n in range(item.first, item.end)}
    for container, order in tree.order.items():
        inside = [tree.items[name] for name in order if item.first < tree.items[name].first < item.end]
        excluded = [child for child in inside if child.id in names]
        for child in excluded:
            for n in range(child.first, child.end):
                lines.pop(n, None)
        if excluded and len(excluded) == len(inside):
            key = max(
                n
                for n in lines
                if n < excluded[0].first and tree.lines[n].strip().removeprefix("- ") == f"{container[-1]}:"
            )
            lines[key] += " []"
    remaining = [lines[n] for n in sorted(lines)]
    while remaining and not remaining[-1].strip():
        remaining.pop()
    return remaining


class _Walker:
    def __init__(self, tree: FileTree, lines: Lines) -> None:
        self.tree, self.lines = tree, lines

    def body(self, node: Mapping, address: Address) -> None:
        """Indexes the texts and items of a mapping: a document, section, table or row."""
        for entry in node.entries:
            key, value = entry.key.text, entry.value
            if (key in PERSONS_FACTS and address == DOCUMENT) or key in ("id", "reports_on", "same_as"):
                continue
            if isinstance(value, Scalar):
                self.unit((*address, key), entry)
            elif isinstance(value, Mapping):
                self.body(value, (*address, key))
            elif isinstance(value, Sequence) and key == "parts":
                self.parts(value, address)
            elif isinstance(value, Sequence):
                self.items(value, (*address, key))

    def parts(self, node: Sequence, address: Address) -> None:
        """Indexes the parts of a section as if their keys belonged to it. Repeated keys get a number."""
        counts: dict[str, int] = {}
        for item in node.items:
            if isinstance(item, Mapping) and item.entries:
                entry = item.entries[0]
                number = counts[entry.key.text] = counts.get(entry.key.text, 0) + 1
                part_address = address if number == 1 else (*address, f"part {number}")
                self.body(Mapping((entry,), item.place, item.flow), part_address)
        self.tree.parts[address] = tuple(
            item.entries[0].key.text for item in node.items if isinstance(item, Mapping) and item.entries
        )

    def items(self, node: Sequence, container: Address) -> None:
        order = self.tree.order.setdefault(container, [])
        labels: Counter[str] = Counter()
        for child in node.items:
            if not isinstance(child, Mapping):
                continue
            name = child.get("id")
            item_id = name.text if isinstance(name, Scalar) else ""
            if item_id:
                order.append(item_id)
                first = child.place.line - 1
                column = self.lines.lines[first].find("-")
                self.tree.items[item_id] = MergeItem(item_id, container, self.above(first), self.end(child), column)
            label = child.get("label")
            label_text = label.text if isinstance(label, Scalar) else str(len(order))
            labels[label_text] += 1
            self.body(child, ("#" + item_id,) if item_id else (*container, label_text, str(labels[label_text])))

    def above(self, first: int) -> int:
        """The first line of the comments directly above an item."""
        while first > 0 and self.lines.lines[first - 1].lstrip().startswith("#"):
            first -= 1
        return first

    def unit(self, address: Address, entry: KeyValue) -> None:
        value, key = entry.value, entry.key
        assert isinstance(value, Scalar)
        self.tree.units[address] = MergeUnit(
            value.text, key.text, key.place.line - 1, self.end(value), key.place.column - 1, value.style == "|"
        )

    def end(self, node: Node) -> int:
        """The line after the last one of a node, without blank lines that follow it."""
        if isinstance(node, Scalar):
            return self._scalar_end(node)
        inner = list(_children(node))
        return max((self.end(child) for child in inner), default=node.place.line)

    def _scalar_end(self, node: Scalar) -> int:
        lines = self.lines.lines
        if node.style in ("|", ">"):
            end = node.text_line - 1
            while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) >= max(1, node.indent)):
                end += 1
            while end > node.place.line and not lines[end - 1].strip():
                end -= 1
            return end
        end = node.place.line
        folded = len(node.text.split())
        while node.text and len(" ".join(lines[node.place.line - 1 : end]).split()) < folded and end < len(lines):
            end += 1
        return end


def _children(node: Mapping | Sequence) -> Iterator[Node]:
    if isinstance(node, Sequence):
        yield from node.items
    else:
        for entry in node.entries:
            yield entry.key
            yield entry.value


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
