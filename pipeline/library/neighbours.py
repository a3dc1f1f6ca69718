"""What a check of one publication may ask about all the others, so that a change of one leaves the checks of most as they were.

A `Summary` holds the little that others ask about a publication. `Neighbours` answers; `asked` keeps each question with a
fingerprint of its answer. A kept check still holds while every question has the same answer as before.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeVar

_Answer = TypeVar("_Answer")
MOST_NAMES = 12
"""A hint lists no more publications than this."""


@dataclass(frozen=True)
class Summary:
    """What other publications ask about one: every id, those of its records, (officer, record) as spelled, its earlier names."""

    name: str
    ids: tuple[str, ...]
    records: tuple[str, ...]
    officers: tuple[tuple[str, str], ...]
    formerly: tuple[str, ...] = ()


def folded(words: str) -> str:
    """Words without what differs between two spellings of one name: case, dashes, "and" or "&", spaces."""
    plain = re.sub(r"\b(?:and|the)\b", " ", words.lower().replace("&", " and "))
    return "".join(re.findall(r"\w+", plain))


class Neighbours:
    """All publications by their summaries, and the files of pictures and videos below `content/` (None: not known)."""

    def __init__(self, summaries: Iterable[Summary], pictures: frozenset[str] | None = None) -> None:
        self._summaries = {summary.name: summary for summary in summaries}
        self._pictures = pictures
        self._officers: dict[str, tuple[str, str]] = {}
        for one in self._summaries.values():
            for officer, target in one.officers:
                self._officers.setdefault(folded(officer), (officer, target))
        self.asked: dict[tuple[str, str], str] = {}

    def fresh(self) -> Neighbours:
        """The same publications, asked nothing yet."""
        copy = Neighbours(())
        copy._summaries, copy._pictures, copy._officers = self._summaries, self._pictures, self._officers
        return copy

    def still(self, asked: Iterable[tuple[str, str, str]]) -> bool:
        """Whether each (question, subject, fingerprint) of an earlier check would be answered as it was then."""
        questions = {
            "names": lambda _: self.names(), "ids": self.ids, "records": self.records, "officer": self.officer,
            "file": self.has_file, "like": self.files_named, "formerly": self.once_called,
        }  # fmt: skip
        for question, subject, before in asked:
            if question not in questions:
                return False
            questions[question](subject)
            if self.asked[question, subject] != before:
                return False
        return True

    def names(self) -> tuple[str, ...]:
        """The name of every publication, sorted."""
        return self._answer("names", "", tuple(sorted(self._summaries)))

    def listed(self) -> str:
        """The names for a hint; of many, the first and how many more there are."""
        names = self.names()
        more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        return ", ".join(names[:MOST_NAMES]) + more

    def ids(self, name: str) -> tuple[str, ...] | None:
        """Every id of a publication, None where there is no such publication."""
        return self._answer("ids", name, self._summaries[name].ids if name in self._summaries else None)

    def records(self, name: str) -> tuple[str, ...] | None:
        """The ids of the records of a publication, None where there is no such publication."""
        return self._answer("records", name, self._summaries[name].records if name in self._summaries else None)

    def once_called(self, name: str) -> tuple[str, ...]:
        """The publications that say that they had a name before, sorted."""
        found = (summary.name for summary in self._summaries.values() if name in summary.formerly)
        return self._answer("formerly", name, tuple(sorted(found)))

    def officer(self, spelling: str) -> tuple[str, str] | None:
        """How an officer or team is spelled first, and the record where that is; `spelling` is `folded`."""
        return self._answer("officer", spelling, self._officers.get(spelling))

    def has_file(self, path: str) -> bool:
        """Whether a picture or video lies at a path below `content/`; yes where nobody knows."""
        return self._answer("file", path, self._pictures is None or path in self._pictures)

    def files_named(self, name: str) -> tuple[str, ...]:
        """The paths of the pictures and videos of that file name."""
        paths = (path for path in self._pictures or () if PurePosixPath(path).name == name)
        return self._answer("like", name, tuple(sorted(paths)))

    def _answer(self, question: str, subject: str, answer: _Answer) -> _Answer:
        key = (question, subject)
        if key not in self.asked:
            self.asked[key] = hashlib.sha256(repr(answer).encode()).hexdigest()[:16]
        return answer
