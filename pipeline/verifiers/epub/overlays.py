"""Checks the sound of an e-book: every clip has its text, every text its clip, and the times are right."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pipeline.model.place import NOWHERE
from pipeline.verifiers.audio.mp3 import clips_findings
from pipeline.verifiers.epub.book import OpenedBook, Problem, resolved, xml

Element = Any
SMIL = "{http://www.w3.org/ns/SMIL}"
TYPE = "application/smil+xml"
TEXTREF = "{http://www.idpf.org/2007/ops}textref"
ALLOWED = {
    "smil": frozenset({"version"}), "body": frozenset(), "seq": frozenset({"id", TEXTREF}), "par": frozenset({"id"}),
    "text": frozenset({"src"}), "audio": frozenset({"src", "clipBegin", "clipEnd"}),
}  # fmt: skip
"""The elements of our clip files, with their attributes."""
UNREAD = "//nav[@role='doc-toc'] | //section[@*[local-name()='type']='copyright-page'] | //*[@id='tables-as-lists']"
"""Parts of the pages that need not be read aloud: the contents list, the imprint, and tables repeated as lists."""
WITH_OTHERS = ("action-reference", "back", "as-list")
"""Classes of labels, which are read with what they name, and of links within the book."""
TOLERANCE = 1.0
"""The seconds by which the stated length may differ from the sum of the clips."""
_TIME = re.compile(r"([\d.]+)s")


def has_sound(book: OpenedBook) -> bool:
    """Whether the book has sound."""
    return any(item.media_type == TYPE for item in book.items.values())


def strange(book: OpenedBook) -> Iterator[Problem]:
    """Yields everything in the clip files that our books never have."""
    for item in book.items.values():
        if item.media_type == TYPE and item.path in book.names:
            for element in xml(book.read(item.path)).iter():
                name = str(element.tag).removeprefix(SMIL)
                more = set(element.attrib) - ALLOWED.get(name, frozenset())
                if name not in ALLOWED or more or (element.text or "").strip() or (element.tail or "").strip():
                    names = ", ".join(element.rpartition("}")[2] for element in sorted(more))
                    yield (
                        "epub-strange",
                        f"{item.path}: <{name}> {names} is in none of our books".replace("  ", " "),
                    )


def places(book: OpenedBook) -> dict[str, frozenset[str]]:
    """Returns the ids that clips name, by the path of their page."""
    ids_by_path: dict[str, set[str]] = {}
    for item in book.items.values():
        if item.media_type == TYPE and item.path in book.names:
            for text in xml(book.read(item.path)).iter(f"{SMIL}text"):
                path, id = resolved(item.path, text.get("src", ""))
                ids_by_path.setdefault(path, set()).add(id)
    return {path: frozenset(ids) for path, ids in ids_by_path.items()}


def problems(book: OpenedBook) -> Iterator[Problem]:
    """Yields what is wrong with the clips, as (rule, message)."""
    total = 0.0
    for item in book.items.values():
        if item.media_type == TYPE and item.path in book.names:
            times = []
            for par in xml(book.read(item.path)).iter(f"{SMIL}par"):
                text, sound = par.find(f"{SMIL}text"), par.find(f"{SMIL}audio")
                if text is None or sound is None:
                    yield "epub-overlay", f"{item.path} has a text without sound, or sound without a text"
                    continue
                name = posixpath.basename(resolved(item.path, sound.get("src", ""))[0])
                if resolved(item.path, sound.get("src", ""))[0] not in book.names:
                    yield "epub-overlay", f"{item.path} names the sound {name}, which is not there"
                matches = [_TIME.fullmatch(sound.get(key, "")) for key in ("clipBegin", "clipEnd")]
                times.append((float(matches[0][1]), float(matches[1][1])) if matches[0] and matches[1] else (0.0, 0.0))
            total += sum(end - start for start, end in times)
            yield from _sound(book, item.path)
            if any(end <= start for start, end in times) or any(b[0] < a[1] - 0.001 for a, b in pairwise(times)):
                yield "epub-overlay", f"the clips of {item.path} do not follow each other in time"
    if has_sound(book):
        yield from _texts(book)
        yield from _length(book, total)


def _sound(book: OpenedBook, path: str) -> Iterator[Problem]:
    """Checks that the sound of each clip fits its text."""
    clips: dict[str, list[tuple[float, str]]] = {}
    end = 0.0
    for par in xml(book.read(path)).iter(f"{SMIL}par"):
        text, sound = par.find(f"{SMIL}text"), par.find(f"{SMIL}audio")
        page, id = resolved(path, text.get("src", "") if text is not None else "")
        root = book.pages.get(page)
        spans = root.xpath("//*[@id=$id]", id=id) if root is not None else ()
        if sound is not None and spans:
            matches = [_TIME.fullmatch(sound.get(key, "")) for key in ("clipBegin", "clipEnd")]
            start, end = (float(match[1]) if match else 0.0 for match in matches)
            file = resolved(path, sound.get("src", ""))[0]
            clips.setdefault(file, []).append(
                (start, " ".join((spans[0].get("alt") or spans[0].text_content()).split()))
            )
    for file, file_clips in clips.items():
        if file in book.names:
            findings = clips_findings(book.read(file), file_clips, end, NOWHERE)
            yield from (("epub-overlay", f"{file}: {finding.message}") for finding in findings)


def _texts(book: OpenedBook) -> Iterator[Problem]:
    """Checks that the text of each clip exists, and that all words to be read aloud belong to a clip."""
    clips = places(book)
    for path, ids in clips.items():
        root = book.pages.get(path)
        for id in sorted(ids - set(root.xpath("//@id") if root is not None else ())):
            yield "epub-overlay", f"a clip names the text {path}#{id}, which is not there"
    for path, root in book.pages.items():
        if not root.xpath(UNREAD):
            texts = _without_clip(root, clips.get(path, frozenset()))
            yield from (("epub-overlay", f"{path}: “{text[:60]}” has no sound") for text in texts)


def _without_clip(element: Element, clip_ids: frozenset[str]) -> Iterator[str]:
    """Yields the words of an element that belong to no clip; a label is read with its value."""
    spoken = element.get("id") in clip_ids or element.tag in ("dt", "head") or element.get("class") in WITH_OTHERS
    if not spoken:
        texts = [element.text, element.get("alt"), *(child.tail for child in element)]
        yield from (text.strip() for text in texts if text and any(map(str.isalnum, text)))
        for child in element:
            yield from _without_clip(child, clip_ids)


def _length(book: OpenedBook, total: float) -> Iterator[Problem]:
    texts = [text for name, text in book.metadata() if name == "media:duration"]
    stated = _TIME.fullmatch(texts[-1]) if texts else None
    if stated is None or abs(float(stated[1]) - total) > TOLERANCE:
        yield (
            "epub-overlay",
            f"the book says that it lasts {texts[-1] if texts else 'nothing'}; its clips last {total:.0f}s",
        )
