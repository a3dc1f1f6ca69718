"""What a build says on the terminal: a line for each file, what is wrong by document, then a summary that is whole by itself."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace

from pipeline.app.kept.told import Told
from pipeline.app.orders import Done
from pipeline.model.findings import Finding, Findings, Severity, failed, grouped
from pipeline.model.place import Place
from pipeline.model.with_findings import Collector

EVENTS = frozenset({"stale-files", "cache-damaged", "record-damaged"})
"""Rules whose findings every run tells: what happened to the files themselves, not what the content says."""

SAME = {"docx-link-words": "link-words", "docx-link-address": "link-bare-address"}
"""Rules of finished files, each with the rule of content files that tells the same cause at its line."""


class Printer(Collector):
    """Prints findings on the error stream as they come, one by one or like ones together."""

    def __init__(self, *, together: bool = False) -> None:
        self.findings: list[Finding] = []
        self.together = together

    def add(self, *findings: Finding) -> None:
        """Prints some findings."""
        self.findings += findings
        for text in grouped(findings) if self.together else (finding.as_text() for finding in findings):
            print(text, file=sys.stderr)


class Reporter:
    """Says how a build goes, with notes where they are asked for; `pending` requirements of each format need a person."""

    def __init__(self, pending: Mapping[str, int], notes: bool = False, known: Told | None = None) -> None:
        self.known = known
        self.pending, self.least = pending, Severity.NOTE if notes else Severity.WARNING
        self.tried = self.done = self.built = self.kept = 0
        self.failed: list[str] = []
        self.absent: list[str] = []
        self.findings: dict[str, Findings] = {}
        self.again: list[str] = []
        self.touched: set[str] = set()

    def add(self, about: str, findings: Findings, file: str = "", *, built: bool = False, fails: bool = True) -> None:
        """Remembers what was found about a document or the site, in `file` if it names no place of its own.

        An error `fails`, but not where it only stops publishing.

        What a run tells is that of documents with errors or of which it has `built` something, and what is new elsewhere.
        """
        if built or failed(findings):
            self.touched.add(about)
        placed = tuple(
            finding if str(finding.place) or not file else replace(finding, place=Place(file)) for finding in findings
        )
        value = self.findings.get(about, ())
        self.findings[about] = (*value, *(finding for finding in dict.fromkeys(placed) if finding not in value))
        if fails and failed(findings):
            self.failed.append(file or about)
            if not file:
                absent = all(finding.rule == "easy-read-none" for finding in findings)
                print(f"{about}: not built, {'it has no Easy Read' if absent else 'its content has errors'}")

    def say(self, done: Done) -> None:
        """One line for one edition."""
        files = max(1, len(done.facts)) if done.written else 0
        if done.findings and not done.written and not failed(done.findings):
            self.absent.append(done.name)
        if not done.built:
            self.kept += files
            return
        self.tried += 1
        self.done += done.written
        self.built += files
        if not done.written:
            why = "failed" if failed(done.findings) else "not built on this machine"
            print(f"{done.name}: {why}{'; what was there before is kept' if done.kept else ''}")
        elif done.fact is None:
            print(done.name)
        else:
            fact = done.fact
            pages = f", {fact.pages} page{'s' if fact.pages != 1 else ''}" if fact.pages else ""
            person = f"; {self.pending[fact.format]} need a person" if self.pending.get(fact.format) else ""
            proof = f"{done.words:,} words, same; {_findings(done.findings)}{person}"
            names = ", ".join(fact.file for fact in done.facts)
            print(f"{names} ({max(1, round(fact.size / 1000))} KB{pages}): {proof}")
            if done.beside:
                print(f"  with {', '.join(done.beside)}")

    def put_back(self, files: int) -> None:
        """Counts files that were built and put back as not built."""
        self.built -= files

    def end(self, folder: str, *, whole: bool = False, asked: bool = False) -> int:
        """The findings, each once and like ones together, and the summary; gives the exit code.

        Where a person has `asked` for formats, one for which this machine lacks a program, a table or a voice counts as failed.
        """
        quiet = self.tried == 0 and not self.failed
        counts = {}
        for about, findings in self.findings.items():
            rules = {finding.rule for finding in findings}
            shown = tuple(one for one in findings if one.severity >= self.least and SAME.get(one.rule) not in rules)
            counts[about] = sum(finding.severity is Severity.WARNING for finding in shown)
            everything = about in self.touched or self.least is Severity.NOTE
            new = [one for one in shown if self.known is None or self.known.is_new(about, one)]
            events = () if quiet else (one for one in shown if one.rule in EVENTS)
            for text in grouped(shown if everything else (*new, *events)):
                print(text, file=sys.stderr)
        if self.failed:
            print(f"failed: {', '.join(dict.fromkeys(self.failed))}", file=sys.stderr)
        if self.absent:
            print(f"not built, for a program, a voice or a code is missing: {', '.join(self.absent)}", file=sys.stderr)
        self.again = _summary(folder, self.built + self.kept, counts, whole=whole)
        if quiet:
            print(self.again[0])
            told = [one for findings in self.findings.values() for one in findings if one.rule in EVENTS]
            said = [one.message.partition(": ")[0] for one in told] + [
                one.hint for one in told
            ]  # the list is in the notes
            self.again[1] = "; ".join((self.again[1], *dict.fromkeys(said)))
        else:
            kept = f"{self.kept} {'was' if self.kept == 1 else 'were'} up to date"
            print(f"built {_files(self.built)} in {folder}; {kept}; {len(self.failed)} failed")
        print(*self.again[1:], sep="\n")
        return 1 if self.failed or (asked and self.absent) else 0

    @property
    def settled(self) -> bool:
        """Whether a next run with the same inputs would build nothing, and say `again`."""
        asked = any(one.rule in EVENTS for findings in self.findings.values() for one in findings)
        return not self.failed and self.tried == self.done and not asked

    def begin(self, count: int) -> None:
        """Says how many editions are going to be built."""
        print(f"building {count} edition{'' if count == 1 else 's'}")


def _findings(findings: Findings) -> str:
    notes = sum(finding.severity is Severity.NOTE for finding in findings)
    count = len(findings) - notes
    told = f"{count} finding{'' if count == 1 else 's'}"
    return f"{told}, {notes} note{'' if notes == 1 else 's'} (--notes)" if notes else told


def _files(count: int) -> str:
    return f"{count} file{'' if count == 1 else 's'}"


def _summary(folder: str, files: int, counts: Mapping[str, int], *, whole: bool) -> list[str]:
    """What a run says that builds nothing: the files, the warnings by document, and where to look."""
    warned = [f"{about} {count}" for about, count in counts.items() if count]
    total = sum(counts.values())
    text = f"{total} warning{'' if total == 1 else 's'} ({', '.join(warned)}); to read them again, add --notes"
    verb = "is" if files == 1 else "are"
    lines = [f"nothing to build: {_files(files)} in {folder} {verb} up to date", text if total else "no warnings"]
    return [*lines, f"to look at everything, open {folder}/index.html"] if whole else lines
