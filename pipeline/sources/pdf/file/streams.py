"""The streams of a PDF, unpacked within bounds: of a damaged one what stands before the damage, of a bomb its beginning.

pdfminer unpacks a stream whole, whatever its size, and gives nothing of one whose packing is damaged (ISO 32000-1, 7.4).
"""

from __future__ import annotations

import zlib
from contextlib import suppress
from functools import partial

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import (
    LITERALS_ASCII85_DECODE,
    LITERALS_ASCIIHEX_DECODE,
    LITERALS_FLATE_DECODE,
    PDFStream,
    resolve1,
)
from pdfminer.psparser import literal_name

from pipeline.sources.pdf.file.syntax import objects

MOST = 16 * 2**20
"""Bytes that one stream may unpack to; the drawing of a full page of text has some 30 000."""
MOST_OBJECTS = 8 * 2**20
"""Bytes that the object streams of a file may unpack to together (7.5.7): about as many as 500 tagged pages have."""
STEP = 64
TOO_MUCH, DAMAGED = "it draws more than any page of text does", "its drawing is damaged (the packing of its data)"


class Streams:
    """Watches over the streams that are read from a document; `faults` says in words what was wrong since it was emptied."""

    def __init__(self, document: PDFDocument) -> None:
        self.faults: list[str] = []
        self._objects = 0
        self._document = document
        self._read = document.getobj
        document.getobj = self._checked  # type: ignore[method-assign]
        document._get_objects = self._packed  # type: ignore[method-assign]

    def _checked(self, objid: int) -> object:
        found: object = self._read(objid)
        if isinstance(found, PDFStream) and "decode" not in vars(found) and not _is(found, "Subtype", "Image"):
            found.decode = partial(self._unpack, found)  # type: ignore[method-assign]
        return found

    def _packed(self, stream: PDFStream) -> tuple[list[object], int]:
        """The numbers and the objects of an object stream (7.5.7), and how many objects there are."""
        count = resolve1(stream.attrs.get("N"))
        return objects(stream.get_data(), self._document), count if isinstance(count, int) else 0

    def _unpack(self, stream: PDFStream) -> None:
        objects = _is(stream, "Type", "ObjStm")
        fault = _unpack(stream, MOST_OBJECTS - self._objects if objects else MOST)
        self._objects += len(stream.data or b"") if objects else 0
        self.faults += [fault] if fault else []


def _is(stream: PDFStream, key: str, name: str) -> bool:
    said = resolve1(stream.attrs.get(key))
    return said is not None and literal_name(said) == name


def _unpack(stream: PDFStream, most: int) -> str:
    """Unpack a stream, by pdfminer where its filters are rare or have a predictor; gives what was wrong with it."""
    data, fault = stream.rawdata or b"", ""
    if stream.decipher:
        data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)  # type: ignore[arg-type]
    filters = stream.get_filters()
    for name, parameters in filters:
        if name in LITERALS_FLATE_DECODE:
            data, fault = inflated(data, most)
        elif name in LITERALS_ASCII85_DECODE:
            data = ascii85decode(data)
        elif name in LITERALS_ASCIIHEX_DECODE:
            data = asciihexdecode(data)
        else:
            return _left_to_pdfminer(stream)
        if fault:
            break
        if isinstance(parameters, dict) and resolve1(parameters.get("Predictor", 1)) != 1:
            return _left_to_pdfminer(stream)
    stream.data, stream.rawdata = data, None
    return fault


def _left_to_pdfminer(stream: PDFStream) -> str:
    packed = stream.rawdata
    with suppress(Exception):
        PDFStream.decode(stream)
    if stream.rawdata is not None:
        stream.data, stream.rawdata = b"", None
    return DAMAGED if packed and not stream.data else ""


def inflated(data: bytes, most: int = MOST) -> tuple[bytes, str]:
    """The unpacked bytes (RFC 1950), and what was wrong; a missing or wrong checksum is nothing that a reader would miss."""
    if not data:
        return b"", ""
    unpacker = zlib.decompressobj()
    with suppress(zlib.error):
        unpacked = unpacker.decompress(data, max(1, most))
        if unpacker.eof:
            return unpacked, ""
        if unpacker.unconsumed_tail:
            return unpacked, TOO_MUCH
    return _salvaged(data, most)


def _salvaged(data: bytes, most: int) -> tuple[bytes, str]:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    unpacked = bytearray()
    with suppress(zlib.error):
        for at in range(2, len(data), STEP):
            unpacked += unpacker.decompress(data[at : at + STEP], max(1, most - len(unpacked) + 1))
            if unpacker.eof or len(unpacked) > most:
                break
    return bytes(unpacked[: max(0, most)]), "" if unpacker.eof else DAMAGED
