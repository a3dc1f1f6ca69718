"""Checks videos in British Sign Language: their files, captions, transcript and signer, and the parts that they cover."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.library.covers import ALL, gaps, ids
from pipeline.library.library import ContentDocument
from pipeline.library.neighbours import Neighbours
from pipeline.model import dates
from pipeline.model.document import Bsl
from pipeline.model.findings import Finding

_ADDRESS = re.compile(r"https://[^\s/]+\.[^\s/]+/\S*|https://[^\s/]+\.[^\s/]+")


def check(neighbours: Neighbours, content: ContentDocument) -> Iterator[Finding]:
    """Checks the video of a publication, if it has one."""
    if (bsl := content.document.bsl) is not None:
        yield from _files(neighbours, content, bsl)
        yield from _facts(content, bsl)
        yield from _coverage(content, bsl)


def _files(neighbours: Neighbours, content: ContentDocument, bsl: Bsl) -> Iterator[Finding]:
    for key in ("video", "captions", "transcript"):
        value = getattr(bsl, key)
        if not value or value.lower() in ("yes", "true", "no") or _ADDRESS.fullmatch(value):
            continue
        if not neighbours.has_file(value):
            message = f"“{value}” after {key}: is neither a web address nor a file below content/"
            yield content.tell(
                "bsl-file", message, bsl.place, "write https:// and the address, or put the file there", value
            )


def _facts(content: ContentDocument, bsl: Bsl) -> Iterator[Finding]:
    needs = {
        "video": "the video has no address: add video:",
        "captions": "hearing people and people who lip-read need captions: add captions: with their file, or yes",
        "transcript": "deafblind people read a transcript in braille: add transcript: with its file",
        "signed_by": "add signed_by: with the name and registration of the person who signs",
    }
    for key, hint in needs.items():
        if getattr(bsl, key).lower() in ("", "no"):
            rule = "bsl-file" if key == "video" else "bsl-facts"
            yield content.tell(rule, f"the video in British Sign Language has no {key}:", bsl.place, hint)
    last_changed = content.document.updated or content.document.published
    recorded, changed = dates.day(bsl.published), dates.day(last_changed)
    if recorded and changed and recorded < changed:
        message = f"the video is of {bsl.published}, and the publication was changed on {last_changed}"
        yield content.tell("bsl-older", message, bsl.place, "check whether the video still matches the publication")


def _coverage(content: ContentDocument, bsl: Bsl) -> Iterator[Finding]:
    known_ids = ids(content.document) | {ALL}
    for cover in bsl.covers:
        if cover not in known_ids:
            yield content.tell(
                "bsl-covers", f"this publication has no part “{cover}”", bsl.place, "correct the id", cover
            )
    for part in gaps(content.document, bsl.covers):
        message = f"the video does not cover “{part.name}” ({part.id}, {part.count} words)"
        hint = f"when it does, add {part.id} to covers: (or write covers: {ALL})"
        yield content.tell("bsl-gap", message, bsl.place, hint)
