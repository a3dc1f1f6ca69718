"""Builds the audio edition: every passage spoken by a voice, as an MP3 with chapters, an M4B, and a DAISY 2.02 book.

It begins with the title, the publisher, its length and its parts. The MP3 contains a transcript with the time of each clip,
by which it is proved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pipeline.builders import Built, Job
from pipeline.builders.audio import daisy, encode, id3, voices
from pipeline.builders.audio.clips import make_clip, sound, timed
from pipeline.builders.audio.overlays import AloudBook
from pipeline.builders.audio.pace import at_pace
from pipeline.builders.audio.sentences import Clip, Sentence, sentences
from pipeline.builders.audio.unheard import unheard
from pipeline.builders.audio.voices import MissingVoice, SpeechVoice
from pipeline.editions import words as words_module
from pipeline.editions.edition import Piece
from pipeline.editions.site import EditionName
from pipeline.editions.spoken import pronunciation
from pipeline.editions.spoken.passages import Manner, Passage, PassageKind, script
from pipeline.editions.spoken.reading import reader
from pipeline.editions.spoken.runs import SpokenRun, listed, runs
from pipeline.model.document import Document
from pipeline.model.findings import Finding, error, warning
from pipeline.model.place import NOWHERE, Place
from pipeline.model.walk import canonical
from pipeline.model.with_findings import Collector

SILENT_HINT = "write the words differently, or mark their language"
Chapters = list[tuple[id3.Chapter, int]]


def build(job: Job) -> Built:
    """Returns the files of a recording; none, with a warning, if a voice or a package is missing."""
    try:
        return _Recording(job).built()
    except MissingVoice as wrong:
        return Built({}, (warning("audio-missing", str(wrong), hint=wrong.hint),))
    except _Silent as wrong:
        place = _place(job.document, wrong.block)
        return Built({}, (error("audio-silent", str(wrong), place, SILENT_HINT, wrong.block),))
    except OSError as wrong:
        message = f"a clip could not be kept: {(wrong.strerror or str(wrong)).lower()}"
        hint = "the clips made so far are kept: make room, then build again"
        return Built({}, (error("audio-disk", message, hint=hint),))


def _place(document: Document, block: str) -> Place:
    return next((words.place for words in canonical(document) if words.block == block), NOWHERE)


class _Silent(Exception):
    """The voice makes no sound for some words of a block."""

    def __init__(self, message: str, block: str) -> None:
        super().__init__(message)
        self.block = block


@dataclass
class _Recording(Collector):
    job: Job
    findings: list[Finding] = field(default_factory=list)
    speakers: dict[str, SpeechVoice] = field(default_factory=dict)

    def __post_init__(self) -> None:
        document = self.job.document
        self.words = words_module.load(self.job.assets, document.language)
        self.script = script(self.job.edition, self.job.site, self.words, Manner("format_audio", lists=True))
        self.spelled = tuple(form for form, _ in document.abbreviations)
        self.speakers[""] = self._voice(document.language)
        for language in {run.language for passage in self.script.passages for run in self._runs(passage)} - {""}:
            try:
                self.speakers[language] = self._voice(language)
            except MissingVoice as wrong:
                message = f"{wrong}; its words are said by the voice of the text"
                self.add(warning("audio-language", message, hint=wrong.hint))

    def add(self, *findings: Finding) -> None:
        """Adds findings about the recording."""
        self.findings += findings

    def _voice(self, language: str) -> SpeechVoice:
        lexicon = pronunciation.load(self.job.assets, language).take(self)
        return voices.voice(self.job.assets, language, lexicon)

    def _runs(self, passage: Passage) -> Sequence[SpokenRun]:
        return runs(passage, self.job.edition, self.words)

    def built(self) -> Built:
        """Returns the files, the findings, and the words of each file."""
        self._set_pace()
        text = self._clips([*self.script.body, *self.script.closing])
        opening = self._clips(self.script.opening)
        minutes = 1
        for _ in range(2):  # the recording states its own length
            added = self._cover(minutes)
            cover = self._clips(added)
            clips = timed([*opening, *cover, *text])
            minutes = max(1, round(clips[-1].end / 60))
        self.add(*self._unheard(clips))
        return self._files(clips, added)

    def _set_pace(self) -> None:
        """Sets each voice to its pace, using its sentences."""
        every = self._sentences([*self.script.opening, *self._cover(1), *self.script.body, *self.script.closing])
        for language, voice in self.speakers.items():
            own_sentences = [sentence for sentence in every if sentence.language == language]
            self.speakers[language] = at_pace(voice, own_sentences, self._clip)

    def _unheard(self, clips: Sequence[Clip]) -> Iterator[Finding]:
        """Warns of each sign in a sentence for which the voice makes no sound."""
        for language, voice in self.speakers.items():
            for part, clip in unheard([clip for clip in clips if clip.sentence.language == language], voice):
                block = next((piece.block for piece in clip.sentence.pieces if part[0] in piece.text), "")
                message = f"“{part}” has no sound: the voice skips it in “{clip.sentence.text[:60]}”"
                yield warning("audio-silent", message, _place(self.job.document, block), SILENT_HINT, block)

    def _files(self, clips: tuple[Clip, ...], added: Sequence[Passage]) -> Built:
        chapters = self._chapters(clips)
        facts = self._facts()
        samples = sound(clips)
        frames = encode.frames(encode.mp3(samples, list(encode.cuts(clips))))
        plain = [chapter for chapter, _ in chapters]
        words = [(clip.start, clip.sentence.text) for clip in clips]
        name = EditionName("audio", self.job.look.name).file(self.job.document.name, "")
        files = {f"{name}.mp3": id3.tag(facts, plain, words) + b"".join(frames)}
        if m4b := encode.m4b(samples, facts, plain):
            files[f"{name}.m4b"] = m4b
            titles = tuple(Piece("", chapter.title, "copy") for chapter in plain)
        else:
            titles = ()
            message = "the audio book (M4B) was not made: the program ffmpeg is not installed"
            self.findings += (warning("audio-ffmpeg", message, hint="run: sudo apt-get install ffmpeg"),)
        book = AloudBook(self.job, self.script, added, clips, frames).copies()
        files |= book.files
        parts = list(daisy.parts(clips, chapters, frames))
        files[f"{name}-daisy.zip"] = daisy.file(clips, parts, facts)
        about = tuple((f"{name}-daisy.zip", key, text) for key, text in daisy.said_of_itself(clips, parts, facts))
        pieces = tuple(piece for clip in clips for piece in clip.sentence.pieces)
        again = Piece("", "\n".join(clip.sentence.text for clip in clips), "copy")
        reading = (*pieces, *titles, *book.reading, again)
        findings = (*self.findings, *book.findings)
        return Built(files, findings, reading, {"seconds": round(clips[-1].end + 1)}, (*book.about, *about))

    # -------------------------------------------------------------------------------------------- clips

    def _sentences(self, passages: Sequence[Passage]) -> list[Sentence]:
        other_languages = frozenset(self.speakers) - {""}
        return [
            sentence for passage in passages for sentence in sentences(passage, self._runs(passage), other_languages)
        ]

    def _clips(self, passages: Sequence[Passage]) -> list[Clip]:
        """Makes the clips of passages; each language has its own rules and voice."""
        wanted = self._sentences(passages)
        result = []
        for number, sentence in enumerate(wanted, 1):
            result.append(self._clip(sentence, self.speakers[sentence.language]))
            self.job.clips.progress(number, len(wanted))
        return result

    def _clip(self, sentence: Sentence, voice: SpeechVoice) -> Clip:
        language = sentence.language or self.job.document.language
        try:
            return make_clip(sentence, voice, reader(language, self.spelled), self.job.clips)
        except ValueError as wrong:
            block = next((piece.block for piece in sentence.pieces if piece.block), sentence.passage.block)
            raise _Silent(str(wrong), block) from wrong

    def _cover(self, minutes: int) -> list[Passage]:
        """Makes the passages about its length, its parts, and that it is read by a machine."""
        headings = [heading for heading in self.script.headings if heading.level == 2]
        key = "audio_length_one" if minutes == 1 else "audio_length"
        lines = [self.words.whole(key, "cover", minutes=minutes), self.words.whole("audio_voice", "cover")]
        if headings:
            key = "audio_parts_one" if len(headings) == 1 else "audio_parts"
            lines.append(self.words.whole(key, "cover", count=len(headings)))
        cover = [Passage(PassageKind.TEXT, (line,)) for line in lines]
        for passage in headings:
            cover.append(Passage(PassageKind.ITEM, listed(passage, self.job.edition, self.words)))
        return cover

    def _chapters(self, clips: tuple[Clip, ...]) -> Chapters:
        """Returns a chapter for the opening and each heading in the contents; fewer levels if there would be too many."""
        deepest = 6
        chapters: Chapters = []
        while deepest > 1:
            chapters = list(self._marks(clips, deepest))
            if len(chapters) <= id3.MOST_CHAPTERS:
                break
            deepest -= 1
        ends = [chapter.start for chapter, _ in chapters[1:]] + [clips[-1].end + 1]
        return [(replace(chapter, end=end), level) for (chapter, level), end in zip(chapters, ends, strict=True)]

    def _marks(self, clips: tuple[Clip, ...], deepest: int) -> Iterator[tuple[id3.Chapter, int]]:
        title = Passage(PassageKind.HEADING, self.job.edition.title)
        yield self._chapter(title, 0.0), 1
        previous: Passage | None = None
        for clip in clips:
            passage = clip.sentence.passage
            if passage is not previous and passage.contents and passage.level <= deepest:
                yield self._chapter(passage, clip.start), passage.level
            previous = passage

    def _chapter(self, heading: Passage, start: float) -> id3.Chapter:
        words = tuple((run.text, run.language) for run in self._runs(heading) if run.kind != "note")
        return id3.Chapter("".join(text for text, _ in words), start, start, words)

    def _facts(self) -> id3.RecordingFacts:
        document, site = self.job.document, self.job.site
        day = datetime.fromtimestamp(self.job.moment, UTC).date()
        publisher = site.council or document.owner or document.name
        voice = self.words("audio_voice")
        return id3.RecordingFacts(
            self._chapter(Passage(PassageKind.HEADING, self.job.edition.title), 0.0).title,
            publisher,
            document.language,
            document.name,
            str(day.year),
            day.isoformat(),
            voice,
        )
