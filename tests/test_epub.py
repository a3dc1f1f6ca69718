"""The e-book: one file a section, links and notes between files, true metadata, and a verifier that sees planted faults."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.app.verify import ExpectedFacts
from pipeline.app.verify import verify as proved
from pipeline.builders import Built, Fact, Job
from pipeline.builders.epub.build import build
from pipeline.builders.markup.chrome import download
from pipeline.editions import looks, words
from pipeline.editions.set_out import set_out
from pipeline.editions.site import Site
from pipeline.model import document as m
from pipeline.verifiers.epub.verify import verify
from tests.documents import P
from tests.editions import SITE, assets, edition, published
from tests.test_docx_any import papers

Parts = dict[str, bytes]
MIMETYPE = "mimetype"


def built(document: m.Document, site: Site = SITE, look: str = "standard") -> Built:
    chosen = looks.load(assets(), look)
    view = set_out(document, chosen, words.load(assets(), document.language))
    return build(Job(document, view, chosen, site, assets(), 1_600_000_000))


def parts_of(made: Built) -> Parts:
    with zipfile.ZipFile(io.BytesIO(next(iter(made.files.values())))) as book:
        return {name: book.read(name) for name in book.namelist()}


@cache
def every_node() -> Mapping[str, bytes]:
    return parts_of(edition("epub"))


def packed(parts: Mapping[str, bytes], mimetype: int = zipfile.ZIP_STORED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content, mimetype if name == MIMETYPE else zipfile.ZIP_DEFLATED)
    return data.getvalue()


def rules(parts: Mapping[str, bytes], mimetype: int = zipfile.ZIP_STORED) -> list[str]:
    reading = verify(packed(parts, mimetype), "x.epub")
    return [one.rule for one in (*reading.findings, *reading.strange)]


def paper(*sections: m.Section, **keys: object) -> m.Document:
    made = m.Document("paper", (m.Text("A paper"),), status="published", sections=sections)
    return replace(made, **keys)  # type: ignore[arg-type]


def section(id: str, *blocks: m.Block) -> m.Section:
    return m.Section(id, (m.Text(f"Part {id}"),), blocks)


def links(text: bytes) -> list[tuple[str, str]]:
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>([^<]*)</a>', text.decode())
    return [(target, shown) for target, shown in found]


def test_a_book_is_whole_and_says_what_the_content_says() -> None:
    made = edition("epub")
    assert proved(published(), made.files, made.reading, ExpectedFacts(made.about, assets())).findings == ()
    assert made.findings == ()


def test_each_section_is_a_file_between_contents_and_notes() -> None:
    parts = every_node()
    spine = re.findall(r'<itemref idref="([^"]+)"', parts["EPUB/package.opf"].decode())
    files = dict(re.findall(r'<item id="([^"]+)" href="([^"]+)"', parts["EPUB/package.opf"].decode()))
    sections = [f"section-{number}.xhtml" for number in range(1, 5)]
    assert [files[one] for one in spine] == [
        "title.xhtml",
        "nav.xhtml",
        *sections,
        "lists.xhtml",
        "notes.xhtml",
        "ask.xhtml",
    ]
    assert b'<h2 id="first">First part</h2>' in parts["EPUB/section-2.xhtml"]
    assert b'<th scope="col"' in parts["EPUB/section-2.xhtml"]
    assert b'<th scope="row"' in parts["EPUB/section-2.xhtml"]


def test_the_same_document_gives_the_same_bytes_with_the_media_type_first() -> None:
    one, two = (next(iter(built(published()).files.values())) for _ in range(2))
    assert one == two
    assert one[30:58] == b"mimetypeapplication/epub+zip"


def test_links_between_sections_lead_to_the_file_of_their_target() -> None:
    here = m.Link("#two", (m.Text("to part two"),))
    same = m.Link("paper#one", (m.Text("to here"),))
    document = paper(section("one", m.Paragraph((here, m.Text(" "), same))), section("two", P("x")))
    made = built(document)
    assert links(parts_of(made)["EPUB/section-1.xhtml"]) == [
        ("section-2.xhtml#two", "to part two"),
        ("#one", "to here"),
    ]
    assert proved(document, made.files, made.reading).findings == ()


@pytest.mark.parametrize(
    ("url", "found", "told"),
    [("https://example.org/", [("https://example.org/other.html#R1", "the other")], []), ("", [], ["link-target"])],
)
def test_a_link_to_another_publication_leads_to_the_site_or_is_words(url: str, found: object, told: object) -> None:
    document = paper(section("one", m.Paragraph((m.Link("other#R1", (m.Text("the other"),)),))))
    made = built(document, replace(SITE, url=url))
    assert links(parts_of(made)["EPUB/section-1.xhtml"]) == found
    assert [one.rule for one in made.findings] == told
    assert proved(document, made.files, made.reading).findings == ()


def test_notes_and_their_marks_have_roles_and_lead_to_each_other() -> None:
    parts = every_node()
    mark = re.findall(rb'<a class="note-mark"[^>]*>', parts["EPUB/section-1.xhtml"])[0]
    back = re.findall(rb'<a class="back"[^>]*>', parts["EPUB/notes.xhtml"])[0]
    assert b'href="notes.xhtml#note-1"' in mark
    assert b'role="doc-noteref"' in mark
    assert b'href="section-1.xhtml#note-1-mark-1"' in back
    assert b'role="doc-backlink"' in back
    assert b'<section epub:type="endnotes" role="doc-endnotes"' in parts["EPUB/notes.xhtml"]


def test_the_mark_of_a_note_in_a_heading_is_no_part_of_the_title_of_its_page() -> None:
    head = (m.Text("Aims"), m.NoteRef("1"), m.Text(" of us all"))
    note = m.Note("1", (m.Text("Of the board."),))
    document = paper(m.Section("aims", head, (m.Paragraph((m.Text("We plant."),)),)), notes=(note,))
    made = built(document)
    assert made.findings == ()
    assert proved(document, made.files, made.reading).findings == ()


def test_words_of_another_language_say_so_twice() -> None:
    assert b'<span lang="cy" xml:lang="cy" dir="ltr">y cynllun</span>' in every_node()["EPUB/section-1.xhtml"]
    welsh = parts_of(built(paper(section("one", P("Croeso.")), language="cy")))
    assert b'lang="cy" xml:lang="cy"' in welsh["EPUB/nav.xhtml"]
    assert b">Cynnwys</h2>" in welsh["EPUB/nav.xhtml"]


def test_a_book_in_arabic_turns_its_pages_from_the_right() -> None:
    parts = parts_of(built(paper(section("one", P("x")), language="ar", owner="Policy team (12)")))
    assert b'page-progression-direction="rtl"' in parts["EPUB/package.opf"]
    assert b'dir="rtl"' in parts["EPUB/package.opf"].split(b"<metadata")[0]
    assert b"<bdi>Policy team (12)</bdi>" in parts["EPUB/title.xhtml"]
    assert b'dir="rtl"' in parts["EPUB/title.xhtml"]


def test_the_style_sheet_names_no_colour_unless_a_look_asks_for_it() -> None:
    colour = re.compile(rb"(?<![\w-])(?:color|background(?:-color)?)\s*:|#[0-9a-f]{3,6}\b|rgb")
    assert not colour.search(every_node()["EPUB/style.css"])
    assert b"@media (max-width: 24em) {\n  .columns-2:not(.brief)," in every_node()["EPUB/style.css"]
    yellow = parts_of(built(published(), look="black-on-yellow"))
    assert re.search(rb"body \{ color: #\w+; background: #\w+; font-size: \d+%", yellow["EPUB/style.css"])


def test_what_the_book_says_of_its_accessibility_is_true() -> None:
    said = dict(one[1:] for one in built(paper(section("one", P("x")))).about)
    assert said["schema:accessMode"] == said["schema:accessModeSufficient"] == "textual"
    assert not [one for one in built(paper(section("one", P("x")))).about if "alternativeText" in one]
    bare = paper(section("one", m.Image("crest.png")), status="draft")
    about = built(bare).about
    assert ("a-paper.epub", "schema:accessModeSufficient", "textual,visual") in about
    assert not [one for one in about if "alternativeText" in one]
    assert not [one for one in about if one[1] == "dcterms:conformsTo"]


@pytest.mark.parametrize(
    ("format", "look", "volumes", "said"),
    [
        ("epub", "standard", 0, "E-book (EPUB, 13 KB)"),
        ("epub", "large-print", 0, "Large print, 18 point (E-book, 13 KB)"),
        ("text", "standard", 0, "Plain text (TXT, 13 KB)"),
        ("braille", "standard", 2, "Braille, Volume 1 of 2 (BRF, 13 KB)"),
    ],
)
def test_a_link_names_the_size_of_the_type_only_where_it_is_set(
    format: str, look: str, volumes: int, said: str
) -> None:
    fact = Fact("file", format, looks.load(assets(), look), 13_312, 0, min(1, volumes), volumes)
    assert download(fact, words.load(assets(), "en-GB"), "A paper").words == said


@pytest.mark.parametrize(
    ("title", "look", "file", "saved"),
    [
        ("Plan 2025/26: bays & charges", "standard", "p.epub", "Plan 2025-26 – bays & charges.epub"),
        ("Why? <b>*\u202e", "standard", "p.epub", "Why b.epub"),
        ("Cynllun", "large-print", "p-large-print.epub", "Cynllun – Large print, 18 point.epub"),
        ("Plan", "standard", "p.pdf", ""),
        ("خطة " * 60, "standard", "p.epub", ("خطة " * 25).strip() + ".epub"),
    ],
)  # fmt: skip
def test_an_e_book_is_saved_by_its_title(title: str, look: str, file: str, saved: str) -> None:
    fact = Fact(file, "epub", looks.load(assets(), look), 1)
    assert download(fact, words.load(assets(), "en-GB"), title).saved == saved


def test_a_book_that_reads_itself_aloud_is_saved_by_another_name() -> None:
    fact = Fact("p-read-aloud.epub", "audio", looks.load(assets(), "standard"), 1)
    assert download(fact, words.load(assets(), "en-GB"), "Plan").saved == "Plan – Audio.epub"


def test_a_picture_that_is_not_there_is_told_and_its_words_stand_in_its_place() -> None:
    document = paper(section("one", m.Image("lost.png", "A map of the wards"), m.Image("crest.png", "The crest")))
    made = built(document)
    assert [one.rule for one in made.findings] == ["picture-unusable"]
    assert b"<span>A map of the wards</span>" in parts_of(made)["EPUB/section-1.xhtml"]
    assert proved(document, made.files, made.reading, ExpectedFacts(made.about, assets())).findings == ()


def test_a_draft_says_that_it_is_one() -> None:
    made = built(paper(section("one", P("x")), status="draft"))
    assert b"This is a draft." in parts_of(made)["EPUB/title.xhtml"]
    assert ("a-paper.epub", "schema:creativeWorkStatus", "Draft") in made.about


def test_a_paper_without_sections_and_notes_is_a_whole_book() -> None:
    document = paper()
    made = built(document)
    assert proved(document, made.files, made.reading, ExpectedFacts(made.about, assets())).findings == ()


def test_a_control_character_does_not_stop_the_build_and_is_told() -> None:
    document = replace(paper(), title=(m.Text("A\x07 paper"),))
    document = replace(document, sections=(m.Section("one", (m.Text("Pa\ufffert"),), (P("x"),)),))
    made = built(document)
    assert {one.rule for one in proved(document, made.files, made.reading).findings} == {"words-extra", "words-missing"}


@settings(max_examples=20, deadline=None)
@given(papers(), st.sampled_from(["standard", "large-print"]))
def test_any_paper_is_proved_in_its_book(document: m.Document, look: str) -> None:
    document = replace(document, status="published")
    made = built(document, look=look)
    found = proved(document, made.files, made.reading, ExpectedFacts(made.about, assets())).findings
    # Words that a mark of a note parts may stand close: only lines of a content file tell them apart.
    assert [one for one in found if one.rule != "words-run-together"] == []


def test_a_word_that_is_emphasised_in_part_stands_in_a_table_and_in_its_list() -> None:
    words = m.Paragraph((m.Text("F"), m.Emphasis((m.Text("ull pages"),))))
    columns = (m.Column("action", (m.Text("Action"),)), m.Column("progress", (m.Text("Progress"),)))
    row = m.Record("R1", (m.Cell((words,)), m.Cell((P("Done."),))))
    section = m.Section("s", (m.Text("Part"),), (m.Table(columns, (m.Group((row,)),), (m.Text("Plan"),), "action"),))
    document = m.Document("paper", (m.Text("T"),), "policy", sections=(section,), status="published")
    made = built(document)
    assert list(proved(document, made.files, made.reading, ExpectedFacts(made.about, assets())).findings) == []


def replaced(name: str, old: bytes, new: bytes, times: int = 1) -> Callable[[Parts], Parts]:
    path = f"EPUB/{name}".replace("EPUB/../", "")

    def plant(parts: Parts) -> Parts:
        assert old in parts[path]
        return {**parts, path: parts[path].replace(old, new, times)}

    return plant


def without(name: str) -> Callable[[Parts], Parts]:
    return lambda parts: {key: data for key, data in parts.items() if key != name}


META = rb'<meta property="schema:accessibilityHazard">none</meta>'


@pytest.mark.parametrize(
    ("rule", "plant"),
    [
        ("epub-unreadable", without("META-INF/container.xml")),
        ("epub-unreadable", without("EPUB/package.opf")),
        ("epub-unreadable", replaced("section-2.xhtml", b"</table>", b"")),
        ("epub-media-type", without(MIMETYPE)),
        ("epub-media-type", lambda parts: {**without(MIMETYPE)(parts), MIMETYPE: parts[MIMETYPE]}),
        ("epub-metadata", replaced("package.opf", META, b"")),
        ("epub-metadata", replaced("package.opf", b"<dc:title>Every node: a paper, 2020 to 2021</dc:title>", b"")),
        ("epub-metadata", replaced("package.opf", b"<dc:language>", b"<dc:language>cy</dc:language><dc:language>")),
        ("epub-metadata", replaced("package.opf", b"T00:00:00Z", b"")),
        ("epub-metadata", replaced("package.opf", b'unique-identifier="id"', b'unique-identifier="other"')),
        ("epub-metadata", replaced("toc.ncx", b'content="urn:uuid:', b'content="urn:uuid:0')),
        ("epub-metadata", replaced("notes.xhtml", b"<title>Notes</title>", b"<title/>")),
        ("epub-manifest", without("EPUB/picture-1.png")),
        ("epub-manifest", lambda parts: {**parts, "EPUB/more.png": b"x"}),
        ("epub-manifest", replaced("package.opf", b'href="picture-2.png"', b'href="picture-1.png"')),
        ("epub-spine", without("EPUB/section-2.xhtml")),
        ("epub-spine", replaced("package.opf", b'<itemref idref="file-4"/>', b"")),
        ("epub-spine", replaced("package.opf", b'<itemref idref="file-4"/>', b'<itemref idref="file-99"/>')),
        ("epub-contents", replaced("package.opf", b' properties="nav"', b"")),
        ("epub-contents", replaced("nav.xhtml", b'epub:type="toc"', b'epub:type="lot"')),
        ("epub-contents", replaced("package.opf", b"application/x-dtbncx+xml", b"text/xml")),
        ("epub-contents", replaced("nav.xhtml", b'"bodymatter" href="section-1', b'"bodymatter" href="section-2')),
        ("epub-contents", replaced("toc.ncx", b'src="section-2.xhtml#inner"', b'src="section-2.xhtml#first"')),
        ("epub-contents", replaced("toc.ncx", b'playOrder="3"', b'playOrder="9"')),
        ("epub-contents", replaced("package.opf", b' toc="file-10"', b"")),
        ("epub-link", replaced("section-2.xhtml", b' rel="pronunciation"', b' rel="stylesheet"')),
        ("epub-language", replaced("pronunciation.pls", b'xml:lang="en-GB"', b'xml:lang="cy"')),
        ("epub-strange", replaced("pronunciation.pls", b"<lexeme>", b'<lexeme role="x">')),
        ("epub-style", lambda parts: {**parts, "EPUB/style.css": b"/* nothing */"}),
        ("epub-style", replaced("style.css", b".decimal-bracket {", b".other-label {")),
        ("epub-contrast", replaced("style.css", b"body {", b"p { color: #f80 } body {")),
        ("epub-contrast", replaced("style.css", b"body {", b"p { background: navy } body {")),
        (
            "epub-contrast",
            replaced("style.css", b"body {", b"p { color: rgb(80, 80, 80); background-color: #000 } body {"),
        ),
        ("epub-strange", replaced("section-3.xhtml", b' type="a"', b' type="A"')),
        ("epub-language", replaced("section-2.xhtml", b'lang="en-GB" xml:lang="en-GB"', b'lang="fr" xml:lang="fr"')),
        ("epub-strange", replaced("package.opf", b"<spine ", b'<spine page-progression-direction="rtl" ')),
        ("epub-strange", replaced("package.opf", b'href="picture-1.png"', b'href="picture-1.png" fallback="file-1"')),
        (
            "epub-strange",
            replaced("package.opf", b"</metadata>", b'<link rel="dcterms:conformsTo" href="x"/></metadata>'),
        ),
        ("epub-strange", replaced("package.opf", b'"image/png"', b'"image/gif"')),
        (
            "epub-strange",
            replaced("../META-INF/container.xml", b"</rootfiles>", b'<rootfile full-path="x.opf"/></rootfiles>'),
        ),
        ("epub-language", replaced("section-1.xhtml", b' xml:lang="cy"', b"")),
        ("epub-language", replaced("notes.xhtml", b' lang="en-GB" xml:lang="en-GB"', b"")),
        ("epub-link", replaced("nav.xhtml", b"section-2.xhtml#inner", b"section-3.xhtml#inner")),
        ("epub-link", replaced("toc.ncx", b"section-2.xhtml#inner", b"section-9.xhtml")),
        ("epub-link", replaced("section-2.xhtml", b'src="picture-1.png"', b'src="picture-9.png"')),
        ("epub-note", replaced("section-1.xhtml", b' role="doc-noteref"', b"")),
        ("epub-note", replaced("notes.xhtml", b' role="doc-backlink"', b"")),
        ("epub-note", replaced("notes.xhtml", b"section-1.xhtml#note-1-mark-1", b"https://example.org/")),
        ("epub-note", replaced("notes.xhtml", b' epub:type="endnote"', b"")),
        ("epub-active", replaced("title.xhtml", b"</head>", b"<script>1</script></head>")),
        ("epub-active", replaced("title.xhtml", b"<body>", b'<body onload="x()">')),
        ("epub-active", replaced("title.xhtml", b"<body>", b'<body><a href="javascript:x()">x</a>')),
        ("epub-active", replaced("package.opf", b'properties="nav"', b'properties="nav scripted"')),
        ("epub-remote", replaced("section-2.xhtml", b'src="picture-1.png"', b'src="https://example.org/1.png"')),
        ("epub-remote", replaced("package.opf", b'href="picture-1.png"', b'href="https://example.org/1.png"')),
        ("epub-remote", replaced("title.xhtml", b'href="style.css"', b'href="//example.org/style.css"')),
        ("epub-remote", replaced("style.css", b"body {", b"body { background: url(https://example.org/x.png);")),
        ("html-alt", replaced("section-2.xhtml", b' alt="The crest of the council"', b"")),
        ("html-heading-skip", replaced("section-2.xhtml", b"h2", b"h5", 2)),
        ("html-column-headers", replaced("section-2.xhtml", b' scope="col"', b"")),
    ],
)
def test_a_planted_fault_is_found(rule: str, plant: Callable[[Parts], Parts]) -> None:
    assert rules(every_node()) == []
    assert rule in rules(plant(dict(every_node())))


def test_a_packed_media_type_is_found() -> None:
    assert rules(every_node(), zipfile.ZIP_DEFLATED) == ["epub-media-type"]


@pytest.mark.parametrize("data", [b"", b"no book", packed({"a": b"x"})])
def test_a_file_that_is_no_book_is_told(data: bytes) -> None:
    reading = verify(data, "x.epub")
    assert [one.rule for one in reading.findings] == ["epub-unreadable"]
    assert reading.words == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "rule"),
    [
        ("section-2.xhtml", b"Between.", b"", "words-missing"),
        ("section-2.xhtml", b"Between.", b"Between. Between.", "words-doubled"),
        ("section-2.xhtml", b"<h3", b"<h4", "structure-heading"),
        ("section-2.xhtml", b'<th scope="row"', b"<td", "structure-table"),
        ("section-1.xhtml", b'href="https://example.org/x"', b'href="https://example.org/y"', "structure-link"),
        ("ask.xhtml", b"<p>You can have it", b"<h2>You can have it", "structure-heading"),
        ("package.opf", b">alternativeText<", b">braille<", "about-extra"),
        ("pronunciation.pls", "kɛnt".encode(), b"kent", "about-extra"),
        ("pronunciation.pls", b"<grapheme>Kent<", b"<grapheme>Surrey<", "about-lost"),
        ("section-2.xhtml", b'src="picture-1.png"', b'src="picture-2.png"', "structure-picture"),
    ],
)
def test_what_the_content_does_not_say_is_found(name: str, old: bytes, new: bytes, rule: str) -> None:
    made = edition("epub")
    parts = replaced(name, old, new)(dict(every_node()))
    if rule == "structure-heading":
        end, other = (
            part.split()[0].replace(b"<", b"</").removesuffix(b">").split(b">")[0] + b">" for part in (old, new)
        )
        parts[f"EPUB/{name}"] = parts[f"EPUB/{name}"].replace(end, other, 1)
    if rule == "structure-table":
        parts[f"EPUB/{name}"] = parts[f"EPUB/{name}"].replace(b"</th>\n<td", b"</td>\n<td", 1)
    if rule == "structure-picture":
        parts["EPUB/picture-1.png"], parts["EPUB/picture-2.png"] = b"x", b"y"
    files = {next(iter(made.files)): packed(parts)}
    findings = proved(published(), files, made.reading, ExpectedFacts(made.about, assets())).findings
    assert rule in [one.rule for one in findings]


def test_what_stands_before_the_first_section_is_in_the_contents_and_is_where_the_text_begins() -> None:
    sections = (section("one", P("x")), section("two", P("y")))
    for document, name in (
        (paper(*sections, blocks=(P("First."),)), "Introduction"),
        (paper(blocks=(P("x"),)), "A paper"),
    ):
        made = built(document)
        parts = parts_of(made)
        assert links(parts["EPUB/nav.xhtml"])[1] == ("section-1.xhtml#text-start", name)
        assert b'epub:type="bodymatter" href="section-1.xhtml#text-start"' in parts["EPUB/nav.xhtml"]
        assert b'src="section-1.xhtml#text-start"' in parts["EPUB/toc.ncx"]
        assert proved(document, made.files, made.reading, ExpectedFacts(made.about, assets())).findings == ()
    assert b'epub:type="bodymatter" href="section-1.xhtml#one"' in parts_of(built(paper(*sections)))["EPUB/nav.xhtml"]
