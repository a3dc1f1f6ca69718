"""Every key of every settings file, damaged by rule: a wrong name, a list for a text, nothing, another form, no file.

Each slip gives a finding with file, line and hint, and no reader of the file ends in an exception.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from pipeline.app import template_slips
from pipeline.braille import codes
from pipeline.builders import formats
from pipeline.builders.audio import voices
from pipeline.conformance import clauses, worksheet
from pipeline.editions import looks, site_read, words
from pipeline.editions.assets import Assets
from pipeline.editions.spoken import pronunciation
from pipeline.model.findings import Findings
from tests.opened import opened
from tests.projects import SITE
from tests.sample_edition import assets

FULL_SITE = (
    SITE.replace("title: Plans", "title: Plans\nurl: https://example.org/plans\nlanguage: en\ncommittee: 1 May 2026")
    .replace("  email", "  phone: 01632 960 001\n  response_days: 5\n  email")
    .replace(
        "editions:",
        'brand:\n  accent: "#00436b"\n  logo: logo.png\n  logo_alt: Arms\nproofread:\n  - publication: plan\n    code: ueb-g2\n'
        "    by: A. Reader\n    when: 1 May 2026\n    version: 3f9a\neditions:",
    )
)
Reader = Callable[[Assets], object]
SLIPS: dict[str, tuple[Callable[[Assets], Findings], Reader]] = {
    "looks/large-print.yaml": (looks.slips, lambda made: looks.load(made, "large-print")),
    "words/cy.yaml": (words.slips, lambda made: words.load(made, "cy")),
    voices.FILE: (voices.slips, voices.settings),
    codes.FILE: (
        lambda made: codes.slips(made.templates[codes.FILE]),
        lambda made: codes.read(made.templates[codes.FILE]),
    ),
    "pronunciation/cy.yaml": (pronunciation.slips, lambda made: pronunciation.load(made, "cy")),
    worksheet.FILE: (worksheet.slips, worksheet.tasks),
    clauses.FILE: (clauses.slips, clauses.clauses),
    clauses.NEXT_FILE: (clauses.slips, clauses.successors),
}
"""Each file with what tells its slips, and what else reads it."""
FREE = {"words/cy.yaml", "voices.yaml", "braille/codes.yaml", "pronunciation/cy.yaml"}
"""Files whose first names people choose, or may leave out."""
KEY = re.compile(r"^( *(?:- )?)([A-Za-z_][\w.-]*):(.*)$")
STEP = {"standards/en301549.yaml": 149, "standards/en301549-v4.1.1.yaml": 149, "words/cy.yaml": 9}
"""Of long files with many keys of one kind, each so-many-th is damaged."""
WHOLE = {
    "nothing": b"",
    "text": b"only words",
    "list": b"- a\n- b",
    "open": b"a: [",
    "bytes": b"a: \xff",
    "tab": b"a:\n\tb: c",
}


def findings(file: str, data: bytes) -> Findings:
    """What is said of a site or of a file of the templates."""
    if file == "site.yaml":
        return opened(site_read.read(data, "content/site.yaml", list(formats()), ["standard", "large-print"]))[1]
    beside = {"words/cy.yaml": ("words/en.yaml",), clauses.NEXT_FILE: (clauses.FILE,)}
    own = {path: assets().templates[path] for path in beside.get(file, ())}
    if file.startswith("words"):
        own |= {path: b"size: 12" for path in assets().templates if path.startswith("looks")}
    if file.startswith("looks"):
        own |= {path: b"" for path in assets().templates if path.startswith("fonts")}
    slips, read = SLIPS[file]
    read(made := Assets({**own, file: data}))
    return slips(made)


def text_of(file: str) -> str:
    return FULL_SITE if file == "site.yaml" else assets().templates[file].decode()


def damaged(file: str) -> Iterator[tuple[str, str, int]]:
    """The kind of slip, the text with it, and its line."""
    lines = text_of(file).split("\n")
    keys = [(number, match) for number, line in enumerate(lines) if (match := KEY.match(line))]
    keys = [one for one in keys if not file.startswith("standards/en") or one[0] > lines.index("clauses:")]
    for number, match in keys[:: STEP.get(file, 1)]:
        indent, key, value = match.groups()
        simple = bool(value.strip()) and value.strip() not in ("|", ">") and not value.strip().startswith(("{", "["))
        free = file in FREE and not indent
        if file.startswith("standards/en") or not free:
            yield (
                "another name",
                "\n".join([*lines[:number], f"{indent}zzqx:{value}", *lines[number + 1 :]]),
                number + 1,
            )
        if simple:
            yield "a list", "\n".join([*lines[:number], f"{indent}{key}: [a, b]", *lines[number + 1 :]]), number + 1
            yield "keys", "\n".join([*lines[:number], f"{indent}{key}: {{a: b}}", *lines[number + 1 :]]), number + 1


@pytest.mark.parametrize("file", [*SLIPS, "site.yaml"])
def test_every_key_of_a_settings_file_that_is_damaged_is_told_with_its_place(file: str) -> None:
    assert findings(file, text_of(file).encode()) == ()
    untold = []
    for kind, text, line in damaged(file):
        found = findings(file, text.encode())
        if not any(one.place.file.endswith(file) and one.place.line for one in found):
            untold.append((kind, line, text.split("\n")[line - 1]))
    assert untold == []


@pytest.mark.parametrize("file", [*SLIPS, "site.yaml"])
def test_a_settings_file_of_another_form_is_told_in_any_form(file: str) -> None:
    for kind, data in WHOLE.items():
        if kind != "nothing" or file not in (voices.FILE, "words/cy.yaml", "pronunciation/cy.yaml"):
            assert findings(file, data), kind


def test_a_file_that_every_build_needs_is_missed() -> None:
    for file in template_slips.NEEDED:
        without = Assets({path: data for path, data in assets().templates.items() if path != file})
        (found,) = template_slips.slips(without)
        assert (found.rule, found.place.file, bool(found.hint)) == ("no-template", f"templates/{file}", True)
