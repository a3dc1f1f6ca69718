"""Builds DAISY 2.02: a talking book with the text, an MP3 and a SMIL file for each chapter, and the contents (ncc.html).

Each passage of the text has an id; each clip has the id of its passage, its MP3 and its times in it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from pipeline.builders.audio.encode import FRAME
from pipeline.builders.audio.id3 import Chapter, RecordingFacts
from pipeline.builders.audio.sentences import Clip
from pipeline.builders.audio.voices import RATE
from pipeline.editions.spoken.passages import PassageKind
from pipeline.model.direction import direction

DOCTYPE = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
)
SMIL = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE smil PUBLIC "-//W3C//DTD SMIL 1.0//EN" '
    '"http://www.w3.org/TR/REC-smil/SMIL10.dtd">\n'
)
TEXT, FORMAT = "content.html", "Daisy 2.02"


@dataclass(frozen=True)
class DaisyChapter:
    """A chapter: its clips, its start in the recording and its length in seconds, and its MP3 frames."""

    chapter: Chapter
    level: int
    clips: tuple[Clip, ...]
    start: float
    length: float
    sound: bytes

    def times(self, clips: Sequence[Clip]) -> list[tuple[float, float]]:
        """Returns the starts and ends of clips, in seconds of the chapter's sound.

        The pause after a sentence belongs to its clip, because players play nothing between clips.
        """
        begins = [0.0, *(round(clip.start - self.start, 3) for clip in clips[1:])]
        return list(zip(begins, [*begins[1:], self.length], strict=True)) if clips else []


def file(clips: Sequence[Clip], parts: Sequence[DaisyChapter], facts: RecordingFacts) -> bytes:
    """Returns the book of a recording from its chapters."""
    names = {id(clip): f"t{number}" for number, clip in enumerate(clips, 1)}
    files: dict[str, bytes] = {
        "ncc.html": _ncc(parts, names, facts).encode(),
        "master.smil": _master(parts, facts).encode(),
        TEXT: _text(clips, names, facts).encode(),
    }
    before = 0.0
    for number, part in enumerate(parts, 1):
        files[f"{number:04}.smil"] = _smil(part, number, names, before, facts).encode()
        files[f"{number:04}.mp3"] = part.sound
        before += part.length
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".mp3") else zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return data.getvalue()


def parts(
    clips: Sequence[Clip], chapters: Sequence[tuple[Chapter, int]], sound: Sequence[bytes]
) -> Iterator[DaisyChapter]:
    """Yields the chapters, given with the levels of their headings; the frames `sound` are cut at silence."""
    cuts = [int(chapter.start * RATE / FRAME) for chapter, _ in chapters] + [len(sound)]
    for index, (chapter, level) in enumerate(chapters):
        chapter_clips = tuple(
            clip for clip in clips if chapter.start <= clip.start < chapter.end or clip.start == chapter.start
        )
        start, length = (frames * FRAME / RATE for frames in (cuts[index], cuts[index + 1] - cuts[index]))
        yield DaisyChapter(
            chapter, level, chapter_clips, start, round(length, 3), b"".join(sound[cuts[index] : cuts[index + 1]])
        )


def said_of_itself(
    clips: Sequence[Clip], parts: Sequence[DaisyChapter], facts: RecordingFacts
) -> Iterator[tuple[str, str]]:
    """Yields what each part of the book says of itself: its titles, languages, narrator and the like."""
    for name, text in _publication(facts).items():
        yield f"ncc.html {name}", text
    for page in ("ncc.html", TEXT):
        yield f"{page} title", facts.title
        yield from ((f"{page} {key}", facts.language) for key in ("lang", "xml:lang"))
    titles = {"master.smil": facts.title} | {f"{n:04}.smil": part.chapter.title for n, part in enumerate(parts, 1)}
    for name, title in titles.items():
        yield from (
            (f"{name} dc:title", title),
            (f"{name} dc:identifier", facts.identifier),
            (f"{name} dc:format", FORMAT),
        )
    for number, part in enumerate(parts, 1):
        yield f"master.smil m{number}", part.chapter.title
    for number, clip in enumerate(clips, 1):
        if clip.sentence.language:
            yield from ((f"{TEXT} t{number} {key}", clip.sentence.language) for key in ("lang", "xml:lang"))


def _publication(facts: RecordingFacts) -> dict[str, str]:
    return {
        "dc:title": facts.title, "dc:creator": facts.publisher, "dc:publisher": facts.publisher, "dc:date": facts.day,
        "dc:format": FORMAT, "dc:identifier": facts.identifier, "dc:language": facts.language, "ncc:narrator": facts.voice,
    }  # fmt: skip


def _ncc(parts: Sequence[DaisyChapter], names: dict[int, str], facts: RecordingFacts) -> str:
    total = sum(part.length for part in parts)
    meta = {
        **_publication(facts), "ncc:charset": "utf-8", "ncc:generator": "council-reports", "ncc:multimediaType": "audioFullText",
        "ncc:tocItems": str(len(parts)), "ncc:totalTime": clock(total), "ncc:files": str(len(parts) * 2 + 3),
        "ncc:depth": str(max((part.level for part in parts), default=1)), "ncc:pageFront": "0", "ncc:pageNormal": "0",
        "ncc:pageSpecial": "0", "ncc:setInfo": "1 of 1",
    }  # fmt: skip
    heads = "".join(f'<meta name="{name}" content="{escape(text)}"/>\n' for name, text in meta.items())
    entries = []
    for number, part in enumerate(parts, 1):
        kind = ' class="title"' if number == 1 else ' class="section"'
        words = "".join(
            f"<span {_language(language)}>{escape(text)}</span>" if language else escape(text)
            for text, language in part.chapter.words
        )
        link = f'<a href="{number:04}.smil#{names[id(part.clips[0])]}">{words}</a>'
        entries.append(f'<h{part.level} id="n{number}"{kind}>{link}</h{part.level}>\n')
    return (
        f'{DOCTYPE}<html xmlns="http://www.w3.org/1999/xhtml" {_language(facts.language)}>\n<head>\n'
        f"<title>{escape(facts.title)}</title>\n{heads}</head>\n<body>\n{''.join(entries)}</body>\n</html>\n"
    )


def _master(parts: Sequence[DaisyChapter], facts: RecordingFacts) -> str:
    refs = "".join(
        f'<ref title="{escape(part.chapter.title)}" src="{number:04}.smil" id="m{number}"/>\n'
        for number, part in enumerate(parts, 1)
    )
    total = clock(sum(part.length for part in parts))
    meta = {
        "dc:title": facts.title,
        "dc:identifier": facts.identifier,
        "dc:format": FORMAT,
        "ncc:timeInThisSmil": total,
    }
    heads = "".join(f'<meta name="{name}" content="{escape(text)}"/>\n' for name, text in meta.items())
    return f'{SMIL}<smil>\n<head>\n{heads}<layout><region id="txtView"/></layout>\n</head>\n<body>\n{refs}</body>\n</smil>\n'


def _smil(part: DaisyChapter, number: int, names: dict[int, str], before: float, facts: RecordingFacts) -> str:
    pars = []
    for clip, (start, end) in zip(part.clips, part.times(part.clips), strict=True):
        name = names[id(clip)]
        pars.append(
            f'<par endsync="last" id="{name}">\n<text src="{TEXT}#{name}" id="x{name}"/>\n'
            f'<audio src="{number:04}.mp3" clip-begin="npt={start:.3f}s" clip-end="npt={end:.3f}s" id="a{name}"/>\n</par>\n'
        )
    meta = {
        "dc:title": part.chapter.title, "dc:identifier": facts.identifier, "dc:format": FORMAT,
        "ncc:generator": "council-reports", "ncc:totalElapsedTime": clock(before), "ncc:timeInThisSmil": clock(part.length),
    }  # fmt: skip
    heads = "".join(f'<meta name="{name}" content="{escape(text)}"/>\n' for name, text in meta.items())
    layout = '<layout><region id="txtView"/></layout>'
    body = f'<seq dur="{part.length:.3f}s">\n{"".join(pars)}</seq>'
    return f"{SMIL}<smil>\n<head>\n{heads}{layout}\n</head>\n<body>\n{body}\n</body>\n</smil>\n"


def _text(clips: Sequence[Clip], names: dict[int, str], facts: RecordingFacts) -> str:
    """Returns the text with an id for each clip; the clips of a passage are in one paragraph or heading."""
    body = []
    for _, clips_of_passage in groupby(clips, key=lambda clip: id(clip.sentence.passage)):
        passage_clips = list(clips_of_passage)
        passage = passage_clips[0].sentence.passage
        name = f"h{max(1, passage.level)}" if passage.kind is PassageKind.HEADING else "p"
        spans = []
        for clip in passage_clips:
            language = f" {_language(clip.sentence.language)}" if clip.sentence.language else ""
            spans.append(f'<span id="{names[id(clip)]}"{language}>{escape(clip.sentence.text)}</span>')
        body.append(f"\n<{name}>{' '.join(spans)}</{name}>")
    return (
        f'{DOCTYPE}<html xmlns="http://www.w3.org/1999/xhtml" {_language(facts.language)}>\n'
        f"<head><title>{escape(facts.title)}</title></head>\n<body>{''.join(body)}\n</body>\n</html>\n"
    )


def _language(language: str) -> str:
    return f'lang="{language}" xml:lang="{language}" dir="{direction(language)}"'


def clock(seconds: float) -> str:
    """Hours, minutes and seconds: "00:08:28"."""
    total = round(seconds)
    return f"{total // 3600:02}:{total // 60 % 60:02}:{total % 60:02}"
