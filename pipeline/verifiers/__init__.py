"""The verifiers: they read a finished file back as an assistive technology would.

`verify(data: bytes, file: str) -> Reading`: the words in reading order, the structure as an indented tree for people,
and findings about the file itself. Comparing the words with the canonical text is `proof.py`'s part. Which module reads the
files of a format stands in the line of that format (`BUILDERS`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.model.findings import Finding

VERIFIERS = {".css": "pipeline.verifiers.css.verify"}
"""What reads the files that belong to no format."""


@dataclass(frozen=True)
class Said:
    """Words that stand together, and the id of the nearest anchor (section, record) that the file itself gives them."""

    text: str
    anchor: str = ""


ANY = "*"
"""The value of a fact that the file cannot state here."""


@dataclass(frozen=True)
class ReadRun:
    """Words that are alike to a reader: what they are (in the terms of `editions.edition.FACTS`), by the file itself.

    Where a file shows two things in one way, a fact has both values ("cell or row header"). "stress" is strong or emphasis.
    `anchors` are the names that begin with these words; `opens` says that a paragraph, label or cell begins with them.
    """

    text: str
    facts: Mapping[str, str]
    anchors: tuple[str, ...] = ()
    opens: bool = False


@dataclass(frozen=True)
class Reading:
    """A finished file as read back.

    `runs` have the same words in the same order as `words`; `shows` names the facts that a file of this format can state.
    `about` is what the file says of itself, as names and values; a name can stand several times. `strange` are things that
    none of our files has: in a file of ours each is an error, in a file of another author most are of no importance.
    `expansions` are words with what is heard in full in their place, as of abbreviations; "" for words without any.
    `unread` says that a program is missing on this machine without which its words cannot be read; the findings name it.
    `fold` turns the words that it should say into what its format can tell apart: braille has one shape of quotation marks.
    """

    words: tuple[Said, ...]
    tree: str
    findings: tuple[Finding, ...] = ()
    runs: tuple[ReadRun, ...] = ()
    shows: frozenset[str] = frozenset()
    about: tuple[tuple[str, str], ...] = ()
    strange: tuple[Finding, ...] = ()
    expansions: tuple[tuple[str, str], ...] = ()
    fold: Callable[[str], str] = str
    unread: bool = False
