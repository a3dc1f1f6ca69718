"""Merges a new extraction into the file that a person has edited: no edit is lost, and no other byte changes.

The old and the new extraction are compared record by record. Words that the source changed are put into the person's file.
If both changed the same words, the person's are kept and both are reported. Rows that the source added, removed or moved
are added, removed or moved in the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import pairwise

from pipeline import content
from pipeline.content.yaml.flow import without_flow
from pipeline.content.yaml.nodes import block, decode, quoted
from pipeline.merge.align import NO_MARKS, Marks, identified_parts, persons_ids, renamed, with_old_ids
from pipeline.merge.columns import with_old_keys
from pipeline.merge.order import before_in, jumped
from pipeline.merge.tree import Address, FileTree, MergeItem, MergeUnit, describe, lines_without, named, tree_of
from pipeline.merge.words import merge as merge_words
from pipeline.model.document import Document
from pipeline.model.findings import Finding, Findings, Severity, error, note, warning
from pipeline.model.place import Place
from pipeline.model.with_findings import reported_elsewhere


@dataclass(frozen=True)
class Merged:
    """The merged file, the findings about changes and clashes, and the new extraction with the ids of the old one."""

    data: bytes
    findings: Findings
    pristine: Document


@dataclass(frozen=True)
class Origin:
    """Where the new version comes from: its name in messages, and the marks of its ids."""

    name: str = "the source"
    marks: Marks = NO_MARKS


SOURCE = Origin()


def merge(old: Document, new: Document, data: bytes, file: str, origin: Origin = SOURCE) -> Merged:
    """Returns the person's file with the changes from the old extraction to the new one.

    `file` is its path in messages. The file is not changed if it has errors, or if the changes would cause errors.
    """
    result = content.read(data, old.name, file)
    document = reported_elsewhere(result, content.read)
    errors = tuple(finding for finding in result.findings if finding.severity is Severity.ERROR)
    text = reported_elsewhere(decode(data, file), content.read)
    tree = None if errors else tree_of(text)
    if tree is None or document is None:
        return Merged(data, errors, old)
    added_ids = {part.id for part in identified_parts(document)} - {part.id for part in identified_parts(old)}
    names = persons_ids(old, document)
    old = renamed(old, names)
    new = renamed(new, {id: names[id] for id in origin.marks.sure & names.keys()})
    marks = Marks(frozenset(names.get(id, id) for id in origin.marks.sure), origin.marks.new)
    new = with_old_keys(old, with_old_ids(old, new, frozenset(tree.items), marks))
    before, after = tree_of(content.write(old)), tree_of(content.write(new))
    assert before is not None
    assert after is not None
    changed = _changed(before, after)
    ids = {address[0].removeprefix("#") for address in changed}
    apart = tree_of(without_flow(text, {address[-2] for address in changed if len(address) > 1}, ids))
    assert apart is not None
    work = _Merge(before, after, apart, file, added_ids & before.items.keys(), origin.name)
    lines = list(apart.lines)
    work.run()
    merged = _with_line_ends(work.mine.lines, data) if work.mine.lines != lines else data
    problems = content.read(merged, old.name, file).findings
    if wrong := [finding for finding in problems if finding.severity is Severity.ERROR]:
        message = f"the changes of {origin.name} could not be merged into this file, so it was not changed"
        return Merged(data, (error("merge-invalid", message, Place(file), wrong[0].message), *wrong), old)
    return Merged(merged, work.findings(), new)


def _changed(before: FileTree, after: FileTree) -> set[Address]:
    """The texts that were added, removed or changed."""
    first, second = ({address: _folded(unit.text) for address, unit in tree.units.items()} for tree in (before, after))
    return {address for address, _ in first.items() ^ second.items()}


def _with_line_ends(lines: list[str], data: bytes) -> bytes:
    """Joins the lines as bytes. Old lines keep their line ends; new lines get the line end of the first line."""
    raw = data.decode("utf-8-sig").splitlines(keepends=True) or ["\n"]
    bare = [line.rstrip("\r\n") for line in raw]
    ends = [line[len(text) :] for line, text in zip(raw, bare, strict=True)]
    result = [ends[0] or "\n"] * len(lines)
    for i, j, size in SequenceMatcher(None, bare, lines, autojunk=False).get_matching_blocks():
        result[j : j + size] = [end or ends[0] or "\n" for end in ends[i : i + size]]
    text = "".join(line + end for line, end in zip(lines, result, strict=True))
    if lines and not lines[-1]:
        text = text[: -len(result[-1])]
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return mark + text.encode()


def _folded(text: str) -> str:
    return " ".join(text.split())


@dataclass
class _Merge:
    before: FileTree
    after: FileTree
    mine: FileTree
    file: str
    touched: set[str]
    origin: str
    reports: list[tuple[Finding, Address]] = field(default_factory=list)

    def run(self) -> None:
        """Merges the texts, then the new, moved and removed items; labels of columns last, after their cells."""
        self.touched |= {
            name for name in self.before.items if self._texts_of(self.mine, name) - self._texts_of(self.before, name)
        }
        addresses = dict.fromkeys((*self.before.units, *self.after.units))
        labels = [address for address in addresses if is_column(address)]
        for address in addresses:
            if not is_column(address):
                self._merge_text(address)
        new = [name for name in self.after.items if name not in self.before.items]
        containers = [name for name in new if any(container[0] == "#" + name for container in self.after.order)]
        for name in containers:
            self._add_item(name)
        for name in jumped(self.before, self.after):
            self._move_item(name)
        for name in new:
            if name not in containers:
                self._add_item(name)
        for name in [n for n in self.before.items if n not in self.after.items]:
            self._remove_item(name)
        for address in labels:
            self._merge_text(address)
        for parent in dict.fromkeys(address[:-1] for address in labels):
            self._order_columns(parent)

    # -------------------------------------------------------------------------------------------- texts

    def _merge_text(self, address: Address) -> None:
        old, new, unit = (tree.units.get(address) for tree in (self.before, self.after, self.mine))
        old_text, new_text = old.text if old else "", new.text if new else ""
        if _folded(old_text) == _folded(new_text):
            if old and unit and not new and not unit.text.strip():
                self._splice(unit.first, unit.end, [])
            return
        if not self._holder_in_all(address):
            self._report_absent(address, old_text, new_text)
        elif new is None and unit is not None and _folded(unit.text) == _folded(old_text):
            self._remove_text(address, unit)
        elif unit is None and (old is not None or not new_text):
            self._clash(address, old_text, new_text, "")
        elif unit is None:
            self._add_text(address, new_text)
        elif _folded(unit.text) == _folded(old_text):
            self._replace(unit, new_text)
            self._report(f"{self._describe(address)} was changed, as in {self.origin}", address)
        elif _folded(unit.text) != _folded(new_text):
            self._merge_words(address, old_text, new_text, unit)

    def _merge_words(self, address: Address, old_text: str, new_text: str, unit: MergeUnit) -> None:
        merged, clashes = merge_words(old_text.strip("\n"), new_text.strip("\n"), unit.text.strip("\n"))
        if _folded(merged) != _folded(unit.text):
            self._replace(unit, merged)
            self._report(f"the changes of {self.origin} were added to yours in {self._describe(address)}", address)
        for clash in clashes:
            self._clash(address, clash.before, clash.source, clash.person)

    def _report_absent(self, address: Address, old_text: str, new_text: str) -> None:
        """Reports a change in a row or section that the person has removed; it is not brought back."""
        name = address[0].removeprefix("#")
        if name in self.before.items and name in self.after.items:
            now = f"{self.origin} says “{_folded(new_text)}” in “{address[-1]}” (before: “{_folded(old_text)}”)"
            message = f"{self._named(name)} stays out because you removed it; {now}"
            self._warn("merge-clash", message, address, "add it yourself if you want it back")

    def _remove_text(self, address: Address, unit: MergeUnit) -> None:
        """Removes a text that the source no longer has. The label of a column is kept while the column has cells."""
        if is_column(address) and any(cell[1:] == address[-1:] for cell in self.mine.units if cell[0].startswith("#")):
            message = f"{self._describe(address)} is no longer in {self.origin}; the column was kept because you have words in it"
            self._warn("merge-gone", message, address, "remove the column if you no longer need it")
            return
        self._splice(unit.first, unit.end, [])
        self._report(f"{self._describe(address)} was removed, as in {self.origin}", address)

    def _order_columns(self, parent: Address) -> None:
        """Puts the labels of columns in the source's new order, unless the person has changed the order."""
        old_order, new_order, my_order = (
            [a for a in tree.units if a[:-1] == parent] for tree in (self.before, self.after, self.mine)
        )
        if (
            [a for a in my_order if a in old_order] != [a for a in old_order if a in my_order]
            or set(my_order) != set(new_order)
            or my_order == new_order
        ):
            return
        units = [self.mine.units[address] for address in my_order]
        if any(following.first != unit.end for unit, following in pairwise(units)):
            return
        lines = [line for address in new_order for line in self._lines(address)]
        self._splice(units[0].first, units[-1].end, lines)
        self._report(f"the columns of {parent[0].removeprefix('#')} were put in the order of {self.origin}", parent[:1])

    def _lines(self, address: Address) -> list[str]:
        unit = self.mine.units[address]
        return self.mine.lines[unit.first : unit.end]

    def _holder_in_all(self, address: Address) -> bool:
        """Whether the item with this text is in all three versions. Otherwise the text is added or removed with the item."""
        name = address[0].removeprefix("#")
        return not address[0].startswith("#") or all(name in t.items for t in (self.before, self.after, self.mine))

    def findings(self) -> Findings:
        """Returns the findings, each with the line of its text or item in the merged file."""
        return tuple(replace(finding, place=Place(self.file, self._line(about))) for finding, about in self.reports)

    def _named(self, name: str) -> str:
        return named(name, (self.mine, self.before, self.after))

    def _describe(self, address: Address) -> str:
        return describe(address, (self.mine, self.before, self.after))

    def _line(self, about: Address) -> int:
        unit, item = self.mine.units.get(about), self.mine.items.get(about[0].removeprefix("#"))
        return unit.first + 1 if unit else item.first + 1 if item else 0

    def _clash(self, address: Address, old_text: str, new_text: str, my_text: str) -> None:
        now = f"{self.origin} says “{_folded(new_text)}” (before: “{_folded(old_text)}”)"
        message = f"{self._describe(address)}: your words were kept, “{_folded(my_text)}”; {now}"
        self._warn("merge-clash", message, address, f"change it yourself if {self.origin} is right")

    def _warn(self, rule: str, message: str, about: Address, hint: str) -> None:
        self.reports.append((warning(rule, message, hint=hint), about))

    def _report(self, message: str, about: Address) -> None:
        self.reports.append((note("merge-changed", message), about))

    def _replace(self, unit: MergeUnit, text: str) -> None:
        """Writes the entry again in the same form: as a block, or on the line of its key."""
        first = self.mine.lines[unit.first]
        lines = _entry_lines(unit.key, text.strip("\n"), unit.block or "\n" in text.strip("\n"), unit.column)
        lines[0] = first[: unit.column] + lines[0][unit.column :]
        self._splice(unit.first, unit.end, lines)

    def _add_text(self, address: Address, text: str) -> None:
        """Adds an entry after the key that precedes it in the new extraction."""
        parent = address[:-1]
        keys = [entry[-1] for entry in self.after.units if entry[:-1] == parent]
        place = keys.index(address[-1])
        present = [self.mine.units[(*parent, key)] for key in keys if (*parent, key) in self.mine.units]
        above = [unit for unit in present if unit.key in keys[:place]]
        if not above and not (present and not self.mine.lines[present[0].first][: present[0].column].strip()):
            message = f"{self._describe(address)} is new in {self.origin}, but this file has no place for it: “{_folded(text)}”"
            self._warn("merge-no-place", message, address, "add it yourself")
            return
        new, near = self.after.units[address], above[-1] if above else present[0]
        line = near.end if above else near.first
        self._splice(line, line, _entry_lines(new.key, text.strip("\n"), new.block, near.column))
        self._report(f"{self._describe(address)} is new in {self.origin}", address)

    def _splice(self, first: int, end: int, lines: list[str]) -> None:
        self.mine.lines[first:end] = lines
        again = tree_of("\n".join(self.mine.lines))
        assert again is not None
        self.mine = again

    # -------------------------------------------------------------------------------------------- items

    def _remove_item(self, name: str) -> None:
        value = self.mine.items.get(name)
        if value is None:
            return
        if self._edited(name):
            message = f"{self._named(name)} is no longer in {self.origin}; it was kept because you have edited it"
            self._warn("merge-gone", message, ("#" + name,), "delete it if you no longer need it")
            return
        text = f"{self._named(name)} was removed, as in {self.origin}"
        self._cut(value)
        self._report(text, ("#" + name,))

    def _edited(self, name: str) -> bool:
        """Whether a person has changed a text of the item, or it contains an item that was changed or has to stay."""
        inside = {n for n, item in self.mine.items.items() if item.container[0] == "#" + name}
        to_stay = inside - self.before.items.keys() | inside & self.after.items.keys()
        return name in self.touched or bool(to_stay) or any(self._edited(inner) for inner in inside)

    def _texts_of(self, tree: FileTree, name: str) -> set[tuple[Address, str]]:
        """Returns the texts and the comments of an item."""
        item = tree.items.get(name)
        lines = tree.lines[item.first : item.end] if item else []
        texts = {(address, _folded(unit.text)) for address, unit in tree.units.items() if address[0] == "#" + name}
        return texts | {(("#",), line.strip()) for line in lines if line.lstrip().startswith("#")}

    def _cut(self, item: MergeItem) -> list[str]:
        lines = self.mine.lines[item.first : item.end]
        first = item.first
        while first > 0 and not self.mine.lines[first - 1].strip():
            first -= 1
        alone = self.mine.order[item.container] == [item.id]
        if alone:
            key = self.mine.lines[first - 1]
            self._splice(first - 1, item.end, [f"{key} []" if key.rstrip().endswith(":") else key])
        else:
            end, leads = item.end, self.mine.order[item.container][0] == item.id
            while leads and first == item.first and end < len(self.mine.lines) and not self.mine.lines[end].strip():
                end += 1
            self._splice(first, end, [])
        return lines

    def _move_item(self, name: str) -> None:
        """Moves an item to its new place in the source, unless the person has moved it."""
        old, new, item = self.before.items[name], self.after.items[name], self.mine.items.get(name)
        if item is None or item.container != old.container:
            return
        stayed = before_in(self.before, name, self.mine) == before_in(self.mine, name, self.before)
        if not stayed:
            return
        if new.container not in self.mine.order:
            message = f"{self._named(name)} was moved in {self.origin}, but this file has no such place"
            self._warn("merge-no-place", message, ("#" + name,), "move it yourself")
            return
        lines = self._cut(item)
        self._insert(name, new.container, lines, item.column)
        self._report(f"{self._named(name)} was moved, as in {self.origin}", ("#" + name,))

    def _add_item(self, name: str) -> None:
        new = self.after.items[name]
        holder = new.container[0].removeprefix("#")
        if name in self.mine.items or (holder in self.after.items and holder not in self.before.items):
            return
        if new.container not in self.mine.order:
            text = " ".join(self.after.lines[new.first : new.end])
            message = f"{name} is new in {self.origin}, but this file has no place for it: “{_folded(text)}”"
            self._warn("merge-no-place", message, new.container[:1], "add it yourself")
            return
        self._insert(name, new.container, lines_without(self.after, new, set(self.before.items)), new.column)
        self._report(f"{self._named(name)} is new in {self.origin}", ("#" + name,))

    def _insert(self, name: str, container: Address, lines: list[str], column: int) -> None:
        """Inserts the lines of an item after the item that precedes it in the new extraction."""
        order = self.after.order[container]
        present = self.mine.order[container]
        before = [item for item in order[: order.index(name)] if item in present]
        anchor = self.mine.items[before[-1]] if before else None
        first_item = self.mine.items[present[0]] if present else None
        sibling = anchor or first_item
        shifted = _shifted(lines, (sibling.column if sibling else column) - column)
        apart = [""] if self._apart(container) else []
        if anchor:
            self._splice(anchor.end, anchor.end, [*apart, *shifted])
        elif first_item:
            self._splice(first_item.first, first_item.first, [*shifted, *apart])
        else:
            self._fill(container, shifted)

    def _fill(self, container: Address, lines: list[str]) -> None:
        """Inserts the first item under an empty key (`rows: []`)."""
        holder = self.mine.items.get(container[0].removeprefix("#"))
        line_numbers = range(holder.first, holder.end) if holder else range(len(self.mine.lines))
        for number in line_numbers:
            line = self.mine.lines[number]
            if line.strip().removeprefix("- ") == f"{container[-1]}: []":
                self._splice(number, number + 1, [line.replace(" []", ""), *lines])
                return

    def _apart(self, container: Address) -> bool:
        """Whether the items of a container have blank lines between them."""
        names = self.mine.order[container]
        if len(names) < 2:
            return True
        second = self.mine.items[names[1]]
        return not self.mine.lines[second.first - 1].strip()


def is_column(address: Address) -> bool:
    """Whether a text is the label of a column."""
    return "columns" in address[-2:-1]


def _entry_lines(key: str, text: str, as_block: bool, column: int) -> list[str]:
    indent = " " * column
    if not text:
        return [f"{indent}{key}:"]
    return f"{indent}{key}: {block(text, indent + '  ') if as_block else quoted(text)}".split("\n")


def _shifted(lines: list[str], by: int) -> list[str]:
    if by >= 0:
        return [" " * by + line if line.strip() else line for line in lines]
    return [line[-by:] if not line[:-by].strip() else line for line in lines]
