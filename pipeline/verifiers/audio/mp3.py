"""Reads an MP3 recording back: compares the transcript in its tag with the sound, clip by clip.

The tag has the times of each clip (SYLT) and each chapter (CHAP). The sound is decoded: at each of these times there must be
sound, the pace of the words must be plausible, and the recording must end soon after the last of them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from pipeline.model.findings import Finding, Severity, error, warning
from pipeline.model.place import Place
from pipeline.verifiers import AnchoredText, Reading

QUIET = 0.004  # softer sound is silence
SLOWEST, FASTEST = 60, 340  # words per minute in a clip: short words reach 270, and a failed voice is far outside
PACE = (140, 160)  # words per minute of the whole recording without pauses (UKAAF MS01)
UNPACED = ("tam", "tur")  # languages with words so long that this pace would be too fast
LATE = 0.25  # the most seconds until the sound of a clip begins; ours begin after .05 to .09
BEFORE = 0.05  # seconds of silence before a clip
MOST_LETTERS = 40  # per second: more than any voice can speak
FACTS = {"TIT2": "title", "TPE1": "publisher", "TALB": "album", "TLAN": "language", "TYER": "year", "TSSE": "voice"}
NOBODY = "\0"
ENOUGH = 100  # the least words for judging the pace of a recording
LONG_ENOUGH = 12  # the least words for judging the pace of a clip
UNEVEN = 2.5  # the loudest clip may be this many times as loud as the softest


@dataclass
class Id3Tag:
    """The contents of an ID3v2.3 tag, and where the sound begins."""

    texts: dict[str, str] = field(default_factory=dict)
    chapters: list[tuple[float, float, str]] = field(default_factory=list)
    listed: int = -1
    words: list[tuple[float, str]] = field(default_factory=list)
    end: int = 0


def verify(data: bytes, file: str) -> Reading:
    """Reads the words of a recording. Another file gives an error and no words."""
    place = Place(file=file)
    try:
        tag = read_tag(data)
    except (ValueError, IndexError) as wrong:
        return Reading((), "", (error("audio-unreadable", f"this is not an MP3 file with a tag: {wrong}", place),))
    clip_texts = tuple(AnchoredText(text) for _, text in tag.words)
    findings = [*_tag_findings(tag, place), *_sound_findings(data[tag.end :], tag, place)]
    return Reading(clip_texts, _tree(tag), tuple(findings))


def _tree(tag: Id3Tag) -> str:
    """Returns the chapters as text, each with the words of its clips."""
    marks = [(start, 0, f"chapter “{title}”\n") for start, _, title in tag.chapters]
    return "".join(line for _, _, line in sorted(marks + [(start, 1, f"  {text}\n") for start, text in tag.words]))


def read_tag(data: bytes) -> Id3Tag:
    """Reads the ID3v2.3 tag at the start of a file. Raises ValueError if there is none."""
    if data[:5] != b"ID3\x03\x00":
        raise ValueError("it does not start with an ID3v2.3 tag")
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    tag = Id3Tag(end=10 + size)
    for name, body in _frames(data[10 : tag.end]):
        if name.startswith("T"):
            tag.texts[name] = _decoded(body)
        elif name == "CTOC":
            tag.listed = body[body.index(b"\0") + 2]
        elif name == "CHAP":
            at = body.index(b"\0") + 1
            start, end = (int.from_bytes(body[at + n : at + n + 4], "big") / 1000 for n in (0, 4))
            title = next((_decoded(inner) for key, inner in _frames(body[at + 16 :]) if key == "TIT2"), "")
            tag.chapters.append((start, end, title))
        elif name == "SYLT":
            tag.words += _synchronised(body)
    return tag


def _frames(data: bytes) -> Iterator[tuple[str, bytes]]:
    position = 0
    while position + 10 <= len(data) and data[position]:
        size = int.from_bytes(data[position + 4 : position + 8], "big")
        yield data[position : position + 4].decode("latin-1"), data[position + 10 : position + 10 + size]
        position += 10 + size


def _decoded(body: bytes) -> str:
    return body[1:].decode("utf-16" if body[:1] == b"\x01" else "latin-1").rstrip("\0")


def _synchronised(body: bytes) -> Iterator[tuple[float, str]]:
    """Yields the entries of a SYLT frame in UTF-16: the words, and the second at which they begin."""
    position = _text_end(body, 6)
    while position < len(body):
        end = _text_end(body, position)
        yield int.from_bytes(body[end : end + 4], "big") / 1000, body[position : end - 2].decode("utf-16")
        position = end + 4


def _text_end(body: bytes, start: int) -> int:
    for position in range(start, len(body) - 1, 2):
        if body[position : position + 2] == b"\0\0":
            return position + 2
    raise ValueError("its words do not end")


def _tag_findings(tag: Id3Tag, place: Place) -> Iterator[Finding]:
    missing = [words for name, words in FACTS.items() if not tag.texts.get(name)]
    if missing:
        yield error("audio-facts", f"the file does not say its {', '.join(missing)}", place)
    if not tag.chapters or tag.listed != len(tag.chapters):
        message = f"the list of chapters names {max(0, tag.listed)}; the file has {len(tag.chapters)}"
        yield error("audio-chapters", message, place)
    starts = [start for start, _ in tag.words]
    if any(after < before for before, after in pairwise(starts)):
        yield error("audio-times", "the clips do not follow each other in time", place)
    texts_by_start = {0.0: tag.texts.get("TIT2", "")}
    for start, text in reversed(tag.words):
        texts_by_start[round(start, 3)] = text
    for number, (start, _, title) in enumerate(tag.chapters):
        text = texts_by_start.get(round(start, 3) if number else start, NOBODY)
        if text == NOBODY:
            yield error("audio-chapters", f"no clip begins where the chapter “{title}” begins", place)
        elif not alike(title, tag.texts.get("TIT2", "") if not number else text):
            yield error("audio-chapters", f"the chapter “{title}” begins with “{text[:60]}”", place)


def alike(title: str, text: str) -> bool:
    """Whether one text begins with the letters of the other: a heading may be two clips, or have a note mark."""
    title_letters, text_letters = ("".join(filter(str.isalnum, text)) for text in (title, text))
    return title_letters.startswith(text_letters) or (bool(title_letters) and text_letters.startswith(title_letters))


def _sound_findings(data: bytes, tag: Id3Tag, place: Place) -> Iterator[Finding]:
    sound = _samples_of(data, place)
    yield from (sound,) if isinstance(sound, Finding) else _clip_findings(*sound, tag, place)


def _samples_of(data: bytes, place: Place) -> tuple[Any, int] | Finding:
    """Returns the samples of a sound file and their number per second, or a finding if it cannot be decoded."""
    try:
        import soundfile
    except ImportError:
        message = "the sound was not checked: the package soundfile is not installed"
        return warning("audio-missing", message, place, 'run: pip install "council-reports[audio]"')
    try:
        samples, rate = soundfile.read(io.BytesIO(data), dtype="float32")
    except soundfile.LibsndfileError as wrong:
        return error("audio-unreadable", f"the sound cannot be decoded: {wrong}", place)
    return samples, rate


def _clip_findings(samples: Any, rate: int, tag: Id3Tag, place: Place) -> Iterator[Finding]:
    """Checks the starts, the pace and the volume of clips. `samples` is a numpy array."""
    import numpy

    length = len(samples) / rate
    starts = [*(start for start, _ in tag.words), length]
    if len(starts) < 2 or starts[-2] >= length:
        yield error("audio-times", f"the recording lasts {length:.0f} seconds, less than its words", place)
        return
    strengths = []
    speech = 0.0
    for (start, text), after in zip(tag.words, starts[1:], strict=True):
        before = samples[max(0, round((start - BEFORE) * rate)) : round(start * rate)]
        heard = _audible_part(samples[round(start * rate) : round(after * rate)], numpy)
        if heard is None:
            yield error("audio-silent", f"nothing is heard for “{text[:60]}” at {_clock(start)}", place)
            continue
        seconds, strength = heard.length / rate, heard.strength
        fewest, most = _spoken(text)
        if heard.start / rate > LATE or (len(before) and float(numpy.abs(before).max()) > QUIET):
            yield error("audio-times", f"“{text[:60]}” is not said at {_clock(start)}, where the tag has it", place)
        elif sum(map(str.isalnum, text)) > MOST_LETTERS * seconds:
            yield error("audio-pace", f"“{text[:60]}” at {_clock(start)} is cut off", place)
        speech += seconds
        if fewest >= LONG_ENOUGH:
            strengths.append(strength)
            if most / seconds * 60 < SLOWEST or fewest / seconds * 60 > FASTEST:
                pace = round((most if most / seconds * 60 < SLOWEST else fewest) / seconds * 60)
                yield error("audio-pace", f"“{text[:60]}” at {_clock(start)} is said at {pace} words a minute", place)
    if strengths and max(strengths) > UNEVEN * min(strengths):
        yield warning("audio-volume", "some clips are much louder than others", place)
    fewest, most = (sum(counts) for counts in zip(*(_spoken(text) for _, text in tag.words), strict=True))
    paced = fewest > ENOUGH and speech and tag.texts.get("TLAN") not in UNPACED
    if paced and (most / speech * 60 < PACE[0] or fewest / speech * 60 > PACE[1]):
        pace = round((most if most / speech * 60 < PACE[0] else fewest) / speech * 60)
        message = f"the voice says {pace} words a minute; the standard asks for {PACE[0]} to {PACE[1]}"
        yield warning("audio-pace", message, place, "set pace: in templates/voices.yaml")


LENGTH = 0.3  # seconds by which a sound file may differ from the length of its clips


def clips_findings(data: bytes, clips: Sequence[tuple[float, str]], end: float, place: Place) -> Iterator[Finding]:
    """Checks a sound file against its clips, given as (start in seconds, words); the last one ends at `end`."""
    sound = _samples_of(data, place)
    if isinstance(sound, Finding):
        if sound.severity is Severity.ERROR:  # a missing package is a finding of the recording itself
            yield sound
        return
    samples, rate = sound
    if abs(len(samples) / rate - end) > LENGTH:
        yield error("audio-times", f"the sound lasts {len(samples) / rate:.1f} seconds, its clips {end:.1f}", place)
        return
    clip_findings = _clip_findings(samples, rate, Id3Tag(words=list(clips)), place)
    yield from (finding for finding in clip_findings if finding.severity is Severity.ERROR)


def _spoken(text: str) -> tuple[int, int]:
    """Returns the least and the most spoken words of a text: each digit, sign and letter of an abbreviation may be a word."""
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    parts = re.findall(r"[A-Z]{2,5}(?![a-z])|[^\W\d_]+|\d|[^\w\s,;:!?()'‘’“”\"]\b|[^\w\s.,;:!?()'‘’“”\"-]", text)
    return len(words), max(len(words), sum(len(part) if part.isupper() else 1 for part in parts))


class AudiblePart(NamedTuple):
    """The first audible sample, the number of samples to the last one, and their volume (root mean square)."""

    start: int
    length: int
    strength: float


def _audible_part(samples: Any, numpy: Any) -> AudiblePart | None:
    """Finds the audible part of samples; None for silence."""
    loud = numpy.flatnonzero(numpy.abs(samples) > QUIET)
    if len(loud) < 200:
        return None
    part = samples[loud[0] : loud[-1] + 1]
    return AudiblePart(int(loud[0]), len(part), float(numpy.sqrt(numpy.mean(part**2))))


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
