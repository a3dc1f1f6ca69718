"""Words of a PDF in letters of one shape, letters that have no room, letters that are none, and typed words that nobody sees."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pikepdf
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from pikepdf import Array, Dictionary, Name

from tests.pdf_pages import drawn, read, told
from tests.test_pdf_hidden import SECRET, WORDS, commented, with_page
from tests.test_pdf_hidden_letters import drawn_font, empty_font

Change = Callable[[pikepdf.Pdf, pikepdf.Page], None]
FONT = Path(__file__).parent.parent / "templates/fonts/Arimo-Regular.ttf"
IN_T = WORDS + SECRET.replace("/F", "/T")
OWN_LETTERS = "Secrtwod"
IN_OWN_CODES = IN_T.replace("Secret", "".join(chr(ord("!") + OWN_LETTERS.index(letter)) for letter in "Secret"))


@cache
def program() -> tuple[bytes, tuple[int, ...]]:
    """A font of the project with some letters, and the widths of its codes."""
    font = TTFont(FONT)
    for table in ("GDEF", "GPOS", "GSUB"):  # a font without them is cut out in a tenth of the time
        del font[table]
    subsetter = subset.Subsetter()
    subsetter.populate(text="Secret words")
    subsetter.subset(font)
    font.save(data := io.BytesIO())
    names, metrics, size = font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm
    widths = (round(1000 * metrics[names[code]][0] / size) if code in names else 0 for code in range(256))
    return data.getvalue(), tuple(widths)


def embedded(pdf: pikepdf.Pdf, page: pikepdf.Page, width: int | None = None) -> None:
    """That font under the name /T; all its codes have one width where it is given."""
    data, widths = program()
    described = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/AAAAAA+Own"), Flags=32, FontBBox=[0, -200, 1000, 900], ItalicAngle=0,
        Ascent=900, Descent=-200, CapHeight=700, StemV=80, FontFile2=pdf.make_stream(data),
    )  # fmt: skip
    page.Resources.Font.T = Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/AAAAAA+Own"), FirstChar=0, LastChar=255,
        Widths=[width] * 256 if width is not None else list(widths), Encoding=Name.WinAnsiEncoding,
        FontDescriptor=pdf.make_indirect(described),
    )  # fmt: skip


def said_twice(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """That font with codes of its own from "!" on, as macOS numbers them, and a map that says each letter twice."""
    embedded(pdf, page)
    font = page.Resources.Font.T
    shapes = TTFont(io.BytesIO(font.FontDescriptor.FontFile2.read_bytes()))
    names = [shapes.getBestCmap()[ord(letter)] for letter in OWN_LETTERS]
    (table,) = shapes["cmap"].tables = [CmapSubtable.newSubtable(0)]
    table.platformID, table.platEncID, table.language = 1, 0, 0
    table.cmap = dict(enumerate(names, ord("!")))
    shapes["glyf"][".notdef"] = shapes["glyf"][names[0]]
    shapes.save(data := io.BytesIO())
    codes = "".join(f"<{at:02x}> <{2 * f'{ord(letter):04x}'}>\n" for at, letter in enumerate(OWN_LETTERS, ord("!")))
    said = f"1 begincodespacerange <00> <ff> endcodespacerange {len(OWN_LETTERS)} beginbfchar\n{codes}endbfchar"
    font.FontDescriptor.FontFile2, font.FontDescriptor.Flags = pdf.make_stream(data.getvalue()), 4
    font.ToUnicode, font.Widths = pdf.make_stream(said.encode()), [500] * 256
    del font.Encoding


def without_letters(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Helvetica under the name /T, in which the letters of the secret are named as none."""
    named = [part for code in sorted(map(ord, set("Secret"))) for part in (code, Name("/.notdef"))]
    codes = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <00> <ff> <0000> endbfrange endcmap"
    page.Resources.Font.T = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Dictionary(Differences=Array(named)),
        ToUnicode=pdf.make_stream(codes),
    )  # fmt: skip


def typed(look: bytes | None = None, **keys: object) -> Change:
    """The secret typed on the page with a viewer."""

    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        commented("FreeText", **{"Contents": "Secret", "DA": "/F 12 Tf 0 g", "F": 4, **keys})(pdf, page)
        if look is not None:
            drawing = pdf.make_stream(look, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 120, 24])
            drawing.Resources = Dictionary(Font=page.Resources.Font)
            page.Annots[0].AP = Dictionary(N=drawing)

    return change


ALIKE, EMPTY, TYPED = "cannot be told apart", "show nothing", "in a comment that does not show them"
SAYS = b"BT /F 12 Tf 4 8 Td (Secret) Tj ET"
HIDDEN = {
    "one shape for all letters": (with_page(IN_T, partial(empty_font, drawn="Secrt")), ALIKE),
    "one drawing for all letters": (with_page(IN_T.replace("Secret", "aaaaaa"), drawn_font(b"600 0 d0 0 0 90 500 re f")), ""),
    "letters with a tenth of their room": (with_page(IN_T, partial(embedded, width=60)), ALIKE),
    "letters that are named as none": (with_page(IN_T, without_letters), EMPTY),
    "typed in white": (with_page(WORDS, typed(b"1 g " + SAYS)), TYPED),
    "typed tiny": (with_page(WORDS, typed(SAYS.replace(b"12", b"1"))), TYPED),
    "typed under a box": (with_page(WORDS, typed(SAYS + b" 0 g 0 0 120 24 re f")), TYPED),
    "typed in clear letters": (with_page(WORDS, typed(SAYS, CA=0)), TYPED),
    "typed and not painted": (with_page(WORDS, typed(b"BT 3 Tr" + SAYS[2:])), ""),
    "typed in white, without a drawing": (with_page(WORDS, typed(DA="/F 12 Tf 1 1 1 rg")), TYPED),
    "typed tiny, without a drawing": (with_page(WORDS, typed(DA="/F 1 Tf 0 g")), TYPED),
}  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), HIDDEN.values(), ids=HIDDEN)
def test_such_words_are_set_aside_and_stop_publishing(data: bytes, reason: str) -> None:
    flow = read(data)
    assert told(data) == "Seen words" or "aaaaaa" in told(data)
    messages = [one.message for one in flow.findings if one.rule == "hidden-words"]
    assert bool(reason) == any(reason and reason in message for message in messages)


SEEN = {
    "an embedded font": with_page(IN_T, embedded),
    "an embedded font with half its room": with_page(IN_T, partial(embedded, width=300)),
    "a font whose map says each letter twice": with_page(IN_OWN_CODES, said_twice),
    "letters of several shapes": with_page(IN_T, partial(empty_font, drawn="Secrt", step=120)),
    "typed": with_page(WORDS, typed(SAYS)),
    "typed in blue, without a drawing": with_page(WORDS, typed(DA="/F 9 Tf 0 0 1 rg")),
    "typed as other words": with_page(WORDS, typed(SAYS, Contents="Other")),
}


@pytest.mark.parametrize("data", SEEN.values(), ids=SEEN)
def test_words_that_look_like_those_and_can_be_read_are_read(data: bytes) -> None:
    assert not [one.message for one in read(data).findings if one.rule == "hidden-words"]
    assert "Secret" in told(data)


HEADER = "BT /F 9 Tf 40 180 Td (Annual report of the council) Tj ET "
NUMBERED = "BT /F 9 Tf 40 180 Td (Annual {0} of {0} the {0} council {0}) Tj ET "
WHITE_BOX = "1 g 30 174 200 16 re f 0 g "


def pages(shown: int, header: str = HEADER) -> bytes:
    """A running header under a white box on the first page, and seen on so many others, with the number of each page."""
    body = "BT /F 12 Tf 40 100 Td (Page {}) Tj ET "
    covered = header.format(1) + WHITE_BOX + body.format("one")
    others = (header.format(at + 4) + body.format(at) for at in range(shown))
    return drawn(covered, *(body.format(f"shown {at}") for at in range(2)), *others)


@pytest.mark.parametrize(
    ("header", "shown", "told_of"),
    [(HEADER, 0, 1), (HEADER, 1, 1), (HEADER, 2, 0), (NUMBERED, 2, 1), (NUMBERED, 3, 0)],
)
def test_a_running_header_that_other_pages_show_is_no_secret(header: str, shown: int, told_of: int) -> None:
    """The same words on at least two other pages, or but for figures on three; the pages beside the first do not show them."""
    errors = [
        one
        for one in read(pages(shown, header)).findings
        if one.rule == "hidden-words" and one.severity.name == "ERROR"
    ]
    assert len(errors) == told_of


def stacked(words: str, beside: str) -> bytes:
    """Words that a clip cuts away, and others right beside them, as on a stack of boxes."""
    shown, cut = (f"BT /F 9 Tf {x} {y} Td ({text}) Tj ET " for text, x, y in ((beside, 40, 100), (words, 44, 92)))
    return drawn(f"{WORDS} {shown} q 0 120 10 10 re W n {cut} Q")


@pytest.mark.parametrize(
    ("words", "told_of"),
    [
        ("Individual findings and evidence", 0),
        ("dual findings and evid", 0),
        ("Individual findings. - and", 0),
        ("Names of all staff", 1),
    ],
)
def test_words_of_a_stack_of_boxes_that_the_upper_one_shows_are_no_secret(words: str, told_of: int) -> None:
    errors = [
        one
        for one in read(stacked(words, "Individual findings and evidence")).findings
        if one.rule == "hidden-words" and one.severity.name == "ERROR"
    ]
    assert len(errors) == told_of
