"""Sound words stay letter by letter: a repair needs proof from the whole document, never a single sign."""

from __future__ import annotations

import random

import pytest

from pipeline.assemble.repair import mend
from pipeline.model.flow import Flow, FlowParagraph, Run

# Words with every letter beyond ASCII that the language has, and short sentences around them.
LANGUAGES = {
    "Czech": "Žádost příští šťastný ěščřžýáíé úřad důvod ď ť ň Čeština a nařízení města",
    "Danish": "æble være Ærø øre Østerbro år Ålborg blåbær på rådhuset også København",
    "French": "déjà à l’été où l’hôtel Noël maïs cœur français août À É île «voilà» libertà ça",
    "German": "Straße größer für Bürger Übung Ärger öffentlich Öl „Gespräch“ Maß über",
    "Irish": "sí níl tá Sinn Féin mór í ó anseo bhís cíos údarás áit cís rís",
    "Italian": "città libertà perché così cosí è È più virtù lunedì sarà età",
    "Polish": "Zażółć gęślą jaźń łódź żółw król pokój góra ó Święto „tak” źródło Ósmy",
    "Portuguese": "NÃO não país três avó coração às à É Índia órgãos «IRMû são Ã ÂMBITO mês",
    "Romanian": "în și țară oraș Însă mâine Ț Ș „bună” râu Î â",
    "Spanish": "Función país Gijón según aquí 3 ó 4 ¿qué? ¡sí! niño Solís Ñandú mes más días país",
    "Welsh": "tŷ dŵr â phobl ôl-16 Mae’r sŵn ŵyr Ŷd tîm lôn gŵyl",
}
ENGLISH = "the plan of the council is that we listen to it and to you in Gij Sol Ros it pa cos"


def changed(sentences: list[str]) -> list[str]:
    flow, repairs, _ = mend(Flow(tuple(FlowParagraph((Run(text),)) for text in sentences)))
    after = [block.text for block in flow.blocks if isinstance(block, FlowParagraph)]
    return [f"{one} → {two}" for one, two in zip(sentences, after, strict=True) if one != two] + [
        f"{repair.before} → {repair.after}" for repair in repairs
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_european_language_is_ever_changed(language: str) -> None:
    words = LANGUAGES[language].split()
    english = ENGLISH.split()
    chance = random.Random(language)
    for _ in range(150):
        mixed = [*words, *english] if chance.random() < 0.5 else words
        lines = [
            " ".join(chance.choice(mixed) for _ in range(chance.randint(1, 12))) + chance.choice(["", ".", "…", " –"])
            for _ in range(chance.randint(1, 8))
        ]
        assert changed(lines) == []
        assert changed([line.upper() for line in lines]) == []


@pytest.mark.parametrize(("written", "read"), [("cp1252", "mac_roman"), ("mac_roman", "cp1252"), ("cp1252", "cp437")])
def test_an_english_document_read_with_one_wrong_code_page_is_mended(written: str, read: str) -> None:
    sound = [
        "The council’s plan is the plan of the council and of the people in it.",
        "We don’t know “all of it” – and that is why we ask you to tell us.",
    ]
    wrong = [text.encode(written).decode(read) for text in sound]
    flow, _, doubt = mend(Flow(tuple(FlowParagraph((Run(text),)) for text in wrong)))
    assert [block.text for block in flow.blocks if isinstance(block, FlowParagraph)] == sound
    assert not doubt


@pytest.mark.parametrize(
    ("lines", "mended"),
    [
        (
            ["The FoundaRon of CreaRve work", "InternaRonal aim"],
            ["The Foundation of Creative work", "International aim"],
        ),
        (["AXribuRon of a naRon", "hXps and beXer"], ["Attribution of a nation", "https and better"]),
        (["The aRair and coRee", "no coRee"], ["The affair and coffee", "no coffee"]),
        (["A naRon", "creaRvecommons"], ["A nation", "creativecommons"]),
        (["A naRon", "creaRveuse"], None),  # parts of three letters prove nothing
        (["Elec[ons and Inspec[ons", "Chari[es"], ["Elections and Inspections", "Charities"]),
        (["plan[s] and word[s]", "a<b and c=d, me@here"], None),
        (["The FoundaRon and OpenRight", "a naRon"], None),  # one word more is not explained
        (["The FoundaRon of it"], None),  # one word proves nothing
        (["iPad and iPod and OpenChain", "eBay, McGregor"], None),
        (["NATIONAL PLAN for the eR and PDFs", "tRust us, tRee"], None),
        (["OpenSource naSon"], None),
        (["staR and caRs and faRs"], None),  # each is a word as it stands
        (["databaseName of it", "CategoryName"], None),  # words in a row are sound: no “databaseflame”
        (["The staRon", "a naRon"], ["The station", "a nation"]),  # short parts prove nothing
        (["The oRers and one oRer"], None),  # "offers" or "otters"
    ],
)
def test_a_capital_for_joined_letters_is_mended_where_it_explains_every_word(
    lines: list[str], mended: list[str] | None
) -> None:
    flow, _, doubt = mend(Flow(tuple(FlowParagraph((Run(text),)) for text in lines)))
    assert [block.text for block in flow.blocks if isinstance(block, FlowParagraph)] == (mended or lines)
    assert bool(doubt) == ("OpenRight" in lines[0] or "oRers" in lines[0])
