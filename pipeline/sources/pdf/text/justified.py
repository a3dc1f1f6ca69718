"""Justified columns that are narrower than the text of the page, as beside a picture: their lines are full where they end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model.place import Box
from pipeline.sources.pdf.text.words import Line


def beside_justified(lines: Sequence[Line], right: float) -> Iterator[Box]:
    """The white space, up to `right`, beside three lines or more that begin and end together; one goes on in small letters."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and abs(line.x0 - runs[-1][-1].x0) < 1 and abs(line.x1 - runs[-1][-1].x1) < 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    for run in runs:
        small = any(line.text[:1].islower() for line in run[1:])
        if len(run) > 2 and small and run[0].x1 < right - run[0].size:
            yield Box(max(line.x1 for line in run) + run[0].size, run[0].top, right, run[-1].bottom)
