"""Finds the slips in a file that YAML cannot read, line by line, and mends them in memory so that the rest can be checked.

A content file has few kinds of lines: a key with its text, a key that opens something, an item that starts with "- ", and
the lines of a text under "|". What each line may be follows from the columns of those above it.
"""

from __future__ import annotations

import re

from pipeline.content.yaml.characters import Slip
from pipeline.content.yaml.first_lines import beginning, first_child
from pipeline.content.yaml.texts import KEY, LINE, Open, Texts, margin_of, move, short
from pipeline.content.yaml.values import VALUE_SLIPS, closing_line, is_text_mark

_NO_COLON = re.compile(r"([A-Za-z_]\w*)(?:( *[;=：﹕] *|:(?=\S))| +(?=\S)| *$)(.*)")
_BULLET = re.compile(r"(?:-(?=[A-Za-z_])|[*+•·–—] *)([A-Za-z_]\w*:(?:\s|$).*)")

# A line may hold several slips: a tab, a hyphen too many, a wrong column.
MOST_TRIES = 4


def mend(lines: list[str], known: frozenset[str]) -> tuple[list[str], list[Slip]]:
    """The lines mended, line for line, and the slips found. `known` are words that are keys."""
    walk = _Walk(lines, known)
    walk.run()
    return walk.lines, walk.slips


class _Walk(Texts):
    def run(self) -> None:
        """Walks over all lines; a step gives the line to go on with."""
        number, last, again = 0, -1, 0
        self.first(-1, -1)
        while number < len(self.lines):
            line = self.lines[number]
            again = again + 1 if number == last else 0
            last = number
            if again > MOST_TRIES:
                self.lines[number] = line = ""
            if line.rstrip() in ("---", "...") and self.stack:
                self.slip("second-document", number, "this line ends the file in the middle", "delete the line")
                self.lines[number] = line = ""
            if not line.strip() or line.lstrip().startswith("#") or line in ("---", "..."):
                number += 1
                continue
            number = self.step(number)

    def step(self, number: int) -> int:
        parts = LINE.fullmatch(self.lines[number])
        assert parts is not None
        margin, dashes, rest = len(parts[1]), parts[2], parts[3]
        if (wrong := _BULLET.fullmatch(dashes + rest)) and self.is_known(wrong[1]):
            message = "an entry of a list starts with a hyphen and a space"
            self.slip("missing-dash", number, message, f"write: - {short(wrong[1])}", (margin, 1))
            self.lines[number] = " " * margin + "- " + wrong[1]
            return number
        key = KEY.fullmatch(rest)
        if not key or (not self.is_known(rest) and not self.fits(margin, "item" if dashes else "key")):
            return self.words(number, margin, dashes, rest)
        return self.key(number, margin, dashes, (key[1], key[2] or ""))

    # -------------------------------------------------------------------------------------------- keys

    def fits(self, margin: int, kind: str) -> bool:
        """Whether a key or an item may start in this column."""
        if self.opener is not None and (margin > self.opener or (kind == "item" and margin == self.opener)):
            return True
        return not self.stack or any(one.column == margin and one.kind == kind for one in self.stack)

    def key(self, number: int, margin: int, dashes: str, pair: tuple[str, str]) -> int:
        kind = "item" if dashes else "key"
        if not self.fits(margin, kind) or self.outlier(number, margin + len(dashes), pair[1]):
            return self.misplaced(number, margin, dashes, pair[0])
        if self.opener is None or margin <= self.opener:
            while self.stack and (self.stack[-1].column, self.stack[-1].kind == kind) > (margin, True):
                self.stack.pop()
            while self.stack and self.stack[-1].column == margin and self.stack[-1].kind != kind:
                self.stack.pop()
        column = margin
        for dash in re.findall(r"- +", dashes):
            self.push("item", column, number, pair[0])
            column += len(dash)
        self.push("key", column, number, pair[0])
        return self.value(number, column, pair[1])

    def outlier(self, number: int, inner: int, value: str) -> bool:
        """Whether a line fits an outer level while the next line goes on with the inner one that it would close."""
        if self.opener is not None:
            return False
        column, kind = self.following(number, inner) if value else self.behind_children(number, inner)
        return column > inner and any(one.column == column and one.kind == kind for one in self.stack)

    def behind_children(self, number: int, inner: int) -> tuple[int, str]:
        """The column and kind of the line that follows what hangs on a key that opens something."""
        found = (beginning(self.lines, below, self.known) for below in range(number + 1, len(self.lines)))
        below = [one for one in found if one]
        child = below[0].margin if below else -1
        after = next((one for one in below if one.margin < child), None)
        return (after.margin, "item" if after.dashes else "key") if after and child > inner else (-1, "")

    def following(self, number: int, margin: int) -> tuple[int, str]:
        """The column and kind of the next line with a key, lines of a text left out."""
        key = KEY.fullmatch(self.lines[number].strip().removeprefix("- "))
        below = number + 1
        if key and is_text_mark(key[2] or ""):
            while below < len(self.lines) and (not self.lines[below].strip() or not self.has_key(below, margin)):
                below += 1
        while below < len(self.lines):
            parts = LINE.fullmatch(self.lines[below])
            if parts and parts[3] and not parts[3].startswith("#"):
                return len(parts[1]), "item" if parts[2] else "key"
            below += 1
        return -1, ""

    def has_key(self, number: int, margin: int) -> bool:
        """Whether a line is no deeper than the margin, or stands where an open mapping has its keys."""
        own = margin_of(self.lines[number])
        plain = self.lines[number].strip()
        return own <= margin or (self.is_known(plain.removeprefix("- ")) and any(o.column == own for o in self.stack))

    def push(self, kind: str, column: int, number: int, first: str) -> None:
        """Opens a mapping or a list unless it is open already."""
        if not any(one.column == column and one.kind == kind for one in self.stack):
            self.stack.append(Open(kind, column, number, first))

    def misplaced(self, number: int, margin: int, dashes: str, key: str) -> int:
        """Moves a line, and what stands deeper under it, to the column that was meant."""
        at = next((one for one in self.stack if one.column == margin), None)
        if at and at.kind == "item" and not dashes and key == at.first:
            message = f"a new entry begins here, so “- ” must stand before “{key}”"
            self.slip("missing-dash", number, message, f"write: - {key}:", (margin, len(key)))
            self.lines[number] = " " * margin + "- " + self.lines[number][margin:]
            return number
        if dashes and at and at.kind == "key" and not any(one.first == key for one in self.stack if one.kind == "item"):
            message = f"“- ” starts a new entry of a list, but “{key}” belongs to the entry above"
            self.slip("extra-dash", number, message, "delete the hyphen and the space after it", (margin, len(dashes)))
            self.lines[number] = " " * margin + self.lines[number][margin + len(dashes) :]
            return number
        kind = "item" if dashes else "key"
        best = self.meant(number, margin, dashes)
        fellow = f"as “{'- ' if kind == 'item' else ''}{best.first}:” in line {best.line + 1}"
        what = f"“{'- ' if dashes else ''}{key}:” starts in column {margin + 1}, where nothing can start"
        if self.fits(margin, kind):
            what = (
                f"“{'- ' if dashes else ''}{key}:” starts in column {margin + 1}, left of the list that it belongs to"
            )
        self.slip("indent", number, what, f"{move(best.column - margin)}, so that it starts {fellow} does", (0, margin))
        self.shift(number, margin, margin + len(dashes), best.column - margin)
        return number

    def meant(self, number: int, margin: int, dashes: str) -> Open:
        """The open list or mapping that a misplaced line belongs to: the one that the next line goes on with, or the nearest."""
        kind = "item" if dashes else "key"
        column, what = self.following(number, margin)
        places = [one for one in self.stack if one.kind == kind and one.column != margin] or self.stack
        if what == kind:
            same = [place for place in places if place.column == column]
        else:
            same = [place for place in places if dashes and place.column + len(dashes) == column]
        return min(same or places, key=lambda one: (abs(one.column - margin), -one.column))

    def shift(self, number: int, margin: int, inner: int, by: int) -> None:
        """Moves a line, and with it the deeper lines that hang on it: they start in the column `inner`, or are its text."""
        end = number + 1
        key = KEY.fullmatch(self.lines[number].strip().removeprefix("- "))
        hangs = inner > margin or (key is not None and (not key[2] or is_text_mark(key[2])))
        first = self.next_line(number + 1)
        near = first < len(self.lines) and margin_of(self.lines[first]) in (
            inner,
            margin + 2,
            *(range(margin + 1, margin + by + 1)),
        )
        while (
            hangs
            and near
            and end < len(self.lines)
            and (not self.lines[end].strip() or margin_of(self.lines[end]) > margin)
        ):
            if self.is_known(self.lines[end].strip()) and margin_of(self.lines[end]) == margin + by:
                break
            end += 1
        for n in range(number, end):
            if self.lines[n].strip():
                self.lines[n] = " " * max(0, margin_of(self.lines[n]) + by) + self.lines[n].lstrip(" ")

    def value(self, number: int, column: int, value: str) -> int:
        """What stands behind a key: nothing, a text in the line, or a text in the lines under it."""
        self.opener = self.plain = self.text = None
        if not value or value.startswith("#"):
            self.opener = column
            after = self.missing_mark(number, column)
            if after == number + 1:
                self.first(number, column)
            return after
        if is_text_mark(value):
            return self.under(number, column)
        start = len(self.lines[number]) - len(value)
        for rule in VALUE_SLIPS:
            if value_slip := rule(self.lines, number, column):
                self.slip(
                    value_slip.rule,
                    number,
                    value_slip.message,
                    value_slip.hint,
                    (start + value_slip.start, value_slip.width),
                )
                self.lines[number] = self.lines[number][:start] + value_slip.mended
                return number + 1
        if value[0] in "\"'[{":
            return max(number, closing_line(self.lines, number, column)) + 1
        self.plain = column
        return number + 1

    def first(self, number: int, column: int) -> None:
        """Mends the first line under a key that opens something, where those below it show that it is out of place."""
        found = first_child(self.lines, number, column, self.known)
        if not found:
            return
        line, fellow = found
        key = f"{line.dashes}{line.key}:"
        if fellow.dashes and not line.dashes:
            message = f"a new entry begins here, so “- ” must stand before “{line.key}”"
            hint = f"write: - {key}, {move(fellow.margin - line.margin)}".removesuffix(", take 0 spaces away before it")
            self.slip("missing-dash", line.line, message, hint, (line.margin, len(line.key)))
            self.lines[line.line] = " " * fellow.margin + "- " + self.lines[line.line][line.margin :]
            return
        margin = fellow.margin if bool(fellow.dashes) == bool(line.dashes) else fellow.margin - len(line.dashes)
        message = f"“{key}” starts in column {line.margin + 1}, another than the lines that belong to it"
        words = f"{move(margin - line.margin)}, so that it fits “{fellow.key}:” in line {fellow.line + 1}"
        self.slip("indent", line.line, message, words, (0, line.margin) if line.margin else (0, len(key)))
        self.shift(line.line, line.margin, line.margin + len(line.dashes), margin - line.margin)

    def missing_mark(self, number: int, column: int) -> int:
        """Lines of words under a key that lacks its “|”."""
        below = self.next_line(number + 1)
        if below >= len(self.lines) or margin_of(self.lines[below]) <= column:
            return number + 1
        parts = LINE.fullmatch(self.lines[below])
        assert parts is not None
        if KEY.fullmatch(parts[3]) or (parts[2] and not self.has_words_below(below, column)):
            return number + 1
        slip = _NO_COLON.fullmatch(parts[3])
        fellow = beginning(self.lines, self.next_line(below + 1), self.known)
        if slip and slip[1] in self.known and fellow and fellow.margin == len(parts[1]) + len(parts[2]):
            return number + 1
        key = self.lines[number].strip().removeprefix("- ")
        self.slip("missing-text-mark", number, "the text in the lines below needs the sign “|” here", f"write: {key} |")
        self.lines[number] += " |"
        return self.under(number, column)

    def has_words_below(self, number: int, column: int) -> bool:
        """Whether any line of the passage has words that are neither an item nor a key."""
        while number < len(self.lines) and (not self.lines[number].strip() or margin_of(self.lines[number]) > column):
            if self.lines[number].strip() and not self.lines[number].lstrip().startswith("- "):
                return True
            number += 1
        return False

    # -------------------------------------------------------------------------------------------- lines without a key

    def words(self, number: int, margin: int, dashes: str, rest: str) -> int:
        """A line that is no key: a slip in writing one, or a line of a text."""
        if self.plain is not None and margin > self.plain and not KEY.fullmatch(rest):
            return number + 1
        slip = _NO_COLON.fullmatch(rest)
        if slip and slip[1] in self.known and self.fits(margin, "item" if dashes else "key"):
            return self.no_colon(number, margin + len(dashes), slip)
        if dashes and not self.text and self.fits(margin, "item"):
            self.push("item", margin, number, "")
            self.opener = None
            return number + 1
        if self.text and margin >= self.text[1]:
            return number + 1
        if self.text:
            return self.outdented(number, self.text[1], lambda line: not self.is_known(line.strip().removeprefix("- ")))
        if slip and slip[1] in self.known:
            return self.no_colon(number, margin + len(dashes), slip)
        if self.plain is not None and margin > self.plain:
            message = "this line goes on with the text above, and its colon would cut it"
            self.slip("missing-text-mark", number, message, "put the whole text in lines under “|”")
        else:
            message = "this line is neither a key with its colon nor part of a text"
            self.slip("stray-line", number, message, "put a colon and a space after the key, or delete the line")
        self.lines[number] = ""
        return number + 1

    def no_colon(self, number: int, start: int, slip: re.Match[str]) -> int:
        """A key without its colon, with a wrong sign for it, or without the space after it."""
        key, sign, rest = slip[1], (slip[2] or "").strip(), slip[3].strip()
        if sign == ":":
            message, rule = f"after “{key}:” a space is missing", "missing-space"
        else:
            message, rule = f"after “{key}” the colon is missing", "missing-colon"
        hint = f"write: {key}: {short(rest)}".rstrip()
        self.slip(rule, number, message, hint, (start, len(key) + len(sign)))
        self.lines[number] = f"{self.lines[number][:start]}{key}: {rest}".rstrip()
        return number
