"""Notes typed by hand: a raised mark in the text, and a small paragraph that begins with it, become a note with its mark."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from pipeline.assemble.runs import cut, folded
from pipeline.model.findings import warning
from pipeline.model.flow import Flow, FlowBlock, FlowNote, FlowParagraph, Run
from pipeline.model.flow_change import flow_over
from pipeline.model.place import NOWHERE, Place
from pipeline.model.with_findings import WithFindings
from pipeline.sources.typesetting import body_look, look_of, paragraphs_in

SMALLER = 0.95
# Word numbers endnotes with small roman numbers; people type "1)", "[1]", "(a)" and "b", too.
MARK = re.compile(r"[\[(]?(\d{1,3}|[ivxl]{1,6}|[a-z]|[*†‡§¶#]{1,3})[\])]?$")
SEVERAL = re.compile(r"[,;\s]+")
RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
# "in" and "s" are units behind a figure only; "km" and the like always.
UNIT = re.compile(r"(?<![A-Za-z])[kcdm]?m$|\d\s?(?:ft|in|s|yd)$")
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
LEAD = re.compile(r"\s*\[?(\d{1,3}|[*†‡§]{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)[\].)]?[\s\u00a0]+(?=\S)")
# What surely leads a note though it is neither raised nor small.
PLAIN_LEAD = re.compile(
    r"\s*(?:[\[(]?(\d{1,3}|[ivxl]{1,6}|[a-z])(?:[.)\]:][\s\u00a0]*|\t\s*)|([*†‡§¶#]{1,3})\s*)(?=\S)"
)
# An asterisk or dagger that people type behind a word is a mark where a later paragraph begins with the same sign.
TYPED_SIGN = re.compile(r"(?<=[\w.,;:)%’”])[*†‡]{1,3}(?=[\s.,;:)]|$)")
OPENING_SIGN = re.compile(r"(?:^|[\s(])[*†‡]+\w")


@dataclass(frozen=True)
class _Mark:
    """A raised mark, and the place of its paragraph."""

    key: str
    place: Place


def resolve(flow: Flow) -> WithFindings[Flow]:
    """The flow with typed notes as real ones, all notes numbered from "1" in the order of their marks."""
    flow = _raised_signs(_raised_characters(flow))
    marks = [mark for paragraph in paragraphs_in(flow.blocks) for mark in _marks(paragraph)]
    positions = {id(p): at for at, block in enumerate(flow.blocks) for p in paragraphs_in((block,))}
    keys = {mark.key for mark in marks}
    flow, typed = _take_notes(_parted(_with_their_marks(flow, keys), keys), keys)
    flow = _tied(flow, typed, positions)
    return _numbered(flow, _without_notes(marks, typed))


def _without_notes(marks: Iterable[_Mark], typed: Mapping[str, object]) -> list[_Mark]:
    """The marks that have no note, of a count in which those around them have one."""
    known = [int(key) for key in typed if key.isdecimal()]
    return [
        mark
        for mark in marks
        if mark.key.isdecimal()
        and mark.key not in typed
        and min(known, default=0) < int(mark.key) < max(known, default=0)
    ]


def _with_their_marks(flow: Flow, keys: set[str]) -> Flow:
    """The flow with small paragraphs joined to the mark that stands on a line of its own over them."""
    small = SMALLER * body_look(flow.blocks).size
    blocks: list[FlowBlock] = []
    for block in flow.blocks:
        match [*blocks[-1:], block]:
            case [FlowParagraph() as mark, FlowParagraph() as words] if (
                _key(folded(mark.text)) in keys and max(look_of(mark).size, look_of(words).size) < small
            ):
                blocks[-1] = replace(words, runs=(*mark.runs, Run(" "), *words.runs), place=mark.place)
            case _:
                blocks.append(block)
    return replace(flow, blocks=tuple(blocks))


def _parted(flow: Flow, keys: set[str]) -> Flow:
    """The flow with each note that runs on in the next as two: a small figure counts on there, behind the end of a sentence."""
    blocks: list[FlowBlock] = []
    for block in flow.blocks:
        blocks.append(block)
        while isinstance(last := blocks[-1], FlowParagraph) and (at := _next_note(last, keys)):
            blocks[-1:] = [
                replace(last, runs=last.runs[:at]),
                replace(last, runs=(replace(last.runs[at], superscript=True), *last.runs[at + 1 :]), bookmarks=()),
            ]
    return replace(flow, blocks=tuple(blocks))


def _next_note(paragraph: FlowParagraph, keys: set[str]) -> int:
    """The position of the run in a note that is the mark of the next one; 0 where none is."""
    mark = _key(paragraph.runs[0].text) if paragraph.runs and _is_mark(paragraph.runs[0]) else ""
    following = str(int(mark) + 1) if mark.isdecimal() else ""
    for at, (before, run) in enumerate(pairwise(paragraph.runs), 1):
        counts = following in keys and run.text.strip() == following
        if counts and run.size < SMALLER * before.size and before.text.rstrip().endswith((".", "!", "?")):
            return at
    return 0


def _raised_characters(flow: Flow) -> Flow:
    """Superscript digits of Unicode after a word, and each of several marks ("1, 2"), set as runs of their own.

    Where a raised figure is the mark, the same digit of Unicode is a part of a name ("ISA²").
    """
    known = {mark.key for paragraph in paragraphs_in(flow.blocks) for mark in _marks(paragraph)}

    def change(paragraph: FlowParagraph) -> FlowParagraph:
        if not RAISED.search(paragraph.text) and not any(run.superscript for run in paragraph.runs):
            return paragraph
        runs: list[Run] = []
        for run in paragraph.runs:
            if run.superscript and not run.note and all(map(_key, SEVERAL.split(run.text.strip()))):
                runs += [replace(run, text=text) for text in re.split(r"([,;\s]+)", run.text) if text]
                continue
            start = 0
            for match in RAISED.finditer(run.text):
                if match.group().translate(PLAIN) in known:
                    continue
                runs += [replace(run, text=run.text[start : match.start()])] if match.start() > start else []
                runs.append(replace(run, text=match.group().translate(PLAIN), superscript=True))
                start = match.end()
            runs += [replace(run, text=run.text[start:])] if start < len(run.text) else []
        return replace(paragraph, runs=tuple(runs))

    return flow_over(flow, change)


def _raised_signs(flow: Flow) -> Flow:
    """The flow with typed signs behind words raised that a single paragraph below them in their section begins with.

    Signs on both sides of a word emphasise it.
    """
    signs: dict[int, set[str]] = defaultdict(set)
    body = body_look(flow.blocks).size
    for at, sign in _single_signs(flow.blocks):
        for block in reversed(flow.blocks[:at]):
            if isinstance(block, FlowParagraph) and _heads(block, body):
                break
            for paragraph in paragraphs_in((block,)):
                signs[id(paragraph)].add(sign)

    def change(paragraph: FlowParagraph) -> FlowParagraph:
        known = signs.get(id(paragraph), set())
        spans = [match.span() for match in TYPED_SIGN.finditer(paragraph.text) if match[0] in known]
        if not spans or OPENING_SIGN.search(paragraph.text):
            return paragraph
        pieces = [cut(paragraph.runs, *span) for span in pairwise((0, *chain(*spans), len(paragraph.text)))]
        runs = (
            replace(run, superscript=n % 2 == 1 or run.superscript) for n, piece in enumerate(pieces) for run in piece
        )
        return replace(paragraph, runs=tuple(runs))

    return flow_over(flow, change) if signs else flow


def _single_signs(blocks: Sequence[FlowBlock]) -> Iterator[tuple[int, str]]:
    """The places of paragraphs that begin with a sign, with it, where the next to each begin otherwise: lists have several."""
    leads = [PLAIN_LEAD.match(block.text) if isinstance(block, FlowParagraph) else None for block in blocks]
    found = ["", *((lead[2] or "") if lead else "" for lead in leads), ""]
    for at, (before, sign, after) in enumerate(zip(found, found[1:], found[2:], strict=False)):
        if sign and sign not in (before, after):
            yield at, sign


def _key(text: str) -> str:
    """The mark in "1", "1)", "[1]" or "*", "" for anything else."""
    match = MARK.match(text.strip())
    return match[1] if match else ""


def _is_mark(run: Run) -> bool:
    return run.superscript and not run.note and bool(_key(run.text))


def _marks(paragraph: FlowParagraph) -> Iterator[_Mark]:
    for position, run in enumerate(paragraph.runs):
        if _is_mark(run) and _refers(paragraph.runs[:position]):
            yield _Mark(_key(run.text), paragraph.place)


def _refers(before: Sequence[Run]) -> bool:
    """Whether a raised mark stands after a word that can have a note: not first of all, and not the power of a unit."""
    text = "".join(run.text for run in before)
    return bool(text.strip()) and not UNIT.search(text)


def _take_notes(flow: Flow, keys: set[str]) -> tuple[Flow, dict[str, list[tuple[int, FlowNote]]]]:
    """The flow without the paragraphs that are notes for one of the marks, and by each mark its notes with their positions."""
    if not keys:
        return flow, {}
    body = body_look(flow.blocks).size
    notes: dict[str, list[tuple[int, FlowNote]]] = defaultdict(list)
    found = {
        at: note
        for at, block in enumerate(flow.blocks)
        if isinstance(block, FlowParagraph) and (note := _note(block, keys, body))
    }
    found |= _listed(flow, keys - {key for key, _ in found.values()})
    found |= _below(flow, {key for key, _ in found.values()})
    tails = _tails(flow.blocks, found, body)
    for at, (key, flow_note) in sorted(found.items()):
        more = tuple(tail for tail, of in tails.values() if of == at)
        notes[key].append((at, replace(flow_note, paragraphs=(*flow_note.paragraphs, *more))))
    found |= {at: ("", FlowNote("", ())) for at in tails}
    return replace(flow, blocks=tuple(block for at, block in enumerate(flow.blocks) if at not in found)), notes


def _tails(
    blocks: Sequence[FlowBlock], found: Mapping[int, object], body: float
) -> dict[int, tuple[FlowParagraph, int]]:
    """The rests of notes over a page break, by position, with the positions of their notes.

    They begin in small letters, are small, and the last text of their page but for other notes; the note ends in no stop.
    """
    tails = {}
    for at, (block, below) in enumerate(pairwise((*blocks, None))):
        note = max((one for one in found if one < at), default=-1)
        if at in found or note < 0 or not isinstance(block, FlowParagraph) or block.marker or block.heading:
            continue
        above = blocks[note]
        assert isinstance(above, FlowParagraph)
        last = below is None or at + 1 in found or below.place.page != block.place.page
        next_page = block.place.page == above.place.page + 1
        if (
            block.text[:1].islower()
            and last
            and next_page
            and look_of(block).size == look_of(above).size < body * SMALLER
            and not above.text.rstrip().endswith((".", "!", "?"))
        ):
            tails[at] = (block, note)
    return tails


def _listed(flow: Flow, keys: set[str]) -> dict[int, tuple[str, FlowNote]]:
    """The notes that are the last numbered list behind the last mark, by position: each of its items has a mark.

    Where its numbers are typed, each mark has an item as well.
    """
    marked = [at for at, block in enumerate(flow.blocks) if any(next(_marks(p), None) for p in paragraphs_in([block]))]
    last: dict[int, tuple[str, FlowNote]] = {}
    typed = False
    for at, block in enumerate(flow.blocks):
        if not isinstance(block, FlowParagraph) or block.heading or at < marked[-1]:
            continue
        lead = None if block.marker else PLAIN_LEAD.match(block.text)
        key = block.marker.text.strip(" .)[]") if block.marker and block.marker.ordered else lead and lead[1]
        if key:
            last, typed = ({}, bool(lead)) if key == "1" else (last, typed or bool(lead))
            note = replace(block, runs=cut(block.runs, lead.end()) if lead else block.runs, marker=None)
            last[at] = (key, FlowNote(key, (note,), block.place))
    count = [key for key, _ in last.values()]
    if count[:1] != ["1"] or (typed and {*count} != keys):
        return {}  # a list that goes on from another one
    return last if {*count} <= keys and all(folded(note.paragraphs[0].text) for _, note in last.values()) else {}


def _below(flow: Flow, taken: set[str]) -> dict[int, tuple[str, FlowNote]]:
    """Paragraphs in the size of the text that are notes, one for each mark of their section: right below one, or at its end.

    Items of a list that has others are none, nor is what stands under a heading of its own.
    """
    found: dict[int, tuple[str, FlowNote]] = {}
    group: dict[int, tuple[str, FlowNote]] = {}
    waiting: set[str] = set()
    below = listed = False
    body = body_look(flow.blocks).size
    for at, block in enumerate((*flow.blocks, None)):
        paragraph = block if isinstance(block, FlowParagraph) else None
        if paragraph and not paragraph.text.strip():
            continue
        match = PLAIN_LEAD.match(paragraph.text) if paragraph and not paragraph.heading else None
        key = (match[1] or match[2]) if match else ""
        if match and paragraph and key in waiting and not paragraph.marker:
            note = replace(paragraph, runs=cut(paragraph.runs, match.end()))
            group[at] = (key, FlowNote(key, (note,), paragraph.place))
            continue
        ends = block is None or bool(paragraph and _heads(paragraph, body))
        goes_on = bool(match or (paragraph and paragraph.marker))
        each = sorted(key for key, _ in group.values()) == sorted(waiting)
        if group and each and (below or ends) and not (listed or goes_on):
            found |= group
            waiting = set()
        group, listed = {}, goes_on
        if ends:
            waiting = set()
        marks = {mark.key for p in paragraphs_in((block,) if block else ()) for mark in _marks(p)} - taken
        waiting |= marks
        below = bool(marks)
    return found


def _heads(paragraph: FlowParagraph, body: float) -> bool:
    """Whether a paragraph is marked or set as a heading; which ones are is decided later."""
    set_apart = all(run.bold for run in paragraph.runs if run.text.strip()) or look_of(paragraph).size > body
    return bool(paragraph.heading) or (set_apart and paragraph.text.strip()[-1] not in ".:;")


def _note(paragraph: FlowParagraph, keys: set[str], body: float) -> tuple[str, FlowNote] | None:
    """The note that a paragraph is: a raised mark leads it, or it is smaller than the text and has its number or mark."""
    small = bool(body) and 0 < look_of(paragraph).size < body * SMALLER
    text = paragraph.text
    if not small and (paragraph.heading or paragraph.marker):
        return None
    if paragraph.marker and paragraph.marker.text.strip(" .)[]") in keys:
        key, length = paragraph.marker.text.strip(" .)[]"), 0
    else:
        first = next((run for run in paragraph.runs if run.text.strip()), None)
        match = LEAD.match(text)
        if first is None or not (match or _is_mark(first)):
            return None
        raised = _is_mark(first)
        key = _key(first.text) if raised else match.group(1).translate(PLAIN) if match else ""
        length = text.index(first.text) + len(first.text) if raised else match.end() if match else 0
        # Tags may call a note a heading, which a small number alone may lead as well.
        if not raised and (paragraph.heading or not small):
            return None
    if key not in keys or not folded(text[length:]):
        return None
    rest = replace(paragraph, runs=cut(paragraph.runs, length), marker=None)
    return key, FlowNote(key, (rest,), paragraph.place)


def _tied(flow: Flow, typed: dict[str, list[tuple[int, FlowNote]]], positions: dict[int, int]) -> Flow:
    """The flow with each mark naming its note: that of its page, else the next one below it, else the last."""
    if not typed:
        return flow
    names = {id(note): f"typed {key} {n}" for key, notes in typed.items() for n, (_, note) in enumerate(notes)}

    def choose(key: str, paragraph: FlowParagraph) -> FlowNote:
        page, position = paragraph.place.page, positions.get(id(paragraph), 0)
        on_page = (note for _, note in typed[key] if page and note.place.page == page)
        below = (note for at, note in typed[key] if at > position)
        return next(on_page, None) or next(below, typed[key][-1][1])

    def change(paragraph: FlowParagraph) -> FlowParagraph:
        runs: list[Run] = []
        for run in paragraph.runs:
            key, text = _key(run.text), run.text.strip()
            if _is_mark(run) and key in typed and _refers(runs):
                before, _, after = run.text.partition(text)
                note = replace(run, text=text, note=names[id(choose(key, paragraph))])
                runs += [one for one in (replace(run, text=before), note, replace(run, text=after)) if one.text]
            else:
                runs.append(run)
        return replace(paragraph, runs=tuple(runs))

    flow = flow_over(flow, change)
    new = [replace(note, key=names[id(note)]) for notes in typed.values() for _, note in notes]
    return replace(flow, notes=(*flow.notes, *new))


def _numbered(flow: Flow, missing: Iterable[_Mark]) -> WithFindings[Flow]:
    known = {note.key for note in flow.notes}
    order: dict[str, str] = {}
    texts = [run for paragraph in _all(flow) for run in paragraph.runs if run.note]
    for run in texts:
        if run.note in known and run.note not in order:
            order[run.note] = str(len(order) + 1)
    unknown = [_Mark(run.text.strip(), NOWHERE) for run in texts if run.note not in known]
    findings = [
        warning(
            "note-missing", f"the mark “{mark.key}” has no note", mark.place, hint="look for its text in the source"
        )
        for mark in (*unknown, *missing)
    ]
    for note in flow.notes:
        if note.key not in order and any(folded(p.text) for p in note.paragraphs):
            order[note.key] = str(len(order) + 1)
            findings.append(warning("note-without-mark", f"nothing refers to note {order[note.key]}", note.place))

    def change(paragraph: FlowParagraph) -> FlowParagraph:
        if not any(run.note for run in paragraph.runs):
            return paragraph
        return replace(paragraph, runs=tuple(replace(run, note=order.get(run.note, "")) for run in paragraph.runs))

    notes = sorted((n for n in flow.notes if n.key in order), key=lambda note: int(order[note.key]))
    flow = replace(flow, notes=tuple(replace(note, key=order[note.key]) for note in notes))
    return WithFindings(flow_over(flow, change), findings)


def marks_in(flow: Flow) -> Iterator[str]:
    """How the source writes the marks of its notes, as they stand in the text and before the notes."""
    for paragraph in _all(flow):
        yield from (run.text.strip() for run in paragraph.runs if run.note)
    yield from (note.key for note in flow.notes)


def _all(flow: Flow) -> Iterable[FlowParagraph]:
    yield from paragraphs_in(flow.blocks)
    for note in flow.notes:
        yield from note.paragraphs
