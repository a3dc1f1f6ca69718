"""The e-book that reads itself aloud (EPUB 3.3 section 9): the pages of the e-book, with tables as lists, and a clip a sentence.

Each page that is read has an MP3 and a SMIL file, which says which words belong to which seconds of the sound.
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
    """Renders the pages of a recording: its passages, its clips, and the MP3 frames of the whole.

    `added` are the passages after the facts of the title page: how long the recording lasts, and which parts it has.
    """

    def __init__(
        self, job: Job, script: Script, added: Sequence[Passage], clips: Sequence[Clip], frames: Sequence[bytes]
    ) -> None:
        self._script, self._added, self._clips, self._frames = script, added, clips, frames
        self.cover: Views = tuple(ParagraphView(one.inlines, "") for one in added if one.kind is PassageKind.TEXT)
        self.more = tuple(_addresses(script.closing))
        super().__init__(job)

    def copies(self, file: str) -> Built:
        """The book, whose words the recording has said before."""
        made = self.bound(file)
        return replace(made, reading=tuple(replace(one, kind=one.kind or "copy", block="") for one in made.reading))

    def facts(self) -> list[tuple[Inlines, Inlines]]:
        """The labelled facts of the title page, as the voice says them."""
        return [(one.label, one.inlines) for one in self._script.opening if one.kind is PassageKind.FIELD]

    def style_sheet(self) -> bytes:
        """The style of e-books, and how the words are marked that are being read."""
        return super().style_sheet() + STYLE

    def about(self, file: str, pages: Pairs) -> Pairs:
        """What the book says of itself: as the e-book, and that it can be heard."""
        summary = ("schema:accessibilitySummary", self.words("accessibility_summary_aloud"))
        said = (summary if pair[0] == summary[0] else pair for pair in super().about(file, pages))
        return (*said, *FEATURES)

    def sound(self, roots: Mapping[str, Element]) -> Sound:
        """The files that read the pages aloud; the words of each clip get their id."""
        files: dict[str, bytes] = {}
        lengths: dict[str, float] = {}
        for file, part in self._read(roots):
            name = file.removesuffix(".xhtml")
            clips = [clip for clip in part.clips if len(clip.samples)]
            times = part.times(clips)
            pars = []
            for id, count in mark(roots[file], clips, name):
                (begin, _), (_, end) = times[0], times[count - 1]
                del times[:count]
                pars.append(_par(name, id, begin, end))
            files |= {f"{name}.smil": _smil(name, pars), f"{name}.mp3": part.sound}
            lengths[name] = part.length
        seconds = (*lengths.values(), sum(lengths.values()))
        about = (("media:active-class", ACTIVE), *(("media:duration", f"{length:.3f}s") for length in seconds))
        return Sound(files, Overlay(ACTIVE, lengths), about)

    def _read(self, roots: Mapping[str, Element]) -> Iterator[tuple[str, DaisyChapter]]:
        """The pages that are read, each with its part of the recording."""
        files = self._files(roots)
        groups = [
            (file, next(some).start)
            for file, some in groupby(self._clips, lambda clip: files[id(clip.sentence.passage)])
        ]
        starts = [0.0, *(start for _, start in groups[1:]), self._clips[-1].end + 1]
        chapters = [(Chapter(file, *pair), 1) for (file, _), pair in zip(groups, pairwise(starts), strict=True)]
        yield from ((part.chapter.title, part) for part in parts(self._clips, chapters, self._frames))

    def _files(self, roots: Mapping[str, Element]) -> dict[int, str]:
        """The page of each passage, by the identity of the passage: many are alike."""
        files = {id(one): TITLE for one in self._script.opening}
        files |= {id(one): CONTENTS if one.kind is PassageKind.ITEM else TITLE for one in self._added}
        homes = {name: file for file, root in roots.items() for name in root.xpath("//@id")}
        order = list(roots)
        file = order[order.index(CONTENTS) + 1]
        for passage in (*self._script.body, *self._script.closing):
            if passage.kind is PassageKind.HEADING:
                file = homes.get(passage.id, file)
            files[id(passage)] = file
        return files


def _addresses(closing: Sequence[Passage]) -> Iterator[SectionView]:
    """The addresses of links, which the recording says at its end, as a section of the book."""
    start = next((at for at, one in enumerate(closing) if one.id == LINKS), len(closing))
    fields = []
    for one in closing[start + 1 :]:
        if one.kind is not PassageKind.FIELD:
            break
        fields.append(DefinitionView(one.label, (ParagraphView(one.inlines, ""),), ""))
    if fields:
        yield SectionView(HeadingView(2, LINKS, closing[start].inlines, ""), (DefinitionsView(tuple(fields)),))


def _par(name: str, id: str, begin: float, end: float) -> str:
    return (
        f'<par id="{id}"><text src="{name}.xhtml#{id}"/><audio src="{name}.mp3" clipBegin="{begin:.3f}s" '
        f'clipEnd="{end:.3f}s"/></par>\n'
    )


def _smil(name: str, pars: Sequence[str]) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<smil xmlns="http://www.w3.org/ns/SMIL" '
        'xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">\n<body>\n'
        f'<seq id="all" epub:textref="{name}.xhtml">\n{"".join(pars)}</seq>\n</body>\n</smil>\n'
    ).encode()
