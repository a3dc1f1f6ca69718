"""The Easy Read of a publication: a document of ideas written by people, and the checks that it has had.

It is set out and built like any other document. It stays a draft until a person with a learning disability has taken part
in a check of exactly the words that it has now.
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
    """A check of an Easy Read: who led it, with whom, when and of which version.

    `disabled` is true if a person with a learning disability took part, `ahead` if its date is in the future.
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
        """The required fact that is missing, in words for a message ("with whom it was held"), or "" if none is."""
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
        """The last complete check of the current words in which a person with a learning disability took part."""
        now = version(self.document)
        checks = (
            check for check in reversed(self.checks) if check.disabled and not check.lacking and check.version == now
        )
        return next(checks, None)

    def beside(self, publication: Document) -> EasyRead:
        """Returns the Easy Read with the dates, owner and status of its publication."""
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
