"""Words of a PDF that some viewers hide, or that leave no mark on the drawn page, whatever the file says of them."""

from __future__ import annotations

import io
from functools import partial
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from pipeline.assemble.assemble import assemble
from pipeline.model.findings import Severity
from tests.pdf_pages import drawn, read, told
from tests.test_pdf_hidden import BOX, SECRET, WORDS, commented, layer, state, with_page
from tests.test_pdf_hidden_letters import Change, empty_font, over, space

LAYER, SMEARED = "in a layer that is off", "in letters that cannot be told apart"
RECOLOURED, EMPTY = "in a colour that the file changes as it is printed", "in letters that show nothing"
SAID, UNPAINTED = "behind letters that say something else", "in letters that are not painted"
ALIKE, COMMENT = "in the colour of what is behind them", "under a box that was added as a comment"
WHITEN = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[1], N=1)
IN_T = WORDS + over("Secret").replace("/F", "/T")


def open_layer(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """A form under the name /X that begins a layer that is off and does not end it."""
    layer()(pdf, page)
    form = pdf.make_stream(b"/OC /L BDC", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 300, 200])
    form.Resources = Dictionary(Properties=page.Resources.Properties)
    page.Resources.XObject = Dictionary(X=form)


def members(policy: str = "", rule: str = "", usage: str = "") -> Change:
    """Under the name /L: a layer that is on, with its usage, or what is said of it."""

    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Draft"))
        if usage:
            group.Usage = Dictionary({f"/{usage}": Dictionary(Lang="cy", Name="Clerk")})
        chosen = Dictionary(Event=Name.View, Category=Array([Name("/" + (usage or "View"))]), OCGs=Array([group]))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(AS=Array([chosen])))
        held = Dictionary(Type=Name.OCMD, OCGs=Array([group]))
        if policy:
            held.P = Name("/" + policy)
        if rule:
            held.VE = Array([Name("/" + rule), group])
        page.Resources.Properties = Dictionary(L=group if usage else pdf.make_indirect(held))

    return change


def plain_font(text: bool = False, **keys: Any) -> Change:
    """Helvetica under the name /T, which no file brings with it; `text` where it says that its codes are what they name."""

    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        made = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, **keys)
        if text:
            made.ToUnicode = pdf.make_stream(
                b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange"
                b" 1 beginbfrange <00> <ff> <0000> endbfrange endcmap"
            )
        page.Resources.Font.T = made

    return change


def named(*names: str) -> Dictionary:
    """An encoding that gives the letters of the secret these names."""
    pairs = zip(map(ord, "Secrt"), names, strict=True)
    return Dictionary(Differences=Array([part for code, name in pairs for part in (code, Name("/" + name))]))


def narrow(width: int) -> dict[str, Any]:
    """Widths that are all the same."""
    return {"FirstChar": 0, "LastChar": 255, "Widths": [width] * 256}


def own_inks(pdf: pikepdf.Pdf) -> Array:
    """Three inks by a function that only a viewer can run; all of them are white."""
    run = pdf.make_stream(b"{pop pop pop 1}", FunctionType=4, Domain=[0, 1] * 3, Range=[0, 1])
    return Array([Name.DeviceN, Array([Name.A, Name.B, Name.C]), Name.DeviceGray, run])


def whole_page(ink: str) -> Change:
    """A page's own colours of that kind."""
    return lambda pdf, page: page.Resources.__setitem__("/ColorSpace", Dictionary({f"/{ink}": own_inks(pdf)}))


OFF = WORDS + "/OC /L BDC " + SECRET + "EMC"
HIDDEN = {
    "a transfer function": (with_page(WORDS + "/S gs " + SECRET, state(TR=WHITEN)), RECOLOURED),
    "a transfer function for each ink": (with_page(WORDS + "/S gs " + SECRET, state(TR2=Array([WHITEN] * 4))), RECOLOURED),
    "no ink over black": (
        with_page(WORDS + "0 0 0 1 k " + BOX + "/S gs 0 0 0 0 k " + SECRET, state(op=True, OPM=1)), UNPAINTED,
    ),
    "a layer that a form leaves open": (with_page(WORDS + "/X Do " + SECRET, open_layer), LAYER),
    "a membership that asks for layers that are off": (with_page(OFF, members("AllOff")), LAYER),
    "an expression that turns a layer round": (with_page(OFF, members(rule="Not")), LAYER),
    "a layer for one person": (with_page(OFF, members(usage="User")), LAYER),
    "a layer for one language": (with_page(OFF, members(usage="Language")), LAYER),
    "letters without room": (with_page(IN_T, plain_font(**narrow(100))), SMEARED),
    "letters of no width": (with_page(IN_T, plain_font(**narrow(0))), SMEARED),
    "letters that run back": (drawn(WORDS + over("Secret", before="-5.8 Tc")), SMEARED),
    "letters drawn as others": (with_page(IN_T, plain_font(text=True, Encoding=named(*"Hallo"))), SAID),
    "letters drawn as bullets": (with_page(IN_T, plain_font(text=True, Encoding=named(*["bullet"] * 5))), SAID),
    "letters drawn as spaces": (with_page(IN_T, plain_font(text=True, Encoding=named(*["space"] * 5))), SAID),
    "letters that are blocks": (with_page(IN_T, partial(empty_font, drawn="Secrt", width=460)), EMPTY),
    "the first blend mode that is one": (with_page(WORDS + "/S gs " + SECRET, state(BM=Array([Name.Own, Name.Screen]))), ALIKE),
    "a blend mode that only colours show": (
        with_page(WORDS + "1 0 0 rg " + BOX + "/S gs 0 0 1 rg " + SECRET, state(BM=Name.Overlay)), EMPTY,
    ),
    "a page's own colours": (with_page(WORDS + "0 0 0 rg " + SECRET, whole_page("DefaultRGB")), ALIKE),
    "wide lines of the graphics state": (with_page(WORDS + "/S gs " + over("Secret", before="1 Tr"), state(LW=30)), SMEARED),
    "gaps of the graphics state": (
        with_page(WORDS + "/S gs " + over("Secret", before="1 Tr"), state(D=Array([Array([0, 1000]), 500]))), UNPAINTED,
    ),
    "dark by its numbers, drawn white": (
        with_page(
            WORDS + "/I cs .1 .1 .1 scn " + SECRET,
            space(lambda _: Array([Name.CalRGB, Dictionary(WhitePoint=[0.95, 1, 1.09], Gamma=[0, 0, 0])])),
        ),
        EMPTY,
    ),
    "a screen with a ground": (with_page(WORDS + SECRET, commented("Screen", MK=Dictionary(BG=[0]))), COMMENT),
}  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), HIDDEN.values(), ids=HIDDEN)
def test_they_are_set_aside_and_stop_the_publication(data: bytes, reason: str) -> None:
    flow = read(data)
    assert told(data) == "Seen words"
    assert "Secr" in "".join(aside.text for aside in flow.asides if aside.reason == reason)
    assert any(reason in one.message for one in flow.findings if one.rule == "hidden-words")


def low_page(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """The size of the page stands above it, as programs write it that set many pages of one size."""
    pdf.Root.Pages.MediaBox = page.MediaBox
    del page.MediaBox


def deep_font(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """A font that says that its letters reach far below their line."""
    empty_font(pdf, page, drawn="Secrt", step=120)
    page.Resources.Font.T.FontDescriptor.Descent = -2464


SEEN = {
    "a font that says it reaches far below": with_page(IN_T, deep_font),
    "a transfer function that changes nothing": with_page(WORDS + "/S gs " + SECRET, state(TR=Name.Identity, TR2=Name.Default)),
    "ink over black": with_page(WORDS + BOX + "/S gs 0 0 0 .2 k " + SECRET, state(op=True, OPM=1)),
    "a membership of layers that are on": with_page(OFF, members("AllOn")),
    "narrow letters": with_page(IN_T, plain_font(**narrow(400))),
    "letters that say what they are": with_page(IN_T, plain_font(text=True, Encoding=Name.WinAnsiEncoding)),
    "letters that lie closer": drawn(WORDS + over("Secret", before="-1 Tc")),
    "a page size that all pages share": with_page(WORDS + SECRET, low_page),
}  # fmt: skip


@pytest.mark.parametrize("data", SEEN.values(), ids=SEEN)
def test_words_that_look_alike_and_are_seen_are_read(data: bytes) -> None:
    flow = read(data)
    assert "Secret" in told(data)
    assert not [one.message for one in flow.findings if one.rule == "hidden-words"]


def test_words_in_a_font_that_each_viewer_lends_are_read() -> None:
    """Viewers have a font for these letters; whether the one that looks has it says nothing about the reader's."""
    page = drawn("BT /T 12 Tf 40 150 Td <00480069> Tj ET ")
    with pikepdf.open(io.BytesIO(page)) as pdf:
        letters = pdf.make_stream(
            b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange"
            b" 1 beginbfrange <0000> <00ff> <4e00> endbfrange endcmap"
        )
        inner = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name.Own, DW=1000,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Japan1", Supplement=0),
            FontDescriptor=Dictionary(Type=Name.FontDescriptor, FontName=Name.Own, Flags=4),
        )  # fmt: skip
        pdf.pages[0].Resources.Font.T = Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Own, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([inner]), ToUnicode=letters,
        )  # fmt: skip
        pdf.save(data := io.BytesIO())
    assert told(data.getvalue()) == "么乩"


LEFT, RIGHT = "The left half of a table", "Its right half over the page"


def spread(*columns: tuple[int, str]) -> str:
    """Lines at those distances from the left."""
    return "".join(over(text, at=f"{left} 100") for left, text in columns)


def test_words_that_the_page_beside_shows_are_no_secret() -> None:
    """A table over two pages is drawn on both, and each cuts off the half that the other shows."""
    data = drawn(spread((40, LEFT), (400, RIGHT)), spread((-320, LEFT), (40, RIGHT)))
    assert told(data).split() == [*LEFT.split(), *RIGHT.split()]
    findings = [one for one in read(data).findings if one.rule == "hidden-words"]
    assert [(one.severity, one.place.page) for one in findings] == [(Severity.NOTE, 1), (Severity.NOTE, 2)]
    assert "6 words lie hidden that readers see there or on other pages" in findings[0].message
    assert not any("hidden" in guess for guess in assemble(read(data), "case").document.guesses)


@pytest.mark.parametrize("shown", ["Its other half over there", "Its right", "half page right over Its the"])
def test_words_that_the_page_beside_does_not_show_are_told(shown: str) -> None:
    data = drawn(spread((40, LEFT), (400, RIGHT)), spread((40, shown)))
    (finding,) = [one for one in read(data).findings if one.rule == "hidden-words"]
    assert (finding.severity, finding.message) == (Severity.ERROR, "page 1: 6 words lie hidden off the page")


def test_a_few_words_are_no_secret_only_beside_more_that_are_shown() -> None:
    few = drawn(spread((40, LEFT), (400, "half")))
    assert [one.severity for one in read(few).findings if one.rule == "hidden-words"] == [Severity.ERROR]
    more = drawn(spread((40, LEFT), (400, "half")) + over(LEFT, at="400 40"))
    assert [one.severity for one in read(more).findings if one.rule == "hidden-words"] == [Severity.NOTE]


def told_of(*contents: str) -> list[tuple[Severity, str]]:
    """What is told of hidden words on pages of these operators."""
    findings = read(drawn(*contents)).findings
    return [(one.severity, one.message) for one in findings if one.rule == "hidden-words"]


@pytest.mark.parametrize("at", ["250 100", "280 100", "-40 100"])
def test_lines_that_run_over_the_edge_of_the_page_are_told_and_stop_nothing(at: str) -> None:
    ((severity, message),) = told_of(WORDS + over("The whole council", at=at))
    assert severity is Severity.WARNING
    assert "beyond the edge" in message


def test_words_off_the_page_that_no_line_runs_on_in_are_an_error() -> None:
    assert [severity for severity, _ in told_of(WORDS + over("Paid: 200", at="330 150"))] == [Severity.ERROR]
    assert [severity for severity, _ in told_of(WORDS + over("Paid", at="270 100") + over("200", at="330 100"))] == [
        Severity.ERROR
    ]


@pytest.mark.parametrize("clip", ["", "0 30 300 170 re W n "])
@pytest.mark.parametrize(
    ("pages", "more", "severity"), [(3, 1, Severity.NOTE), (2, 0, Severity.NOTE), (2, 1, Severity.ERROR)]
)
def test_words_that_no_page_shows_at_one_place_are_no_secret(
    clip: str, pages: int, more: int, severity: Severity
) -> None:
    slugs = [
        WORDS + clip + over(f"plan-{number} 14:0{number}", at="40 10" if clip else "40 -20") for number in range(pages)
    ]
    assert [found for found, _ in told_of(*slugs, *[WORDS] * more)] == [severity] * pages


def test_a_cell_cuts_the_end_of_its_line_off_and_no_other_text_shows_it() -> None:
    cell = f"q 40 90 58 30 re W n {over('Paid in the year')} Q "
    assert told(drawn(WORDS + cell + over("2026", at="104 100"))).splitlines()[-1] == "Paid in the 2026"
    assert [severity for severity, _ in told_of(WORDS + cell)] == [Severity.WARNING]
    assert [severity for severity, _ in told_of(WORDS + cell + over("and later", at="128 100"))] == [Severity.ERROR]


@pytest.mark.parametrize("ink", ["0 g", ".6 g"])
def test_pale_letters_of_a_new_font_are_told_apart(ink: str) -> None:
    font = partial(empty_font, drawn="Secrt", step=120)
    data = with_page(f"{WORDS} {ink} {over('Secret').replace('/F', '/T')}", font)
    assert "Secret" in told(data)
