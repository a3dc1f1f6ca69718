"""OpenDocument, RTF and old Word files: by way of LibreOffice where it is installed, else told how to save them."""

from __future__ import annotations

import io
import shutil
import zipfile

import pytest

from pipeline.app import older_formats
from pipeline.model.flow import FlowParagraph, Unreadable
from pipeline.sources import SOURCES
from pipeline.sources.docx.extract import extract
from pipeline.sources.opendocument import with_hidden_letters

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


ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def open_text(body: str) -> bytes:
    """An OpenDocument text of that body."""
    names = f"xmlns:office='{ODF}office:1.0' xmlns:text='{ODF}text:1.0'"
    kind = "application/vnd.oasis.opendocument.text"
    entries = "".join(
        f"<m:file-entry m:full-path='{name}' m:media-type='{what}'/>"
        for name, what in (("/", kind), ("content.xml", "text/xml"))
    )
    with zipfile.ZipFile(made := io.BytesIO(), "w") as file:
        file.writestr("mimetype", kind)
        file.writestr(
            "content.xml",
            f"<office:document-content {names} office:version='1.3'><office:body><office:text>{body}"
            "</office:text></office:body></office:document-content>",
        )
        file.writestr("META-INF/manifest.xml", f"<m:manifest xmlns:m='{ODF}manifest:1.0'>{entries}</m:manifest>")
    return made.getvalue()


HIDDEN_PLACES = {
    "section": ("<text:section text:display='none'><text:p>a <text:span>secret</text:span></text:p></text:section>", True),
    "condition": ("<text:section text:display='condition' text:condition='x'><text:h>secret</text:h></text:section>", True),
    "paragraph": ("<text:p><text:hidden-paragraph text:condition='x'/>secret</text:p>", True),
    "shown section": ("<text:section><text:p>secret</text:p></text:section>", False),
    "shown paragraph": ("<text:p><text:hidden-paragraph text:is-hidden='false'/>secret</text:p>", False),
}  # fmt: skip


@pytest.mark.parametrize(("body", "hidden"), HIDDEN_PLACES.values(), ids=HIDDEN_PLACES)
def test_words_of_hidden_places_become_hidden_letters(body: str, hidden: bool) -> None:
    data = open_text(f"<text:p>shown</text:p>{body}")
    marked = with_hidden_letters(data)
    assert (marked == data) is not hidden
    with zipfile.ZipFile(io.BytesIO(marked)) as file:
        text = file.read("content.xml").decode()
    span = '<text:span text:style-name="HiddenByPlace">'
    assert (text.count(span), f"{span}shown" in text) == (int(hidden), False)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_words_of_hidden_places_are_set_aside() -> None:
    bodies = (body.replace("secret", f"secret{int(hidden)}") for body, hidden in HIDDEN_PLACES.values())
    flow = extract(older_formats.as_word(open_text("".join(bodies)), "plan.odt", ".odt"), "plan.odt")
    said = " ".join(block.text for block in flow.blocks if isinstance(block, FlowParagraph))
    assert (said.count("secret0"), said.count("secret1")) == (2, 0)
    assert sum(aside.text.count("secret1") for aside in flow.asides) == 3
