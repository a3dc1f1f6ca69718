"""Where lines that follow each other part into entries, so that a table may stand there without any rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.model.place import Box
from pipeline.sources.pdf.tables.page_lines import PageText, Segment, TextLine

CAPTION = re.compile(
    r"(table|exhibit|figure|chart|box|map|tableau|tabelle|tabella|tabla|tabel|abbildung|graph|grafico)\s+\S*\d\S*",
    re.IGNORECASE,
)

# A caption stands over its table at most so many line heights away, its own further lines counted.
FAR = 5.5


class OpenRegion(NamedTuple):
    """Lines that may be a table, and whether the caption of a table stands over them."""

    lines: list[TextLine]
    captioned: bool


def is_caption(text: PageText, line: TextLine) -> bool:
    """Whether a line begins as the caption of a table or a figure does."""
    return CAPTION.match(text.text(line[0])) is not None


def is_free(part: Segment, taken: Sequence[Box]) -> bool:
    """Whether a segment lies outside of all the boxes."""
    x, y = (part.x0 + part.x1) / 2, (part.top + part.bottom) / 2
    return not any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in taken)


def open_regions(text: PageText, taken: Sequence[Box], prose: bool = False) -> list[OpenRegion]:
    """Lines outside of the boxes taken that follow each other and part into entries.

    With `prose` the lines of running text count too, where they stand beside each other.
    """
    caption: TextLine = []
    singles: list[TextLine] = []
    groups: list[_Group] = []
    done: list[_Group] = []
    for line in text.lines:
        for run in _runs(line, taken, prose):
            if is_caption(text, run):
                done += [group for group in groups if group.overlaps(run)]
                groups = [group for group in groups if not group.overlaps(run)]
                caption = run
                continue
            home = next((group for group in groups if group.takes(run)), None)
            # A line that stands in the way of a table ends it.
            done += [group for group in groups if group is not home and group.overlaps(run)]
            groups = [group for group in groups if group is home or not group.overlaps(run)]
            if home:
                home.add(run)
            else:
                if len(run) > 1:
                    groups.append(_Group(run, caption))
                    groups[-1].crown(singles)
                    singles = []
                else:
                    singles.append(run)
    return [OpenRegion(group.closed(), group.captioned) for group in done + groups if group.rows > 1]


def _runs(line: TextLine, taken: Sequence[Box], prose: bool) -> Iterator[TextLine]:
    run: TextLine = []
    for part in line:
        if (part.prose and not prose) or not is_free(part, taken):
            if run:
                yield run
            run = []
        else:
            run.append(part)
    if run:
        yield run


class _Group:
    """Lines that may be a table: `pending` are lines of one segment since the last line of several."""

    def __init__(self, run: TextLine, caption: TextLine) -> None:
        self.lines: list[TextLine] = [run]
        height = run[0].bottom - run[0].top
        self.captioned = bool(caption) and 0 < run[0].top - caption[0].top < FAR * height
        self.pending: list[TextLine] = []
        self.rows = 1
        self.loose = 0
        self.height = height
        self.x0, self.x1 = run[0].x0, run[-1].x1
        self.bottom = max(part.bottom for part in run)

    def crown(self, singles: list[TextLine]) -> None:
        """Takes in the lines just above that stand over its later columns: headers of several lines begin so."""
        top = self.lines[0][0].top
        for run in reversed(singles[-3:]):
            part = run[0]
            over = self.x0 + 0.1 * (self.x1 - self.x0) < part.x0 < self.x1 and not part.prose
            if (
                not over
                or abs(part.bottom - part.top - self.height) > 1
                or not -self.height < top - part.bottom < 0.4 * self.height
            ):
                break
            self.lines.insert(0, run)
            top = part.top

    def overlaps(self, run: TextLine) -> bool:
        shared = min(self.x1, run[-1].x1) - max(self.x0, run[0].x0)
        return shared > 0.5 * min(self.x1 - self.x0, run[-1].x1 - run[0].x0)

    def takes(self, run: TextLine) -> bool:
        top = min(part.top for part in run)
        height = run[0].bottom - run[0].top
        if top - self.bottom > 2.2 * height or not self.overlaps(run):
            return False
        if len(run) == 1 and height > 1.15 * self.height:
            return False
        if len(run) > 1 or not self._wide(run):
            return True
        return self.loose < 3 and not run[0].prose

    def _wide(self, run: TextLine) -> bool:
        return run[0].x1 - run[0].x0 > 0.72 * (self.x1 - self.x0)

    def add(self, run: TextLine) -> None:
        self.bottom = max(part.bottom for part in run)
        if len(run) == 1:
            self.pending.append(run)
            self.loose += self._wide(run)
            return
        self.loose = 0
        self.lines += [*self.pending, run]
        self.pending = []
        self.rows += 1
        self.x0, self.x1 = min(self.x0, run[0].x0), max(self.x1, run[-1].x1)

    def closed(self) -> list[TextLine]:
        """The lines, with those after the last full one that go on in the longest of its cells."""
        for run in self.pending:
            part = run[0]
            height = part.bottom - part.top
            above = [
                other
                for other in self.lines[-1]
                if abs(other.x0 - part.x0) < 1.5 * height and part.top - other.bottom < 0.7 * height
            ]
            if self._wide(run) or not above:
                break
            self.lines.append(run)
        return self.lines
