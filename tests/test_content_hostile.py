"""Content files that no officer would write: binary, huge, deep, cut off, meant to do harm. All are told, none is executed."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline import checks, content
from pipeline.app.project import Project
from pipeline.library.library import ContentDocument, Library
from pipeline.model import document as m
from pipeline.model.findings import Finding
from pipeline.model.numbering import label
from pipeline.model.walk import block_text, plain_text
from tests.opened import opened
from tests.projects import project, reports

ROOT = Path(__file__).parent
PAPER = (ROOT / "cases" / "mutations" / "paper.yaml").read_bytes()


def rules(data: bytes) -> list[str]:
    return [one.rule for one in told(data)]


def told(data: bytes) -> list[Finding]:
    return list(opened(content.read(data, "paper", "content/paper.yaml"))[1])


def texts() -> Iterator[str]:
    """Every text of the sample papers."""
    waiting: list[object] = [json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "truth").glob("*.json"))]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str):
            yield " ".join(one.split())


def said(blocks: m.Blocks) -> str:
    """The words of some blocks with the labels of numbered lists."""
    words = []
    for block in blocks:
        if isinstance(block, m.List):
            for index, item in enumerate(block.items):
                words += [label(block.numbering, index) if block.numbering else "", said(item.blocks)]
        else:
            words.append(block_text((block,)))
    return " ".join(word for word in words if word)


def read_whole_or_told(text: str) -> bool:
    """Whether a text typed as a plain value is read to its last word, both as a text and as a title, or else told."""
    first, wrong = opened(content.read(f"title: T\nkind: policy\ntext: {text}\n".encode(), "x", "x.yaml"))
    second, wrong_too = opened(content.read(f"title: {text}\nkind: policy\n".encode(), "x", "x.yaml"))
    whole = bool(wrong) or (first is not None and said(first.blocks) == text)
    return whole and (bool(wrong_too) or (second is not None and plain_text(second.title) == text))


def test_every_text_of_the_sample_papers_can_be_typed_as_a_plain_value_or_is_told() -> None:
    found = set(texts())
    assert len(found) > 300
    assert [text for text in found if not read_whole_or_told(text)] == []


@given(st.text(st.sampled_from(list("ab 1:#,;?!&%@|>-{}()=.’–£\"'")), min_size=1, max_size=14))
@example("a #b")
@example("a: b")
@example("a, b")
@example("# a")
@settings(deadline=None, max_examples=150)
def test_no_sign_cuts_a_plain_text_in_silence(text: str) -> None:
    text = " ".join(("a" + text).split())
    assert read_whole_or_told(text)


def test_binary_files_and_other_encodings_are_told_with_their_line() -> None:
    assert rules(b"\x89PNG\r\n\x1a\n\x00\x00") == ["not-utf8"]
    assert rules("title: Café\n".encode("latin-1")) == ["not-utf8"]
    assert rules("title: Plan\n".encode("utf-16")) == ["not-utf8"]
    found = told(b"title: Plan\nkind: policy\nowner: Caf\xe9\n")
    assert [one.place.line for one in found] == [3]
    assert "UTF-8" in found[0].hint
    assert "stray-character" in rules(b"title: Plan\x00\nkind: policy\n")


@pytest.mark.parametrize(
    "sign", ["\ufdd0", "\ufdef", "\U0001fffe", "\U0010ffff", r'"\x07"', r'"\uFDD0"', r'"\U0001FFFF"']
)
def test_codes_that_stand_for_no_character_are_told_as_they_are_and_as_escapes(sign: str) -> None:
    assert rules(f"title: {sign}\nkind: policy\n".encode()) == ["stray-character"]


SCRAPS = [
    "\t", "  ", '"', "'", ":", "- ", "|", ">", "#", "&a", "*a", "!t", "[", "{", "}", "]", "\n", "\n\n", "---\n", "...\n", "<b>",
    "%", "@", "`", "\\", "? ", "\x00", "\u2028", "key: ", "- id: X\n", "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "![a](b)",
    "[^1]", "[x](y", "**", "1. ", "    ", "|2", ">-", "\ufeff", "text: |\n", "rows:\n", "parts:\n", "table:\n", "null",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(100))
def test_a_damaged_file_is_read_or_explained_and_never_stops_the_program(seed: int) -> None:
    chance = random.Random(seed)
    lines = PAPER.decode().split("\n")
    start = chance.randrange(len(lines))
    text = "title: T\nkind: update\n" * chance.randrange(2) + "\n".join(lines[start : start + chance.randrange(5, 60)])
    for _ in range(chance.choice([1, 2, 8])):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(SCRAPS) + text[at + chance.choice([0, 0, 1, 5, 40]) :]
    document, findings = opened(content.read(text.encode(), "paper", "paper.yaml"))
    assert document is not None or findings
    for one in findings:
        assert one.as_text()
        assert 1 <= one.place.line <= text.count("\n") + 1
    if document is not None:
        paper = ContentDocument(document, tuple(text.split("\n")))
        checks.check(Library((paper,)).neighbours, paper)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# only a remark\n", b"just words\n", b"- a list\n", b"---\n"])
def test_files_that_hold_no_paper_say_so(data: bytes) -> None:
    assert rules(data)[0] in ("not-content", "stray-line")


def test_a_byte_order_mark_and_line_ends_of_windows_change_nothing() -> None:
    plain, findings = opened(content.read(PAPER, "paper", "f.yaml"))
    assert findings == ()
    for data in (b"\xef\xbb\xbf" + PAPER, PAPER.replace(b"\n", b"\r\n"), PAPER.replace(b"\n", b"\r")):
        assert opened(content.read(data, "paper", "f.yaml")) == (plain, ())


def test_aliases_are_refused_and_never_expanded() -> None:
    bomb = b"title: &a [x, x, x]\n" + b"".join(
        b"k%d: &b%d [*a, *a, *a, *a, *a, *a, *a, *a]\n" % (n, n) for n in range(50)
    )
    start = time.process_time()
    found = rules(bomb)
    assert time.process_time() - start < 2
    assert "yaml-anchor" in found
    assert "yaml-alias" in found


def test_tags_construct_nothing(tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    data = f'title: !!python/object/apply:os.mkdir ["{trap}"]\nkind: policy\n'.encode()
    assert "yaml-tag" in rules(data)
    assert not trap.exists()


def test_deep_nesting_ends_in_a_message() -> None:
    deep = b"title: x\nsections:\n" + b"".join(b"  " * n + b"- sections:\n" for n in range(1, 200))
    assert "too-deep" in rules(deep)
    assert "too-deep" in rules(b"title: " + b"[" * 5000 + b"]" * 5000 + b"\n")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<!-- hidden -->",
        "<style>*{}</style>",
        "a<br>b",
    ],
)
def test_html_is_refused_and_never_passed_on(text: str) -> None:
    document, findings = opened(content.read(f"title: T\nkind: policy\ntext: |\n  {text}\n".encode(), "x", "x.yaml"))
    assert {one.rule for one in findings} == {"markdown-html"}
    assert document is not None
    assert "<" not in block_text(document.blocks)


def seconds(sections: int) -> float:
    """The processor time of reading a file of so many sections of 2.5 kB."""
    head = PAPER.decode().split("  - id: partners")[0]
    section = (
        "  - id: more{n}\n    heading: More {n}\n    text: |\n" + "      Words of a long paper that goes *on*.\n\n" * 60
    )
    data = (head + "".join(section.format(n=n) for n in range(sections))).encode()
    start = time.process_time()
    content.read(data, "x", "x.yaml")
    return time.process_time() - start


def test_a_long_file_is_read_in_time_that_grows_with_the_size() -> None:
    assert seconds(200) < 25 * seconds(20)


@pytest.mark.slow
def test_ten_megabytes_are_read_within_a_minute() -> None:
    assert seconds(4000) < 60


def test_a_file_with_thousands_of_slips_is_explained_in_time() -> None:
    head = PAPER.decode().split("  - id: partners")[0]
    broken = "".join(f"  - id: more{n}\n    heading More: {n}\n   text: |\n      Words.\n" for n in range(1000))
    start = time.process_time()
    found = rules((head + broken).encode())
    assert len(found) > 1000
    assert time.process_time() - start < 15


def test_a_content_file_that_is_a_link_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    folder = project(tmp_path / "site", "plan")
    outside = tmp_path / "secret.yaml"
    outside.write_text("title: Secret\nkind: policy\n", "utf-8")
    os.symlink(outside, folder / "content" / "secret.yaml")
    assert [path.stem for path in Project(folder).content_paths()] == ["plan"]


def test_long_runs_of_one_sign_are_checked_in_time(tmp_path: Path) -> None:
    root = project(tmp_path / "project", "plan")
    texts = "\n\n".join(f"  x {unit * (30_000 // len(unit))}" for unit in ("A", "A-", "\\_", "Mr. ", "1", "a."))
    texts += "\n\n  x " + "\\[" * 300_000
    path = root / "content" / "plan.yaml"
    path.write_text(path.read_text("utf-8").replace("  We serve everyone.", texts), "utf-8")
    begun = time.process_time()
    reports(root, "check")
    assert time.process_time() - begun < 15
