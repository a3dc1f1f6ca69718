"""Our characters beside pdfplumber's, glyph by glyph: `python -m tests.bench.glyphs [FILES]`, else the files of the corpora.

A glyph is the same where both have the same character and no edge of its box is further apart than `NEAR`. Each file in which
some differ is listed with how many of which kind, and the first of each.
"""

from __future__ import annotations

import io
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pdfplumber

from pipeline.sources.pdf.file.draw import draw
from pipeline.sources.pdf.file.open import open_pdf, pages_of
from tests.bench.measured import corpora

NEAR = 0.1
"""Points; both round in other places."""
Glyph = tuple[str, float, float, float, float]


def ours(data: bytes) -> Iterator[list[Glyph]]:
    with open_pdf(data, "file") as (pdf, _):
        for page in pages_of(pdf):
            yield [(one.text, one.x0, one.top, one.x1, one.bottom) for one in draw(page).glyphs]


def theirs(data: bytes) -> Iterator[list[Glyph]]:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            left, top = page.mediabox[0], page.mediabox[1]
            yield [
                (c["text"], c["x0"] - left, c["top"] - top, c["x1"] - left, c["bottom"] - top) for c in page.chars
            ]  # fmt: skip
            page.close()


def compare(own: list[Glyph], other: list[Glyph]) -> tuple[int, Counter[str], dict[str, Glyph]]:
    """How many glyphs are the same, how many differ in which way, and the first of each kind."""
    by_place: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in other:
        by_place[round(glyph[1]), round(glyph[2])].append(glyph)
    same, kinds, first = 0, Counter[str](), dict[str, Glyph]()
    left = len(other)
    for glyph in own:
        x, y = round(glyph[1]), round(glyph[2])
        near = [one for at in (x - 1, x, x + 1) for up in (y - 1, y, y + 1) for one in by_place.get((at, up), ())]
        exact = [one for one in near if one[0] == glyph[0] and _near(one, glyph)]
        if exact:
            by_place[round(exact[0][1]), round(exact[0][2])].remove(exact[0])
            same, left = same + 1, left - 1
            continue
        kind = (
            "another box" if any(one[0] == glyph[0] for one in near) else "another character" if near else "only ours"
        )
        kinds[kind] += 1
        first.setdefault(kind, glyph)
    kinds["only pdfplumber's"] = max(0, left - kinds["another box"] - kinds["another character"])
    rest = [one for some in by_place.values() for one in some]
    if kinds["only pdfplumber's"] and rest:
        first["only pdfplumber's"] = rest[0]
    return same, +kinds, first


def _near(one: Glyph, other: Glyph) -> bool:
    return all(abs(a - b) <= NEAR for a, b in zip(one[1:], other[1:], strict=True))


def main(paths: list[Path]) -> None:
    total, differing = 0, Counter[str]()
    for path in paths:
        data = path.read_bytes()
        try:
            pages = [compare(own, other) for own, other in zip(ours(data), theirs(data), strict=True)]
        except Exception as wrong:
            print(f"{path.name}: not compared ({type(wrong).__name__})")
            continue
        total += sum(same for same, _, _ in pages)
        kinds = sum((found for _, found, _ in pages), Counter[str]())
        differing += kinds
        for kind, count in kinds.items():
            example = next(first[kind] for _, _, first in pages if kind in first)
            shown = ", ".join(f"{side:.1f}" for side in example[1:])
            print(f"{path.name}: {count} {kind}, for example {example[0]!r} at {shown}")
    print(
        f"{total:,} glyphs are the same; {', '.join(f'{count:,} {kind}' for kind, count in differing.items()) or 'none differ'}"
    )


if __name__ == "__main__":
    main([Path(one) for one in sys.argv[1:]] or corpora())
