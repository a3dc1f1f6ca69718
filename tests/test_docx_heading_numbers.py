"""The automatic numbers of headings and clauses are those that Word prints (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from pipeline.model.flow import FlowParagraph
from pipeline.sources.docx.extract import extract
from tests.docx_making import word_file

SECTION = '<w:sectPr><w:type w:val="nextPage"/></w:sectPr>'


def style(number: int, more: str = "") -> str:
    based = f'<w:basedOn w:val="H{number - 1}"/>' if number > 1 else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="H{number}"><w:name w:val="heading {number}"/>{based}'
        f'<w:pPr>{more}<w:outlineLvl w:val="{number - 1}"/></w:pPr></w:style>'
    )


NUMBERED = '<w:numPr><w:numId w:val="1"/></w:numPr>'
STYLES = (
    style(1, NUMBERED)
    + style(2, NUMBERED)
    + style(3, NUMBERED)
    + '<w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Council heading"/><w:basedOn w:val="H2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own heading"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Plain"><w:name w:val="Plain heading"/><w:basedOn w:val="H1"/>'
    '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
)


def level(at: int, text: str, form: str = "decimal", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="H{at + 1}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


PLAIN = level(0, "%1.") + level(1, "%1.%2") + level(2, "%1.%2.%3")
OTHERS = (
    f'<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="Outline"/></w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="9">{PLAIN}</w:abstractNum>'
    '<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
    f"{level(0, '(%1)', 'lowerLetter')}</w:lvlOverride></w:num>"
    '<w:num w:numId="5"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="1">'
    f"{level(1, '%1.%2').replace('H2', 'Own')}</w:lvlOverride></w:num>"
    '<w:num w:numId="8"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">'
    '<w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1."/></w:lvl></w:lvlOverride></w:num>'
    '<w:num w:numId="6"><w:abstractNumId w:val="8"/></w:num><w:num w:numId="7"><w:abstractNumId w:val="9"/></w:num>'
)
"""Instance 4 has a form of its own, 5 a level for the style "Own"; 6 names its list by a style, 7 is another
list, 8 tells of a level its form alone."""
RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'


class Case(NamedTuple):
    lines: str
    printed: str
    levels: str = PLAIN


# A line: the style, the words, and what else the paragraph has: "num=2.1" a direct numbering, "section", "hidden", "deleted".
CASES = {
    "a level that was not seen counts as one where a deeper one comes first": Case(
        "H2 Scope / H1 Terms / H3 Words / H2 Signs", "1.1 Scope / 2. Terms / 2.1.1 Words / 2.2 Signs"
    ),
    "an empty heading with a section break is neither shown nor counted": Case(
        "H1 One / H1 - section / H1 Two", "1. One / 2. Two"
    ),
    "an empty heading counts but shows nothing": Case("H1 One / H1 - / H1 Three", "1. One / 3. Three"),
    "hidden and deleted headings do not count": Case(
        "H1 One / H1 Gone hidden / H1 Gone deleted / H1 Two", "1. One / 2. Two"
    ),
    "a style based on a heading takes its number at its level": Case(
        "H1 One / Ours Under / H2 Next", "1. One / 1.1 Under / 1.2 Next"
    ),
    "numId 0 takes the number away, by style or directly": Case(
        "H1 One / Plain Without / H1 None num=0.0 / H1 Two", "1. One / Without / None / 2. Two"
    ),
    "another instance goes on counting, one with an override begins at its start": Case(
        "H1 One / H1 Two num=2.0 / H1 Five num=3.0 / H1 Six num=3.0", "1. One / 2. Two / 5. Five / 6. Six"
    ),
    "a direct level wins over that of the style": Case("H1 One / H1 Under num=1.1", "1. One / 1.1 Under"),
    "a level that never restarts counts on under the next heading": Case(
        "H1 One / H2 A / H1 Two / H2 B",
        "1. One / (1) A / 2. Two / (2) B",
        level(0, "%1.") + level(1, "(%2)", more='<w:lvlRestart w:val="0"/>'),
    ),
    "a level that restarts only under the first goes on under the second": Case(
        "H1 One / H2 A / H3 x / H2 B / H3 y / H1 Two / H2 C / H3 z",
        "1. One / 1.1 A / (1) x / 1.2 B / (2) y / 2. Two / 2.1 C / (1) z",
        level(0, "%1.") + level(1, "%1.%2") + level(2, "(%3)", more='<w:lvlRestart w:val="1"/>'),
    ),
    "legal numbering shows figures whatever the levels above are": Case(
        "H1 One / H2 Under", "I. One / 1.1 Under", level(0, "%1.", "upperRoman") + level(1, "%1.%2", more="<w:isLgl/>")
    ),
    "without it each level keeps its own form": Case(
        "H1 One / H2 Under", "I. One / I.a Under", level(0, "%1.", "upperRoman") + level(1, "%1.%2", "lowerLetter")
    ),
    "a level that does not say where it starts begins at nought": Case(
        "H1 One / H1 Two", "0. One / 1. Two", level(0, "%1.").replace('<w:start w:val="1"/>', "")
    ),
    "an override that tells only its form begins where the list does": Case(
        "H1 One num=8.0 / H1 Two num=8.0", "A. One / B. Two"
    ),
    "a level that was not seen counts as its start": Case(
        "H2 Under / H1 Next",
        "4.1 Under / 5. Next",
        level(0, "%1.").replace('start w:val="1"', 'start w:val="4"') + level(1, "%1.%2"),
    ),
    "a third level without a second one": Case(
        "H1 One / H3 Deep / H3 Deeper / H2 Under / H3 Last",
        "1. One / 1.1.1 Deep / 1.1.2 Deeper / 1.2 Under / 1.2.1 Last",
    ),
    "an overridden level has its own form in its instance only": Case(
        "H1 One / H1 Two num=4.0 / H1 Three", "1. One / (b) Two / 3. Three"
    ),
    "a level whose definition links it to the style in the instance only": Case(
        "Own One num=5 / H1 Two", "1.1 One / 2. Two"
    ),
    "one list, whether it is named by its style or by itself": Case(
        "H1 One / Own Two num=6.0 / H1 Three / Own Under num=6.1", "1. One / 2. Two / 3. Three / 3.1 Under"
    ),
    "the same numbers come twice where another list has them": Case(
        "H1 One / Own Other num=7.0 / H1 Two / Own Next num=7.0", "1. One / 1. Other / 2. Two / 2. Next"
    ),
    "text before and after the number": Case(
        "H1 One / H2 Under / H1 Two",
        "Part I: One / Section I-1 Under / Part II: Two",
        level(0, "Part %1:", "upperRoman") + level(1, "Section %1-%2"),
    ),
    "a number in words": Case("H1 a / H1 b / H1 c", "First: a / Second: b / Third: c", level(0, "%1:", "ordinalText")),
    "a number that the text of its level does not use is not printed": Case(
        "H1 One / H2 Under", "One / 1. Under", level(0, "") + level(1, "%2.")
    ),
}


def made(line: str) -> str:
    style_id, words, *more = line.split()
    properties = f'<w:pStyle w:val="{style_id}"/>'
    for entry in more:
        if entry.startswith("num="):
            num, _, at = entry.removeprefix("num=").partition(".")
            deep = f'<w:ilvl w:val="{at}"/>' if at else ""
            properties += f'<w:numPr>{deep}<w:numId w:val="{num}"/></w:numPr>'
    properties += SECTION if "section" in more else ""
    run = f"<w:r>{'<w:rPr><w:vanish/></w:rPr>' if 'hidden' in more else ''}<w:t>{words}</w:t></w:r>"
    run = run if "deleted" not in more else f"<w:del>{run.replace('w:t>', 'w:delText>')}</w:del>"
    return f"<w:p><w:pPr>{properties}</w:pPr>{'' if words == '-' else run}</w:p>"


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_numbers_as_word_prints_them(case: Case) -> None:
    body = "".join(made(line) for line in case.lines.split(" / "))
    numbering = (
        f'<w:abstractNum w:abstractNumId="7"><w:styleLink w:val="Outline"/>{case.levels}</w:abstractNum>{OTHERS}'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="3"><w:abstractNumId w:val="7"/>{RESTART}</w:num>'
    )
    flow = extract(word_file(body, {"styles": STYLES, "numbering": numbering}), "x.docx")
    printed = [" ".join(block.text.split()) for block in flow.blocks if isinstance(block, FlowParagraph)]
    assert " / ".join(printed) == case.printed
    assert not any(block.marker for block in flow.blocks if isinstance(block, FlowParagraph))
