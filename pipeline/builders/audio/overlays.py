"""Builds an e-book with synchronised sound (EPUB 3.3 section 9): its pages with tables as lists, and a clip for each sentence.

Each page with sound has an MP3 and a SMIL file, which links its words to times of the sound.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Any

from pipeline.builders import Built, Job
from pipeline.builders.audio.daisy import DaisyChapter, parts
from pipeline.builders.audio.id3 import Chapter
from pipeline.builders.audio.marking import mark
from pipeline.builders.audio.sentences import Clip
from pipeline.builders.epub.build import CONTENTS, TITLE, Book, Sound
from pipeline.builders.epub.package import Overlay, Pairs
from pipeline.editions.edition import (
    DefinitionsView,
    DefinitionView,
    HeadingView,
    ParagraphView,
    SectionView,
    Views,
)
from pipeline.editions.spoken.passages import LINKS, Passage, PassageKind, Script
from pipeline.model.document import Inlines

Element = Any
ACTIVE = "being-read"
STYLE = f"\n.{ACTIVE} {{ text-decoration: underline; }}\n".encode()
FEATURES = (
    ("schema:accessMode", "auditory"),
    ("schema:accessModeSufficient", "auditory"),
    ("schema:accessibilityFeature", "synchronizedAudioText"),
)


class AloudBook(Book):
    """Renders the pages of a recording from its passages, its clips and its MP3 frames.

    `added` are the passages after the facts of the title page: the length of the recording, and its parts.
    """

    ending = "-read-aloud.epub"

    def __init__(
        self, job: Job, script: Script, added: Sequence[Passage], clips: Sequence[Clip], frames: Sequence[bytes]
    ) -> None:
        self._script, self._added, self._clips, self._frames = script, added, clips, frames
        self.cover: Views = tuple(
            ParagraphView(passage.inlines, "") for passage in added if passage.kind is PassageKind.TEXT
        )
        self.more = tuple(_addresses(script.closing))
        super().__init__(job)

    def copies(self) -> Built:
        """Returns the book, whose words are copies of the recording's."""
        built = self.bound()
        return replace(
            built, reading=tuple(replace(piece, kind=piece.kind or "copy", block="") for piece in built.reading)
        )

    def facts(self) -> list[tuple[Inlines, Inlines]]:
        """Returns the labelled facts of the title page in the words of the voice."""
        return [
            (passage.label, passage.inlines) for passage in self._script.opening if passage.kind is PassageKind.FIELD
        ]

    def style_sheet(self) -> bytes:
        """Returns the style of e-books with the highlight of words being read."""
        return super().style_sheet() + STYLE

    def about(self, pages: Pairs) -> Pairs:
        """Returns the metadata of the e-book, and that it has sound."""
        summary = ("schema:accessibilitySummary", self.words("accessibility_summary_aloud"))
        pairs = (summary if pair[0] == summary[0] else pair for pair in super().about(pages))
        return (*pairs, *FEATURES)

    def sound(self, roots: Mapping[str, Element]) -> Sound:
        """Returns the sound files and SMIL files; gives ids to the words of each clip."""
        files: dict[str, bytes] = {}
        lengths: dict[str, float] = {}
        for file, part in self._read(roots):
            name = file.removesuffix(".xhtml")
            clips = [clip for clip in part.clips if len(clip.samples)]
            times = part.times(clips)
            pars = []
            for id, count in mark(roots[file], clips, name):
                (start, _), (_, end) = times[0], times[count - 1]
                del times[:count]
                pars.append(_par(name, id, start, end))
            files |= {f"{name}.smil": _smil(name, pars), f"{name}.mp3": part.sound}
            lengths[name] = part.length
        seconds = (*lengths.values(), sum(lengths.values()))
        about = (("media:active-class", ACTIVE), *(("media:duration", f"{length:.3f}s") for length in seconds))
        return Sound(files, Overlay(ACTIVE, lengths), about)

    def _read(self, roots: Mapping[str, Element]) -> Iterator[tuple[str, DaisyChapter]]:
        """Yields the pages with sound, with their parts of the recording."""
        files = self._files(roots)
        groups = [
            (file, next(clips).start)
            for file, clips in groupby(self._clips, lambda clip: files[id(clip.sentence.passage)])
        ]
        starts = [0.0, *(start for _, start in groups[1:]), self._clips[-1].end + 1]
        chapters = [(Chapter(file, *pair), 1) for (file, _), pair in zip(groups, pairwise(starts), strict=True)]
        yield from ((part.chapter.title, part) for part in parts(self._clips, chapters, self._frames))

    def _files(self, roots: Mapping[str, Element]) -> dict[int, str]:
        """Maps the id() of each passage to its page, because passages may be equal."""
        files = {id(passage): TITLE for passage in self._script.opening}
        files |= {id(passage): CONTENTS if passage.kind is PassageKind.ITEM else TITLE for passage in self._added}
        homes = {name: file for file, root in roots.items() for name in root.xpath("//@id")}
        order = list(roots)
        file = order[order.index(CONTENTS) + 1]
        for passage in (*self._script.body, *self._script.closing):
            if passage.kind is PassageKind.HEADING:
                file = homes.get(passage.id, file)
            files[id(passage)] = file
        return files


def _addresses(closing: Sequence[Passage]) -> Iterator[SectionView]:
    """Yields the addresses of links, which end the recording, as a section of the book."""
    start = next((at for at, passage in enumerate(closing) if passage.id == LINKS), len(closing))
    fields = []
    for passage in closing[start + 1 :]:
        if passage.kind is not PassageKind.FIELD:
            break
        fields.append(DefinitionView(passage.label, (ParagraphView(passage.inlines, ""),), ""))
    if fields:
        yield SectionView(HeadingView(2, LINKS, closing[start].inlines, ""), (DefinitionsView(tuple(fields)),))


def _par(name: str, id: str, start: float, end: float) -> str:
    return (
        f'<par id="{id}"><text src="{name}.xhtml#{id}"/><audio src="{name}.mp3" clipBegin="{start:.3f}s" '
        f'clipEnd="{end:.3f}s"/></par>\n'
    )


def _smil(name: str, pars: Sequence[str]) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<smil xmlns="http://www.w3.org/ns/SMIL" '
        'xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">\n<body>\n'
        f'<seq id="all" epub:textref="{name}.xhtml">\n{"".join(pars)}</seq>\n</body>\n</smil>\n'
    ).encode()
