"""Where an item of a list in a PDF ends, and which numbers at the head of a line begin none."""

from __future__ import annotations

import pytest

from tests.pdf_pages import drawn, told

FULL = "The council keeps a record of each meeting and sends it to every member of its"
REST = "International and of the licence that it has"


def placed(*lines: tuple[int, str, str], wide: int = 460) -> list[str]:
    """What the reader tells of lines, each with the x of its label or first words, the label ("" for none) and the words."""
    ops = []
    for at, (x, *texts) in enumerate(lines):
        y = 380 - 13 * at
        label, words = (text.replace("(", "\\(").replace(")", "\\)") for text in texts)
        ops += [f"BT /F 10 Tf {x} {y} Td ({label}) Tj ET"] if label else []
        ops += [f"BT /F 10 Tf {x + 16.7 if label else x} {y} Td ({words}) Tj ET"]
    font = "Helvetica /Encoding /WinAnsiEncoding"
    return told(drawn("\n".join(ops), size=(wide, 400), font=font)).splitlines()


@pytest.mark.parametrize(
    ("before", "number", "begins"),
    [
        (FULL, "4.0", False),
        (FULL, "17)", False),
        (FULL, "33)", False),
        (FULL, "1.1", True),
        (FULL, "12)", True),
        (f"{FULL}.", "4.0", True),
        ("The council keeps a record", "4.0", True),
    ],
)
def test_a_number_in_the_middle_of_a_sentence_begins_no_item(before: str, number: str, begins: bool) -> None:
    """Its words stand by chance where the text of the numbered list above stands."""
    list_above = [(40, "11)", FULL), (57, "", "house in the hall of it")]
    lines = [*list_above, (40, "", before), (40, number, REST)]
    found = placed(*lines, wide=430)
    assert (f"{number} {REST}" in found) == begins


@pytest.mark.parametrize("labels", [("a)", "b)"), ("1.", "2."), ("\\225", "\\225")])
@pytest.mark.parametrize(("hangs", "last"), [(77, 40), (40, 40), (77, 60)])
def test_words_that_end_the_sentence_around_a_list_are_no_part_of_its_last_item(
    labels: tuple[str, str], hangs: int, last: int
) -> None:
    lines = [
        (40, "", "The council makes sure that its members"),
        (60, labels[0], f"know {FULL[:70]}"),
        (hangs, "", "house and its court"),
        (60, labels[1], "know what may follow from each breach of all of them and when"),
        (last, "", "are named in public."),
    ]
    found = placed(*lines, *lines)
    assert (found[-1] == "are named in public.") == (hangs > last == 40)


@pytest.mark.parametrize(
    ("end", "rest", "goes_on"),
    [("(i.e.", "Pilot1-adam-extension-wrappers)", True), ("(all).", "Pilot1-adam-extension-wrappers", False)],
)
def test_an_item_goes_on_under_its_bullet_where_a_bracket_is_open(end: str, rest: str, goes_on: bool) -> None:
    lines = [
        (40, "\\225", f"know {FULL[:70]}"),
        (57, "", "house and its court"),
        (40, "\\225", f"load the whole of what was sent in for this and all {end}"),
        (40, "", rest),
        (40, "\\225", "and so on"),
    ]
    assert any(line.endswith(rest) and line.startswith("* load") for line in placed(*lines)) == goes_on


@pytest.mark.parametrize(
    ("label", "x", "begins"),
    [("b)", 75, True), ("c)", 75, False), ("b)", 85, False)],
    ids=["the next one", "another one", "far to the right"],
)
def test_the_next_label_begins_an_item_below_a_line_that_was_ended_by_hand(label: str, x: int, begins: bool) -> None:
    """Its lines are broken long before the right edge, so that the short line above it alone would not show it."""
    item = [(60, "a)", FULL[:54]), (77, "", FULL[12:62]), (77, "", "house and court of it as it was when it was found")]
    full = (40, "", f"{FULL} old house")
    found = placed(
        full, *item, (77, "", "with all that the members had kept in it. The Old House"), (x, "", f"{label} keep it")
    )
    assert (found[-1].strip() == f"{label} keep it") == begins


@pytest.mark.parametrize(("start", "entries"), [("-Garcia", 2), ("-garcia", 2), ("Garcia", 1), ("-5", 1)])
def test_a_line_that_begins_with_a_dash_as_its_paragraph_does_is_an_entry_below_a_full_line(
    start: str, entries: int
) -> None:
    assert len(placed((40, "", f"-Contreras wants {FULL}"), (40, "", f"{start} moves to end"))) == entries


def test_lines_of_a_page_with_few_of_them_stand_as_far_apart_as_those_of_the_document() -> None:
    """The line that the last word of its sentence would still have fitted does not show how far apart they are."""

    def page(*lines: str, size: int = 10, step: int = 17) -> str:
        return "\n".join(f"BT /F {size} Tf 40 {380 - step * at} Td ({line}) Tj ET" for at, line in enumerate(lines))

    full = [f"{FULL} own council house"] * 6
    last = page(f"{FULL[:60]} and", "houses of it.")
    found = told(drawn(page(*full), last, size=(460, 400))).splitlines()
    assert found[-1].endswith("and houses of it.")
    large = page(FULL[:48], "House of it", size=13, step=20)
    assert told(drawn(page(*full), large, size=(460, 400))).splitlines()[-1] == "House of it"


@pytest.mark.parametrize(("up", "bullet"), [(3, True), (7.5, True), (10, False), (-0.5, True), (-1.2, False)])
def test_a_drawn_mark_is_a_bullet_at_the_height_of_the_letters(up: float, bullet: bool) -> None:
    """Its middle so many points above the baseline of a line of ten points."""
    ops = "".join(
        f"BT /F 10 Tf 60 {300 - 40 * at} Td (Keep rule {at}) Tj ET {48} {300 - 40 * at + up - 1} 2 2 re f "
        for at in range(3)
    )
    assert ("* Keep rule 1" in told(drawn(ops, size=(300, 400)))) == bullet
