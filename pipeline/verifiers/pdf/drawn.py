"""Whether a Word or OpenDocument file shows its words: LibreOffice sets it on pages, which are drawn and looked at as a PDF is.

A word that the file says and no page has was hidden; one that a page has and that changes no pixel is white, covered or cut
away; words in a font of their own may be rows of pictures. Used by the tests that have LibreOffice.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pikepdf
import pypdfium2

from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers import ReadRun
from pipeline.verifiers.pdf.marks import ShownCharacters, read_pages
from pipeline.verifiers.pdf.seen import seen

WORD = re.compile(r"[^\W\d]+|\d+")  # the number of a note stands right behind its word
NEAR, COMMON = 0.5, 0.5  # of the type size, and of the narrower: how near lines are that cannot be read
ASCII, FAMILY = re.compile("[A-Za-z]{2}"), re.compile("-")
"""What each family of letters has, and what separates the name of a family from that of its weight."""


def drawn(pages: bytes, runs: Iterable[ReadRun], file: str) -> Iterator[Finding]:
    """An error for what people do not see of a file that should say `runs`, given as the PDF that LibreOffice made of it."""
    texts = [run.text for run in runs if "picture" not in run.facts]
    wanted = Counter(word for text in texts for word in WORD.findall(text))
    with pypdfium2.PdfDocument(pages) as pdf:
        counter = Counter(word for page in pdf for word in WORD.findall(page.get_textpage().get_text_range()))
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        shown = read_pages(pdf).shown
    letters = Counter("".join(one.text for one in shown))
    lost = wanted - counter
    if not lost:  # letters in a form of their own, as transparent ones are
        pale = Counter("".join("".join(WORD.findall(text)) for text in texts)) - letters
        lost = Counter({f"the letter {sign}": count for sign, count in pale.items()})
    if lost:
        some = "”, “".join(sorted(lost)[:5])
        yield error("office-unseen", f"no page shows “{some}” ({lost.total()} in all)", Place(file))
    families = Counter(FAMILY.split(one.font)[0] for one in shown for _ in ASCII.findall(one.text))
    usual = max(families, key=families.__getitem__, default="")
    other = next((one for one in shown if ASCII.search(one.text) and FAMILY.split(one.font)[0] != usual), None)
    if other:
        yield error("office-unseen", f"“{other.text[:40]}” is set in {other.font}, not in {usual}", Place(file))
    for one, other in _on_each_other(shown):
        message = f"“{one.text.strip()[:40]}” lies on “{other.text.strip()[:40]}”"
        yield error("office-unseen", message, Place(file, page=one.page + 1))
        break
    yield from seen(pages, file)


def _on_each_other(shown: Iterable[ShownCharacters]) -> Iterator[tuple[ShownCharacters, ShownCharacters]]:
    """Words of two lines that are so near that neither can be read."""
    by_page: dict[int, list[ShownCharacters]] = {}
    for one in shown:
        if one.text.strip():
            by_page.setdefault(one.page, []).append(one)
    for some in by_page.values():
        some.sort(key=lambda shown: -shown.y)
        for number, one in enumerate(some):
            for other in some[number + 1 :]:
                if one.y - other.y >= NEAR * one.size:
                    break
                common = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
                if one.y != other.y and common > COMMON * min(one.width, other.width) > 0:
                    yield one, other
