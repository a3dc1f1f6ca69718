"""Findings as a person reads them: like ones are one, with the lines of the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.model.findings import Finding

_PARTICULAR = re.compile(r"“[^”]*”|\"[^\"]*\"|\b[A-Za-z]*\d[\w.#-]*")
"""What differs between two messages of one cause: quoted words, numbers and ids."""
FEW = 3
"""So many like findings are told one by one."""
LINES = 12
"""So many lines of the others are named."""


def grouped(findings: Iterable[Finding]) -> Iterator[str]:
    """Each finding as text; of more than a few that differ only in quoted words and numbers, the first for all."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for one in dict.fromkeys(findings):
        groups.setdefault((one.rule, one.place.file, _PARTICULAR.sub("…", one.message)), []).append(one)
    for group in groups.values():
        if len(group) <= FEW:
            yield from (one.as_text() for one in group)
            continue
        places = [str(one.place.line or one.place.page) for one in group[1:] if one.place.line or one.place.page]
        what = "on lines" if group[1].place.line else "on pages"
        shown = list(dict.fromkeys(places))
        where = f" {what} {', '.join(shown[:LINES])}{' …' if len(shown) > LINES else ''}" if shown else ""
        yield f"{group[0].as_text()}\n       … and {len(group) - 1} more like it{where}"
