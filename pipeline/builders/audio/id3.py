"""Writes the ID3v2.3 tag of an MP3 file: facts, chapters (ID3v2 Chapter Frame Addendum 1.0), and words with times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NOWHERE = b"\xff\xff\xff\xff"  # chapters have times, not byte offsets
MOST_CHAPTERS = 255
UTF16 = b"\x01"
MILLISECONDS, LYRICS = b"\x02", b"\x01"


@dataclass(frozen=True)
class Chapter:
    """A part of a recording: its heading, and its start and end in seconds.

    `words` are those of the heading with their languages, "" for that of the text; () if not needed.
    """

    title: str
    start: float
    end: float
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class RecordingFacts:
    """The metadata of a recording. `language` is the tag of the text, such as "en-GB"."""

    title: str
    publisher: str
    language: str
    identifier: str
    year: str
    day: str
    voice: str


def tag(facts: RecordingFacts, chapters: Sequence[Chapter], words: Iterable[tuple[float, str]]) -> bytes:
    """Returns the tag; `words` are the start of each clip in seconds, and its words."""
    language = LANGUAGES.get(facts.language.split("-")[0], "und").encode()
    frames = [
        _text("TIT2", facts.title),
        _text("TPE1", facts.publisher),
        _text("TALB", facts.title),
        _text("TLAN", language.decode()),
        _text("TYER", facts.year),
        _text("TSSE", facts.voice),
        _contents(len(chapters)),
        *(_chapter(number, chapter) for number, chapter in enumerate(chapters)),
        _words(language, words),
    ]
    body = b"".join(frames)
    return b"ID3\x03\x00\x00" + bytes((len(body) >> shift) & 0x7F for shift in (21, 14, 7, 0)) + body


LANGUAGES = {
    "en": "eng", "cy": "cym", "pl": "pol", "ro": "ron", "lt": "lit", "uk": "ukr", "bn": "ben", "pa": "pan", "gu": "guj",
    "ur": "urd", "ar": "ara", "fa": "fas", "ne": "nep", "ta": "tam",
    "tr": "tur", "vi": "vie", "ga": "gle", "gd": "gla", "fr": "fra",
}  # fmt: skip


def _frame(name: str, data: bytes) -> bytes:
    return name.encode() + len(data).to_bytes(4, "big") + b"\0\0" + data


def _utf16(text: str) -> bytes:
    return b"\xff\xfe" + text.encode("utf-16-le")


def _text(name: str, text: str) -> bytes:
    return _frame(name, UTF16 + _utf16(text))


def _contents(count: int) -> bytes:
    children = b"".join(f"chp{number}".encode() + b"\0" for number in range(count))
    top_level_in_order = b"\x03"
    return _frame("CTOC", b"toc\0" + top_level_in_order + bytes([count]) + children)


def _chapter(number: int, chapter: Chapter) -> bytes:
    times = b"".join(round(second * 1000).to_bytes(4, "big") for second in (chapter.start, chapter.end))
    return _frame("CHAP", f"chp{number}".encode() + b"\0" + times + NOWHERE * 2 + _text("TIT2", chapter.title))


def _words(language: bytes, words: Iterable[tuple[float, str]]) -> bytes:
    """Returns the synchronised words (SYLT): the transcript, with the time of each clip."""
    entries = b"".join(_utf16(text) + b"\0\0" + round(second * 1000).to_bytes(4, "big") for second, text in words)
    return _frame("SYLT", UTF16 + language + MILLISECONDS + LYRICS + _utf16("") + b"\0\0" + entries)
