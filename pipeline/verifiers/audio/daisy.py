"""Reads a DAISY 2.02 book back: its text in playing order, and the links between text and sound."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lxml import etree

from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers import AnchoredText, Reading
from pipeline.verifiers.audio.mp3 import alike, clips_findings

Element = Any
NEEDED = ("dc:title", "dc:creator", "dc:date", "dc:format", "dc:identifier", "dc:language", "dc:publisher", "ncc:charset",
          "ncc:tocItems", "ncc:totalTime")  # fmt: skip
MOST_BYTES = 50_000_000
CLIP = ("clip-begin", "clip-end")
ROUNDED = 1.5
"""The seconds by which a time may be rounded."""
_TIME = re.compile(r"npt=([\d.]+)s")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_XHTML = "{http://www.w3.org/1999/xhtml}"


def verify(data: bytes, file: str) -> Reading:
    """Reads the words of a book in playing order. Another file gives an error and no words."""
    place = Place(file=file)
    try:
        book = zipfile.ZipFile(io.BytesIO(data))
        ncc = _part(book, "ncc.html")
        smils = {link.get("href", "").split("#")[0]: None for link in ncc.iter(f"{_XHTML}a")}
        parts = {name: _part(book, name) for name in smils}
        pages = {name: _part(book, name) for name in book.namelist() if name.endswith(".html")}
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as wrong:
        return Reading((), "", (error("daisy-unreadable", f"this is not a DAISY 2.02 book: {wrong}", place),))
    texts = {
        f"{name}#{element.get('id')}": " ".join("".join(element.itertext()).split())
        for name, page in pages.items()
        for element in page.iter()
        if element.get("id")
    }
    played = [element.get("src", "") for smil in parts.values() for element in smil.iter("text")]
    texts_played = tuple(AnchoredText(texts[name]) for name in played if name in texts)
    headings = [
        (element.tag[-2:], "".join(element.itertext()).strip()) for element in ncc.iter() if _is_heading(element)
    ]
    tree = "".join(f"{tag} “{text}”\n" for tag, text in headings) + "".join(
        f"{passage.text}\n" for passage in texts_played
    )
    findings = (
        *_ncc(book, ncc, len(headings), place),
        *_titles(ncc, parts, texts, place),
        *_languages(ncc, parts, pages, place),
        *_sounds(book, ncc, parts, texts, place),
        *_links(book, parts, texts, place),
        *_missed(played, texts, place),
    )
    return Reading(texts_played, tree, findings, about=tuple(_about({**parts, **pages, **_master(book)})))


def _master(book: zipfile.ZipFile) -> dict[str, Element]:
    return {"master.smil": _part(book, "master.smil")} if "master.smil" in book.namelist() else {}


def _about(parts: dict[str, Element]) -> Iterator[tuple[str, str]]:
    """Yields what each part says of itself and of its words: titles, languages, narrator and the like."""
    for name, root in parts.items():
        for element in root.iter():
            label = element.get("name", "")
            if label.startswith("dc:") or label == "ncc:narrator":
                yield f"{name} {label}", element.get("content", "")
            elif element.tag == f"{_XHTML}title":
                yield f"{name} title", "".join(element.itertext())
            elif element.tag == "ref":
                yield f"{name} {element.get('id')}", element.get("title", "")
            if element is root or (element.get("id") and element.tag == f"{_XHTML}span"):
                own = name if element is root else f"{name} {element.get('id')}"
                for key, language in (("lang", element.get("lang")), ("xml:lang", element.get(_LANGUAGE))):
                    if language is not None:
                        yield f"{own} {key}", language


def _part(book: zipfile.ZipFile, name: str) -> Element:
    if book.getinfo(name).file_size > MOST_BYTES:
        raise ValueError(f"its part {name} is too large")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(book.read(name), parser)


def _is_heading(element: Element) -> bool:
    return isinstance(element.tag, str) and re.fullmatch(rf"{re.escape(_XHTML)}h[1-6]", element.tag) is not None


def _ncc(book: zipfile.ZipFile, ncc: Element, headings: int, place: Place) -> Iterator[Finding]:
    meta = {element.get("name"): element.get("content", "") for element in ncc.iter(f"{_XHTML}meta")}
    missing = [name for name in NEEDED if not meta.get(name)]
    if missing:
        yield error("daisy-facts", f"the book does not say {', '.join(missing)}", place)
    if meta.get("ncc:tocItems") != str(headings):
        yield error(
            "daisy-facts", f"the book says that it has {meta.get('ncc:tocItems')} parts; it has {headings}", place
        )
    for link in ncc.iter(f"{_XHTML}a"):
        name, _, id = link.get("href", "").partition("#")
        if name not in book.namelist() or f'id="{id}"' not in book.read(name).decode("utf-8"):
            yield error("daisy-link", f"the contents lead to {name}#{id}, which is not there", place)


def _links(book: zipfile.ZipFile, parts: dict[str, Element], texts: dict[str, str], place: Place) -> Iterator[Finding]:
    """Checks every pair of text and clip: both exist, and clips are in order of time and have a length."""
    for name, smil in parts.items():
        times: list[tuple[float, float]] = []
        for par in smil.iter("par"):
            text, sound = par.find("text"), par.find("audio")
            if text is None or sound is None:
                yield error("daisy-link", f"{name} has a text without sound, or sound without a text", place)
                continue
            if not texts.get(text.get("src", "")):
                yield error("daisy-link", f"{name} names the text {text.get('src')}, which is not there", place)
            if sound.get("src") not in book.namelist():
                yield error("daisy-link", f"{name} names the sound {sound.get('src')}, which is not there", place)
            matches = [_TIME.fullmatch(sound.get(key, "")) for key in CLIP]
            times.append((float(matches[0][1]), float(matches[1][1])) if matches[0] and matches[1] else (0.0, 0.0))
        if any(end <= begin for begin, end in times) or any(b[0] < a[1] - 0.001 for a, b in pairwise(times)):
            yield error("daisy-times", f"the clips of {name} do not follow each other in time", place)


def _titles(ncc: Element, parts: dict[str, Element], texts: dict[str, str], place: Place) -> Iterator[Finding]:
    """Checks that each line of the contents leads to its own words."""
    for number, link in enumerate(ncc.iter(f"{_XHTML}a")):
        title = " ".join("".join(link.itertext()).split())
        name, _, id = link.get("href", "").partition("#")
        pars = [par for par in parts[name].iter("par") if par.get("id") == id]
        text = next(
            (texts.get(text_element.get("src", ""), "") for par in pars for text_element in par.iter("text")), ""
        )
        if pars and number and not alike(title, text):
            yield error("daisy-link", f"“{title}” of the contents leads to “{text[:60]}”", place)


def _languages(ncc: Element, parts: dict[str, Element], pages: dict[str, Element], place: Place) -> Iterator[Finding]:
    """Checks that each word of the contents has the same language as in the text (WCAG 3.1.2)."""
    passages = {
        f"{name}#{span.get('id')}": span.getparent()
        for name, page in pages.items()
        for span in page.iter(f"{_XHTML}span")
    }
    for link in ncc.iter(f"{_XHTML}a"):
        name, _, id = link.get("href", "").partition("#")
        sources = [
            text.get("src", "") for par in parts[name].iter("par") if par.get("id") == id for text in par.iter("text")
        ]
        wanted, shown = (_foreign(passages.get(expected), ncc) for expected in sources[:1]), _foreign(link, ncc)
        for expected in wanted:
            if expected != shown:
                title = "".join(link.itertext())
                yield error(
                    "daisy-link", f"“{title[:60]}” of the contents is in other languages than in the text", place
                )


def _foreign(element: Element | None, ncc: Element) -> list[tuple[str, str]]:
    """Returns the words of a heading that are in another language than the book, as (language, words)."""
    spans = element.iter(f"{_XHTML}span") if element is not None else ()
    named = ((span.get("lang", ""), "".join("".join(span.itertext()).split())) for span in spans)
    return [(language, words) for language, words in named if language not in ("", ncc.get("lang"))]


def _sounds(
    book: zipfile.ZipFile, ncc: Element, parts: dict[str, Element], texts: dict[str, str], place: Place
) -> Iterator[Finding]:
    """Checks that the sound of each clip fits its text, and that the times in the metadata are those of the clips."""
    total = 0.0
    for name, smil in parts.items():
        clips: dict[str, list[tuple[float, str]]] = {}
        end = 0.0
        for par in smil.iter("par"):
            text, sound = par.find("text"), par.find("audio")
            if text is None or sound is None:
                continue
            start, end = (float(m[1]) if (m := _TIME.fullmatch(sound.get(key, ""))) else 0.0 for key in CLIP)
            total += end - start
            words = texts.get(text.get("src", ""), "")
            if any(map(str.isalnum, words)):
                clips.setdefault(sound.get("src", ""), []).append((start, words))
        for file, file_clips in clips.items():
            if file in book.namelist():
                yield from clips_findings(book.read(file), file_clips, end, place)
        if not _near(_meta(smil, "meta").get("ncc:timeInThisSmil", ""), end):
            yield error("daisy-times", f"{name} does not say how long its clips last", place)
    if not _near(_meta(ncc, f"{_XHTML}meta").get("ncc:totalTime", ""), total):
        yield error("daisy-times", "the book does not say how long its clips last (ncc:totalTime)", place)


def _meta(root: Element, tag: str) -> dict[str, str]:
    return {element.get("name"): element.get("content", "") for element in root.iter(tag)}


def _near(clock: str, seconds: float) -> bool:
    """Whether a time such as 00:03:05 is this number of seconds, allowing for rounding of the parts."""
    parts = [int(part) if part.isdecimal() else -1000 for part in clock.split(":")]
    return len(parts) == 3 and abs(parts[0] * 3600 + parts[1] * 60 + parts[2] - seconds) <= ROUNDED


def _missed(played: list[str], texts: dict[str, str], place: Place) -> Iterator[Finding]:
    spoken = {name for name in texts if name.startswith("content.html#")}
    for name in sorted(spoken - set(played)):
        yield error("daisy-link", f"the text “{texts[name][:60]}” has no sound", place)
