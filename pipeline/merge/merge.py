"""A new extraction merged into the file that a person has edited, so that no edit is lost and no other byte changes.

Old and new extraction are compared, aligned by record; what the source changed is put into the person's file at its place.
Where both changed the same words the person's stay, and both are reported. Rows that the source added, removed or moved are
added, removed or moved in the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import pairwise

from pipeline import content
from pipeline.content.yaml.nodes import block, decode, quoted
from pipeline.merge.align import NO_MARKS, Marks, persons_ids, renamed, things, with_old_ids
from pipeline.merge.columns import with_old_keys
from pipeline.merge.order import before_in, jumped
from pipeline.merge.tree import Address, FileTree, MergeItem, MergeUnit, lines_without, named, say, tree_of
from pipeline.merge.words import merge as merge_words
from pipeline.model.document import Document
from pipeline.model.findings import Finding, Findings, Severity, error, note, warning
from pipeline.model.place import Place
from pipeline.model.with_findings import reported_elsewhere


@dataclass(frozen=True)
class Merged:
    """The merged file, what was changed and what clashed, and the new extraction with the ids that travelled to it."""

    data: bytes
    findings: Findings
    pristine: Document


@dataclass(frozen=True)
class Origin:
    """Where the new version comes from: what messages call it, and the marks that it carries."""

    name: str = "the source"
    marks: Marks = NO_MARKS


SOURCE = Origin()


def merge(old: Document, new: Document, data: bytes, file: str, origin: Origin = SOURCE) -> Merged:
    """The person's file with what changed from the old extraction to the new one.

    `file` is its path for messages. A file with errors is left as it is, and so is one that the changes would make wrong.
    """
    result = content.read(data, old.name, file)
    document = reported_elsewhere(result, content.read)
    errors = tuple(finding for finding in result.findings if finding.severity is Severity.ERROR)
    text = reported_elsewhere(decode(data, file), content.read)
    mine = None if errors else tree_of(text)
    if mine is None or document is None:
        return Merged(data, errors, old)
    given = {thing.id for thing in things(document)} - {thing.id for thing in things(old)}
    names = persons_ids(old, document)
    old = renamed(old, names)
    new = renamed(new, {id: names[id] for id in origin.marks.sure & names.keys()})
    marks = Marks(frozenset(names.get(id, id) for id in origin.marks.sure), origin.marks.new)
    new = with_old_keys(old, with_old_ids(old, new, frozenset(mine.items), marks))
    before, after = tree_of(content.write(old)), tree_of(content.write(new))
    assert before is not None
    assert after is not None
    work = _Merge(before, after, mine, file, given & before.items.keys(), origin.name)
    work.run()
    merged = _with_line_ends(work.mine.lines, data)
    problems = content.read(merged, old.name, file).findings
    if wrong := [finding for finding in problems if finding.severity is Severity.ERROR]:
        message = f"what changed in {origin.name} could not be merged into this file, which was left as it is"
        return Merged(data, (error("merge-invalid", message, Place(file), wrong[0].message), *wrong), old)
    return Merged(merged, work.findings(), new)


def _with_line_ends(lines: list[str], data: bytes) -> bytes:
    """The lines as bytes: those that stood there before end as they did, new ones as the first."""
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
    told: list[tuple[Finding, Address]] = field(default_factory=list)

    def run(self) -> None:
        """Texts, then items that came, moved and went, each to its new place; the labels of columns last, when cells are gone."""
        self.touched |= {
            name for name in self.before.items if self._said(self.mine, name) - self._said(self.before, name)
        }
        addresses = dict.fromkeys((*self.before.units, *self.after.units))
        labels = [address for address in addresses if is_column(address)]
        for address in addresses:
            if not is_column(address):
                self._text(address)
        new = [name for name in self.after.items if name not in self.before.items]
        holders = [name for name in new if any(container[0] == "#" + name for container in self.after.order)]
        for name in holders:
            self._come(name)
        for name in jumped(self.before, self.after):
            self._moved(name)
        for name in new:
            if name not in holders:
                self._come(name)
        for name in [n for n in self.before.items if n not in self.after.items]:
            self._gone(name)
        for address in labels:
            self._text(address)
        for parent in dict.fromkeys(address[:-1] for address in labels):
            self._columns(parent)

    # -------------------------------------------------------------------------------------------- texts

    def _text(self, address: Address) -> None:
        old, new, unit = (tree.units.get(address) for tree in (self.before, self.after, self.mine))
        was, said = old.text if old else "", new.text if new else ""
        if _folded(was) == _folded(said):
            if old and unit and not new and not unit.text.strip():
                self._splice(unit.first, unit.end, [])
            return
        if not self._holder(address):
            self._absent(address, was, said)
        elif new is None and unit is not None and _folded(unit.text) == _folded(was):
            self._drop(address, unit)
        elif unit is None and (old is not None or not said):
            self._clash(address, was, said, "")
        elif unit is None:
            self._add(address, said)
        elif _folded(unit.text) == _folded(was):
            self._replace(unit, said)
            self._tell(f"{self._say(address)} is now as in {self.origin}", address)
        elif _folded(unit.text) != _folded(said):
            self._three(address, was, said, unit)

    def _three(self, address: Address, was: str, said: str, unit: MergeUnit) -> None:
        merged, clashes = merge_words(was.strip("\n"), said.strip("\n"), unit.text.strip("\n"))
        if _folded(merged) != _folded(unit.text):
            self._replace(unit, merged)
            self._tell(f"the changes of {self.origin} were put into {self._say(address)} beside yours", address)
        for clash in clashes:
            self._clash(address, clash.before, clash.source, clash.person)

    def _absent(self, address: Address, was: str, said: str) -> None:
        """Tells of a change in a row or section that the person has taken out; it stays out."""
        name = address[0].removeprefix("#")
        if name in self.before.items and name in self.after.items:
            now = f"{self.origin} says “{_folded(said)}” in “{address[-1]}” (before: “{_folded(was)}”)"
            message = f"{self._named(name)} stays out, as you have it; {now}"
            self._warn("merge-clash", message, address, "put it in by hand if it is to come back")

    def _drop(self, address: Address, unit: MergeUnit) -> None:
        """Takes out a text that the source no longer has; the label of a column stays while a cell stands under it."""
        if is_column(address) and any(cell[1:] == address[-1:] for cell in self.mine.units if cell[0].startswith("#")):
            message = (
                f"{self._say(address)} is no longer in {self.origin}; the column was left because you have words in it"
            )
            self._warn("merge-gone", message, address, "take the column out if it is done with")
            return
        self._splice(unit.first, unit.end, [])
        self._tell(f"{self._say(address)} was taken out, as in {self.origin}", address)

    def _columns(self, parent: Address) -> None:
        """Puts the labels of columns into the source's new order, if the person has left them in the old one."""
        had, now, own = ([a for a in tree.units if a[:-1] == parent] for tree in (self.before, self.after, self.mine))
        if [a for a in own if a in had] != [a for a in had if a in own] or set(own) != set(now) or own == now:
            return
        units = [self.mine.units[address] for address in own]
        if any(after.first != unit.end for unit, after in pairwise(units)):
            return
        lines = [line for address in now for line in self._lines(address)]
        self._splice(units[0].first, units[-1].end, lines)
        self._tell(f"the columns of {parent[0].removeprefix('#')} stand as in {self.origin}", parent[:1])

    def _lines(self, address: Address) -> list[str]:
        unit = self.mine.units[address]
        return self.mine.lines[unit.first : unit.end]

    def _holder(self, address: Address) -> bool:
        """Whether what holds the text is in all three versions; texts of whole items come and go with these."""
        name = address[0].removeprefix("#")
        return not address[0].startswith("#") or all(name in t.items for t in (self.before, self.after, self.mine))

    def findings(self) -> Findings:
        """The findings, each at the line where its text or item stands in the end."""
        return tuple(replace(finding, place=Place(self.file, self._line(about))) for finding, about in self.told)

    def _named(self, name: str) -> str:
        return named(name, (self.mine, self.before, self.after))

    def _say(self, address: Address) -> str:
        return say(address, (self.mine, self.before, self.after))

    def _line(self, about: Address) -> int:
        unit, item = self.mine.units.get(about), self.mine.items.get(about[0].removeprefix("#"))
        return unit.first + 1 if unit else item.first + 1 if item else 0

    def _clash(self, address: Address, was: str, said: str, own: str) -> None:
        now = f"{self.origin} says “{_folded(said)}” (before: “{_folded(was)}”)"
        message = f"{self._say(address)}: yours stays, “{_folded(own)}”; {now}"
        self._warn("merge-clash", message, address, f"change it by hand if {self.origin} is right")

    def _warn(self, rule: str, message: str, about: Address, hint: str) -> None:
        self.told.append((warning(rule, message, hint=hint), about))

    def _tell(self, message: str, about: Address) -> None:
        self.told.append((note("merge-changed", message), about))

    def _replace(self, unit: MergeUnit, said: str) -> None:
        """Writes the entry again in the shape that it has: a block, or a text on its key's line."""
        first = self.mine.lines[unit.first]
        lines = _entry(unit.key, said.strip("\n"), unit.block or "\n" in said.strip("\n"), unit.column)
        lines[0] = first[: unit.column] + lines[0][unit.column :]
        self._splice(unit.first, unit.end, lines)

    def _add(self, address: Address, said: str) -> None:
        """Writes an entry that the file has not: after the key that stands before it in the new extraction."""
        parent = address[:-1]
        keys = [other[-1] for other in self.after.units if other[:-1] == parent]
        place = keys.index(address[-1])
        known = [self.mine.units[(*parent, key)] for key in keys if (*parent, key) in self.mine.units]
        above = [unit for unit in known if unit.key in keys[:place]]
        if not above and not (known and not self.mine.lines[known[0].first][: known[0].column].strip()):
            message = (
                f"{self._say(address)} is new in {self.origin}, but its place is not in this file: “{_folded(said)}”"
            )
            self._warn("merge-no-place", message, address, "put it in by hand")
            return
        new, near = self.after.units[address], above[-1] if above else known[0]
        line = near.end if above else near.first
        self._splice(line, line, _entry(new.key, said.strip("\n"), new.block, near.column))
        self._tell(f"{self._say(address)} is new in {self.origin}", address)

    def _splice(self, first: int, end: int, lines: list[str]) -> None:
        self.mine.lines[first:end] = lines
        again = tree_of("\n".join(self.mine.lines))
        assert again is not None
        self.mine = again

    # -------------------------------------------------------------------------------------------- items

    def _gone(self, name: str) -> None:
        value = self.mine.items.get(name)
        if value is None:
            return
        if self._edited(name):
            message = f"{self._named(name)} is no longer in {self.origin}; it was left because you have edited it"
            self._warn("merge-gone", message, ("#" + name,), "delete it if it is done with")
            return
        text = f"{self._named(name)} was taken out, as in {self.origin}"
        self._cut(value)
        self._tell(text, ("#" + name,))

    def _edited(self, name: str) -> bool:
        """Whether a person has changed any text of an item, or one stands inside it that was changed, or is to stay."""
        inside = {n for n, item in self.mine.items.items() if item.container[0] == "#" + name}
        to_stay = inside - self.before.items.keys() | inside & self.after.items.keys()
        return name in self.touched or bool(to_stay) or any(self._edited(inner) for inner in inside)

    def _said(self, tree: FileTree, name: str) -> set[tuple[Address, str]]:
        """The texts and the comments of an item."""
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

    def _moved(self, name: str) -> None:
        """Puts an item where the source has it now, if the person has left it where it was."""
        old, new, item = self.before.items[name], self.after.items[name], self.mine.items.get(name)
        if item is None or item.container != old.container:
            return
        stayed = before_in(self.before, name, self.mine) == before_in(self.mine, name, self.before)
        if not stayed:
            return
        if new.container not in self.mine.order:
            message = f"{self._named(name)} was moved in {self.origin}, but its new place is not in this file"
            self._warn("merge-no-place", message, ("#" + name,), "move it by hand")
            return
        lines = self._cut(item)
        self._insert(name, new.container, lines, item.column)
        self._tell(f"{self._named(name)} was moved, as in {self.origin}", ("#" + name,))

    def _come(self, name: str) -> None:
        new = self.after.items[name]
        holder = new.container[0].removeprefix("#")
        if name in self.mine.items or (holder in self.after.items and holder not in self.before.items):
            return
        if new.container not in self.mine.order:
            text = " ".join(self.after.lines[new.first : new.end])
            message = f"{name} is new in {self.origin}, but its place is not in this file: “{_folded(text)}”"
            self._warn("merge-no-place", message, new.container[:1], "put it in by hand")
            return
        self._insert(name, new.container, lines_without(self.after, new, set(self.before.items)), new.column)
        self._tell(f"{self._named(name)} is new in {self.origin}", ("#" + name,))

    def _insert(self, name: str, container: Address, lines: list[str], column: int) -> None:
        """Puts the lines of an item behind its predecessor in the new extraction."""
        order = self.after.order[container]
        here = self.mine.order[container]
        before = [other for other in order[: order.index(name)] if other in here]
        anchor = self.mine.items[before[-1]] if before else None
        first = self.mine.items[here[0]] if here else None
        sibling = anchor or first
        shifted = _shifted(lines, (sibling.column if sibling else column) - column)
        apart = [""] if self._apart(container) else []
        if anchor:
            self._splice(anchor.end, anchor.end, [*apart, *shifted])
        elif first:
            self._splice(first.first, first.first, [*shifted, *apart])
        else:
            self._fill(container, shifted)

    def _fill(self, container: Address, lines: list[str]) -> None:
        """Puts the first item under a key that has none (`rows: []`), in the item or section that holds it."""
        holder = self.mine.items.get(container[0].removeprefix("#"))
        here = range(holder.first, holder.end) if holder else range(len(self.mine.lines))
        for number in here:
            line = self.mine.lines[number]
            if line.strip().removeprefix("- ") == f"{container[-1]}: []":
                self._splice(number, number + 1, [line.replace(" []", ""), *lines])
                return

    def _apart(self, container: Address) -> bool:
        """Whether items there have blank lines between them."""
        names = self.mine.order[container]
        if len(names) < 2:
            return True
        second = self.mine.items[names[1]]
        return not self.mine.lines[second.first - 1].strip()


def is_column(address: Address) -> bool:
    """Whether a text is the label of a column."""
    return "columns" in address[-2:-1]


def _entry(key: str, text: str, as_block: bool, column: int) -> list[str]:
    indent = " " * column
    if not text:
        return [f"{indent}{key}:"]
    return f"{indent}{key}: {block(text, indent + '  ') if as_block else quoted(text)}".split("\n")


def _shifted(lines: list[str], by: int) -> list[str]:
    if by >= 0:
        return [" " * by + line if line.strip() else line for line in lines]
    return [line[-by:] if not line[:-by].strip() else line for line in lines]
