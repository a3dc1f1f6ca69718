"""The Easy Read of a publication: a document of ideas that people wrote, and who checked it with whom.

It is set out and built like any other document. It stays a draft until a check holds in which a person with a learning
disability took part, of the very words that it has now.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.model.dates import day
from pipeline.model.document import Document
from pipeline.model.place import NOWHERE, Place
from pipeline.model.walk import version

KIND = "easy-read"
"""The kind of the document of an Easy Read, and the name of the format and of the style."""


@dataclass(frozen=True)
class EasyReadCheck:
    """One check: who held it, with whom, when, of which version.

    `disabled` says that a person with a learning disability took part, `ahead` that its day has not come yet.
    """

    by: str = ""
    together_with: str = ""
    disabled: bool = False
    when: str = ""
    version: str = ""
    ahead: bool = False
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def lacking(self) -> str:
        """What the check does not say and has to: with whom, or on which day; "" where it says both."""
        if self.together_with.strip().lower() in ("", "-", "nobody", "no one", "none", "neb"):
            return "with whom it was held"
        if self.ahead:
            return f"a day that has come: it is dated {self.when}"
        return "" if day(self.when) else "on which day it was held"


@dataclass(frozen=True)
class EasyRead:
    """An Easy Read; its document has the name of its publication.

    `left_out` are the ids of parts that no idea has to cover, each with the reason.
    """

    document: Document
    checks: tuple[EasyReadCheck, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def check(self) -> EasyReadCheck | None:
        """The last check that a person with a learning disability took part in and that is of these words."""
        now = version(self.document)
        checks = (
            check for check in reversed(self.checks) if check.disabled and not check.lacking and check.version == now
        )
        return next(checks, None)

    def beside(self, publication: Document) -> EasyRead:
        """It with what it takes from its publication: dates, owner, and whether the public may see it."""
        check = self.check
        document = replace(
            self.document,
            language=self.document.language or publication.language,
            owner=publication.owner,
            published=publication.published,
            updated=publication.updated,
            status="published" if check and publication.is_published else "draft",
            checked=f"{check.together_with}, {check.when}" if check else "",
        )
        return replace(self, document=document)
