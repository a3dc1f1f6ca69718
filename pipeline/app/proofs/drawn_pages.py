"""The proof of what the eye gets of PDF files: each page is drawn and looked at, its letters, colours and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain

from pipeline.app.proof import UNSEEN
from pipeline.builders import About
from pipeline.builders.print.engine import shown
from pipeline.editions import words
from pipeline.editions.assets import Assets
from pipeline.editions.edition import Piece
from pipeline.model.findings import Finding, Findings, error
from pipeline.model.place import Place
from pipeline.verifiers.pdf.contrast import backgrounds, contrast
from pipeline.verifiers.pdf.covered import covered
from pipeline.verifiers.pdf.glyphs import glyphs
from pipeline.verifiers.pdf.marks import ShownCharacters
from pipeline.verifiers.pdf.pictures import Awaited, ContentPicture, pictures
from pipeline.verifiers.pdf.places import WORD, furniture
from pipeline.verifiers.pdf.seen import seen
from pipeline.verifiers.pdf.signs import signs
from pipeline.verifiers.pdf.views import figures_of, give_up, views

PIXELS = (".png", ".jpg", ".jpeg", ".gif", ".webp")


def look_at(
    pdfs: Iterable[tuple[str, bytes]], assets: Assets, declared: Sequence[Piece], about: About | None = None
) -> Iterator[Finding]:
    """What the eye gets of the PDF files of one edition, which may show the fonts and pictures of the assets.

    The heads and feet of pages may say the words of the edition, and those that it says `about` itself where these are known.
    What was read of the pages is given up at the end: of a long file it takes more memory than its proof.
    """
    names: list[str] = []
    known = _words_known(assets, declared, about or ())
    awaited = Awaited(list(_given(declared, assets.pictures)), tuple(_others(assets)))
    for name, data in pdfs:
        names.append(name)
        try:
            yield from glyphs(data, assets.under("fonts"), name)
            if about is not None:
                yield from furniture(data, known, name)
            yield from _pages(data, name, awaited.has_ornaments)
            yield from pictures(data, awaited, name)
        except Exception as wrong:  # a damaged file has its finding already; what cannot be drawn is reported here
            message = f"{name} cannot be drawn: {type(wrong).__name__}: {wrong}"
            yield error("pdf-unreadable", message, Place(name), "build it again")
            return
        finally:
            give_up()
    yield from awaited.missing(names[0])


def _pages(data: bytes, file: str, ornaments: bool) -> Iterator[Finding]:
    """What is wrong with the words and the shapes of each page; its picture is drawn once for all checks."""
    figures = figures_of(data)
    words: list[tuple[ShownCharacters, str]] = []
    for view in views(data):
        yield from seen(view, file)
        yield from covered(view, figures, file)
        yield from signs(view, figures, file, ornaments=ornaments)
        words += backgrounds(view)
    yield from contrast(words, file)


def _words_known(assets: Assets, declared: Sequence[Piece], about: About) -> frozenset[str]:
    """The words of an edition, of what it says of itself, and of page numbers, in small letters."""
    said = [piece.text for piece in declared] + [value for _, _, value in about]
    said += [words.load(assets, language).texts["page"] for language in words.languages(assets)]
    drawn = (text.translate(UNSEEN) for text in said)  # a word with a sign that is not seen is one word on the page
    return frozenset(word.casefold() for text in (*said, *drawn) for word in WORD.findall(text))


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
        return tuple(contrast(chain.from_iterable(map(backgrounds, views(data))), file))
    return ()
