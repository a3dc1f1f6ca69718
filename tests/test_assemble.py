"""What a source says becomes the right document: cases as text, input above the line, the tree that it makes below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.assemble.assemble import Extraction, assemble
from pipeline.assemble.runs import folded, inlines_of
from pipeline.content.markdown_write import write_inlines
from pipeline.model.document import Image, Link, List, Paragraph, Table, Text
from pipeline.model.findings import Severity
from pipeline.model.flow import (
    Aside,
    Flow,
    FlowNote,
    FlowParagraph,
    Grid,
    GridCell,
    Marker,
    Picture,
    Repair,
    Run,
    SourceWord,
)
from pipeline.model.place import Box, Place
from pipeline.model.show import show
from pipeline.model.walk import all_blocks, plain_text
from pipeline.sources.typesetting import paragraphs_in
from tests.flow_text import flow

CASES = Path(__file__).parent / "assemble"


def cases() -> Iterator[tuple[str, str, str]]:
    """Title, input and expected tree of each case; a lone full stop parts cases."""
    for path in sorted(CASES.glob("*.txt")):
        for case in path.read_text("utf-8").strip("\n").split("\n.\n"):
            title, _, rest = case.partition("\n")
            text, _, tree = rest.partition("\n---\n")
            yield f"{path.stem}: {title.lstrip('# ')}", text, tree


def made_of(text: str) -> Extraction:
    return assemble(flow(text), "case")


A = "https://example.org/a"


@pytest.mark.parametrize(("text", "tree"), [case[1:] for case in cases()], ids=[case[0] for case in cases()])
def test_case(text: str, tree: str) -> None:
    result = made_of(text)
    assert show(result.document).strip("\n") == tree.strip("\n")
    assert not [f.as_text() for f in result.findings if f.severity is Severity.ERROR]


def rules(result: Extraction) -> list[str]:
    return [finding.rule for finding in result.findings]


def test_a_word_that_is_nowhere_in_the_document_is_an_error() -> None:
    whole = flow("[18 b] Title of it\nA sentence that is there.")
    cut = Flow(whole.blocks, words=(*whole.words, SourceWord("forgotten")))
    result = assemble(cut, "case")
    assert rules(result) == ["word-lost"]
    assert "forgotten" in result.findings[0].message


def test_a_word_that_the_source_does_not_have_is_an_error() -> None:
    whole = flow("[18 b] Title of it\nA sentence that is there.")
    assert rules(assemble(Flow(whole.blocks, words=whole.words[:-1]), "case")) == ["word-unsourced"]


def test_words_set_aside_and_words_repaired_have_their_fates() -> None:
    whole = flow("[18 b] Title of it\nAll cooperation here.")
    words = [SourceWord(word) for word in ["Title", "of", "it", "Page", "1", "All", "co-", "operation", "here."]]
    source = Flow(
        whole.blocks,
        words=tuple(words),
        asides=(Aside("Page 1", "page number"),),
        repairs=(Repair("co- operation", "cooperation", "hyphen at line end"),),
    )
    result = assemble(source, "case")
    assert not result.findings
    fates = {word.text: word.fate for word in result.ledger.words}
    assert (fates["Page"], fates["1"], fates["co-"], fates["operation"]) == ("set aside",) * 2 + ("repaired",) * 2


def test_words_repaired_on_the_page_that_a_paragraph_goes_on_to_have_their_fate() -> None:
    text = "[18 b p1] Title of it\n[p1] We inform the na[on of the sta[on, by sta[on.\n[p1] A nation has one station."
    whole = flow(text)
    second = [replace(word, place=Place(page=2)) if "[" in word.text else word for word in whole.words]
    result = assemble(Flow(whole.blocks, words=tuple(second)), "case")
    assert not result.findings
    assert [word.text for word in result.ledger.words if word.fate == "repaired"] == ["na[on", "sta[on,", "sta[on."]


def test_a_note_mark_behind_a_number_is_told_from_a_list_number() -> None:
    text = (
        "[18 b] Title of it\n19. We publish it under rule 19^10^. It is open to all of us in the town.\n20. We end.\n"
    )
    whole = flow(text + "[x] ^10^ Rule of the year.")
    words = [SourceWord(word) for word in (text[7:] + "10 Rule of the year.").replace("^10^", "10").split()]
    result = assemble(Flow(whole.blocks, words=tuple(words)), "case")
    assert rules(result) == []
    assert result.document.notes


def test_each_cell_that_is_merged_over_columns_is_named() -> None:
    rows = "| Parks | Open all day | << |\n| Roads | Closed | Mended |\n| Ponds | " + "Deep water " * 9 + "| << |"
    found = made_of(f"| = Place | Summer | Winter |\n{rows}").findings
    cells = [finding.message.split("”")[0] for finding in found if finding.rule == "merged-columns"]
    assert cells == ["the cell “Open all day", "the cell “Deep water Deep water Deep water Deep water Deep water …"]


def test_words_of_a_merged_cell_that_are_said_again_are_listed_as_added() -> None:
    result = made_of("[18 b] Plan\n|= Objective | Actions |\n| Fair pay | Measure |\n| ^^ | Publish |")
    assert [(added.text, added.reason) for added in result.ledger.added] == [("Fair pay", "copied from a merged cell")]
    assert not result.findings
    note = "The plan of the year is here for all^1^ of us to read.\n[x] 1 A note about it.\n"
    result = made_of("[18 b] Plan\n" + note + "|= Objective | Actions |\n| Fair pay^1^ | Measure |\n| ^^ | Publish |")
    assert "Fair pay" in [added.text for added in result.ledger.added]
    assert not [finding for finding in result.findings if finding.rule == "word-unsourced"]


def test_a_document_without_a_title_gets_one_that_is_listed_as_added() -> None:
    long = "This is one long sentence after another, with nothing that could be a title, and it ends here. " * 3
    result = assemble(flow(long), "notes-of-may")
    assert [added.text for added in result.ledger.added] == ["Notes of may"]
    assert result.document.guesses


def test_the_kind_that_a_person_names_overrules_the_content() -> None:
    source = flow("[18 b] Action plan\n| [b] Objective | [b] Actions |\n| Fair pay | Measure |")
    assert assemble(source, "case").document.kind == "action-plan"
    assert assemble(source, "case", kind="policy").document.kind == "policy"


def test_an_empty_source_makes_an_empty_document() -> None:
    result = assemble(Flow(()), "nothing")
    assert not result.document.blocks
    assert not result.document.sections


def test_marks_that_turn_the_direction_of_writing_are_not_taken_over() -> None:
    plain = made_of("[18 b] Title of it\nA sentence that is there.")
    turned = made_of("[18 b] Title of it\nA \u202esentence\u202c that is \u202athere.")
    assert show(turned.document) == show(plain.document)
    assert not rules(turned)


TYPED = """\
[18 b] Plan of equality
[14 b] Contents
1. Introduction⇥1
2. Our aims ........ 2
Who to ask 4
Annex⇥9
[14 b] Introduction
Some words of ours that say what this is about.
[14 b] Our aims
More words of ours that say what we wish to reach.
[14 b] Who to ask
Anybody who works here can tell you more of it.
"""


def test_pages_before_the_first_have_roman_numbers_in_a_contents_list() -> None:
    entries = "Foreword ........ iv\nIntroduction ........ 1\nOur aims ........ 2\n"
    body = "".join(f"[14 b] {name}\nSome words of ours on it.\n" for name in ("Foreword", "Introduction", "Our aims"))
    result = made_of(f"[18 b] Plan of equality\n{entries}{body}")
    assert [word.text for word in result.ledger.words if word.detail == "contents list"] == entries.split()


@pytest.mark.parametrize("label", ["Contents", "CONTENTS:", "Cynnwys"])
def test_a_typed_contents_list_is_set_aside_word_for_word(label: str) -> None:
    result = made_of(TYPED.replace("Contents", label))
    assert [section.heading for section in result.document.sections] == [
        (Text("Introduction"),), (Text("Our aims"),), (Text("Who to ask"),),
    ]  # fmt: skip
    aside = [word.text for word in result.ledger.words if word.detail == "contents list"]
    assert aside == f"{label} 1. Introduction 1 2. Our aims ........ 2 Who to ask 4 Annex 9".split()
    assert rules(result) == []


@pytest.mark.parametrize(
    ("other", "left"),
    [("Our goal", False), ("Our goal\nOur dreams", True), ("We say " + 9 * "what we want " + "here", True)],
)
def test_one_entry_without_page_number_may_be_spelled_otherwise_in_the_text(other: str, left: bool) -> None:
    names = ["Introduction", "Our aims", "Who to ask", "Annex"]
    body = "".join(f"[14 b] {name}\nSome words of ours on {name}.\n" for name in names)
    result = made_of(
        "[18 b] Plan of equality\n[14 b] Contents\n" + "\n".join(names).replace("Our aims", other) + f"\n{body}"
    )
    aside = [word.text for word in result.ledger.words if word.detail == "contents list"]
    assert sorted(aside) == ([] if left else sorted(f"Contents Introduction {other} Who to ask Annex".split()))


def test_entries_with_page_numbers_that_headings_repeat_are_a_contents_list_also_without_leaders_and_label() -> None:
    names = ["Introduction", "Our aims", "Who to ask", "Annex", "Notes"]
    entries = "".join(f"{name} {number}\n" for number, name in enumerate(names, 1))
    body = "".join(f"[14 b] {name}\nSome words of ours on it.\n" for name in names)
    result = made_of(f"[18 b] Plan of equality\n{entries}{body}")
    assert [section.heading for section in result.document.sections] == [(Text(name),) for name in names]
    assert [word.text for word in result.ledger.words if word.detail == "contents list"] == entries.split()
    fewer = made_of(f"[18 b] Plan of equality\n{entries.partition('Notes')[0]}{body}")
    assert "contents list" not in [word.detail for word in fewer.ledger.words]


@pytest.mark.parametrize("label", ["Contents", "List of maps", "Indholdsfortegnelse", "What is in our plan"])
@pytest.mark.parametrize("page", ["Page {}", "⇥{}", "........ p. {}"])
def test_page_numbers_with_a_word_and_labels_of_other_names_are_those_of_a_contents_list(label: str, page: str) -> None:
    names = ["Introduction", "Our aims", "Who to ask", "Annex", "Notes"]
    entries = "".join(f"{name} {page.format(number)}\n" for number, name in enumerate([*names, "Lost"], 1))
    body = "".join(f"[14 b] {name}\nSome words of ours on it.\n" for name in names)
    result = made_of(f"[18 b] Plan of equality\n[14 b] {label}\n{entries}{body}")
    assert [section.heading for section in result.document.sections] == [(Text(name),) for name in names]
    assert [
        word.text for word in result.ledger.words if word.detail == "contents list"
    ] == f"{label} {entries.replace('⇥', ' ')}".split()


def test_the_title_over_a_contents_list_stays() -> None:
    names = ["Introduction", "Our aims", "Who to ask"]
    body = "".join(f"[14 b] {name}\nSome words of ours on it.\n" for name in names)
    entries = "".join(f"{name} ........ {number}\n" for number, name in enumerate(names, 1))
    assert plain_text(made_of(f"[18 b] Plan of equality\n{entries}{body}").document.title) == "Plan of equality"


def test_the_last_entry_may_say_more_than_the_heading_below_which_its_name_stands() -> None:
    names = ["Introduction", "Our aims", "Annex A Maps of the town"]
    body = "".join(
        f"[14 b] {name.replace('A Maps', 'A⏎[14 b] Maps')}\nSome words.\n".replace("⏎", "\n") for name in names
    )
    text = "\n".join(names)
    result = made_of(f"[18 b] Plan of equality\n[14 b] Contents\n{text}\n{body}")
    assert [word.text for word in result.ledger.words if word.detail == "contents list"] == f"Contents {text}".split()


def test_names_of_groups_may_stand_among_the_entries_of_a_list_without_page_numbers() -> None:
    names = ["Aims", "Work", "Staff", "Costs", "Notes"]
    body = "".join(f"[14 b] {name}\nSome words of ours on {name} in each month of the year.\n" for name in names)
    entries = "\n".join(names).replace("Staff", "[b] PEOPLE\nStaff")
    document = made_of(f"[18 b] Plan of the year\n{entries}\n{body}").document
    assert [section.heading for section in document.sections] == [(Text(name),) for name in names]
    assert len(document.blocks) == 6
    many = entries.replace("Work", "[b] DEEDS\nWork").replace("Costs", "[b] MONEY\nCosts")
    assert len(made_of(f"[18 b] Plan of the year\n{many}\n{body}").document.sections) > 5


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[14 b] Contents", "[14 b] What we counted"),
        ("Who to ask 4", "Who to ask 1"),
        ("Introduction⇥1\n2. Our aims ........ 2\nWho to ask 4", "Chairs⇥12\nTables⇥16\nLamps 17"),
    ],
)
def test_lines_with_numbers_that_are_no_contents_list_stay(before: str, after: str) -> None:
    text = TYPED.replace(before, after)
    assert text != TYPED
    result = made_of(text)
    assert "contents list" not in [word.detail for word in result.ledger.words]
    assert rules(result) == []


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        (["✓ Parking", "✗ Toilets"], None),
        (["✘ Parking", "✗ Toilets"], None),
        (["✓ Parking", "✔ Toilets"], ["Parking", "Toilets"]),
        (["+ Cheap", "- Slow"], None),
        (["+ Cheap", "– Slow"], None),
        (["- Cheap", "- Slow"], ["Cheap", "Slow"]),
        (["• Cheap", "- Slow", "+ Warm"], ["Cheap", "- Slow", "+ Warm"]),
    ],
)
@pytest.mark.parametrize("real", [False, True])
def test_signs_before_items_that_say_yes_and_no_are_part_of_their_text(
    lines: list[str], items: list[str] | None, real: bool
) -> None:
    source = flow("\n".join(["[18 b] Our halls", *(line[2:] if real else line for line in lines)]))
    if real:
        source = with_markers(source, [line[0] for line in lines])
    result = assemble(source, "case")
    assert items_of(result) == (items or lines)
    assert not result.findings


def test_ticks_stay_beside_boxes_and_crosses_that_are_text_and_dashes_over_pluses_are_bullets() -> None:
    ticked = made_of("[18 b] Our halls\n☑ Roads\n☐ Bridges\n✓ Parks\n❌ Ponds")
    assert items_of(ticked) == ["☑ Roads", "✓ Parks"]
    nested = made_of("[18 b] Our halls\n- Roads\n- Bridges\n    + Parks\n    + Halls\n- Ends")
    assert items_of(nested)[:2] == ["Roads", "Bridges"]
    assert items_of(made_of("[18 b] Our halls\n- Cheap\n- Slow\n- Cold\n- Wet\n+ VAT is added"))[:2] == [
        "Cheap",
        "Slow",
    ]


@pytest.mark.parametrize(
    ("markers", "items"),
    [(["\uf0fc", "\uf0fb"], ["✓ Parking", "✗ Toilets"]), (["+", "+"], ["Parking", "Toilets"])],
)
def test_signs_that_mark_items_say_yes_and_no_by_their_font_and_beside_each_other(
    markers: list[str], items: list[str]
) -> None:
    result = assemble(with_markers(flow("[18 b] Our halls\nParking\nToilets"), markers), "case")
    assert items_of(result) == items
    assert not result.findings


def with_markers(source: Flow, markers: list[str]) -> Flow:
    """The flow with a real marker before each paragraph after the first."""
    title, *rest = paragraphs_in(source.blocks)
    marked = [replace(one, marker=Marker(marker)) for one, marker in zip(rest, markers, strict=True)]
    return replace(source, blocks=(title, *marked), words=(*source.words, *map(SourceWord, markers)))


def items_of(result: Extraction) -> list[str]:
    """The text of each item of the lists of a document."""
    lists = [block for _, block in all_blocks(result.document) if isinstance(block, List)]
    blocks = [block for one in lists for item in one.items for block in item.blocks]
    return [plain_text(block.inlines) for block in blocks if isinstance(block, Paragraph)]


SECTIONS = ["1. Our aims", "Aims for staff", "Aims for all", "2. Our work", "Who to ask"]
TEXT = "".join(
    f"[14 b] {name} this year\nSome words on {name.lower()} in each month of the year.\n" for name in SECTIONS
)
CONTENTS = "| [b] | [b] Contents | [b] Page |\n| 1 | Our aims | 1 |\n| | Aims for staff¶Aims for all¶Notes | 2 2¶3 |"
MORE = "| 2 | [b] Our work | 4 |\n| | Who to ask | 5 |"


@pytest.mark.parametrize(
    ("before", "after", "left"),
    [
        ("", "", 0),
        ("Contents", "Rooms", 2),
        ("| 1 | Our aims | 1 |\n", "| 1 | Rooms | 1 |\n| 1 | Halls | 1 |\n", 2),
        ("| | Who to ask | 5 |", "| | Halls | 5 |\n", 1),
        ("| | Aims for staff¶Aims for all¶Notes | 2 2¶3 |", "", 2),
        ("Aims for all¶Notes", "Rooms¶Halls", 2),
        (CONTENTS, "| [b] Contents | 1 |\n| Our aims | 2 |", 2),
        (CONTENTS, CONTENTS.replace("Our aims | 1", "Our aims | £10"), 2),
        (CONTENTS, CONTENTS.replace("Our aims | 1", "Our aims | 50,000"), 2),
        (CONTENTS, CONTENTS.replace("Contents", "Rooms").replace("¶Notes", "") + "\n| | Contents | 3 |", 2),
    ],
)
def test_a_contents_list_set_as_tables_is_set_aside(before: str, after: str, left: int) -> None:
    tables = f"{CONTENTS}\n\n{MORE}\n\n"
    assert before in tables
    result = made_of(f"[18 b] Plan of the year\n{tables.replace(before, after) if before else tables}{TEXT}")
    assert sum(isinstance(block, Table) for _, block in all_blocks(result.document)) == left
    said = [word.text for word in result.ledger.words if word.detail == "contents list"]
    assert ("Contents" in said) == (left < 2)


def with_words(source: Flow, words: str, *repairs: Repair) -> Extraction:
    """What is made of a flow whose file holds these words; "/" begins a page."""
    found = [
        SourceWord(word, Place(page=page)) for page, one in enumerate(words.split(" / "), 1) for word in one.split()
    ]
    return assemble(Flow(source.blocks, source.notes, tuple(found), repairs=repairs), "case")


def test_a_word_cut_by_a_page_break_is_repaired_though_other_columns_stand_between() -> None:
    source = flow("[18 b] Plan\n| [b] Action | [b] By |\n| Communications | May |")
    mended = Repair("Communicati ons", "Communications", "word broken at line end", Place(page=1))
    between = " ".join(f"Footer{number}" for number in range(80))
    result = with_words(source, f"Plan Action By Communicati May {between} / ons", mended)
    fates = {word.text: word.fate for word in result.ledger.words}
    assert (fates["Communicati"], fates["ons"], fates["May"]) == ("repaired", "repaired", "placed")


def test_a_mended_word_that_bears_the_mark_of_a_note_is_repaired() -> None:
    source = flow("[18 b] Plan\nAll that is degreegranting^1^ counts.\n[8] 1 As the law says.")
    mended = Repair("degree- granting1", "degreegranting1", "hyphen at line end")
    result = with_words(source, "Plan All that is degree- granting1 counts. 1 As the law says.", mended)
    assert not result.findings
    assert [word.text for word in result.ledger.words if word.fate == "repaired"] == ["degree-", "granting1"]


def test_white_space_that_is_raised_with_a_mark_still_parts_the_words() -> None:
    result = made_of("[18 b] Plan\nFrom 1900^1^ on.\n[8] 1 The year.")
    runs = Run("From 1900", size=11), Run("1 ", superscript=True, size=11), Run("on.", size=11)
    source = flow("[18 b] Plan\nFrom 1900 on.\n[8] 1 The year.")
    raised = FlowParagraph(runs, place=source.blocks[1].place)
    again = assemble(Flow((source.blocks[0], raised, *source.blocks[2:]), words=source.words), "case")
    assert show(again.document) == show(result.document)


def test_of_cells_that_overlap_in_the_source_none_is_lost() -> None:
    head, wide, under = (flow(text).blocks for text in ("[18 b] Plan", "Wide words", "Words under it"))
    cells = (GridCell(0, 0, 1, 3, wide), GridCell(0, 1, blocks=under), GridCell(0, 1, blocks=wide))
    result = assemble(Flow((*head, Grid(1, 3, cells))), "case")
    said = show(result.document)
    assert said.count("Wide words") == 2
    assert "Words under it" in said


@pytest.mark.parametrize(
    "paragraphs", [(), (FlowParagraph(()),), (FlowParagraph((Run("See the law."),)), FlowParagraph(()))]
)
def test_a_note_may_be_empty_or_hold_empty_paragraphs(paragraphs: tuple[FlowParagraph, ...]) -> None:
    source = flow("[18 b] Plan\nWords^[a] of it.")
    result = assemble(Flow(source.blocks, (FlowNote("a", paragraphs),), source.words), "case")
    assert [bool(note.inlines) for note in result.document.notes] == [len(paragraphs) > 1]


def test_a_guess_about_the_whole_paper_names_the_place_of_its_title() -> None:
    where = Place("plan.pdf", page=2, box=Box(1, 2, 3, 4))
    title, *rest = flow("[18 b] Words of ours\nThese say something that nobody knows.").blocks
    result = assemble(Flow((replace(title, place=where), *rest)), "case")
    assert [guess.place for guess in result.ledger.guesses] == [where]


def test_lines_without_spaces_that_make_one_paragraph_all_have_their_fates() -> None:
    lines = ["计划", "描述", "本市", "所有", "居民", "都能", "得到", "服务"]
    result = with_words(flow(f"[18 b] Plan\n{''.join(lines)}"), f"Plan {' '.join(lines)}")
    assert rules(result) == []


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        (
            "https://example.org/parks.",
            "https://example.org/parks.",
            "[https://example.org/parks](https://example.org/parks).",
        ),
        ("parks@example.org.", "mailto:parks@example.org.", "[parks@example.org](mailto:parks@example.org)."),
        ("our parks,", "https://example.org/parks", "[our parks](https://example.org/parks),"),
        ("see here)", "https://example.org/here)", "[see here](https://example.org/here))"),
        ("parks (all)", "https://example.org/a_(b)", "[parks (all)](https://example.org/a_(b))"),
    ],
)
def test_the_sign_of_a_sentence_is_neither_in_a_link_nor_in_its_address(text: str, target: str, expected: str) -> None:
    (link, *rest) = inlines_of([Run(text, link=target)], "en-GB")
    assert isinstance(link, Link)
    assert f"[{plain_text(link.children)}]({link.target}){plain_text(tuple(rest))}" == expected


@pytest.mark.parametrize(
    ("runs", "written"),
    [
        ([Run("our ", link=A), Run("plan", bold=True, link=A)], f"[our **plan**]({A})"),
        ([Run("our", link=A), Run(" "), Run("plan", link=A)], f"[our plan]({A})"),
        ([Run("our", link=A), Run("plan", link=f"{A}/b")], f"[our]({A})[plan]({A}/b)"),
        ([Run("our", link=A), Run(" and "), Run("plan", link=A)], f"[our]({A}) and [plan]({A})"),
        ([Run("our "), Run("plan", link=A)], f"our [plan]({A})"),
        ([Run("our", link=A), Run("cynllun", link=A, language="cy")], f"[our]({A})[[cynllun]({A})]{{lang=cy}}"),
    ],
)
def test_neighbouring_links_to_one_target_are_one(runs: list[Run], written: str) -> None:
    assert write_inlines(inlines_of(runs)) == written


@pytest.mark.parametrize(
    ("before", "text", "inside"),
    [
        ("Is it ", "true?", "true"),
        ("See ", "the plan:", "the plan"),
        ("", "Is it true?", "Is it true?"),
        ("Read on. ", "is it true?", "is it true?"),
        ("Read ", "Where do I vote?", "Where do I vote?"),
    ],
)
def test_a_question_that_began_before_a_link_ends_behind_it(before: str, text: str, inside: str) -> None:
    inlines = inlines_of([Run(before), Run(text, link="https://example.org/q"), Run(" Yes.")], "en-GB")
    assert [plain_text(one.children) for one in inlines if isinstance(one, Link)] == [inside]
    assert plain_text(inlines).strip() == f"{before}{text} Yes.".strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021– 2025", "2021–2025"), ("2021 –2025", "2021–2025"), ("2021/22– 2024/25", "2021/22–2024/25"),
        ("2021- 25", "2021-25"), ("2021 – 2025", "2021 – 2025"), ("2025– 2021", "2025– 2021"),
        ("in 2021– and", "in 2021– and"), ("12021– 2025", "12021– 2025"),
        ("2021– 19 people", "2021– 19 people"),
    ],
)  # fmt: skip
def test_years_are_joined_where_they_are_surely_a_range(text: str, expected: str) -> None:
    assert plain_text(inlines_of([Run(text)], "en-GB")) == expected
    result = with_words(
        flow(f"[18 b] Plan of ours\nThis is for {text} and on."), f"Plan of ours This is for {text} and on."
    )
    assert rules(result) == []


def test_control_characters_that_part_words_are_white_space_and_others_are_told() -> None:
    assert folded("a\x85b\x1fc\x90") == "a b c\ufffd"


def test_a_mark_without_a_note_among_marks_that_have_one_is_told() -> None:
    text = "We set aims^1^ and say each year^2^ how far^3^ we have come with them all in 10^9^ ways."
    assert rules(made_of(f"[18 b] Policy\n{text}\n[x] 1 In May.\n[x] 3 In June.\n")) == ["note-missing"]


LONG = "This is one long sentence after another, with nothing that could be a title, and it ends here. " * 2
YEAR = "Overview of the Year"


def headed(text: Flow, *lines: tuple[str, float], reason: str = "running header", step: int = 0, name: str = "") -> str:
    """The title of a text of two pages with the lines over it, each with its height, set aside whole or word by word.

    `step` is 1 for words line by line from above, -1 for words from below, 0 for whole lines.
    """
    asides = []
    for page in (1, 2):
        for row, (line, high) in [*enumerate(lines)][:: step or 1]:
            for at, part in enumerate(line.split() if step else [line]):
                box = Box(50.0 + 60 * at, 20.0 + 30 * row, 100.0 + 60 * at, 20.0 + 30 * row + high)
                asides.append(Aside(part, reason, Place(page=page, box=box)))
    said = (*text.words, *(SourceWord(word) for aside in asides for word in aside.text.split()))
    return plain_text(assemble(replace(text, asides=tuple(asides), words=said, title=name), "case").document.title)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([(YEAR, 14.0)], YEAR),
        ([(YEAR, 11.0)], YEAR),
        ([("Overview", 14.0)], "Case"),
        ([("1 May 2031", 14.0)], "Case"),
        ([("Page 1 of 9 pages", 11.0)], "Case"),
        ([("Tel 01632 960 123", 11.0)], "Case"),
        ([("Northtown Borough Council", 14.0)], "Case"),
        ([("Northtown Borough Council", 11.0), (YEAR, 11.0)], YEAR),
        ([("For all members", 11.0), (YEAR, 14.0)], YEAR),
    ],
)
@pytest.mark.parametrize("step", [0, 1, -1])
def test_a_running_header_is_the_title_where_the_text_has_none(
    lines: list[tuple[str, float]], title: str, step: int
) -> None:
    assert headed(flow(LONG), *lines, step=step) == title


def test_a_running_footer_is_no_title() -> None:
    assert headed(flow(LONG), (YEAR, 14.0), reason="running footer") == "Case"


@pytest.mark.parametrize(("high", "title"), [(14.0, YEAR), (11.0, "One long sentence")])
def test_the_title_of_the_properties_comes_after_a_large_header_and_before_a_small_one(high: float, title: str) -> None:
    assert headed(flow(LONG), (YEAR, high), name="One long sentence") == title


@pytest.mark.parametrize(
    ("look", "high", "title"),
    [
        ("11 #dd0000", 14.0, YEAR),
        ("11 #dd0000", 11.0, "To be filled in"),
        ("13 #dd0000", 14.0, "To be filled in"),
        ("11 b h1", 14.0, "To be filled in"),
    ],
)
def test_a_line_that_is_only_set_apart_is_no_title_under_a_large_header(look: str, high: float, title: str) -> None:
    assert headed(flow(f"[{look}] To be filled in\n{LONG}\n{LONG}"), (YEAR, high)) == title


@pytest.mark.parametrize(("top", "title"), [(20.0, "Overview"), (300.0, "Case")])
def test_a_heading_above_all_on_the_page_is_the_title_wherever_the_tags_have_it(top: float, title: str) -> None:
    table, heading, rest = flow(
        "| When | What |\n| May | Maps |\n[14 b] Overview\nMore of it is on the next page."
    ).blocks
    blocks = tuple(
        replace(block, place=Place(page=1, box=Box(50, at, 300, at + 14)))
        for block, at in ((table, 100.0), (heading, top), (rest, 400.0))
    )
    text = "when what may maps overview more of it is on the next page."
    result = assemble(Flow(blocks, words=tuple(map(SourceWord, text.split()))), "case")
    assert plain_text(result.document.title) == title


@pytest.mark.parametrize(
    ("bold", "fill", "header"), [("[b] ", "92d050", True), ("", "92d050", False), ("[b] ", "", False)]
)
def test_a_long_first_row_is_the_header_where_bold_type_and_a_colour_set_it_apart(
    bold: str, fill: str, header: bool
) -> None:
    long = "A healthy town, a chapter that is new and takes most of its rules from several others."
    whole = flow(f"[18 b] Review of it\n| {bold}Topic | {bold}{long} |\n| Aims | To be fit |\n| Sites | All of them |")
    grid = next(block for block in whole.blocks if isinstance(block, Grid))
    cells = tuple(replace(cell, fill="" if cell.row else fill) for cell in grid.cells)
    blocks = tuple(replace(grid, cells=cells) if block is grid else block for block in whole.blocks)
    assert ("(row header): Topic" in show(assemble(replace(whole, blocks=blocks), "case").document)) is header


@pytest.mark.parametrize(
    ("left", "is_heading"), [(180.0, False), (183.0, False), (186.0, True)], ids=["middle", "nearly", "beside"]
)
def test_a_line_that_stands_on_a_page_in_one_middle_with_the_title_is_no_heading(left: float, is_heading: bool) -> None:
    text = "[16 b p1] Meeting of the Tree Committee\n[14 b p1] Old Hall at seven\n[p1] The chair thanked all who had come.\n"
    source = flow(text + "[12 b p1] Agenda\n[p1] There were trees.\n[12 b p1] Dates\n[p1] There was none.")
    boxes = [
        Box(150.0, 50.0, 450.0, 66.0),
        Box(left, 80.0, left + 240, 94.0),
        *(Box(50.0, y, 500.0, y + 11) for y in range(100, 600, 100)),
    ]
    blocks = [
        replace(block, place=replace(block.place, box=box)) for block, box in zip(source.blocks, boxes, strict=False)
    ]
    sections = assemble(replace(source, blocks=tuple(blocks)), "case").document.sections
    assert ("Old Hall" in plain_text(sections[0].heading)) == is_heading


def test_a_date_below_the_title_is_no_heading_though_a_picture_stands_between() -> None:
    source = flow("[16 b p1] Garden Newsletter\n[14 b p1] Autumn 2031\n[12 b p1] Trees\n[p1] They grow in the town.")
    blocks = (source.blocks[0], Picture(b"a", "a.png", "a tree"), *source.blocks[1:])
    document = assemble(replace(source, blocks=blocks), "case").document
    assert [plain_text(section.heading) for section in document.sections] == ["Trees"]


@pytest.mark.parametrize(
    ("decorative", "top", "lists"),
    [(True, 500.0, 1), (False, 500.0, 2), (False, 105.0, 1)],
    ids=["it decorates", "it shows something", "it lies behind the words"],
)
def test_a_picture_that_is_no_part_of_a_list_stands_behind_it(decorative: bool, top: float, lists: int) -> None:
    source = flow("(1.) Ask the people\n(2.) Weigh the answers\n(3.) Decide")
    items = [
        replace(b, place=Place(page=1, box=Box(50, 100 + 12 * n, 300, 110 + 12 * n)))
        for n, b in enumerate(source.blocks)
    ]
    picture = Picture(b"a", "a.png", None, decorative, Place(page=1, box=Box(20, top, 320, top + 60)))
    blocks = assemble(Flow((*items[:2], picture, items[2]), words=source.words), "case").document.blocks
    assert sum(isinstance(block, List) for block in blocks) == lists
    assert sum(isinstance(block, Image) for block in blocks) == 1


@pytest.mark.parametrize(
    ("numbers", "label", "key"),
    [
        ("1 2 3a 3b 5", "", "reference"),
        ("(1) (2)", "", "reference"),
        ("1", "", "column"),
        ("1 1", "", "column"),
        ("1 3 2 4", "", "column"),
        ("1 two 3", "", "column"),
        ("1 2", "Ward", "ward"),
    ],
)
def test_a_first_column_without_a_label_that_numbers_the_rows_has_their_references(
    numbers: str, label: str, key: str
) -> None:
    rows = "\n".join(f"| {number} | Item {at} | Ann | {at} |" for at, number in enumerate(numbers.split()))
    (table,) = assemble(
        flow(f"[16 b] Agenda\n\n|= {label} | Agenda item | Lead | 7 |\n{rows}"), "agenda"
    ).document.blocks
    assert isinstance(table, Table)
    assert table.columns[0].key == key


@pytest.mark.parametrize(("label", "heading"), [("§ 20-205.", True), ("Town", False), ("See § 20-205.", False)])
def test_a_bold_line_with_the_sign_of_a_section_is_a_heading_though_it_ends_in_a_stop(
    label: str, heading: bool
) -> None:
    text = "\n\n".join(
        f"The clerk keeps the records of year {n} and sends them to all members of it." for n in range(4)
    )
    document = assemble(flow(f"[16 b] Bylaws\n\n{text}\n\n[b] {label} Town records.\n\n{text}"), "bylaws").document
    assert bool(document.sections) == heading


@pytest.mark.parametrize(
    ("across", "bands"), [("https://example.org/a", 0), ("www.example.org", 0), ("See example.org", 1)]
)
def test_an_address_across_a_table_is_no_heading_of_the_rows_below_it(across: str, bands: int) -> None:
    rows = "|= Resource | Purpose |\n| Guide | How to |\n| {} | << |\n| Form | To fill in |"
    (table,) = assemble(flow(f"[16 b] Resources\n\n{rows.format(across)}"), "case").document.blocks
    assert isinstance(table, Table)
    assert sum(bool(group.band) for group in table.groups) == bands


@pytest.mark.parametrize(
    ("between", "headings"),
    [("Date:1 May", 0), ("They co(cid:12)e all now.", 3), ("https://example.org", 3)],
)
def test_lines_that_hold_a_colon_between_headings_with_labels_make_no_head_of_a_memo(
    between: str, headings: int
) -> None:
    text = "\n\n".join(f"[14 b] Change: part {n}\n\n{between}" for n in range(3))
    document = assemble(flow(f"[20 b] Changes of the year\n\n{text}"), "case").document
    assert len(document.sections) == headings


@pytest.mark.parametrize(("left", "inside"), [(0.0, True), (36.0, False)])
def test_text_at_the_margin_is_no_part_of_an_item_that_hangs_out_of_it(left: float, inside: bool) -> None:
    """A lead and its items stand further left than the text after them; `left` says how far they hang out, in points."""
    whole = flow("[18 b] Title of it\nWe will:\n    (*) ask first\n        We also know that others take pictures.")
    moved = [
        replace(block, indent=block.indent - left, marker_indent=block.marker_indent - left)
        for block in whole.blocks
        if isinstance(block, FlowParagraph)
    ]
    document = assemble(replace(whole, blocks=tuple(moved)), "case").document
    items = next(block for block in document.blocks if isinstance(block, List)).items
    assert (len(items[-1].blocks) == 2) is inside
