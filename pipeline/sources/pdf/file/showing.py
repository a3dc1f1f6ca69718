"""The operators of text (ISO 32000-1, 9.3 and 9.4): each character that is shown becomes a glyph."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.sources.pdf.file.colours import blended, hex_of, shown
from pipeline.sources.pdf.file.covers import EMPTY, OUTLINED, SMEARED, cover_with_blocks, is_smear, mark_unseen
from pipeline.sources.pdf.file.faces import LEAST_ROOM, Face, style_of
from pipeline.sources.pdf.file.glyphs import Glyph, Style, turn_of
from pipeline.sources.pdf.file.overlaid import LIES, REPLACED
from pipeline.sources.pdf.file.state import (
    FAR,
    IDENTITY,
    PARTS,
    Canvas,
    Matrix,
    TooMuch,
    is_near,
    matrix_of,
    multiplied,
)
from pipeline.sources.pdf.file.syntax import NAME, name_in, numbers, strings

MAX_GLYPHS = 150_000
LETTERS_ON_EACH_OTHER = 3
"""Letters; two may be one on the other, as an accent is."""
NESTED = "its letters are drawn with letters that are drawings themselves"
THOUSANDTH, HALF = 0.001, 0.5
"""Multiples of the type size: the unit of widths and of numbers between strings (9.4.4), and where a glyph has its middle."""
SPACE, LONGEST_CODE = 32, 4
"""The code of one byte that word spacing widens (9.3.3), and the most bytes that a code has."""
Operator = Callable[[Canvas, bytes], None]


def begin(canvas: Canvas, _: bytes) -> None:
    """BT"""
    _set_line(canvas, IDENTITY)


def _set_line(canvas: Canvas, matrix: Matrix) -> None:
    state = canvas.state
    state.text, state.x, state.y = matrix, 0.0, 0.0


def text_matrix(canvas: Canvas, operands: bytes) -> None:
    """Tm"""
    found = numbers(operands, PARTS)
    if found:
        _set_line(canvas, matrix_of(found))


def move(canvas: Canvas, operands: bytes) -> None:
    """Td"""
    found = numbers(operands, 2)
    if found:
        _move(canvas, found[0], found[1])


def move_with_leading(canvas: Canvas, operands: bytes) -> None:
    """TD"""
    found = numbers(operands, 2)
    if found:
        canvas.state.leading = -found[1]
        _move(canvas, found[0], found[1])


def next_line(canvas: Canvas, _: bytes) -> None:
    """T*"""
    _move(canvas, 0.0, -canvas.state.leading)


def _move(canvas: Canvas, x: float, y: float) -> None:
    a, b, c, d, e, f = canvas.state.text
    _set_line(canvas, (a, b, c, d, x * a + y * c + e, x * b + y * d + f))


def font(canvas: Canvas, operands: bytes) -> None:
    """Tf"""
    face = canvas.state.face = canvas.resources.face(name_in(operands))
    if face.named.nested:
        canvas.drawn.stopped = NESTED
    found = numbers(NAME.sub(b"", operands), 1)
    if found:
        canvas.state.size = found[0]


def number(name: str, unit: float = 1.0) -> Operator:
    """Tc, Tw, TL, Ts and Tz: one number of the state."""

    def operator(canvas: Canvas, operands: bytes) -> None:
        found = numbers(operands, 1)
        if found:
            setattr(canvas.state, name, found[0] * unit)

    return operator


def mode(canvas: Canvas, operands: bytes) -> None:
    """Tr"""
    found = numbers(operands, 1)
    if found:
        canvas.state.mode = int(found[0])


def show(canvas: Canvas, operands: bytes) -> None:
    """Tj, TJ"""
    _show(canvas, strings(operands))


def show_on_next_line(canvas: Canvas, operands: bytes) -> None:
    """'"""
    next_line(canvas, b"")
    _show(canvas, strings(operands))


def show_spaced(canvas: Canvas, operands: bytes) -> None:
    """\""""
    pieces = strings(operands)
    spaces = [piece for piece in pieces if not isinstance(piece, bytes)]
    if len(spaces) == 2:
        canvas.state.word_space, canvas.state.letter_space = spaces
    next_line(canvas, b"")
    _show(canvas, [piece for piece in pieces if isinstance(piece, bytes)])


Placed = tuple[str, float, float, int]
"""What a character says, where it begins and how far it reaches along the line in text space, and its code."""


def _show(canvas: Canvas, pieces: Sequence[bytes | float]) -> None:
    state, face, mark = canvas.state, canvas.state.face, canvas.mark
    if face is None:
        return
    placed = _placed(canvas, face, pieces)
    if mark.actual is not None and placed:
        _, start, advance, code = placed[0]
        texts = [text for text, *_ in placed]
        placed = [(mark.actual, start, advance, code), *(("", *rest) for _, *rest in placed[1:])]  # type: ignore[list-item]
        mark.actual, mark.sure = "", mark.sure and face.sure
    matrix = multiplied(state.text, state.ctm)
    a, b, c, d, *_ = matrix
    if placed and not is_near((*matrix, placed[0][1], placed[-1][1], state.size, state.rise)):
        glyphs = _far(canvas, face, placed)
    elif b == c == 0 < a and state.size * state.scale > 0 and not face.vertical:
        glyphs = _level(canvas, face, matrix, placed)
    else:
        glyphs = [_turned(canvas, face, matrix, one) for one in placed]
    if mark.actual is not None:
        mark.own += zip(glyphs, texts, strict=True)
    mark_unseen(canvas, glyphs)
    codes = [code for _, _, _, code in placed]
    if _are_crowded(placed) or (glyphs and is_smear(a, b, c, d)):
        for glyph in glyphs:
            glyph.why = glyph.why or SMEARED
    for unlike, why in ((face.false, REPLACED), (face.crowded, SMEARED), (face.nothing, EMPTY), (face.alike, SMEARED)):
        if unlike and sum(code in unlike for code in codes) > len(codes) / 2:
            for glyph in glyphs:
                glyph.why = glyph.why or why
    for glyph, code in zip(glyphs, codes, strict=True) if face.lies else ():
        if code in face.lies:
            glyph.why = glyph.why or LIES
    _note_untried(canvas, face, glyphs, codes)
    cover_with_blocks(canvas, glyphs)
    canvas.drawn.glyphs += glyphs
    if len(canvas.drawn.glyphs) > MAX_GLYPHS:
        raise TooMuch


def _are_crowded(placed: Sequence[Placed]) -> bool:
    """Whether letters lie so close to each other, or on each other, that they cannot be told apart."""
    if len(placed) < LETTERS_ON_EACH_OTHER:
        return False
    room = abs(placed[-1][1] - placed[0][1])
    close = room <= LEAST_ROOM * abs(sum([advance for _, _, advance, _ in placed[:-1]]))
    return close and sum(text.isalnum() for text, *_ in placed) >= LETTERS_ON_EACH_OTHER


def _placed(canvas: Canvas, face: Face, pieces: Sequence[bytes | float]) -> list[Placed]:
    """The characters of the strings in their places; the numbers between them move the next one (9.4.3)."""
    state = canvas.state
    by_number, by_width = THOUSANDTH * state.size * state.scale, state.size * state.scale
    letter_space, word_space = state.letter_space * state.scale, state.word_space * state.scale
    at = state.y if face.vertical else state.x
    placed: list[Placed] = []
    for piece in pieces:
        if isinstance(piece, bytes):
            for code in face.decode(piece[: LONGEST_CODE * MAX_GLYPHS]):
                text, width = face.codes.get(code) or face.look_up(code)
                advance = width * by_width
                placed.append((text, at, advance, code))
                at += advance + letter_space
                if code == SPACE and face.one_byte:
                    at += word_space
            if len(placed) > MAX_GLYPHS:
                raise TooMuch
        else:
            at -= piece * by_number
    if face.vertical:
        state.y = at
    else:
        state.x = at
    return placed


def _far(canvas: Canvas, face: Face, placed: Sequence[Placed]) -> list[Glyph]:
    """Glyphs beyond every page, which are words that nobody sees."""
    style, mark = _style(canvas, face, 0.0), canvas.mark
    return [Glyph(text, -FAR, -FAR, 1 - FAR, 1 - FAR, 1 - FAR, style, mark.mcid, mark.tag, 0) for text, *_ in placed]


def _level(canvas: Canvas, face: Face, matrix: Matrix, placed: Sequence[Placed]) -> list[Glyph]:
    """The glyphs of a line that runs from left to right: all but their sides is alike."""
    state, mark = canvas.state, canvas.mark
    a, _, _, d, e, f = matrix
    low = face.descent * state.size + state.rise
    foot = canvas.high - f - state.y * d
    one, other = foot - d * low, foot - d * (low + state.size)
    top, bottom, base = min(one, other), max(one, other), foot - d * state.rise
    style = _style(canvas, face, bottom - top)
    mcid, tag, order = mark.mcid, mark.tag, len(canvas.drawn.covers)
    return [
        Glyph(text, e + a * at, top, e + a * (at + advance), bottom, base, style, mcid, tag, 0, order)
        for text, at, advance, _ in placed
    ]


def _turned(canvas: Canvas, face: Face, matrix: Matrix, placed: Placed) -> Glyph:
    """A glyph in any direction: the four corners of its box through the matrix."""
    state, mark = canvas.state, canvas.mark
    text, at, advance, code = placed
    a, b, c, d, e, f = matrix
    x, y = (state.x, at) if face.vertical else (at, state.y)
    e, f = a * x + c * y + e, b * x + d * y + f
    if face.vertical:
        vx, vy = face.origin(code)
        left = -state.size * (HALF if vx is None else vx * THOUSANDTH)
        low = (1 - vy * THOUSANDTH) * state.size + state.rise
        x0, y0, x1, y1 = left, low + advance, left + state.size, low
    else:
        low = face.descent * state.size + state.rise
        x0, y0, x1, y1 = 0.0, low, advance, low + state.size
    xs = [a * x0 + c * y0, a * x1 + c * y0, a * x0 + c * y1, a * x1 + c * y1]
    ys = [b * x0 + d * y0, b * x1 + d * y0, b * x0 + d * y1, b * x1 + d * y1]
    turn = turn_of(a, b) if b or a < 0 < state.size else 0
    upright = turn in (90, 270)
    if (
        not face.vertical and turn >= 0
    ):  # what leans reaches over its neighbours, and white space between them would be lost
        xs, ys = (xs, [b * x0, b * x1]) if upright else ([a * x0, a * x1], ys)
    size = max(xs) - min(xs) if upright else max(ys) - min(ys)
    base = e + c * state.rise if upright else canvas.high - f - d * state.rise
    foot = canvas.high - f
    box = (e + min(xs), foot - max(ys), e + max(xs), foot - min(ys))
    style, order = _style(canvas, face, size), len(canvas.drawn.covers)
    return Glyph(text, *box, base, style, mark.mcid, mark.tag, turn, order)


def _note_untried(canvas: Canvas, face: Face, glyphs: Sequence[Glyph], codes: Sequence[int]) -> None:
    """Note letters of a font, and in a colour, of which no page has shown yet that they can be seen."""
    state, drawn = canvas.state, canvas.drawn
    if face.embedded and not face.seen.issuperset(codes):
        new = ((id(glyph), (face, code)) for glyph, code in zip(glyphs, codes, strict=True) if code not in face.seen)
        drawn.untried.update(new)
    if glyphs and not glyphs[0].style.colour:
        space, colour = (state.stroke_space, state.stroke) if state.mode in OUTLINED else (state.fill_space, state.fill)
        pattern = repr(canvas.resources.entry("Pattern", colour)) if isinstance(colour, str) else ""
        if (space, colour, pattern) not in canvas.resources.pdf.eyes.proven:
            drawn.trials.setdefault((space, colour, pattern), []).extend(glyphs)


def _style(canvas: Canvas, face: Face, size: float) -> Style:
    state = canvas.state
    colour = shown(state.stroke_space, state.stroke) if state.mode in OUTLINED else shown(state.fill_space, state.fill)
    key = (face, round(size, 2), colour, state.mode, state.blend)
    style = canvas.styles.get(key)
    if style is None:
        style = canvas.styles[key] = style_of(face.font, size, blended(hex_of(colour), state.blend), state.mode)
    return style


OPERATORS: dict[bytes, Operator] = {
    b"BT": begin, b"Tm": text_matrix, b"Td": move, b"TD": move_with_leading, b"T*": next_line,
    b"Tf": font, b"Tr": mode, b"Tc": number("letter_space"), b"Tw": number("word_space"),
    b"TL": number("leading"), b"Ts": number("rise"), b"Tz": number("scale", 0.01),
    b"Tj": show, b"TJ": show, b"'": show_on_next_line, b'"': show_spaced,
}  # fmt: skip
