"""The links between the marks in the text and the notes at its end: anchors, and the words of the ways back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.editions.edition import Edition, Piece
from pipeline.editions.reading import Voice, added

Marks = dict[int, list[str]]
"""The targets of the marks of each note, by its number, in the order in which they stand in the text."""


def note_id(number: int) -> str:
    """The anchor of a note; the hyphen keeps it apart from the ids of the content."""
    return f"note-{number}"


def back_words(words: Mapping[str, str], number: int, index: int, count: int) -> str:
    """The words of the link from a note back to its mark; unlike one another where there are several (WCAG 2.4.9)."""
    key = "back_to_note" if count == 1 else "back_to_note_again"
    return words[key].format(number=number, index=index, count=count)


def notes_reading(edition: Edition, voice: Voice, words: Mapping[str, str], marks: Marks) -> Iterator[Piece]:
    """The words of the notes and of their links back."""
    for note in edition.notes:
        yield from voice.note(note)
        count = len(marks.get(note.number, []))
        for index in range(1, count + 1):
            mark = f"#note-{note.number}-mark-{index}"
            yield added(back_words(words, note.number, index, count), "note", link=mark)
