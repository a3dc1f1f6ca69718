"""Running prose of a page: lines that are broken because they are full."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from pipeline.sources.pdf.tables.page_lines import PageText, Segment, is_figure

# In parts of the height of the words: segments nearer than NEAR are one line of prose (justified lines have wide spaces);
# lines farther apart than APART are two paragraphs; no line is indented by more than INDENT.
NEAR, APART, INDENT = 1.2, 0.9, 4.0
LEAST_LINES, LEAST_WORDS = 3, 3.5


class _Strip:
    """A stretch of a line, with the stretches above and below that it overlaps."""

    __slots__ = ("bottom", "parts", "top", "up", "words", "x0", "x1")

    def __init__(self, part: Segment) -> None:
        self.parts = [part]
        self.x0, self.x1, self.top, self.bottom = part.x0, part.x1, part.top, part.bottom
        self.words = len(part.words)
        self.up: list[_Strip] = []

    def add(self, part: Segment) -> None:
        self.parts.append(part)
        self.x1 = max(self.x1, part.x1)
        self.top, self.bottom = min(self.top, part.top), max(self.bottom, part.bottom)
        self.words += len(part.words)


def mark_prose(text: PageText) -> None:
    """Sets `prose` on the segments of running text, in one column or several."""
    chains: list[list[_Strip]] = []
    open_chains: dict[int, list[_Strip]] = {}
    above: list[_Strip] = []
    for line in text.lines:
        strips = _strips(line)
        continued = {id(strip): chain for strip, chain in _chained(strips, above, open_chains)}
        chains += [chain for chain in continued.values() if len(chain) == 1]
        # A line that does not reach under a column leaves what stands above in that column open.
        covered = {id(other) for strip in strips for other in strip.up}
        top = line[0].top
        kept = [other for other in above if id(other) not in covered and top - other.bottom < other.bottom - other.top]
        open_chains = continued | {id(other): open_chains[id(other)] for other in kept}
        above = strips + kept
    for chain in chains:
        if _is_prose(chain, text):
            for strip in chain:
                for part in strip.parts:
                    part.prose = True


def _chained(
    strips: Sequence[_Strip], above: Sequence[_Strip], chains: dict[int, list[_Strip]]
) -> list[tuple[_Strip, list[_Strip]]]:
    """Each strip with the chain that it continues (where it stands alone under a strip alone over it) or begins."""
    below: dict[int, int] = {}
    for strip in strips:
        strip.up = [
            other
            for other in above
            if other.x0 < strip.x1
            and strip.x0 < other.x1
            and strip.top - other.bottom < APART * (strip.bottom - strip.top)
        ]
        for other in strip.up:
            below[id(other)] = below.get(id(other), 0) + 1
    found = []
    for strip in strips:
        alone = (
            len(strip.up) == 1
            and below[id(strip.up[0])] == 1
            and abs(strip.x0 - strip.up[0].x0) < INDENT * (strip.bottom - strip.top)
        )
        chain = chains[id(strip.up[0])] if alone else []
        chain.append(strip)
        found.append((strip, chain))
    return found


def _strips(line: Iterable[Segment]) -> list[_Strip]:
    strips: list[_Strip] = []
    for part in line:
        if strips and part.x0 - strips[-1].x1 <= NEAR * (part.bottom - part.top):
            strips[-1].add(part)
        else:
            strips.append(_Strip(part))
    return strips


def _is_prose(chain: list[_Strip], text: PageText) -> bool:
    """Prose has several words a line, few figures, hardly a gap, one left edge, and lines broken where they are full."""
    if len(chain) < LEAST_LINES:
        return False
    inner = chain[:-1]
    if sum(strip.words for strip in inner) < LEAST_WORDS * len(inner):
        return False
    if sum(len(strip.parts) for strip in chain) > 1.4 * len(chain):
        return False
    left = sorted(strip.x0 for strip in chain)
    if sum(abs(x - left[len(left) // 2]) < 3 for x in left) < 0.6 * len(left):
        return False
    words = text.words
    right = max(strip.x1 for strip in chain)
    full = 0
    for strip, following in itertools.pairwise(chain):
        first = words[following.parts[0].words[0]]
        room = right - strip.x1 - text.space * (strip.bottom - strip.top)
        full += first.x1 - first.x0 > room
    if full < 0.7 * len(inner):
        return False
    sample = [words[index].text for strip in inner[:6] for part in strip.parts for index in part.words]
    return sum(map(is_figure, sample)) < 0.35 * len(sample)
