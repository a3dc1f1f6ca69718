"""Switches rules off where a person has done so in the content file, with a reason.

`# off: rule because …` applies to the entry below it, `# off in this file: rule because …` to the whole file.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace

from pipeline.library.library import ContentDocument
from pipeline.model.findings import Finding, Findings
from pipeline.model.place import Place
from pipeline.model.with_findings import Collector, WithFindings, collecting
from pipeline.rules import rules

_LINE = re.compile(r"(\s*)#\s*off( in this file)?\s*:\s*([\w-]*)[\s,:]*(?:because\s+)?(.*)", re.IGNORECASE)


@dataclass(frozen=True)
class Off:
    """A rule that is switched off from line `first` to line `last`."""

    rule: str
    reason: str
    place: Place
    first: int
    last: int


def switch_off(content: ContentDocument, findings: list[Finding]) -> WithFindings[Findings]:
    """Returns the findings that are switched off. The others stay findings, with those about the switching off."""
    return _switched_off(content, findings).by_line()


@collecting
def _switched_off(into: Collector, content: ContentDocument, findings: list[Finding]) -> Findings:
    offs = _read(content).take(into)
    gone: list[Finding] = []
    used: set[Off] = set()
    for finding in findings:
        off = next((o for o in offs if o.rule == finding.rule and o.first <= finding.place.line <= o.last), None)
        if off is None:
            into.add(finding)
        else:
            used.add(off)
            gone.append(replace(finding, hint=off.reason))
    for off in offs:
        if off not in used:
            message = f"“{off.rule}” is switched off here, but has nothing to report"
            into.add(content.tell("off-unused", message, off.place, "delete the line"))
    return tuple(gone)


@collecting
def _read(into: Collector, content: ContentDocument) -> list[Off]:
    known_rules = {rule.id for rule in rules().values() if rule.severity}
    offs: list[Off] = []
    for number, line in enumerate(content.lines, 1):
        match = _LINE.fullmatch(line)
        if not match:
            continue
        place = Place(content.document.place.file, number, len(match[1]) + 1)
        rule, reason = match[3], match[4].strip()
        if rule not in known_rules:
            near = difflib.get_close_matches(rule, sorted(known_rules), 1, 0.6)
            hint = f"did you mean “{near[0]}”?" if near else "see docs/rules.md"
            into.add(content.tell("off-unknown", f"no rule “{rule}” can be switched off", place, hint, rule))
        elif len(reason.split()) < 2:
            hint = f"write: # off: {rule} because … with the reason"
            into.add(content.tell("off-reason", f"“{rule}” is switched off without a reason", place, hint))
        else:
            first, last = (1, len(content.lines)) if match[2] else _extent(content.lines, number)
            offs.append(Off(rule, reason, place, first, last))
    return offs


def _extent(lines: tuple[str, ...], number: int) -> tuple[int, int]:
    """Returns the first and last line of the key or entry below a comment."""
    first = number + 1
    while first <= len(lines) and (not lines[first - 1].strip() or lines[first - 1].lstrip().startswith("#")):
        first += 1
    if first > len(lines):
        return first, first
    margin = len(lines[first - 1]) - len(lines[first - 1].lstrip())
    last = first
    while last < len(lines) and (not lines[last].strip() or len(lines[last]) - len(lines[last].lstrip()) > margin):
        last += 1
    return first, last
