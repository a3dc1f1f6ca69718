"""The streams of a PDF, unpacked within bounds: of a damaged one what stands before the damage, of a bomb its beginning.

pdfminer unpacks a stream whole, whatever its size, and gives nothing of one whose packing is damaged (ISO 32000-1, 7.4).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from io import BytesIO

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.lzw import LZWDecoder
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import apply_png_predictor, apply_tiff_predictor

from pipeline.sources.pdf.file.syntax import objects

MOST_BYTES = 16 * 2**20
"""Bytes that one stream may unpack to; the drawing of a full page of text has some 30 000."""
MOST_OBJECTS = 8 * 2**20
"""Bytes that the object streams of a file may unpack to together (7.5.7): about as many as 500 tagged pages have."""
STEP = 64
END_OF_RUNS = 128
"""The byte that ends data packed in runs (7.4.5)."""
FLUSHED = b"\x00\x00\xff\xff"
"""How data end that were flushed and never closed, as some programs leave them: all that was packed is there."""
TOO_MUCH, DAMAGED = "it draws more than any page of text does", "its drawing is damaged (the packing of its data)"


class Streams:
    """Watches over the streams that are read from a document; `faults` says in words what was wrong since it was emptied.

    `packed` are the bytes of all that were read, each counted once, before they were unpacked.
    """

    def __init__(self, document: PDFDocument) -> None:
        self.faults: list[str] = []
        self.packed = self._objects = 0
        self._known: set[object] = set()
        self._document = document
        self._read = document.getobj
        document.getobj = self._checked  # type: ignore[method-assign]
        document._get_objects = self._packed  # type: ignore[method-assign]

    def _checked(self, objid: int) -> object:
        value: object = self._read(objid)
        if isinstance(value, PDFStream) and "decode" not in vars(value) and not _is(value, "Subtype", "Image"):
            value.decode = partial(self._unpack, value)  # type: ignore[method-assign]
        return value

    def _packed(self, stream: PDFStream) -> tuple[list[object], int]:
        """The numbers and the objects of an object stream (7.5.7), and how many objects there are."""
        count = resolve1(stream.attrs.get("N"))
        return objects(stream.get_data(), self._document), count if isinstance(count, int) else 0

    def _unpack(self, stream: PDFStream) -> None:
        if stream.objid not in self._known:
            self._known.add(stream.objid)
            self.packed += len(stream.rawdata or b"")
        objects = _is(stream, "Type", "ObjStm")
        fault = _unpack(stream, MOST_OBJECTS - self._objects if objects else MOST_BYTES)
        self._objects += len(stream.data or b"") if objects else 0
        self.faults += [fault] if fault else []


def _is(stream: PDFStream, key: str, name: str) -> bool:
    said = resolve1(stream.attrs.get(key))
    return said is not None and literal_name(said) == name


def _unpack(stream: PDFStream, most: int) -> str:
    """Unpack a stream filter by filter, no further than to `most` bytes; gives what was wrong with it."""
    data, fault = stream.rawdata or b"", ""
    if stream.decipher:
        data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)  # type: ignore[arg-type]
    for name, raw in stream.get_filters():
        unpack = _FILTERS.get(literal_name(name))
        parameters = raw if isinstance(raw, dict) else {}
        try:
            data, fault = unpack(data, most) if unpack else (data, DAMAGED)
            if resolve1(parameters.get("Predictor", 1)) != 1 and not fault:
                data = _predicted(data, parameters)
        except Exception:
            data, fault = b"", DAMAGED
        if fault:
            break
    stream.data, stream.rawdata = data, None
    return fault


def _predicted(data: bytes, parameters: dict[str, object]) -> bytes:
    """The data as they were before a predictor changed them (7.4.4.4); raises ValueError where a row is longer than they are."""
    values = {key: resolve1(parameters.get(key, usual)) for key, usual in _PREDICTOR.items()}
    kind, colours, columns, bits = (value if isinstance(value, int) else 0 for value in values.values())
    if min(colours, columns, bits) <= 0 or colours * columns * bits > 8 * len(data):
        raise ValueError("rows longer than the data")
    if kind == 2:
        return bytes(apply_tiff_predictor(colours, columns, bits, data))
    return bytes(apply_png_predictor(kind, colours, columns, bits, data))


def _run_length(data: bytes, most: int) -> tuple[bytes, str]:
    """Runs of bytes (7.4.5): a length below `END_OF_RUNS` is that of bytes that follow, one above repeats the next byte."""
    unpacked, at = bytearray(), 0
    while at < len(data) and data[at] != END_OF_RUNS:
        length = data[at]
        if length < END_OF_RUNS:
            unpacked += data[at + 1 : at + 2 + length]
            at += length + 2
        else:
            unpacked += data[at + 1 : at + 2] * (2 * END_OF_RUNS + 1 - length)
            at += 2
        if len(unpacked) > most:
            return bytes(unpacked[:most]), TOO_MUCH
    return bytes(unpacked), ""


def _lzw(data: bytes, most: int) -> tuple[bytes, str]:
    unpacked = bytearray()
    for part in LZWDecoder(BytesIO(data)).run():
        unpacked += part
        if len(unpacked) > most:
            return bytes(unpacked[:most]), TOO_MUCH
    return bytes(unpacked), ""


def inflated(data: bytes, most: int = MOST_BYTES) -> tuple[bytes, str]:
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
        if len(unpacked) <= most and data.endswith(FLUSHED):
            return bytes(unpacked), ""
    return bytes(unpacked[: max(0, most)]), "" if unpacker.eof else DAMAGED


Filter = Callable[[bytes, int], tuple[bytes, str]]
_PREDICTOR = {"Predictor": 1, "Colors": 1, "Columns": 1, "BitsPerComponent": 8}
_FILTERS: dict[str, Filter] = {
    **dict.fromkeys(("FlateDecode", "Fl"), inflated),
    **dict.fromkeys(("LZWDecode", "LZW"), _lzw),
    **dict.fromkeys(("RunLengthDecode", "RL"), _run_length),
    **dict.fromkeys(("ASCII85Decode", "A85"), lambda data, _: (ascii85decode(data), "")),
    **dict.fromkeys(("ASCIIHexDecode", "AHx"), lambda data, _: (asciihexdecode(data), "")),
    "Crypt": lambda data, _: (data, ""),
}
"""The filters of text streams; those of pictures say nothing that is read."""
