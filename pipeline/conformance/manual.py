"""Reads checks by people from `content/manual-checks.yaml`. A check lapses when the checked content changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from pipeline.conformance import FORMATS, Clause, ManualCheck
from pipeline.content.yaml import nodes as placed_yaml
from pipeline.content.yaml import settings
from pipeline.content.yaml.nodes import KeyValue, Lines, Scalar
from pipeline.content.yaml.nodes import Mapping as Keys
from pipeline.content.yaml.nodes import Sequence as Items
from pipeline.editions.site import Claim
from pipeline.model import dates
from pipeline.model.document import Document
from pipeline.model.findings import Finding, Severity
from pipeline.model.walk import version
from pipeline.model.with_findings import Collector, collecting, reported_elsewhere

NEEDED = ("clause", "format", "role", "when", "what", "result", "version")
ALL = "all"
BOOK, BOOK_CLAUSE = "epub", "EPUB Accessibility 1.1"
"""The format and clause of a check that lets an e-book claim conformance (WCAG 2.2 level AA, as a whole)."""


def versions(documents: Iterable[Document]) -> dict[str, str]:
    """Returns the fingerprint of each publication, and of all together under "all"."""
    fingerprints = {document.name: version(document) for document in documents}
    together = hashlib.sha256("".join(f"{k}{v}" for k, v in sorted(fingerprints.items())).encode()).hexdigest()[:12]
    return {**fingerprints, ALL: together}


@collecting
def read(
    into: Collector, data: bytes, file: str, clauses: Sequence[Clause], current: Mapping[str, str]
) -> tuple[ManualCheck, ...]:
    """Returns the checks that are still valid and reports those that have lapsed. `current` are today's fingerprints."""
    node, lines = placed_yaml.read(data, file, into)
    items = node.get("checks") if isinstance(node, Keys) else None
    if node is not None and not isinstance(items, Items) and not lines.findings:
        lines.error("not-content", "this file has no list of checks", lines.place(1), "it begins with checks:")
    checks: list[ManualCheck] = []
    lapsed: list[tuple[ManualCheck, Finding]] = []
    for item in items.items if isinstance(items, Items) else ():
        texts = settings.keyed(item, lines, (*NEEDED, "publication"))
        check = _check(item, lines, clauses, current) if isinstance(item, Keys) and texts else None
        today = current[check.publication or ALL] if check else ""
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
    """The subject of a check; a new check replaces a lapsed one with the same subject."""
    return check.clause, check.format, check.publication


def claims(data: bytes) -> tuple[Claim, ...]:
    """Returns who has found which e-book to conform. The builder decides whether the check is still valid."""
    node = reported_elsewhere(placed_yaml.root(data), read)
    items = node.get("checks") if isinstance(node, Keys) else None
    result = []
    for item in items.items if isinstance(items, Items) else ():
        texts = {e.key.text: _value(e) for e in item.entries} if isinstance(item, Keys) else {}
        if (texts.get("format"), texts.get("clause"), texts.get("result")) == (BOOK, BOOK_CLAUSE, "supports"):
            result.append(Claim(*(texts.get(key, "") for key in ("publication", "role", "when", "version"))))
    return tuple(result)


def _check(item: Keys, lines: Lines, clauses: Sequence[Clause], current: Mapping[str, str]) -> ManualCheck | None:
    entries = {e.key.text: e for e in item.entries if isinstance(e.value, Scalar)}
    missing = [key for key in NEEDED if key not in entries]
    if missing:
        lines.error("missing-key", f"this check lacks {', '.join(missing)}", item.place, f"add {missing[0]}:")
        return None
    publication = _value(entries.get("publication")) or ALL
    allowed = {
        "clause": [
            *([BOOK_CLAUSE] if _value(entries.get("format")) == BOOK else []),
            *(clause.id for clause in clauses),
        ],
        "format": [*FORMATS, BOOK],
        "result": ["supports", "does not support"],
        "publication": list(current),
    }
    for key, choices in allowed.items():
        if key in entries and _value(entries[key]) not in choices:
            hint = f"one of {', '.join(choices[:6])}{' …' if len(choices) > 6 else ''}"
            message = f"“{_value(entries[key])}” is not a valid {key}"
            lines.error("manual-check-unknown", message, entries[key].value.place, hint)
            return None
    texts = {key: _value(entry) for key, entry in entries.items()}
    for fault in dates.faults(texts["when"]):
        lines.error("manual-check-unknown", f"“{texts['when']}” is not a day", entries["when"].value.place, fault.hint)
    supports = texts["result"] == "supports"
    named = "" if publication == ALL else publication
    return ManualCheck(
        texts["clause"], texts["format"], named, texts["role"], texts["when"], texts["what"], supports, texts["version"]
    )


def _value(entry: KeyValue | None) -> str:
    return " ".join(entry.value.text.split()) if entry and isinstance(entry.value, Scalar) else ""
