"""Reads the chapters of an audio book (M4B) back from the list that players show (`moov/udta/chpl`)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.findings import error
from pipeline.model.place import Place
from pipeline.verifiers import AnchoredText, Reading

TICKS = 10_000_000  # of the list, a second


def verify(data: bytes, file: str) -> Reading:
    """Reads the chapter titles of an audio book. Its other words are verified in the MP3 file beside it."""
    place = Place(file=file)
    if data[4:8] != b"ftyp":
        return Reading((), "", (error("audio-unreadable", "this is not an MPEG-4 file", place),))
    chapters = list(_chapters(data))
    tree = "".join(f"chapter {start // 60:.0f}:{start % 60:02.0f} “{title}”\n" for start, title in chapters)
    starts = [start for start, _ in chapters]
    faults = []
    if not chapters or starts != sorted(starts):
        faults.append(error("audio-chapters", "the audio book has no list of chapters in the order of time", place))
    if not any(name == b"mdat" for name, _ in _atoms(data)):
        faults.append(error("audio-unreadable", "the audio book has no sound", place))
    return Reading(tuple(AnchoredText(title) for _, title in chapters), tree, tuple(faults))


def _chapters(data: bytes) -> Iterator[tuple[float, str]]:
    body = data
    for wanted in (b"moov", b"udta", b"chpl"):
        body = next((inner for name, inner in _atoms(body) if name == wanted), b"")
    position = 9
    for _ in range(body[8] if len(body) > 8 else 0):
        start, length = int.from_bytes(body[position : position + 8], "big"), body[position + 8]
        yield start / TICKS, body[position + 9 : position + 9 + length].decode("utf-8", "replace")
        position += 9 + length


def _atoms(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 0
    while position + 8 <= len(data):
        size = int.from_bytes(data[position : position + 4], "big")
        if size < 8:
            return
        yield data[position + 4 : position + 8], data[position + 8 : position + size]
        position += size
