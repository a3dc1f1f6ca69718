"""Where a table without a full lattice may stand: between level rules of one width, or where lines part into entries."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.extractors.pdf_grid_edges import SNAP, Rule, Rules
from pipeline.extractors.pdf_grid_text import PageText, Segment, TextLine
from pipeline.place import Box

CAPTION = re.compile(
    r"(table|exhibit|figure|chart|box|map|tableau|tabelle|tabella|tabla|tabel|abbildung|graph|grafico)\s+\S*\d\S*",
    re.IGNORECASE,
)
LONGEST_STACK = 300


@dataclass
class Region:
    """Lines that may be a table, in the order of the page."""

    lines: list[TextLine] = field(default_factory=list)
    box: Box = (0.0, 0.0, 0.0, 0.0)
    stacked: bool = False


def level_stacks(rules: Rules) -> list[list[Rule]]:
    """Level rules of about the same width above each other, top to bottom; pieces of one rule over several columns are one."""
    levels = sorted(_levels(rules.horizontal), key=lambda rule: rule.start - rule.end)[:LONGEST_STACK]
    levels.sort()
    stacks: list[list[Rule]] = []
    for rule in levels:
        for stack in stacks:
            if abs(stack[-1].start - rule.start) <= 8 and abs(stack[-1].end - rule.end) <= 8:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) > 1]


def _levels(rules: Sequence[Rule]) -> Iterator[Rule]:
    """Rules of one height joined where only the white between columns parts them."""
    row: list[Rule] = []
    for rule in (*rules, None) if rules else ():
        if rule is not None and (not row or rule.at - row[0].at <= SNAP):
            row.append(rule)
            continue
        row.sort(key=lambda piece: piece.start)
        start, end = row[0].start, row[0].end
        for piece in row[1:]:
            if piece.start - end > 14:
                yield Rule(row[0].at, start, end)
                start = piece.start
            end = max(end, piece.end)
        yield Rule(row[0].at, start, end)
        row = [rule] if rule is not None else []


def is_caption(text: PageText, line: TextLine) -> bool:
    """Whether a line begins as the caption of a table or a figure does."""
    return CAPTION.match(text.text(line[0])) is not None


def stacked_regions(rules: Rules, text: PageText, taken: Sequence[Box]) -> list[Region]:
    """What stands between level rules of one width, without running prose."""
    regions = []
    for stack in level_stacks(rules):
        strips = _strips(stack, text, taken)
        run: list[tuple[Rule, Rule, list[TextLine]]] = []
        for strip in (*strips, None):
            if strip is not None and not _has_prose(strip[2], strip[0]):
                run.append(strip)
                continue
            while run and not run[0][2]:
                del run[0]
            while run and not run[-1][2]:
                del run[-1]
            if sum(len(line) > 1 for _, _, lines in run for line in lines) > 1:
                first, last = run[0][0], run[-1][1]
                box = (min(first.start, last.start), first.at, max(first.end, last.end), last.at)
                regions.append(Region([line for _, _, lines in run for line in lines], box, True))
            run = []
    return regions


def _strips(stack: Sequence[Rule], text: PageText, taken: Sequence[Box]) -> list[tuple[Rule, Rule, list[TextLine]]]:
    strips = []
    for above, below in itertools.pairwise(stack):
        start, end = min(above.start, below.start) - 4, max(above.end, below.end) + 4
        lines = []
        for line in text.lines:
            parts = [
                part
                for part in line
                if above.at < (part.top + part.bottom) / 2 < below.at
                and start <= (part.x0 + part.x1) / 2 <= end
                and _free(part, taken)
            ]
            if parts:
                lines.append(parts)
        strips.append((above, below, lines))
    return strips


def _free(part: Segment, taken: Sequence[Box]) -> bool:
    x, y = (part.x0 + part.x1) / 2, (part.top + part.bottom) / 2
    return not any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in taken)


def _has_prose(lines: Sequence[TextLine], rule: Rule) -> bool:
    prose = [part for line in lines for part in line if part.prose]
    return len(prose) > 2 and any(part.x1 - part.x0 > 0.3 * (rule.end - rule.start) for part in prose)


def open_regions(text: PageText, taken: Sequence[Box]) -> list[Region]:
    """Lines outside of the boxes taken that follow each other and part into entries."""
    groups: list[_Group] = []
    done: list[_Group] = []
    for line in text.lines:
        for run in _runs(line, taken):
            if is_caption(text, run):
                done += [group for group in groups if group.overlaps(run)]
                groups = [group for group in groups if not group.overlaps(run)]
                continue
            for group in groups:
                if group.takes(run):
                    group.add(run)
                    break
            else:
                if len(run) > 1:
                    groups.append(_Group(run))
    return [Region(group.lines) for group in done + groups if group.rows > 1]


def _runs(line: TextLine, taken: Sequence[Box]) -> Iterator[TextLine]:
    run: TextLine = []
    for part in line:
        if part.prose or not _free(part, taken):
            if run:
                yield run
            run = []
        else:
            run.append(part)
    if run:
        yield run


class _Group:
    """Lines that may be a table: `pending` are lines of one segment since the last line of several."""

    def __init__(self, run: TextLine) -> None:
        self.lines: list[TextLine] = [run]
        self.pending: list[TextLine] = []
        self.rows = 1
        self.x0, self.x1 = run[0].x0, run[-1].x1
        self.bottom = max(part.bottom for part in run)

    def overlaps(self, run: TextLine) -> bool:
        shared = min(self.x1, run[-1].x1) - max(self.x0, run[0].x0)
        return shared > 0.5 * min(self.x1 - self.x0, run[-1].x1 - run[0].x0)

    def takes(self, run: TextLine) -> bool:
        top = min(part.top for part in run)
        height = run[0].bottom - run[0].top
        if top - self.bottom > 2.2 * height or not self.overlaps(run):
            return False
        return not (len(run) == 1 and (len(self.pending) > 2 or run[0].x1 - run[0].x0 > 0.9 * (self.x1 - self.x0)))

    def add(self, run: TextLine) -> None:
        self.bottom = max(part.bottom for part in run)
        if len(run) == 1:
            self.pending.append(run)
            return
        self.lines += [*self.pending, run]
        self.pending = []
        self.rows += 1
        self.x0, self.x1 = min(self.x0, run[0].x0), max(self.x1, run[-1].x1)
