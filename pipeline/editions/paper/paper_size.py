"""The paper of a look: its size, its margins, and how much larger than the text its headings are."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.editions.looks import Look

MM = 72 / 25.4
PAPERS = {"A3": (297.0, 420.0), "A4": (210.0, 297.0), "A5": (148.0, 210.0), "Letter": (215.9, 279.4)}
# Headings of giant print grow less, so that they do not break over many lines.
SCALES = ((0.0, (1.8, 1.35, 1.15)), (17.0, (1.4, 1.25, 1.1)), (27.0, (1.2, 1.12, 1.05)))


MARGINS = ((27.0, 16.0), (0.0, 20.0))
"""From how many points of type on a page has margins of so many millimetres."""


@dataclass(frozen=True)
class PaperSize:
    """The paper of a look: width, height and margin in points, upright."""

    width: float
    height: float
    margin: float

    def line(self, landscape: bool = False) -> float:
        """The length of a line of text in points."""
        return (self.height if landscape else self.width) - 2 * self.margin

    def lines(self, look: Look, landscape: bool = False) -> float:
        """How many lines of text a page holds."""
        return ((self.width if landscape else self.height) - 2 * self.margin) / (look.size * look.spacing)


def paper_size(look: Look) -> PaperSize:
    """The paper of a look: margins of 20 mm, less where giant type needs the line. An unknown paper is A4."""
    width, height = PAPERS.get(look.paper, PAPERS["A4"])
    margin = next(margin for least, margin in MARGINS if look.size >= least)
    return PaperSize(width * MM, height * MM, min(margin, width / 9) * MM)


def scales(look: Look) -> tuple[float, float, float]:
    """How much larger than the text headings of level 1, 2 and 3 are."""
    return [scale for least, scale in SCALES if look.size >= least][-1]
