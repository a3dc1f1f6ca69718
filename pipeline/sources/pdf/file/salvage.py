"""What is left of a PDF that has lost its end or its page tree: its page objects are found one by one and put into a new tree.

A file that was cut off has neither cross-references nor, mostly, the root of its pages (ISO 32000-1, 7.5), and qpdf gives it up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

import pikepdf

from pipeline.sources.pdf.file.streams import TOO_MUCH, inflated

OBJECT = re.compile(rb"(?<![\d.])(\d{1,7})\s+\d{1,5}\s+obj\b")
PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
NUMBERS = re.compile(rb"/(N|First)\s+(\d{1,7})\b")
UNNAMED = ((b"trailer", b"trai1er"), (b"startxref", b"startxre1"), (b"/XRef", b"/XRe1"), (b"/Parent", b"/Paren1"))
"""What would lead to the lost parts of the file, and names of the same length that lead nowhere."""
ENTRIES = re.compile(rb"/(?:Index\s*\[([\d\s]*)\]|(?:Size|Columns|Colors)\s+(\d+))")
MOST_ENTRIES = 8_388_607
"""Objects that a file may have (annex C)."""
INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
DEEPEST_PAGE_TREE = 50


def salvaged(data: bytes) -> bytes | None:
    """A whole PDF of the pages that are left, None where there are none or the file is encrypted."""
    if b"/Encrypt" in data:
        return None
    objects = dict(objects_of(data))
    packed = {number: body for body in objects.values() if b"/ObjStm" in body for number, body in _unpacked(body)}
    packed = {number: body for number, body in packed.items() if number not in objects}
    pages = [number for number, body in (objects | packed).items() if PAGE.search(body.partition(b"stream")[0])]
    free = max((*objects, *packed), default=0) + 1
    added = b"".join(b"%d 0 obj\n%b\nendobj\n" % item for item in packed.items())
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    tree = b"%d 0 obj\n<</Type/Pages/Count %d/Kids[%b]>>\nendobj\n" % (free, len(pages), kids)
    root = b"%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n" % (free + 1, free)
    end = b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n0\n%%%%EOF\n" % (free + 2, free + 1)
    without = data
    for old, new in UNNAMED:
        without, added = without.replace(old, new), added.replace(old, new)
    return _whole(without + b"\nendstream\nendobj\n" + added + tree + root + end) if pages else None


def is_bomb(data: bytes) -> bool:
    """Whether a cross-reference stream (7.5.8) is larger than that of any file, which pdfminer and qpdf would read whole."""
    for _, body in objects_of(data) if b"/XRef" in data else ():
        head, _, packed = body.partition(b"stream")
        if b"/XRef" in head:
            numbers = [int(number) for entry in ENTRIES.findall(head) for number in b" ".join(entry).split()]
            if max(numbers, default=0) > MOST_ENTRIES or inflated(packed.lstrip(b"\r\n"))[1] == TOO_MUCH:
                return True
    return False


def objects_of(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each numbered object as it stands in the file, its stream too where it has one."""
    matches = list(OBJECT.finditer(data))
    ends = [*(match.start() for match in matches[1:]), len(data)]
    for one, end in zip(matches, ends, strict=False):
        yield int(one[1]), data[one.end() : end]


def _unpacked(body: bytes) -> Iterator[tuple[int, bytes]]:
    """The objects in an object stream (7.5.7)."""
    head, _, packed = body.partition(b"stream")
    said = {key: int(number) for key, number in NUMBERS.findall(head)}
    data = inflated(packed.lstrip(b"\r\n"))[0] if b"/FlateDecode" in head else packed.lstrip(b"\r\n")
    first = said.get(b"First", 0)
    table = [int(number) for number in data[:first].split() if number.isdigit()]
    starts = [*table[1::2], len(data) - first]
    for number, start, end in zip(table[::2], starts, starts[1:], strict=False):
        if 0 <= start < end:
            yield number, data[first + start : first + end]


def _whole(data: bytes) -> bytes | None:
    """The file rewritten by qpdf; each page gets what it had inherited, as far as its old parents are left (7.7.3.4)."""
    written = BytesIO()
    with suppress(Exception), pikepdf.open(BytesIO(data), suppress_warnings=True) as file:
        for page in file.pages:
            _inherit(page.obj)
        file.save(written)
    return written.getvalue() or None


def _inherit(page: pikepdf.Object) -> None:
    parent = page.get("/Paren1")
    for _ in range(DEEPEST_PAGE_TREE):
        if not isinstance(parent, pikepdf.Dictionary):
            break
        for key in INHERITED:
            if key not in page and key in parent:
                page[key] = parent[key]
        parent = parent.get("/Paren1")
    if "/Paren1" in page:
        del page["/Paren1"]
