"""Every rule that a finding can name: its meaning, its requirement, and what to do. Each area is a module.

`reports rules` prints them, docs/rules.md lists them, and the conformance pack uses them to find the test for each clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import NamedTuple

AREAS = {
    "format": "how content files are written",
    "content": "what people write in content files",
    "easy_read": "Easy Reads, and videos in British Sign Language",
    "source": "what arrives as PDF or Word",
    "edition": "what a builder meets when it makes a file",
    "html": "finished web pages",
    "css": "the style sheet of the site",
    "pdf": "finished PDF files",
    "docx": "finished Word files",
    "odt": "finished OpenDocument files",
    "epub": "finished e-books (EPUB)",
    "text": "finished plain text files",
    "braille": "braille and its files",
    "audio": "recordings and their files",
    "proof": "whether a finished file says what the content says",
    "site": "the site as a whole and its accessibility statement",
    "use": "the command line",
}


class Rule(NamedTuple):
    """A rule. `meaning` and `cure` are for people. `wcag` are success criteria ("1.3.1 2.4.6"), `reference` another source.

    `severity` is "error", "warning" or "note" for a rule about the content that always has the same one; such a rule can be
    switched off.
    """

    id: str
    meaning: str
    cure: str = ""
    wcag: str = ""
    reference: str = ""
    area: str = ""
    severity: str = ""

    @property
    def criteria(self) -> tuple[str, ...]:
        """The WCAG success criteria that the rule serves."""
        return tuple(self.wcag.split())


@cache
def rules() -> Mapping[str, Rule]:
    """Returns all rules by id, area by area."""
    result: dict[str, Rule] = {}
    for area in AREAS:
        for rule in import_module(f"pipeline.rules.{area}").RULES:
            assert rule.id not in result, f"the rule {rule.id} is defined twice"
            result[rule.id] = rule._replace(area=area)
    return result
