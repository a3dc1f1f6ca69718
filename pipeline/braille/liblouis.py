"""Calls the library liblouis, which translates print into braille and back with tables.

Only this module uses the library. It is a system package (Debian: `liblouis-bin`), not a Python package. Braille is given as
Unicode braille (U+2800 is a blank cell).
"""

from __future__ import annotations

import ctypes
import ctypes.util
import re
from functools import cache, cached_property, lru_cache
from itertools import groupby

INSTALL = "sudo apt-get install liblouis-bin liblouis-data"
DISPLAY = "unicode.dis"
NO_UNDEFINED = 128  # the mode in which the library leaves out characters that the table does not know
AS_CELLS = 4 | 64  # cells as Unicode braille, even if a table has marks beside the six dots (Ukrainian)
PLAIN, ITALIC, BOLD = 0, 1, 4  # typeforms of the library
LETTER_SIGN = "\u2830"  # marks a letter after a number, which would be read as a digit
# Signs such as “@” and Latin letters come from this table if another one lacks them.
OTHER_SIGNS = "en-ueb-g1.ctb"


class MissingTable(Exception):
    """The library or a table is not installed."""


@cache
def _library() -> ctypes.CDLL:
    name = ctypes.util.find_library("louis") or "liblouis.so.20"
    try:
        library = ctypes.CDLL(name)
    except OSError as wrong:
        raise MissingTable("braille needs the library liblouis, which is not installed") from wrong
    library.lou_version.restype = ctypes.c_char_p
    library.lou_getTable.restype = ctypes.c_void_p
    library.lou_registerLogCallback(_SILENT)
    return library


# Without this, the library writes messages about tables to the terminal.
_SILENT = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_char_p)(lambda _level, _message: None)


def version() -> str:
    """The version of the library, or "" if it is missing."""
    try:
        return str(_library().lou_version().decode())
    except MissingTable:
        return ""


@cache
def table(name: str) -> BrailleTable:
    """Returns the table of a file name, which is loaded once. Raises MissingTable."""
    return BrailleTable(name)


class BrailleTable:
    """A table of liblouis by its file name, such as "en-ueb-g2.ctb". Raises MissingTable."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._library = _library()
        self._list = f"{DISPLAY},{name}".encode()
        if not self._library.lou_getTable(self._list):
            raise MissingTable(f"liblouis {version()} has no table “{name}”")
        self._size = int(self._library.lou_charSize())
        self._unit = ctypes.c_uint32 if self._size == 4 else ctypes.c_uint16
        self._code = "utf-32-le" if self._size == 4 else "utf-16-le"

    @lru_cache(20_000)  # noqa: B019  # there are only a few tables, and most words occur several times
    def braille(self, text: str, *, form: int = PLAIN) -> str:
        """Translates print into Unicode braille in one typeform. Characters that the table lacks are written in UEB."""
        parts = []
        for is_known, signs in groupby(text, self.knows):
            part = "".join(signs)
            if not is_known and self.name != OTHER_SIGNS:
                parts.append(table(OTHER_SIGNS).braille(part, form=form))
            else:
                parts.append(self._with_letter_signs(part, form))
        return "".join(parts)

    def _with_letter_signs(self, text: str, form: int) -> str:
        """Translates print, with a letter sign before each letter after a number that would be read as a digit."""
        cells = self._forward(text, form)
        for match in reversed(list(re.finditer(r"(?<=\d)[a-j]", text))):
            before = self._forward(text[: match.start()], form)
            if match[0] in self._unsigned and cells.startswith(before):
                cells = before + LETTER_SIGN + cells[len(before) :]
        return cells

    @cached_property
    def _unsigned(self) -> frozenset[str]:
        """The letters from a to j to which a table, unlike to others, gives no letter sign after a number."""
        signed = {letter: LETTER_SIGN in self._forward(f"1{letter}", form=PLAIN) for letter in "abcdefghij"}
        return frozenset(letter for letter, has in signed.items() if not has and any(signed.values()))

    def _forward(self, text: str, form: int) -> str:
        """Translates print. If a table writes an address in eight dots, its parts are translated separately."""
        cells = self._run("lou_translateString", text, AS_CELLS, [form] * len(text) if form else None)
        if cells and max(cells) > "\u283f" and len(text) > 1:
            parts = re.split(r"(\W)", text) if re.search(r"\W", text) else list(text)
            return "".join(self._forward(part, form) for part in parts)
        return cells

    def writes(self, character: str) -> bool:
        """Whether `braille` has six-dot cells for a character."""
        return self.knows(character) or (self.name != OTHER_SIGNS and table(OTHER_SIGNS).knows(character))

    def text(self, cells: str) -> str:
        """Translates Unicode braille into print."""
        return self._run("lou_backTranslateString", cells, 0, None)

    @cache  # noqa: B019  # there are a few tables and a few hundred characters
    def knows(self, character: str) -> bool:
        """Whether the table itself has six-dot braille for a character."""
        try:
            cells = self._run("lou_translateString", character, AS_CELLS | NO_UNDEFINED, None)
        except ValueError:  # a table may fail at a character, as Arabic does at an arrow
            return False
        return bool(cells) and min(cells) >= "\u2800" and max(cells) <= "\u283f"

    def _run(self, function: str, text: str, mode: int, types: list[int] | None) -> str:
        data = text.encode(self._code)
        length = len(data) // self._size
        if not length:
            return ""
        room = length * 8 + 64
        source = (self._unit * (length + 1)).from_buffer_copy(data + bytes(self._size))
        target = (self._unit * room)()
        read, written = ctypes.c_int(length), ctypes.c_int(room)
        forms = (ctypes.c_uint16 * room)(*types) if types else None
        call = getattr(self._library, function)
        succeeded = call(self._list, source, ctypes.byref(read), target, ctypes.byref(written), forms, None, mode)
        if not succeeded or read.value < length:
            raise ValueError(f"liblouis could not translate “{text[:40]}” with {self.name}")
        return bytes(target)[: written.value * self._size].decode(self._code)
