"""Where a table stands between level rules of one width: above its headers, under them, and under its last row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model.place import Box
from pipeline.sources.pdf.tables.edges import SNAP, Rule
from pipeline.sources.pdf.tables.page_lines import PageText, TextLine, is_figure
from pipeline.sources.pdf.tables.regions import is_caption, is_free

# Points by which the ends of rules of one table may differ, and white between columns that may part one rule.
ENDS, PARTED = 8.0, 14.0
LONGEST_STACK = 300


@dataclass
class Stacked:
    """Lines that may be a table, in the order of the page, and the box that rules give it."""

    lines: list[TextLine]
    box: Box


@dataclass
class _Strip:
    above: Rule
    below: Rule
    lines: list[TextLine]


def _stacks(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Level rules of about the same width above each other, top to bottom; pieces of one rule over several columns are one."""
    levels = sorted(_levels(rules), key=lambda rule: rule.start - rule.end)[:LONGEST_STACK]
    levels.sort()
    stacks: list[list[Rule]] = []
    for rule in levels:
        for stack in stacks:
            if abs(stack[-1].start - rule.start) <= ENDS and abs(stack[-1].end - rule.end) <= ENDS:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return sorted((stack for stack in stacks if len(stack) > 1), key=lambda stack: stack[0].start - stack[0].end)


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
            if piece.start - end > PARTED:
                yield Rule(row[0].at, start, end)
                start = piece.start
            end = max(end, piece.end)
        yield Rule(row[0].at, start, end)
        row = [rule] if rule is not None else []


def stacked_regions(rules: Sequence[Rule], text: PageText, taken: Sequence[Box]) -> Iterator[Stacked]:
    """What stands between level rules of one width outside of the boxes taken, without running prose; boxes may be added
    to those taken while the widest stacks come first.
    """
    for stack in _stacks(rules):
        run: list[_Strip] = []
        for strip in (*(_strip(above, below, text, taken) for above, below in pairwise(stack)), None):
            if strip is not None and not _parts(strip, text):
                run.append(strip)
                continue
            region = _region(run, text)
            if region is not None:
                whole = _with_headers(region, rules, text)
                whole = whole if _ruled_below(whole, stack) else _with_body(whole, text)
                if sum(len(line) > 1 for line in whole.lines) > 1:
                    yield _widened(whole, rules, text)
            run = []


def _strip(above: Rule, below: Rule, text: PageText, taken: Sequence[Box]) -> _Strip:
    start, end = min(above.start, below.start) - 4, max(above.end, below.end) + 4
    lines = []
    for line in text.between(above.at, below.at):
        parts = [part for part in line if start <= (part.x0 + part.x1) / 2 <= end and is_free(part, taken)]
        if parts:
            lines.append(parts)
    return _Strip(above, below, lines)


def _parts(strip: _Strip, text: PageText) -> bool:
    """Whether a strip parts two tables: it holds running prose or a caption, or lines without entries."""
    width = strip.below.end - strip.below.start
    prose = sum(part.prose and part.x1 - part.x0 > 0.7 * width for line in strip.lines for part in line)
    if prose > 1 or any(is_caption(text, line) for line in strip.lines):
        return True
    if strip.lines and all(len(line) == 1 for line in strip.lines):
        first, last = strip.lines[0][0], strip.lines[-1][0]
        white = max(first.top - strip.above.at, strip.below.at - last.bottom)
        far = white > min(line[0].bottom - line[0].top for line in strip.lines)
        heading = any(line[0].bottom - line[0].top > 1.2 * text.height for line in strip.lines)
        return len(strip.lines) > 2 or far or heading
    return False


def _region(run: list[_Strip], text: PageText) -> Stacked | None:
    while run and not any(len(line) > 1 for line in run[-1].lines):
        run.pop()
    while run and (not run[0].lines or is_caption(text, run[0].lines[0])):
        del run[0]
    lines = [line for strip in run for line in strip.lines]
    if not lines:
        return None
    first, last = run[0].above, run[-1].below
    return Stacked(lines, (min(first.start, last.start), first.at, max(first.end, last.end), last.at))


def _with_headers(region: Stacked, rules: Sequence[Rule], text: PageText) -> Stacked:
    """Adds the headers that stand over the first long rule: entries in most columns, directly over it."""
    data = _is_data(region.lines[0], text)
    least = 2 if data else max(2, 0.6 * max(map(len, region.lines)))
    x0, top, x1, bottom = region.box
    lines: list[TextLine] = []
    for line in reversed(text.between(top - 120, top)):
        parts = [part for part in line if x0 - 4 <= (part.x0 + part.x1) / 2 <= x1 + 4]
        if not parts:
            continue
        low = max(part.bottom for part in parts)
        ruled = any(low - 2 <= rule.at < top - 3 and x0 - 4 <= rule.start and rule.end <= x1 + 4 for rule in rules)
        near = top - low < (1.3 if data or lines else 0.8) * (parts[0].bottom - parts[0].top)
        head = near and (len(parts) >= least or (ruled and data) or (len(parts) > 1 and bool(lines)))
        if not head or any(part.prose for part in parts) or is_caption(text, parts):
            break
        lines.insert(0, parts)
        top = min(part.top for part in parts)
    return Stacked(lines + region.lines, (x0, top, x1, bottom)) if lines else region


def _ruled_below(region: Stacked, stack: Sequence[Rule]) -> bool:
    """Whether rules of the same width go on under what they set off, so that it is more than the headers."""
    return any(rule.at > region.box[3] + SNAP for rule in stack)


def _with_body(region: Stacked, text: PageText) -> Stacked:
    """Adds the rows that follow where rules set off only the headers."""
    if len(region.lines) > 8 or any(_is_data(line, text) for line in region.lines):
        return region
    x0, top, x1, bottom = region.box
    lines: list[TextLine] = []
    end = bottom
    kept = 0
    for line in text.between(bottom, bottom + 2000):
        parts = [part for part in line if x0 - 4 <= (part.x0 + part.x1) / 2 <= x1 + 4]
        if not parts:
            continue
        away = min(part.top for part in parts) - end > 2.2 * (parts[0].bottom - parts[0].top)
        prose = any(part.prose and part.x1 - part.x0 > 0.7 * (x1 - x0) for part in parts)
        if away or prose or is_caption(text, parts):
            break
        end = max(part.bottom for part in parts)
        lines.append(parts)
        if len(parts) > 1:
            kept = len(lines)
    while 0 < kept < len(lines) and _goes_on(lines[kept - 1], lines[kept], x1 - x0):
        kept += 1
    if sum(_is_data(line, text) for line in lines[:kept]) < 2 and sum(len(line) > 1 for line in lines[:kept]) < 3:
        return region
    end = max(part.bottom for part in lines[kept - 1])
    return Stacked(region.lines + lines[:kept], (x0, top, x1, end + 1))


def _goes_on(above: TextLine, line: TextLine, width: float) -> bool:
    """Whether a lone line goes on in the longest cell of a row."""
    part = line[0]
    height = part.bottom - part.top
    return (
        len(line) == 1
        and part.x1 - part.x0 < 0.7 * width
        and any(abs(other.x0 - part.x0) < 1.5 * height and part.top - other.bottom < 0.7 * height for other in above)
    )


def _widened(region: Stacked, rules: Sequence[Rule], text: PageText) -> Stacked:
    """Takes in the labels to the left of rules that run only under the figures."""
    x0, top, x1, bottom = region.box
    if any(rule.end < x0 + 4 and top - 4 <= rule.at <= bottom + 4 for rule in rules):
        return region
    lines = []
    wider = 0
    for line in text.between(top, bottom):
        left = [part for part in line if part.x1 < x0 + 4 and not part.prose]
        inside = [part for part in line if x0 - 4 <= (part.x0 + part.x1) / 2 <= x1 + 4 and part not in left]
        wider += bool(left) and bool(inside)
        if left or inside:
            lines.append(left + inside)
    if wider < 0.6 * len(region.lines):
        return region
    return Stacked(lines, (min(line[0].x0 for line in lines), top, x1, bottom))


def _is_data(line: TextLine, text: PageText) -> bool:
    return len(line) > 1 and sum(is_figure(text.text(part)) for part in line[1:]) > 0.5 * (len(line) - 1)
