"""Diagrams: boxes that lines join hold neither headings nor tables, each read by itself; other drawings are pictures."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from pipeline.assemble.assemble import assemble
from pipeline.model.flow import FlowParagraph, Grid, Picture
from pipeline.model.walk import plain_text
from pipeline.sources.pdf import drawings
from pipeline.sources.typesetting import paragraphs_in
from tests.pdf_pages import drawn, printed, read

TEXT = "<p>The council keeps a record of each meeting and sends it to every member.</p>" * 2
CSS = "@page { size: A5 } h1 { font-size: 20pt } h2 { font-size: 12pt }"


def box(x: int, y: int, title: str) -> str:
    """A box 85 wide and 40 high with a bold line over a plain one."""
    bold = f"<text x={x + 4} y={y + 16} font-size=12 font-weight=bold>{title}</text>"
    return f"<rect x={x} y={y} width=85 height=40 fill='#bcd'/>{bold}<text x={x + 4} y={y + 32} font-size=10>by the team</text>"


def lines(*paths: str) -> str:
    return "".join(f"<path d='{path}' stroke='#345' fill='none'/>" for path in paths)


STEPS = ("Request", "First look", "Decision")
BOXES = "".join(box(105 * at, 5, step) for at, step in enumerate(STEPS))
JOINED = BOXES + lines("M87 25H103", "M192 25H208")


def stacked(step: int, *titles: str) -> str:
    """Boxes below each other, 40 high, so far from top to top; three where no titles are given."""
    return "".join(box(0, 5 + step * at, title) for at, title in enumerate(titles or STEPS))


def page(drawing: str) -> str:
    picture = f"<svg width=300 height=200>{drawing}</svg>"
    return f"<h1>Plan for trees</h1>{TEXT}<h2>Aim</h2>{TEXT}{picture}<h2>Scope</h2>{TEXT}"


def headings(drawing: str) -> list[str]:
    """The headings of a page that holds this drawing between its two sections, without tags."""
    document = assemble(read(printed(page(drawing), CSS)), "case").document
    sections = document.sections
    return [plain_text(one.heading) for top in sections for one in (top, *top.sections)]


@pytest.mark.parametrize(
    ("drawing", "found"),
    [
        pytest.param(JOINED, ["Aim", "Scope"], id="three boxes"),
        pytest.param(BOXES + lines("M87 25H94", "M192 25H199"), ["Aim", "Scope"], id="heads of arrows"),
        pytest.param(BOXES + lines("M42 46V60H147V46", "M192 25H208"), ["Aim", "Scope"], id="a bent line"),
        pytest.param(f"<rect width=300 height=60 fill='#eee'/>{JOINED}", ["Aim", "Scope"], id="on a ground"),
        pytest.param(JOINED.replace("<rect", "<rect rx=9"), ["Aim", "Scope"], id="with round corners"),
        pytest.param(stacked(50, *STEPS[:2]) + lines("M42 45V55"), ["Aim", *STEPS[:2], "Scope"], id="two boxes"),
        pytest.param(stacked(50).replace("height=40", "height=18") + lines("M42 23V55", "M42 73V105"),
                     ["Aim", *STEPS, "Scope"], id="marked words"),
        pytest.param(stacked(42) + lines("M42 45V47", "M42 87V89"),
                     ["Aim", *STEPS, "Scope"], id="cells with white lines between them"),
        pytest.param(stacked(44) + lines("M42 45V48", "M42 89V92"), ["Aim", *STEPS, "Scope"], id="cells 3 points apart"),
        pytest.param(stacked(47) + lines("M42 45V51", "M42 92V98"), ["Aim", "Scope"], id="boxes 5 points apart"),
        pytest.param(stacked(50).replace("height=40", "height=25") + lines("M42 30V55", "M42 80V105"), ["Aim", "Scope"],
                     id="low boxes"),
        pytest.param(stacked(50) + "".join(f"<rect x=40 y={y} width=4 height=10 fill='#345'/>" for y in (45, 95)),
                     ["Aim", "Scope"], id="filled shafts"),
        pytest.param(stacked(70) + lines("M42 45V55", "M42 115V125"), ["Aim", *STEPS, "Scope"], id="lines that end before"),
        pytest.param(stacked(50) + lines("M10 45V55", "M10 95V105"), ["Aim", "Scope"], id="lines near a corner"),
        pytest.param(stacked(50) + "".join(f"<rect x=37 y={y} width=10 height=10 fill='#eee'/>" for y in (45, 95)),
                     ["Aim", *STEPS, "Scope"], id="bars between them"),
        pytest.param(stacked(50) + lines("M6 50H79", "M6 100H79"), ["Aim", *STEPS, "Scope"], id="lines along the boxes"),
    ],
)  # fmt: skip
def test_words_in_the_boxes_of_a_diagram_are_no_headings(drawing: str, found: list[str]) -> None:
    assert headings(drawing) == found


def test_each_box_of_a_diagram_is_read_by_itself_and_a_person_is_asked_once() -> None:
    flow = read(printed(page(JOINED), CSS))
    assert not any(isinstance(block, Grid) for block in flow.blocks)
    boxed = [block for block in flow.blocks if isinstance(block, FlowParagraph) and block.style == "boxed"]
    assert [block.text for block in boxed] == [
        "Request",
        "by the team",
        "First look",
        "by the team",
        "Decision",
        "by the team",
    ]
    assert [bool(block.doubt) for block in boxed] == [True] + [False] * 5


def test_text_goes_on_behind_a_diagram_at_the_foot_of_a_page() -> None:
    first = (
        "<p style='text-align-last: justify'>The council keeps a record of each meeting and sends it to all those</p>"
    )
    rest = "<p style='break-before: page'>members who were there and to all who ask for it.</p>"
    flow = read(printed(f"<h1>Plan</h1>{TEXT}{first}<svg width=300 height=60>{JOINED}</svg>{rest}{TEXT}", CSS))
    texts = [block.text for block in flow.blocks if isinstance(block, FlowParagraph)]
    assert sum("all those members" in text for text in texts) == 1


def star(side: float, points: int, words: int = 0, place: str = "100 60") -> str:
    """A drawing of slanted lines from side to side of a square, with words in it."""
    lines = [f"0 0 m {side * at / points:.1f} {side} l S" for at in range(1, points + 1)]
    inside = [f"BT /F 6 Tf 4 {2 + 8 * at} Td (Lot {at}.) Tj ET" for at in range(words)]
    return "\n".join([f"\nq 1 0 0 1 {place} cm 1 w", *lines, *inside, "Q"])


@pytest.mark.parametrize(
    ("drawing", "count"),
    [
        pytest.param(star(30, 16), 1, id="a map"),
        pytest.param(star(18, 16), 0, id="too small"),
        pytest.param(star(30, 8), 0, id="too few"),
        pytest.param(star(40, 20, 3), 0, id="round words"),
        pytest.param(star(40, 20, 2), 1, id="with few words"),
        pytest.param(star(30, 16) + star(30, 16, place="200 60"), 2, id="two charts"),
    ],
)
def test_slanted_lines_and_curves_are_a_picture(drawing: str, count: int) -> None:
    blocks = read(drawn(f"BT /F 10 Tf 20 170 Td (The plots of the town) Tj ET {drawing}")).blocks
    pictures = [block for block in blocks if isinstance(block, Picture)]
    assert len(pictures) == count
    assert all(picture.alt is None and not picture.decorative for picture in pictures)


GROUND = "q {wide} 0 0 200 0 0 cm BI /W 8 /H 1 /CS /G /BPC 8 ID abcdefgh EI Q"


@pytest.mark.parametrize(("wide", "count"), [(290, 1), (170, 0)])
def test_a_drawing_on_the_background_of_a_page_is_a_picture(wide: int, count: int) -> None:
    content = f"{GROUND.format(wide=wide)} BT /F 10 Tf 20 170 Td (The plots of the town) Tj ET {star(30, 16)}"
    pictures = [block for block in read(drawn(content)).blocks if isinstance(block, Picture)]
    assert sum(abs(block.place.box[3] - block.place.box[1] - 30) < 3 for block in pictures if block.place.box) == count


def letters(count: int, step: float = 12, rise: float = 0, paint: str = "f", grey: float = 0, x: float = 40) -> str:
    """So many triangles, each ten wide and thirty high, so far from one another."""
    places = [(x + step * at, 60 + rise * at) for at in range(count)]
    return f" {grey} g " + " ".join(f"{x} {y} m {x + 5} {y + 30} l {x + 10} {y} l h {paint}" for x, y in places)


@pytest.mark.parametrize(
    ("shapes", "count"),
    [
        pytest.param(letters(8), 1, id="letters"),
        pytest.param(letters(8) + letters(8, rise=9, grey=0.5), 1, id="with a shadow that stands aslant"),
        pytest.param(letters(8, rise=1), 1, id="on a base line that rises"),
        pytest.param(letters(8, rise=9), 0, id="steps"),
        pytest.param(letters(9, step=8), 0, id="hills that hide one another"),
        pytest.param(letters(8, paint="S"), 0, id="outlines"),
        pytest.param(letters(3) + letters(4, rise=9, x=76), 0, id="few on one line"),
        pytest.param(f"/Artifact BMC {letters(8)} EMC", 0, id="an ornament"),
        pytest.param(letters(5) + letters(7, rise=9, x=100), 0, id="few of many"),
        pytest.param(letters(5) + letters(7, rise=9, grey=0.5, x=100), 1, id="most of one colour"),
    ],
)
def test_words_that_are_drawn_as_shapes_are_told(shapes: str, count: int) -> None:
    found = read(drawn(f"BT /F 10 Tf 20 170 Td (The plots of the town) Tj ET {shapes}")).findings
    assert sum(finding.rule == "drawn-letters" for finding in found) == count


@pytest.mark.parametrize("first", [True, False])
def test_lines_of_drawn_letters_with_one_alternative_text_are_one_picture(first: bool) -> None:
    lines = "".join(f'<path d="M{12 * at} {0 if first else 150}l5 40l5 -40z"/>' for at in range(8))
    hills = "".join(f'<path d="M{12 * at} {(90 if first else 0) + 9 * at}l5 40l5 -40z"/>' for at in range(8))
    shapes = lines + hills if first else hills + lines
    svg = quote(f"<svg xmlns='http://www.w3.org/2000/svg' width='120' height='200'>{shapes}</svg>".replace('"', "'"))
    html = f'{TEXT}<img alt="Oak and elm" src="data:image/svg+xml,{svg}">{TEXT}'
    flow = read(printed(html, CSS, variant="pdf/ua-1"))
    assert [block.alt for block in flow.blocks if isinstance(block, Picture)] == ["Oak and elm"]
    assert [finding.rule for finding in flow.findings] == ["drawn-letters"]


def test_a_drawing_of_very_many_lines_is_one_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawings, "MOST_SHAPES", 10)
    blocks = read(drawn("BT /F 10 Tf 20 170 Td (Plots) Tj ET " + star(30, 16) + star(30, 16, place="200 60"))).blocks
    assert sum(isinstance(block, Picture) for block in blocks) == 1


@pytest.mark.parametrize(("place", "ornament"), [("100 172", True), ("100 2", True), ("100 100", False)])
def test_a_drawing_in_the_margin_of_a_later_page_is_an_ornament(place: str, ornament: bool) -> None:
    text = "BT /F 10 Tf 20 150 Td (The plots of the town) Tj ET "
    blocks = read(drawn(text, text + star(26, 16, place=place))).blocks
    assert [block.decorative for block in blocks if isinstance(block, Picture)] == [ornament]


def test_a_turned_word_in_a_box_of_a_diagram_is_read_once() -> None:
    turned = (
        "<rect x=0 y=60 width=20 height=85 fill='#bcd'/><text transform='translate(14 130) rotate(-90)'>Producer</text>"
    )
    steps = "".join(box(50 + 105 * at, 80, step) for at, step in enumerate(STEPS[:2]))
    flow = read(printed(page(f"{turned}{steps}" + lines("M22 100H48", "M137 100H153")), CSS))
    assert [paragraph.text for paragraph in paragraphs_in(flow.blocks)].count("Producer") == 1
