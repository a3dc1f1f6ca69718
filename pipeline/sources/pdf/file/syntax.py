"""The syntax of PDF (ISO 32000-1, 7.2 and 7.8.2): bytes → objects of pdfminer's types, content streams → operations.

pdfminer reads both one token at a time, which takes two thirds of the time that it needs for a page. Here one regular
expression finds a whole operation with its operands, for example `1 0 0 1 72 720` and `cm`; the operands stay bytes until
an operator needs them. Every repetition is possessive and every expression matches at any place, so the time grows with the
length of the data, whatever is in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import KWD, LIT, PSLiteral, literal_name

MOST_LEVELS = 3
"""So deep stands what is read: headers are a list (3) in an attribute object (2) in a list of attributes (1) (14.7.6.1)."""
DEEPEST_STRING = 9
"""Levels of brackets inside a string; no producer writes brackets in a string without a backslash more than a few deep."""


def _string(depth: int = DEEPEST_STRING) -> bytes:
    r"""The pattern of what stands between the brackets of a string (7.3.4.2): `\x`, and brackets in pairs."""
    inner = rb"|\(" + _string(depth - 1) + rb"\)" if depth else b""
    return rb"(?:[^()\\]++|\\." + inner + rb")*+"


_SPACE = rb"\x00\t\n\x0c\r "
_REGULAR = rb"[^" + _SPACE + rb"()<>\[\]{}/%]"
_HEX = rb"[0-9A-Fa-f" + _SPACE + rb"]*+"
_OPERANDS = (
    rb"(?:[\d.+\-" + _SPACE + rb"]++|/" + _REGULAR + rb"*+|\(" + _string() + rb"\)|<<|>>|<" + _HEX + rb">|[\[\]]"
    rb"|%[^\r\n]*+|(?:true|false|null)(?!" + _REGULAR + rb"))*+"
)
OPERATION = re.compile(rb"(" + _OPERANDS + rb")([A-Za-z'\"]" + _REGULAR + rb"*+|.|\Z)", re.DOTALL)
TOKEN = re.compile(
    rb"([+-]?(?:\d+\.?\d*|\.\d+))(?=["
    + _SPACE
    + rb"()<>\[\]{}/%]|\Z)|/("
    + _REGULAR
    + rb"*+)|\(("
    + _string()
    + rb")\)"
    rb"|<(" + _HEX + rb")>|(<<|\[)|(>>)|(\])|%[^\r\n]*+|(" + _REGULAR + rb"++)|.",
    re.DOTALL,
)
NUMERAL, NAMED, TEXT, HEX_TEXT, OPENING, DICTIONARY, ARRAY, KEYWORD = range(1, TOKEN.groups + 1)
"""What the groups of `TOKEN` hold; `DICTIONARY` and `ARRAY` are the ends of these."""
STRINGS = re.compile(rb"\((" + _string() + rb")\)|<(" + _HEX + rb")>|([\d.+\-]++)", re.DOTALL)
NAME = re.compile(rb"/(" + _REGULAR + rb"*+)")
NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n?|\n)|(.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_NAME_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_NOT_HEX = re.compile(rb"[^0-9A-Fa-f]++")
_IMAGE_END = re.compile(rb"[" + _SPACE + rb"]?EI(?=[" + _SPACE + rb"][\t\n\r -~]{0,10}(?:[" + _SPACE + rb"!-~]|\Z)|\Z)")
_ASCII85_END = re.compile(rb"~>")
_BRACKET = re.compile(rb"\\.|[()]", re.DOTALL)
_WORDS = {b"true": True, b"false": False, b"null": None}
IMAGE = b"EI"


def operations(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(operands, operator) of a content stream; an image in the stream (8.9.7) is one operation EI with its dictionary."""
    start = 0
    while start < len(data):
        for match in OPERATION.finditer(data, start):
            operands, operator = match.groups()
            if operator == b"ID":
                ascii85 = b"/A85" in operands or b"/ASCII85" in operands
                end = (_ASCII85_END if ascii85 else _IMAGE_END).search(data, match.end())
                yield operands, IMAGE
                start = end.end() if end else len(data)
                break
            if operator == b"(":
                start = _past_string(data, match.end())
                break
            yield operands, operator
        else:
            return


def _past_string(data: bytes, start: int) -> int:
    """Where a string ends that is deeper than others; the end of the data where it has no end."""
    depth = 1
    for match in _BRACKET.finditer(data, start):
        depth += (match[0] == b"(") - (match[0] == b")")
        if not depth:
            return match.end()
    return len(data)


def numbers(operands: bytes, count: int) -> list[float] | None:
    """The last `count` operands as numbers, None where there are fewer."""
    parts = operands.split()
    try:
        return list(map(float, parts[-count:])) if len(parts) >= count else None
    except ValueError:
        pass
    values = [value for value in objects(operands) if isinstance(value, int | float)]
    return [float(value) for value in values[-count:]] if len(values) >= count else None


def name_in(operands: bytes) -> str:
    """The last name among the operands, "" where there is none."""
    found = NAME.findall(operands)
    return _name(found[-1]) if found else ""


def strings(operands: bytes) -> list[bytes | float]:
    """The strings and numbers of a text-showing operation (9.4.3), in order."""
    pieces: list[bytes | float] = []
    for literal, digits, number in STRINGS.findall(operands):
        if literal:
            pieces.append(_unescaped(literal) if b"\\" in literal else literal)
        elif digits:
            pieces.append(_from_hex(digits))
        elif number:
            value = number_of(number)
            if value is not None:
                pieces.append(value)
    return pieces


def number_of(text: bytes) -> float | None:
    """A number, of a damaged one ("--5", "1.2.3") what can be read of it, None where nothing can."""
    try:
        return float(text)
    except ValueError:
        match = NUMBER.search(text)
        return float(match[0]) if match else None


def objects(data: bytes, document: PDFDocument | None = None) -> list[object]:
    """The objects that stand one after the other in the data; references point into the document."""
    outer: list[list[object]] = []
    current: list[object] = []
    for kind, text in _tokens(data):
        if kind == NUMERAL:
            current.append(float(text) if b"." in text else int(text))
        elif kind == NAMED:
            current.append(LIT(_name(text)))
        elif kind == TEXT:
            current.append(_unescaped(text) if b"\\" in text else text)
        elif kind == HEX_TEXT:
            current.append(_from_hex(text))
        elif kind == OPENING:
            outer.append(current)
            current = []
        elif kind == KEYWORD:
            _keyword(text, current, document)
        elif outer:
            value: object = _dictionary(current) if kind == DICTIONARY else current
            current = outer.pop()
            current.append(value)
    return current


def _tokens(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The groups of `TOKEN` by their numbers."""
    start = 0
    while start < len(data):
        for match in TOKEN.finditer(data, start):
            kind = match.lastindex
            if kind:
                yield kind, match[kind]
            elif match[0] == b"(":
                start = _past_string(data, match.end())
                break
        else:
            return


def _keyword(text: bytes, current: list[object], document: PDFDocument | None) -> None:
    if text == b"R" and len(current) >= 2 and isinstance(current[-2], int):
        current[-2:] = [PDFObjRef(document, current[-2])]
    elif text in _WORDS:
        current.append(_WORDS[text])
    else:
        number = number_of(text) if text[:1] in b"+-.0123456789" else None
        current.append(KWD(text) if number is None else number)


def followed(value: object, levels: int = MOST_LEVELS) -> Any:
    """The value, with the references in it replaced by what they name, `levels` deep.

    To follow all of them could take forever: 50 arrays, each of which names the next one twice, have 2**50 ends.
    """
    return _followed(value, levels, {})


def _followed(value: object, levels: int, known: dict[tuple[int, int], object]) -> Any:
    mark = (getattr(value, "objid", 0), levels) if isinstance(value, PDFObjRef) else None
    if mark in known:
        return known[mark]
    held: Any = resolve1(value)
    if levels and isinstance(held, list):
        held = [_followed(one, levels - 1, known) for one in held]
    elif levels and isinstance(held, dict):
        held = {key: _followed(one, levels - 1, known) for key, one in held.items()}
    if mark:
        known[mark] = held
    return held


def _dictionary(held: list[object]) -> dict[str, object]:
    """Keys and values in turn; a null is as good as no entry (7.3.7)."""
    pairs = zip(held[::2], held[1::2], strict=False)
    return {literal_name(key): value for key, value in pairs if value is not None and isinstance(key, PSLiteral)}


def _name(text: bytes) -> str:
    if b"#" in text:
        text = _NAME_CODE.sub(lambda code: bytes((int(code[1], 16),)), text)
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return str(text)  # as pdfminer names it, so that keys of dictionaries and names in drawings agree


def _from_hex(text: bytes) -> bytes:
    digits = _NOT_HEX.sub(b"", text)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _unescaped(text: bytes) -> bytes:
    return _ESCAPE.sub(_escape, text)


def _escape(match: re.Match[bytes]) -> bytes:
    octal, line_end, letter = match.groups()
    if octal:
        return bytes((int(octal, 8) & 0xFF,))
    return b"" if line_end else _ESCAPED.get(letter, letter)
