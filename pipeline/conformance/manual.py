"""Checks by people, recorded in `content/manual-checks.yaml`; each lapses when the content that was checked changes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from pipeline.conformance import FORMATS, Clause, ManualCheck
from pipeline.content.yaml import nodes as placed_yaml
from pipeline.content.yaml.nodes import KeyValue, Lines, Scalar
from pipeline.content.yaml.nodes import Mapping as Keys
from pipeline.content.yaml.nodes import Sequence as Items
from pipeline.editions.site import Claim
from pipeline.model.document import Document
from pipeline.model.findings import Finding, Severity
from pipeline.model.walk import version
from pipeline.model.with_findings import Collector, collecting, reported_elsewhere

NEEDED = ("clause", "format", "role", "when", "what", "result", "version")
ALL = "all"
BOOK, BOOK_CLAUSE = "epub", "EPUB Accessibility 1.1"
"""The format and the clause of a check by which an e-book may claim to conform (WCAG 2.2 level AA, as a whole)."""


def versions(documents: Sequence[Document]) -> dict[str, str]:
    """The fingerprint of each publication, and under "all" that of all together."""
    own = {document.name: version(document) for document in documents}
    together = hashlib.sha256("".join(f"{k}{v}" for k, v in sorted(own.items())).encode()).hexdigest()[:12]
    return {**own, ALL: together}


@collecting
def read(
    into: Collector, data: bytes, file: str, clauses: Sequence[Clause], known: Mapping[str, str]
) -> tuple[ManualCheck, ...]:
    """The checks that still hold; those that have lapsed are reported. `known` are today's fingerprints."""
    node, lines = placed_yaml.read(data, file, into)
    items = node.get("checks") if isinstance(node, Keys) else None
    checks: list[ManualCheck] = []
    lapsed: list[tuple[ManualCheck, Finding]] = []
    for item in items.items if isinstance(items, Items) else ():
        check = _check(item, lines, clauses, known) if isinstance(item, Keys) else None
        today = known[check.publication or ALL] if check else ""
        if check and check.version != today:
            message = f"this check is of version {check.version}; the content is now {today}"
            hint = "check again, then write the new version"
            lapsed.append((check, Finding("manual-check-lapsed", Severity.WARNING, message, item.place, hint)))
        elif check:
            checks.append(check)
    again = {_about(check) for check in checks}
    into.add(*(finding for check, finding in lapsed if _about(check) not in again))
    return tuple(check for check in checks if check.clause != BOOK_CLAUSE)  # for the book as a whole see claims


def _about(check: ManualCheck) -> tuple[str, str, str]:
    """What a check is about: one that was made again takes the place of the one that lapsed."""
    return check.clause, check.format, check.publication


def claims(data: bytes) -> tuple[Claim, ...]:
    """Who has tested which e-book and found that it conforms; whether the check still holds is for the builder to see."""
    node = reported_elsewhere(placed_yaml.root(data), read)
    items = node.get("checks") if isinstance(node, Keys) else None
    found = []
    for item in items.items if isinstance(items, Items) else ():
        said = {e.key.text: _said(e) for e in item.entries} if isinstance(item, Keys) else {}
        if (said.get("format"), said.get("clause"), said.get("result")) == (BOOK, BOOK_CLAUSE, "supports"):
            found.append(Claim(*(said.get(key, "") for key in ("publication", "role", "when", "version"))))
    return tuple(found)


def _check(item: Keys, lines: Lines, clauses: Sequence[Clause], known: Mapping[str, str]) -> ManualCheck | None:
    found = {e.key.text: e for e in item.entries if isinstance(e.value, Scalar)}
    missing = [key for key in NEEDED if key not in found]
    if missing:
        lines.error("missing-key", f"this check lacks {', '.join(missing)}", item.place, f"add {missing[0]}:")
        return None
    publication = _said(found.get("publication")) or ALL
    allowed = {
        "clause": [*([BOOK_CLAUSE] if _said(found.get("format")) == BOOK else []), *(clause.id for clause in clauses)],
        "format": [*FORMATS, BOOK],
        "result": ["supports", "does not support"],
        "publication": list(known),
    }
    for key, choices in allowed.items():
        if key in found and _said(found[key]) not in choices:
            hint = f"one of {', '.join(choices[:6])}{' …' if len(choices) > 6 else ''}"
            message = f"“{_said(found[key])}” is no {key}"
            lines.error("manual-check-unknown", message, found[key].value.place, hint)
            return None
    said = {key: _said(entry) for key, entry in found.items()}
    supports = said["result"] == "supports"
    named = "" if publication == ALL else publication
    return ManualCheck(
        said["clause"], said["format"], named, said["role"], said["when"], said["what"], supports, said["version"]
    )


def _said(entry: KeyValue | None) -> str:
    return " ".join(entry.value.text.split()) if entry and isinstance(entry.value, Scalar) else ""
