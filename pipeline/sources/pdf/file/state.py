"""What holds while a page is drawn: the graphics state (ISO 32000-1, 8.4), colours, marked content (14.6), what came out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.model.place import Box
from pipeline.sources.pdf.file.colours import GREY, Colour, ColourSpace
from pipeline.sources.pdf.file.glyphs import Cover, Glyph, Style

if TYPE_CHECKING:
    from pipeline.sources.pdf.file.faces import Face
    from pipeline.sources.pdf.file.resources import Resources

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
PARTS = len(IDENTITY)
Step = tuple[Any, ...]
"""A part of a path: a letter (m, l, c, v, y, h) and the coordinates that its operator has."""


@dataclass(slots=True)
class Drawn:
    """All that a page draws: characters, and lines, rectangles, curves and images as pdfplumber describes them.

    `drawing` is how many bytes of content were run, `stopped` why not all of them could be. `trials` holds the characters in each
    colour of which nobody knows yet whether it shows anything, `untried` the font and the code of each character that no page has
    shown yet, by its identity.
    """

    glyphs: list[Glyph] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    unmapped: int = 0
    drawing: int = 0
    stopped: str = ""
    trials: dict[object, list[Glyph]] = field(default_factory=dict)
    untried: dict[int, tuple[Face, int]] = field(default_factory=dict)


@dataclass
class GraphicsState:
    """The graphics state and the text state. `text` is the text line matrix; `x`, `y` lead on from it along the line.

    `clip` is the box in points from the top left outside of which nothing shows; it is `rough` where the path within it has
    another shape. `group` is the opacity of the groups around; `blend` is the blend mode where something other than paint over
    paint is asked for, and `masked` is true where a soft mask lets some or all of the paint through. `transfer` is true where a
    function changes the colours as they are put on paper (10.5), which few viewers do.
    """

    ctm: Matrix
    text: Matrix = IDENTITY
    x: float = 0.0
    y: float = 0.0
    face: Face | None = None
    size: float = 0.0
    letter_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    line_width: float = 0.0
    stroke: Colour = 0.0
    stroke_space: ColourSpace = GREY
    fill: Colour = 0.0
    fill_space: ColourSpace = GREY
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    group: float = 1.0
    blend: str = ""
    masked: bool = False
    transfer: bool = False
    overprint: float = 0.0
    overprint_mode: float = 0.0
    dashed: bool = False
    clip: Box | None = None
    rough: bool = False

    def copy(self) -> GraphicsState:
        """The same state, to be changed without changing this one."""
        new = GraphicsState.__new__(GraphicsState)
        new.__dict__.update(self.__dict__)
        return new


@dataclass(slots=True)
class MarkedContent:
    """Marked content that is open: its id, its tag, the text that replaces what it draws (14.9.4), whether its layer is off.

    `actual` is emptied once it was read; `said` is the same text as it was, `own` the characters that it replaces, each with what
    its font says, and `sure` whether the fonts say which letters they have.
    """

    mcid: int | None = None
    tag: str = ""
    actual: str | None = None
    off: bool = False
    said: str = ""
    own: list[tuple[Glyph, str]] = field(default_factory=list)
    sure: bool = True


@dataclass
class Canvas:
    """A page while it is drawn; `high` is its height in points, `running` holds the numbers of the streams that are run.

    `clipping` is true between W or W* and the operator that paints the path.
    """

    state: GraphicsState
    resources: Resources
    high: float
    drawn: Drawn = field(default_factory=Drawn)
    saved: list[GraphicsState] = field(default_factory=list)
    path: list[Step] = field(default_factory=list)
    marks: list[MarkedContent] = field(default_factory=list)
    mark: MarkedContent = field(default_factory=MarkedContent)
    running: list[int] = field(default_factory=list)
    clipping: bool = False
    styles: dict[tuple[Any, ...], Style] = field(default_factory=dict)


FAR = 1e6
"""Points; nothing that is farther from the corner of a page is on it, and a NaN is nowhere."""


def is_near(values: Iterable[float]) -> bool:
    """Whether all coordinates are numbers that a page may have."""
    return all(-FAR < value < FAR for value in values)


class TooMuch(Exception):
    """A page draws more than any page of text does; the work is stopped, what was drawn before is kept."""


def matrix_of(numbers: Sequence[float]) -> Matrix:
    """The six numbers of a matrix."""
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def multiplied(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does what `first` does, and then what `then` does (8.3.4)."""
    a1, b1, c1, d1, e1, f1 = first
    a0, b0, c0, d0, e0, f0 = then
    return (
        a0 * a1 + c0 * b1, b0 * a1 + d0 * b1, a0 * c1 + c0 * d1, b0 * c1 + d0 * d1,
        a0 * e1 + c0 * f1 + e0, b0 * e1 + d0 * f1 + f0,
    )  # fmt: skip
