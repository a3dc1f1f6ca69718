"""Every rule that a finding can name: what it is about, which requirement it serves, and what to do. One module an area.

`reports rules` prints them, docs/rules.md lists them, and the conformance pack takes from them which test served which clause.
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
    """A rule. `wcag` are success criteria ("1.3.1 2.4.6"), `reference` another source; `meaning` and `cure` are for people.

    `severity` is "error", "warning" or "note" where a rule about the content always has the same; such a rule can be
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
    """All rules by id, area by area."""
    found: dict[str, Rule] = {}
    for area in AREAS:
        for rule in import_module(f"pipeline.rules.{area}").RULES:
            assert rule.id not in found, f"the rule {rule.id} is defined twice"
            found[rule.id] = rule._replace(area=area)
    return found
