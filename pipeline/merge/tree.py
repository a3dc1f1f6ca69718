"""A content file as texts with addresses and as items with ids, each with the lines it stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.content.yaml.nodes import Entry, Lines, Mapping, Node, Scalar, Sequence, read

Address = tuple[str, ...]
DOCUMENT: Address = ("document",)
# Keys of a document whose values are facts, not words of the source; the person's or the extractor's as they stand.
FACTS = frozenset({"kind", "period", "language", "file", "sha256"})
# Facts of the whole document that are the person's alone; a column of a table may have the same key and is not.
OWN = frozenset({"owner", "published", "updated", "status", "summary", "abbreviations"})


@dataclass(frozen=True)
class Unit:
    """A text at its address: the value, the key, and the first and last+1 line of the entry, counted from 0."""

    text: str
    key: str
    first: int
    end: int
    column: int
    block: bool


@dataclass(frozen=True)
class Item:
    """Something with an id: the container it stands in, its lines (comments above it too), and the column of its dash."""

    id: str
    container: Address
    first: int
    end: int
    column: int


@dataclass
class Tree:
    """A content file taken apart."""

    lines: list[str]
    units: dict[Address, Unit] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    order: dict[Address, list[str]] = field(default_factory=dict)
    parts: dict[Address, tuple[str, ...]] = field(default_factory=dict)


def tree_of(text: str) -> Tree | None:
    """The file taken apart, None where it is no content file."""
    node, lines = read(text, "")
    if not isinstance(node, Mapping):
        return None
    tree = Tree(list(lines.lines))
    _Walker(tree, lines).body(node, DOCUMENT)
    return tree


class _Walker:
    def __init__(self, tree: Tree, lines: Lines) -> None:
        self.tree, self.lines = tree, lines

    def body(self, node: Mapping, address: Address) -> None:
        """A document, a section, a table, a row …: its texts, and what is inside."""
        for entry in node.entries:
            key, value = entry.key.text, entry.value
            if (key in OWN and address == DOCUMENT) or key in ("id", "reports_on", "same_as"):
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
        """The parts of a section as if its keys stood there; those after the first of a key have their number."""
        counts: dict[str, int] = {}
        for item in node.items:
            if isinstance(item, Mapping) and item.entries:
                entry = item.entries[0]
                number = counts[entry.key.text] = counts.get(entry.key.text, 0) + 1
                here = address if number == 1 else (*address, f"part {number}")
                self.body(Mapping((entry,), item.place, item.flow), here)
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
            own = name.text if isinstance(name, Scalar) else ""
            if own:
                order.append(own)
                first = child.place.line - 1
                column = self.lines.lines[first].find("-")
                self.tree.items[own] = Item(own, container, self.above(first), self.end(child), column)
            label = child.get("label")
            said = label.text if isinstance(label, Scalar) else str(len(order))
            labels[said] += 1
            self.body(child, ("#" + own,) if own else (*container, said, str(labels[said])))

    def above(self, first: int) -> int:
        """The line where the comments right above an item begin."""
        while first > 0 and self.lines.lines[first - 1].lstrip().startswith("#"):
            first -= 1
        return first

    def unit(self, address: Address, entry: Entry) -> None:
        value, key = entry.value, entry.key
        assert isinstance(value, Scalar)
        self.tree.units[address] = Unit(
            value.text, key.text, key.place.line - 1, self.end(value), key.place.column - 1, value.style == "|"
        )

    def end(self, node: Node) -> int:
        """One past the last line on which a node stands; blank lines after it are not its own."""
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
