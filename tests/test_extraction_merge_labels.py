"""Extracting again: labels with their values merge by their label."""

from __future__ import annotations

from pipeline import content
from pipeline.assemble.assemble import assemble
from pipeline.merge.merge import merge
from pipeline.model.document import Definitions, Document
from pipeline.model.walk import block_text, plain_text
from tests.flow_text import flow
from tests.opened import opened

HEAD = """| Meeting: | Cabinet |
| Report of: | Cabinet Member for Money |
| Wards affected: | All |
[18 b] Help with bills
To ask members to agree the scheme for next year, as they did in the year before.
"""


def made(text: str) -> Document:
    return assemble(flow(text), "plan").document


def pairs(text: str) -> list[tuple[str, str]]:
    document, _ = opened(content.read(text.encode(), "plan", "content/plan.yaml"))
    assert document
    (block,) = document.blocks
    assert isinstance(block, Definitions)
    return [(plain_text(entry.label), block_text(entry.blocks)) for entry in block.entries]


def again(new: str, edit: tuple[str, str]) -> str:
    before = content.write(made(HEAD))
    assert before.count(edit[0]) == 1
    merged = merge(made(HEAD), made(new), before.replace(*edit).encode(), "content/plan.yaml")
    document, problems = opened(content.read(merged.data, "plan", "content/plan.yaml"))
    assert document
    assert not problems
    return merged.data.decode()


def test_a_value_that_changed_in_the_source_comes_in_and_the_persons_other_value_stays() -> None:
    text = again(
        HEAD.replace("| All |", "| North and South |"), ("Cabinet Member for Money", "Cabinet Member for Finance")
    )
    assert [(label, value) for label, value in pairs(text)] == [
        ("Meeting", "Cabinet"),
        ("Report of", "Cabinet Member for Finance"),
        ("Wards affected", "North and South"),
    ]


def test_a_label_that_is_new_in_the_source_is_told_and_breaks_nothing() -> None:
    text = again(
        HEAD.replace("| Wards", "| Date: | 9 June |\n| Wards"),
        ("Cabinet Member for Money", "Cabinet Member for Finance"),
    )
    assert ("Report of", "Cabinet Member for Finance") in pairs(text)
    assert ("Wards affected", "All") in pairs(text)
