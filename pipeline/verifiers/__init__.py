"""The verifiers, which read a finished file back as assistive technology would.

`verify(data: bytes, file: str) -> Reading`: the words in reading order, the structure as an indented tree for people,
and findings about the file itself. `proof.py` compares the words with the canonical text. The line of a format in `BUILDERS`
names the module that verifies its files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.model.findings import Finding

VERIFIERS = {".css": "pipeline.verifiers.css.verify"}
"""Verifiers of files that belong to no format."""


@dataclass(frozen=True, slots=True)
class AnchoredText:
    """A text, and the id of its nearest anchor (section, record) in the file."""

    text: str
    anchor: str = ""


ANY = "*"
"""The value of a fact that the file cannot state here."""


@dataclass(frozen=True, slots=True)
class ReadRun:
    """Words with the same facts (in the terms of `editions.edition.FACTS`), as the file states them.

    If a file shows two kinds in the same way, a fact has both values ("cell or row header"). "stress" is strong or emphasis.
    `anchors` are the names that begin with these words; `opens` is true if a paragraph, label or cell begins with them.
    """

    text: str
    facts: Mapping[str, str]
    anchors: tuple[str, ...] = ()
    opens: bool = False


@dataclass(frozen=True)
class Reading:
    """A finished file as read back.

    `runs` have the same words in the same order as `words`. `shows` are the facts that a file of this format can state.
    `about` is the metadata of the file, as names and values; names may repeat. `strange` are findings about anything that our
    files never have: an error in one of our files, and mostly unimportant in another author's. `expansions` are words with
    what is read aloud instead, as for abbreviations, or "". `unread` is true if a program needed to read the words is
    missing; the findings name it. `fold` reduces expected words to what the format can distinguish: braille has only one
    shape of quotation marks.
    """

    words: tuple[AnchoredText, ...]
    tree: str
    findings: tuple[Finding, ...] = ()
    runs: tuple[ReadRun, ...] = ()
    shows: frozenset[str] = frozenset()
    about: tuple[tuple[str, str], ...] = ()
    strange: tuple[Finding, ...] = ()
    expansions: tuple[tuple[str, str], ...] = ()
    fold: Callable[[str], str] = str
    unread: bool = False
