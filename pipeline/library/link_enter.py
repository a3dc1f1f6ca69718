"""Enters links into a content file as a person wrote it: one new line for each, every other byte kept."""

from __future__ import annotations

import re

from pipeline.library.link import Proposal


def enter(data: bytes, proposals: list[Proposal]) -> tuple[bytes, list[tuple[int, str]]]:
    """The file with a line under the id of each record, and (line, words) of each new line as it now stands."""
    lines = data.decode("utf-8").splitlines(keepends=True)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    new: list[tuple[int, str]] = []
    for one in sorted(proposals, key=lambda proposal: -proposal.entry.place.line):
        at = _id_line(lines, one.entry.place.line, one.entry.id)
        match = re.match(r"(\s*)(- +)?", lines[at])
        assert match is not None
        words = f"{one.key}: {one.target.target}"
        if not lines[at].endswith(("\n", "\r")):
            lines[at] += end
        lines.insert(at + 1, " " * len(match[0]) + words + end)
        new = [(number + 1, text) for number, text in new]
        new.append((at + 2, words))
    return "".join(lines).encode("utf-8"), sorted(new)


def _id_line(lines: list[str], start: int, id: str) -> int:
    """The index of the line with the record's id, at or after the line (from 1) where the record starts."""
    pattern = re.compile(rf"\s*(?:- +)?id:\s+['\"]?{re.escape(id)}['\"]?\s*(?:#.*)?$")
    return next((n for n in range(start - 1, len(lines)) if pattern.match(lines[n].rstrip("\r\n"))), start - 1)


def enter_replaces(data: bytes, older: str) -> tuple[bytes, int, str]:
    """The file with `replaces:` in it, and line and words of what is new: a line of its own, or another name in the one there."""
    lines = data.decode("utf-8").splitlines(keepends=True)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    for number, line in enumerate(lines):
        if match := re.fullmatch(r"replaces:[ ]+([A-Za-z0-9._-]+)\s*", line):
            lines[number] = f"replaces: [{match[1]}, {older}]{end}"
            return "".join(lines).encode("utf-8"), number + 1, lines[number].strip()
    after = ("status:", "updated:", "published:", "owner:", "period:", "kind:", "title:")
    at = next((n for key in after for n, line in enumerate(lines) if line.startswith(key)), -1)
    words = f"replaces: {older}"
    lines.insert(at + 1, words + end)
    return "".join(lines).encode("utf-8"), at + 2, words
