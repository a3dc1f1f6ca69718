"""The proof of what the eye gets of PDF files: each page is drawn and looked at, its letters, colours and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from pipeline.builders import About
from pipeline.builders.print.engine import shown
from pipeline.editions import words
from pipeline.editions.assets import Assets
from pipeline.editions.edition import Piece
from pipeline.model.findings import Finding, Findings, error
from pipeline.model.place import Place
from pipeline.verifiers.pdf.contrast import contrast
from pipeline.verifiers.pdf.covered import covered
from pipeline.verifiers.pdf.glyphs import glyphs
from pipeline.verifiers.pdf.pictures import Awaited, ContentPicture, pictures
from pipeline.verifiers.pdf.places import WORD, furniture
from pipeline.verifiers.pdf.seen import seen
from pipeline.verifiers.pdf.signs import signs

PIXELS = (".png", ".jpg", ".jpeg", ".gif", ".webp")


def look_at(
    pdfs: Mapping[str, bytes], assets: Assets, declared: Sequence[Piece], about: About | None = None
) -> Iterator[Finding]:
    """What the eye gets of the PDF files of one edition, which may show the fonts and pictures of the assets.

    The heads and feet of pages may say the words of the edition, and those that it says `about` itself where these are known.
    """
    known = _words_known(assets, declared, about or ())
    awaited = Awaited(list(_given(declared, assets.pictures)), tuple(_others(assets)))
    for name, data in pdfs.items():
        try:
            yield from glyphs(data, assets.under("fonts"), name)
            yield from seen(data, name)
            yield from covered(data, name)
            yield from signs(data, name, awaited.has_ornaments)
            if about is not None:
                yield from furniture(data, known, name)
            yield from contrast(data, name)
            yield from pictures(data, awaited, name)
        except Exception as wrong:  # a damaged file has its finding already; what cannot be drawn is reported here
            message = f"{name} cannot be drawn: {type(wrong).__name__}: {wrong}"
            yield error("pdf-unreadable", message, Place(name), "build it again")
            return
    yield from awaited.missing(next(iter(pdfs)))


def _words_known(assets: Assets, declared: Sequence[Piece], about: About) -> frozenset[str]:
    """The words of an edition, of what it says of itself, and of page numbers, in small letters."""
    said = [piece.text for piece in declared] + [value for _, _, value in about]
    said += [words.load(assets, language).texts["page"] for language in words.languages(assets)]
    return frozenset(word.casefold() for text in said for word in WORD.findall(text))


def _given(declared: Sequence[Piece], pictures: Mapping[str, bytes]) -> Iterator[ContentPicture]:
    """The pictures of an edition, with the pixels that a PDF should show; none are known of charts drawn before."""
    for piece in declared:
        if file := dict(piece.facts or ()).get("picture"):
            pixels, drawing = shown(pictures[file]) if file in pictures else (b"", True)
            yield ContentPicture(piece.block, pixels, drawing, bool(piece.text))


def _others(assets: Assets) -> Iterator[bytes]:
    """The pictures of the project besides, which templates may show."""
    for name, data in (*assets.templates.items(), *assets.pictures.items()):
        if name.lower().endswith(PIXELS):
            yield data


def colours(data: bytes, file: str) -> Findings:
    """What is wrong with the colours of a PDF of another author; of one that is too damaged to be drawn nothing is said."""
    with suppress(Exception):  # the libraries raise errors of many kinds
        return tuple(contrast(data, file))
    return ()
