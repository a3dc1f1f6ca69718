"""OpenDocument, RTF and old Word files: by way of LibreOffice where it is installed, else told how to save them."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from pipeline.app import older_formats
from pipeline.model.flow import FlowParagraph, Unreadable
from pipeline.sources import SOURCES
from pipeline.sources.docx.extract import extract
from pipeline.sources.opendocument import as_shown
from pipeline.sources.stored_fields import as_stored

RTF = rb"{\rtf1\ansi Plan of the town\par Second line\par}"


@pytest.mark.parametrize("suffix", older_formats.KINDS)
def test_without_libreoffice_a_message_says_how_to_save_the_file(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(Unreadable) as refused:
        older_formats.as_word(b"x", f"plan{suffix}", suffix)
    assert older_formats.KINDS[suffix] in refused.value.finding.message
    assert (".xlsx" if suffix in older_formats.WORKBOOKS else ".docx") in refused.value.finding.hint
    assert suffix in SOURCES


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_rich_text_file_is_read() -> None:
    flow = extract(older_formats.as_word(RTF, "plan.rtf", ".rtf"), "plan.rtf")
    assert [block.text for block in flow.blocks if isinstance(block, FlowParagraph)] == [
        "Plan of the town",
        "Second line",
    ]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_file_that_libreoffice_cannot_read_is_refused() -> None:
    with pytest.raises(Unreadable, match="LibreOffice cannot read"):
        older_formats.as_word(b"PK\x03\x04 damaged", "plan.odt", ".odt")


@pytest.mark.parametrize("suffix", older_formats.BEGIN)
def test_a_file_is_what_its_bytes_say(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: "soffice")
    with pytest.raises(Unreadable, match="something else by its bytes"):
        older_formats.as_word(b"Some words", f"plan{suffix}", suffix)


def test_the_program_that_converts_has_limits_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, limits = tmp_path / "soffice", tmp_path / "limits"
    program.write_text(f"#!/bin/bash\nulimit -St > {limits}; ulimit -Sd >> {limits}\n")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _name: str(program))
    with pytest.raises(Unreadable, match="LibreOffice cannot read"):
        older_formats.as_word(RTF, "plan.rtf", ".rtf")
    seconds, memory = map(int, limits.read_text().split())
    assert seconds < 60
    assert memory * 2**10 < 2**30


ODF = "urn:oasis:names:tc:opendocument:xmlns:"
LATER = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"


def open_text(body: str) -> bytes:
    """An OpenDocument text of that body."""
    names = " ".join(f"xmlns:{kind}='{ODF}{kind}:1.0'" for kind in ("office", "text", "table", "style"))
    names += f" xmlns:draw='{ODF}drawing:1.0'"
    names += f" xmlns:fo='{ODF}xsl-fo-compatible:1.0' xmlns:l='{LATER}'"
    kind = "application/vnd.oasis.opendocument.text"
    entries = "".join(
        f"<m:file-entry m:full-path='{name}' m:media-type='{what}'/>"
        for name, what in (("/", kind), ("content.xml", "text/xml"))
    )
    with zipfile.ZipFile(made := io.BytesIO(), "w") as file:
        file.writestr("mimetype", kind)
        file.writestr(
            "content.xml",
            f"<office:document-content {names} office:version='1.3'>{STYLES}<office:body><office:text>{body}"
            "</office:text></office:body></office:document-content>",
        )
        file.writestr("META-INF/manifest.xml", f"<m:manifest xmlns:m='{ODF}manifest:1.0'>{entries}</m:manifest>")
    return made.getvalue()


STYLES = (
    "<office:automatic-styles>"
    "<style:style style:name='Tiny' style:family='text'><style:text-properties fo:font-size='1pt'/></style:style>"
    "<style:style style:name='White' style:family='text'><style:text-properties fo:color='#ffffff'/></style:style>"
    "<style:style style:name='Clear' style:family='text'><style:text-properties l:opacity='0%'/></style:style>"
    "<style:style style:name='Half' style:family='text'><style:text-properties l:opacity='50%'/></style:style>"
    "<style:style style:name='Low' style:family='text'><style:text-properties style:text-position='0% 1%'/></style:style>"
    "<style:style style:name='Script' style:family='text'><style:text-properties style:text-position='33% 58%'/></style:style>"
    "<style:style style:name='Small' style:family='paragraph'><style:text-properties fo:font-size='3%'/></style:style>"
    "<style:style style:name='None' style:family='text'><style:text-properties text:display='none'/></style:style>"
    "<style:style style:name='Thin' style:family='table-column'><style:table-column-properties"
    " style:column-width='0.01cm'/></style:style></office:automatic-styles>"
)


def in_table(row: str = "", column: str = "") -> str:
    """The secret in the first cell of a row."""
    cells = "<table:table-cell><text:p>secret</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell>"
    return (
        f"<table:table><table:table-column {column}/><table:table-column/>"
        f"<table:table-row {row}>{cells}</table:table-row></table:table>"
    )


def covering(cells: str = "", rows: str = "") -> str:
    """The secret in a cell that the one before it covers, or the one above it."""
    cover = f"<table:table-cell table:number-{'rows' if rows else 'columns'}-spanned='2'><text:p>b</text:p></table:table-cell>"
    return f"<table:table><table:table-column/><table:table-row>{cover}{cells}</table:table-row>{rows}</table:table>"


COVERED = "<table:covered-table-cell><text:p>{}</text:p></table:covered-table-cell>"


def marked(hidden: str) -> str:
    """The secret between the ends of a bookmark."""
    start = f"<text:bookmark-start text:name='b' l:hidden='{hidden}'/>"
    return f"<text:p>a {start}secret<text:bookmark-end text:name='b'/></text:p>"


def framed(display: str) -> str:
    """The secret in a frame."""
    frame = f"<draw:frame draw:display='{display}'><draw:text-box><text:p>secret</text:p></draw:text-box></draw:frame>"
    return f"<text:p>a{frame}</text:p>"


def aided(style: str) -> str:
    """The secret as a reading aid."""
    aid = f"<text:ruby-text text:style-name='{style}'>secret</text:ruby-text>"
    return f"<text:p><text:ruby><text:ruby-base>b</text:ruby-base>{aid}</text:ruby></text:p>"


HIDDEN_PLACES = {
    "row": (in_table("table:visibility='collapse'"), 2),
    "filtered row": (in_table("table:visibility='filter'"), 2),
    "column": (in_table(column="table:visibility='collapse'"), 1),
    "narrow column": (in_table(column="table:style-name='Thin'"), 1),
    "shown row": (in_table("table:visibility='visible'"), 0),
    "covered cell": (covering(COVERED.format("secret")), 1),
    "cell that the one above covers": (covering(rows=f"<table:table-row>{COVERED.format('secret')}</table:table-row>"), 1),
    "empty covered cell": (covering(COVERED.format(" ")), 0),
    "frame that is not displayed": (framed("none"), 1),
    "frame that is displayed": (framed("always"), 0),
    "field": ("<text:p>a <text:hidden-text text:is-hidden='true'>secret</text:hidden-text></text:p>", 1),
    "shown field": ("<text:p>a <text:hidden-text text:is-hidden='false'>secret</text:hidden-text></text:p>", 0),
    "bookmark": (marked("true"), 1),
    "shown bookmark": (marked("false"), 0),
    "tiny reading aid": (aided("Tiny"), 1),
    "white reading aid": (aided("White"), 1),
    "hidden reading aid": (aided("None"), 1),
    "reading aid": (aided("Half"), 0),
    "letters set as small as a point": ("<text:p><text:span text:style-name='Low'>secret</text:span></text:p>", 1),
    "superscript": ("<text:p><text:span text:style-name='Script'>secret</text:span></text:p>", 0),
    "letters of a small share": ("<text:p text:style-name='Small'>secret</text:p>", 1),
    "clear letters": ("<text:p><text:span text:style-name='Clear'>secret</text:span></text:p>", 1),
    "half clear letters": ("<text:p><text:span text:style-name='Half'>secret</text:span></text:p>", 0),
    "section": ("<text:section text:display='none'><text:p>a <text:span>secret</text:span></text:p></text:section>", 1),
    "condition": ("<text:section text:display='condition' text:condition='x'><text:h>secret</text:h></text:section>", 1),
    "paragraph": ("<text:p><text:hidden-paragraph text:condition='x'/>secret</text:p>", 1),
    "shown section": ("<text:section><text:p>secret</text:p></text:section>", 0),
    "shown paragraph": ("<text:p><text:hidden-paragraph text:is-hidden='false'/>secret</text:p>", 0),
}  # fmt: skip


@pytest.mark.parametrize(("body", "hidden"), HIDDEN_PLACES.values(), ids=HIDDEN_PLACES)
def test_words_of_hidden_places_become_hidden_letters(body: str, hidden: int) -> None:
    data = open_text(f"<text:p>shown</text:p>{body}")
    changed = as_shown(data)
    assert (changed == data) == (hidden == 0)
    with zipfile.ZipFile(io.BytesIO(changed)) as file:
        text = file.read("content.xml").decode()
    span = '<text:span text:style-name="HiddenByPlace">'
    assert (text.count(span), f"{span}shown" in text) == (hidden, False)


@pytest.mark.parametrize("index", ["alphabetical-index", "toc", "user-index"])
def test_words_marked_for_an_index_stay_words(index: str) -> None:
    marks = [f"<text:{index}-mark-{end} text:id='I1'/>" for end in ("start", "end")]
    data = open_text(f"<text:p>The {marks[0]}tree{marks[1]} grows.<text:{index}-mark text:string-value='x'/></text:p>")
    with zipfile.ZipFile(io.BytesIO(as_shown(data))) as file:
        assert ">The tree grows.<" in file.read("content.xml").decode()


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_words_of_hidden_places_are_set_aside() -> None:
    bodies = (body.replace("secret", f"secret{int(hidden > 0)}") for body, hidden in HIDDEN_PLACES.values())
    flow = extract(older_formats.as_word(open_text("".join(bodies)), "plan.odt", ".odt"), "plan.odt")
    said = " ".join(block.text for block in flow.blocks if isinstance(block, FlowParagraph))
    assert "secret1" not in said
    assert sum(aside.text.count("secret1") for aside in flow.asides) == sum(
        count > 0 for _, count in HIDDEN_PLACES.values()
    )


@pytest.mark.parametrize(
    ("name", "value", "stored"),
    [
        ("date", "17 May 2019", True),
        ("time", "Friday, 17 May 2019, 09:15", True),
        ("word-count", "1,204", True),
        ("file-name", "plan of all.odt", True),
        ("page-count", "12", False),
        ("a", "17 May 2019", False),
        ("date", "Dismissed for what was said in May 2019, and not for the accounts", False),
        ("file-name", "the chair was told", False),
        ("date", "1 " + "a" * 90 + "!", False),
    ],
)
def test_fields_of_an_open_document_are_plain_words_as_they_are_stored(name: str, value: str, stored: bool) -> None:
    """What does not look like a value may be words that no program shows."""
    data = open_text(f"<text:p>Agreed on <text:{name} text:fixed='false'>{value}</text:{name}> by all</text:p>")
    with zipfile.ZipFile(io.BytesIO(as_shown(data))) as file:
        assert (f"Agreed on <text:span>{value}</text:span> by all" in file.read("content.xml").decode()) == stored


@pytest.mark.parametrize(
    ("field", "becomes"),
    [
        (
            rb"{\field{\*\fldinst { DATE \\@ x}}{\fldrslt 1 May}}",
            rb"{\field{\*\fldinst { QUOTE \\@ x}}{\fldrslt 1 May}}",
        ),
        (rb"\fldinst {\rtlch\fcs1 \af0 \hich\af0 filename }", rb"\fldinst {\rtlch\fcs1 \af0 \hich\af0 QUOTE }"),
        (rb'\fldinst HYPERLINK "https://a.example/DATE"', rb'\fldinst HYPERLINK "https://a.example/DATE"'),
        (rb"\par DATE 1 May", rb"\par DATE 1 May"),
    ],
)
def test_fields_of_rich_text_are_quoted_as_they_are_stored(field: bytes, becomes: bytes) -> None:
    assert as_stored(rb"{\rtf1 " + field + b"}") == rb"{\rtf1 " + becomes + b"}"


def test_fields_of_the_old_word_format_are_quoted_as_they_are_stored() -> None:
    begin = older_formats.OLE + b" \x13\x1f other \x13"
    assert as_stored(begin + b"\x1f\x14\xff\x15\x80\x13\x58\x14\xff\x15") == (
        begin + b"\x23\x14\xff\x15\x80\x13\x58\x14\xff\x15"
    )


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_date_that_the_program_would_work_out_stays_as_it_was() -> None:
    rich = rb"{\rtf1\ansi Agreed on {\field{\*\fldinst { DATE }}{\fldrslt {17 May 2019}}}\par}"
    body = open_text("<text:p>Agreed on <text:date text:date-value='2019-05-17'>17 May 2019</text:date></text:p>")
    for data, suffix in ((rich, ".rtf"), (body, ".odt")):
        (block,) = extract(older_formats.as_word(data, "plan", suffix), "plan").blocks
        assert isinstance(block, FlowParagraph)
        assert block.text == "Agreed on 17 May 2019"


def test_words_in_a_named_style_that_hides_them_become_hidden_letters() -> None:
    data = open_text("<text:p>shown <text:span text:style-name='Own'>secret</text:span></text:p>")
    style = "<style:style style:name='Own' style:family='text'><style:text-properties l:opacity='0%'/></style:style>"
    names = f"xmlns:office='{ODF}office:1.0' xmlns:style='{ODF}style:1.0' xmlns:l='{LATER}'"
    with zipfile.ZipFile(made := io.BytesIO(data), "a") as file:
        file.writestr("styles.xml", f"<office:document-styles {names}>{style}</office:document-styles>")
    with zipfile.ZipFile(io.BytesIO(as_shown(made.getvalue()))) as file:
        assert '<text:span text:style-name="HiddenByPlace">secret' in file.read("content.xml").decode()
