"""Lines → paragraphs within one column or cell: by bullets, white space, type, and whether the next word would have fitted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.model.place import Box
from pipeline.sources.pdf.text import addresses
from pipeline.sources.pdf.text.addresses import ADDRESS
from pipeline.sources.pdf.text.entries import (
    SMALL_WORD,
    TO_FILL_IN,
    begin_alike,
    ends_in_small_word,
    is_code,
    is_contents_entry,
    is_tabbed,
    kept_together,
    label_of,
    listing_goes_on,
)
from pipeline.sources.pdf.text.justified import beside_justified
from pipeline.sources.pdf.text.labelled_values import LABEL_GAP, with_pairs
from pipeline.sources.pdf.text.list_labels import CHECK_BOXES, Marked, find_items, labels_count_on, marker_of
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import BLANK, Line, Word, around
from pipeline.sources.typesetting import DISPLAY, UNSPACED, markup_goes_on

TERMINAL = (".", ":", "!", "?", ";", "。", "：", "！", "？", "；")
UNBROKEN = re.compile(
    rf"[(\[“‘（《「『【〈]*{UNSPACED.pattern}[)\]”’）》」』】〉，、。；：！？,.;:!?]*|[^\u3000-\u9fff]+(?={UNSPACED.pattern})"
)
"""A character of text without spaces, with opening signs before it and closing signs behind it; or figures before it."""
USUAL_STEP = 1.3
"""The distance of two baselines in sizes where nothing tells it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The column or cell that lines stand in, in points; `shapes` are small drawn marks, `body` is the body size.

    Lines beside one of the `pictures` end before it.

    `step` is the usual distance of two baselines in sizes, 0 where the lines tell; `usual` is that of the document, for lines
    too few to tell. `loose` is by how many points lines end before the right edge though the next word would have fitted, as
    where a program breaks them after so many characters.
    """

    left: float
    right: float
    body: float
    shapes: Sequence[Box] = ()
    step: float = 0.0
    loose: float = 0.0
    usual: float = USUAL_STEP
    pictures: Sequence[Box] = ()

    def right_of(self, line: Line) -> float:
        """Where a line must end: at the right edge, or a letter before a picture beside it."""
        beside = (x0 for x0, top, _, bottom in self.pictures if top < line.base < bottom + line.size and line.x1 <= x0)
        return min((self.right, *(x0 - line.size for x0 in beside)))


@dataclass(slots=True)
class Para:
    """A paragraph as lines. `room` is the white space after its last line in points, `closed` says that nothing may follow."""

    lines: list[Line]
    frame: Frame
    marked: Marked | None = None
    gap: float = 0.0
    align: str = "left"
    style: str = ""
    heading: int = 0
    doubt: str = ""

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.lines[0].page

    @property
    def text_x0(self) -> float:
        """The left edge of its text, without the marker."""
        first = self.lines[0].words
        at = first[1] if self.marked and self.marked.word is not None and len(first) > 1 else first[0]
        return at.x0

    @property
    def room(self) -> float:
        """White space between its last line and the right edge of its frame."""
        return self.frame.right - self.lines[-1].x1

    @property
    def box(self) -> Box:
        """The box around its lines on its first page."""
        return around(line.box for line in self.lines if line.page == self.page)

    @property
    def text(self) -> str:
        """All its words, the marker too."""
        return " ".join(line.text for line in self.lines)


def make_paragraphs(lines: list[Line], frame: Frame) -> list[Para]:
    """The paragraphs of a column or cell from top to bottom; labels and values beside them have the styles of definitions."""
    paras: list[Para] = []
    for text, pairs in with_pairs(lines):
        paras += _paragraphs(text, frame)
        for label, value in pairs:
            paras.append(Para(label, frame, style="definition term"))
            paras += [replace(para, style="definition") for para in _paragraphs(value, frame)]
    for before, para in pairwise(paras):
        para.gap = max(0.0, para.lines[0].top - before.lines[-1].bottom)
    return paras


def _paragraphs(lines: list[Line], frame: Frame) -> list[Para]:
    frame = replace(frame, pictures=(*frame.pictures, *beside_justified(lines, frame.right)))
    step = frame.step or usual_step(lines, frame)
    marks = [marker_of(line, frame.shapes, frame.right_of(line)) for line in lines]

    def ended(line: Line, word: Word) -> bool:
        return fits(line, word, frame.right_of(line))

    find_items(lines, marks, ended)
    hanging = _hangs(lines, marks)
    flowing = [(a, b) for (a, b), mark in zip(pairwise(lines), marks, strict=False) if not _left_of(b, mark, hanging)]
    frame = replace(frame, loose=max(frame.loose, _looseness(flowing, frame, step)))
    paras: list[Para] = []
    for line, mark in zip(lines, marks, strict=True):
        last = paras[-1] if paras else None
        if last is not None and mark is None and not _begins(last, line, step, hanging):
            last.lines.append(line)
            continue
        paras.append(Para([line], frame, mark))
    for para in paras:
        para.align = align_of(para)
    return paras


def usual_step(lines: list[Line], frame: Frame) -> float:
    """The leading within a paragraph as a multiple of the font size, from lines that the next word did not fit."""
    steps = [
        (b.base - a.base) / b.size
        for a, b in pairwise(lines)
        if abs(a.size - b.size) < SETTINGS.same_size
        and 0.8 < (b.base - a.base) / b.size < 2.5
        and not fits(a, b.words[0], frame.right_of(a))
    ]
    # One or two wide steps are those between paragraphs whose lines are full.
    wide = len(steps) < SETTINGS.wide_steps and bool(steps) and median(steps) > SETTINGS.wide_step
    large = min(line.size for line in lines) >= SETTINGS.heading_size * frame.body if lines else False
    return median(steps) if steps and not wide else USUAL_STEP if large else frame.usual


def fits(line: Line, word: Word, right: float) -> bool:
    """Whether the word would have fitted at the end of the line: then a person ended the line there."""
    return _slack(line, word, right) > 0


def _slack(line: Line, word: Word, right: float) -> float:
    """By how many points the word would have fitted at the end of the line; below 0 where it would not.

    Of text without spaces (Chinese, Japanese) one character is enough, with the signs that no line may part from it.
    """
    unspaced = UNBROKEN.match(word.text)
    share = len(unspaced[0]) / len(word.text) if unspaced else 1.0
    return right - line.x1 - SETTINGS.word_room * line.size - share * (word.x1 - word.x0)


def _looseness(pairs: Sequence[tuple[Line, Line]], frame: Frame, step: float) -> float:
    """By how much lines are broken before the right edge in the middle of their sentences; 0 where only one is."""
    slacks = sorted(
        slack
        for a, b in pairs
        if (slack := _slack(a, b.words[0], frame.right_of(a))) > 0 and _mid_sentence(a, b, frame, step)
    )
    return slacks[-2] if len(slacks) > 1 else 0.0


def _mid_sentence(line: Line, after: Line, frame: Frame, step: float) -> bool:
    """Whether a long line ends in a small word or the first of a sentence, or goes on in small letters without a full stop.

    The next line is set alike, right under it.
    """
    width = line.x1 - frame.left
    long = width > SETTINGS.loose_width * (frame.right - frame.left) and width > SETTINGS.loose_least * line.size
    under = any(abs(after.x0 - word.x0) < 3 * line.size for word in line.words[:2])  # the text or the number before it
    near = (after.base - line.base) / max(line.size, 1) <= step + SETTINGS.step_hardly and under
    last = line.words[-1].text
    begun = "".join(word.text for word in line.words[-2:-1]).endswith((".", "?", "!"))
    cut = (begun and last.isalpha()) or ends_in_small_word(line)
    goes_on = cut or (after.text[:1].islower() and not line.text.endswith(TERMINAL))
    return long and near and goes_on and not (set_otherwise(line, after) or is_code(line))


def _hangs(lines: list[Line], marks: list[Marked | None]) -> frozenset[str]:
    """The kinds of markers here of which an item goes on under its text, to the right of its marker."""
    return frozenset(
        _kind(mark)
        for (a, b), mark, after in zip(pairwise(lines), marks, marks[1:], strict=False)
        if mark is not None and after is None and b.x0 > mark.x0 + 2 and abs(b.x0 - _text_x0(a, mark)) < 2
    )


def _left_of(line: Line, mark: Marked | None, hanging: frozenset[str]) -> bool:
    """Whether a line stands left of the marker of an item above it though items like it hang."""
    return mark is not None and _kind(mark) in hanging and line.x0 < mark.x0 - SETTINGS.same_indent


def _kind(mark: Marked) -> str:
    return "1" if mark.marker.ordered else mark.marker.text


def _text_x0(line: Line, mark: Marked) -> float:
    return line.words[1].x0 if mark.word is not None and len(line.words) > 1 else line.words[0].x0


def _begins(last: Para, line: Line, step: float, hanging: frozenset[str]) -> bool:
    """Whether this unmarked line begins a paragraph after `last`."""
    before = last.lines[-1]
    distance = (line.base - before.base) / max(line.size, 1)
    mark, apart, hardly = last.marked, step + SETTINGS.step_apart, step + SETTINGS.step_hardly
    if mark is not None and len(last.lines) == 1 and len(before.words) == 1 and before.words[0] in mark:
        return line.x0 < mark.x0 or distance > apart  # a bullet without text has nothing to do with what follows
    if distance <= apart and addresses.goes_on(before.words[-1].text, line.words[0].text):
        return False
    if _stands_for_itself(last, line):
        return True
    slack = _slack(before, line.words[0], last.frame.right_of(before)) - kept_together(line)
    if _set_right(before, line, last.frame):
        slack += before.x0 - last.frame.left
    heading = line.size >= SETTINGS.heading_size * last.frame.body
    if heading and 0 < distance < max(USUAL_STEP, step) + SETTINGS.step_hardly:
        large = line.size >= DISPLAY * last.frame.body
        return _ended_by_hand(before, line, slack, SETTINGS.centred_room if large else SETTINGS.heading_room)
    open_line = slack < 0 and distance < SETTINGS.unspaced_step and _open_without_spaces(before)
    if _goes_on_below(last, line, slack, distance - step) or (slack < 0 and _hangs_under_value(last, line)):
        return False
    if distance > apart and not open_line:
        return True
    ended = slack > last.frame.loose and not (slack > 0 and _mid_sentence(before, line, last.frame, step))
    if ended and _centred(before, last.frame) and _centred(line, last.frame):
        ended = _ended_by_hand(before, line, slack, SETTINGS.centred_room)
    elif ended and _in_one_middle(before, line):
        ended = not _is_cut(before, line)
    if ended:
        return True
    if distance > hardly and not open_line and (before.text.endswith(TERMINAL) or _alike(before, line)):
        return True
    return _moved(last, line, hanging, ended=slack > last.frame.loose)


def _stands_for_itself(last: Para, line: Line) -> bool:
    """Whether a line begins a paragraph whatever room is left above it: it is set otherwise, or is an entry of a list."""
    first, before = last.lines[0], last.lines[-1]
    if line.words[0].parts[0].raised or is_contents_entry(before):
        return True
    one_size = abs(before.size - line.size) < SETTINGS.same_size
    if set_otherwise(before, line) and not (one_size and ends_in_small_word(before)):
        return True
    if line.words[0].text[0] in CHECK_BOXES or labels_count_on(first.text, line.text) or begin_alike(first, line):
        return True
    if addresses.is_entry(before.text, line.text) or (label_of(line) and label_of(first)) or are_entries(last, line):
        return True
    return markup_goes_on(before.text, line.text) or listing_goes_on(before, line)


def _goes_on_below(last: Para, line: Line, slack: float, wider: float) -> bool:
    """Whether a line goes on under a full one that something larger sets apart: the bullet of an item, a link in a sentence."""
    first, small = last.marked is not None and len(last.lines) == 1, line.text[:1].islower()
    full = slack < (line.size if first and small else 0.0)
    open_sentence = full and not last.lines[-1].text.endswith(TERMINAL)
    under = last.text_x0 if first else last.lines[-1].x0
    return (first or small) and open_sentence and wider < SETTINGS.bullet_step and abs(line.x0 - under) < 2


def _hangs_under_value(last: Para, line: Line) -> bool:
    """Whether a line stands under the value behind a label and the white space of a tab, and is no label itself."""
    label = label_of(last.lines[0])
    value = last.lines[0].words[len(label)] if label else None
    far = value is not None and value.x0 - label[-1].x1 > LABEL_GAP * line.size
    near = line.top - last.lines[-1].bottom < SETTINGS.value_white * line.size
    return far and near and value is not None and abs(value.x0 - line.x0) < 2 and not label_of(line)


def _open_without_spaces(line: Line) -> bool:
    """Whether a line of text without spaces (Chinese, Japanese) ends in the middle of its sentence."""
    return bool(UNSPACED.match(line.text[-1])) and not line.text.endswith(TERMINAL)


def are_entries(last: Para, line: Line) -> bool:
    """Whether a line and the paragraph before it are entries of one list: the white space of a tab stands behind a few words.

    A line to sign on, or to fill in behind its label, or a rule that is typed with hyphens, stands for itself as well.
    """
    before = last.lines[-1]
    blank = any(not each.text.strip(f"{BLANK}-=*") or TO_FILL_IN.match(each.text) for each in (before, line))
    blank = blank and not (TO_FILL_IN.match(before.text) and line.text[0].islower())
    return blank or (is_tabbed(line) and is_tabbed(last.lines[0]))


def _set_right(before: Line, line: Line, frame: Frame) -> bool:
    """Whether two lines end at the right edge and begin far from the left one, and not under each other."""
    ends = all(
        frame.right - each.x1 < 2 and each.x0 - frame.left > SETTINGS.far_right * each.size for each in (before, line)
    )
    return ends and abs(before.x0 - line.x0) > 2


def _ended_by_hand(before: Line, line: Line, slack: float, room: float) -> bool:
    """Whether a line of a title or of centred text was ended by hand: it leaves more `room`, and its words can be whole."""
    return slack > room * line.size and not _is_cut(before, line)


def _is_cut(before: Line, line: Line) -> bool:
    """Whether words go through a line end: the next begins in small letters, or this one ends in a small word ("and", "of")."""
    word = before.words[-1].text
    small = word.islower() and len(word) <= SMALL_WORD
    return line.text[:1].islower() or small or (word.endswith((",", "-", "–", "&")) and word[-2:-1] != ":")


def _alike(before: Line, line: Line) -> bool:
    """Whether nothing in the two lines (another font, a raised mark) explains white space between them, nor a sentence."""
    fonts = {part.style.font for each in (before, line) for word in each.words for part in word.parts}
    return len(fonts) == 1 and not line.text[:1].islower()


def _moved(last: Para, line: Line, hanging: frozenset[str], *, ended: bool) -> bool:
    """Whether the left edge says that another paragraph begins: indented, or back under the marker of an item.

    An item goes on there, though other lists of the page hang, where its first line ends no sentence,
    or its second line stands there; not left of its marker below a line that was `ended` by hand.
    The last line of a justified paragraph may stand in the middle, and goes on with the sentence above it.
    """
    if last.marked is not None:
        whole = last.text.endswith(TERMINAL) and last.text.rfind("(") <= last.text.rfind(")")
        under = last.lines[1].x0 >= last.text_x0 - 2 if len(last.lines) > 1 else whole
        cut = line.text[:1].islower() and not whole
        back = under and not cut and line.x0 < last.text_x0 - 2 and line.x0 <= last.marked.x0 + 2
        return (_kind(last.marked) in hanging and back) or (ended and _left_of(line, last.marked, hanging))
    centred = _centred(line, last.frame) or _in_one_middle(last.lines[-1], line)
    if centred and not last.lines[-1].text.endswith(TERMINAL):
        return False
    edge = min(line.x0 for line in last.lines)
    return len(last.lines) > 1 and line.x0 > edge + line.size and last.lines[-1].x0 < edge + 2 and last.align == "left"


def set_otherwise(before: Line, line: Line) -> bool:
    """Whether the two lines are set in another size, weight or colour, or underlined, throughout."""
    if all(abs(before.size - size) > SETTINGS.same_size for size in (line.size, line.words[0].size)):
        return True
    one, other = _face(before), _face(line)
    return one is not None and other is not None and one != other


def _face(line: Line) -> tuple[bool, bool, str] | None:
    """Weight, underline and colour where the whole line has the same, else None; links and web addresses have their own."""
    words = [word for word in line.words if not (word.link or ADDRESS.search(word.text))]
    faces = {
        (part.style.bold, part.underlined, part.style.colour)
        for word in words
        for part in word.parts
        if not part.raised
    }
    return faces.pop() if len(faces) == 1 else None


def _centred(line: Line, frame: Frame) -> bool:
    """Whether a line has as much room on its left as on its right, and none inside, as one with a tab has."""
    left, right = line.x0 - frame.left, frame.right - line.x1
    centred = left > 1.5 * line.size and abs(left - right) < SETTINGS.centred_off * line.size
    return centred and all(b.x0 - a.x1 < SETTINGS.tab_gap * line.size for a, b in pairwise(line.words))


def _in_one_middle(before: Line, line: Line) -> bool:
    """Whether two lines of different width have their middle in common, wherever the edges of their column are."""
    apart = abs(before.x0 - line.x0) > line.size
    return apart and abs(before.x0 + before.x1 - line.x0 - line.x1) < 2 * SETTINGS.one_middle * line.size


def align_of(para: Para) -> str:
    """How its lines are set: left, center or right."""
    if para.marked is None and all(_centred(line, para.frame) for line in para.lines):
        return "center"
    left, right = para.lines[0].x0 - para.frame.left, para.frame.right - para.lines[0].x1
    return "right" if left > SETTINGS.far_right * para.lines[0].size and right < 2 else "left"


def words_of(paras: Iterable[Para]) -> list[Word]:
    """All the words of some paragraphs."""
    return [word for para in paras for line in para.lines for word in line.words]
