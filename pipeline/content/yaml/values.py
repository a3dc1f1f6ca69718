"""Slips in what stands behind a key in its line: quotes that do not close, signs that YAML takes for its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class ValueSlip(NamedTuple):
    """A slip in a value: where it starts in it (from 0), how wide it is, and the value as it was meant."""

    rule: str
    message: str
    hint: str
    start: int
    width: int
    mended: str


_TEXT_MARK = re.compile(r"[|>][+-]?[1-9]?[+-]?(?:\s+#.*)?\s*$")
_CLOSED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}
# A backslash and a sign that stand for no character (YAML 1.1, 5.7); two backslashes are one.
_ESCAPE = re.compile(r"(?<!\\)\\[^\\0abtnvfre\x22/N_LPxuU \t]")
_SIGNS = {
    "@": "“@”", "`": "a backtick", "%": "“%”", "&": "“&”", "*": "“*”", "!": "“!”", "|": "“|”", ">": "“>”",
    ",": "a comma", "]": "“]”", "}": "“}”",
}  # fmt: skip


def is_text_mark(value: str) -> bool:
    """Whether the value says that the text stands in the lines below."""
    return bool(_TEXT_MARK.fullmatch(value))


def as_quoted(text: str) -> str:
    """The text in double quotes."""
    return '"' + text.strip().replace("\\", "\\\\").replace('"', '\\"') + '"'


def _value(line: str, column: int) -> tuple[str, str]:
    """The key and the value of a line."""
    match = re.match(r"(\"[^\"]*\"|'[^']*'|[^:]*?) *:\s+(.*)", line[column:])
    assert match is not None
    return match[1], match[2]


def _cure(key: str, text: str) -> str:
    whole = as_quoted(text)
    return f"put the whole text in quotes: {key}: {whole if len(whole) <= 60 else whole[:57] + '…' + whole[-1]}"


def closing_line(lines: list[str], number: int, column: int) -> int:
    """The line where a quoted text or a bracket ends that starts in this line; -1 where it never ends."""
    value = _value(lines[number], column)[1]
    text = value
    for end in range(number, len(lines)):
        if end > number:
            line = lines[end]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= column:
                return -1
            text += "\n" + line
        if value[0] in _CLOSED:
            if _CLOSED[value[0]].match(text):
                return end
        elif _balanced(text):
            return end
    return -1


def _balanced(text: str) -> bool:
    plain = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
    return all(plain.count(left) <= plain.count(right) for left, right in ("[]", "{}"))


def _quotes(lines: list[str], number: int, column: int) -> ValueSlip | None:
    """A quote that never closes, or words after the closing one."""
    key, value = _value(lines[number], column)
    sign = value[0]
    if sign not in _CLOSED:
        return None
    closed = _CLOSED[sign].match(value)
    if not closed:
        if closing_line(lines, number, column) >= 0:
            return None
        message = f"the quote that opens the text of “{key}” never closes"
        return ValueSlip("unclosed-quote", message, f"put {sign} at the end of the text", 0, len(value), value + sign)
    rest = value[closed.end() :]
    if not rest.strip() or re.match(r"\s+#", rest):
        return None
    message = f"the text of “{key}” goes on after the quote that closes it"
    inner = value[1:].removesuffix(sign)
    hint = "use curly quotes “ ” inside the text, or a backslash before each quote inside"
    return ValueSlip("inner-quote", message, hint, closed.end() - 1, 1, as_quoted(inner))


def _backslash(lines: list[str], number: int, column: int) -> ValueSlip | None:
    """A backslash in double quotes, where YAML takes it and the sign behind it for one character."""
    key, value = _value(lines[number], column)
    match = _ESCAPE.search(value) if value[0] == '"' else None
    if not match:
        return None
    message = f"in double quotes YAML takes “{match[0]}” for one sign"
    mended = _ESCAPE.sub(lambda match: "\\" + match[0], value)
    return ValueSlip(
        "backslash", message, f"write two backslashes: {key}: {mended}", match.start(), len(match[0]), mended
    )


def _brackets(lines: list[str], number: int, column: int) -> ValueSlip | None:
    """A text that starts with a bracket, which YAML takes for a list or for keys."""
    key, value = _value(lines[number], column)
    if value[0] not in "[{":
        return None
    end = closing_line(lines, number, column)
    inside = "\n".join([value, *lines[number + 1 : end + 1]]).split("#")[0].rstrip()
    if end >= 0 and inside[-1] in "]}" and not re.search(r"[\]}][^\]},]*\S[^\]},]*[\]}]", inside):
        return None
    message = f"YAML takes “{value[0]}” at the start of a text for a list or for keys"
    return ValueSlip("needs-quotes", message, _cure(key, value), 0, 1, as_quoted(value))


def _signs(lines: list[str], number: int, column: int) -> ValueSlip | None:
    """A text that starts with a sign of YAML."""
    key, value = _value(lines[number], column)
    sign = "“- ”" if value.startswith("- ") else "“? ”" if value.startswith("? ") else _SIGNS.get(value[0])
    if sign is None:
        return None
    if value[0] in "|>" or value.startswith("- "):
        cure = f"write “{key}: |” and the text in the lines below, indented; or {_cure(key, value)}"
    else:
        cure = _cure(key, value)
    return ValueSlip(
        "needs-quotes", f"a text cannot start with {sign} unless it is in quotes", cure, 0, 1, as_quoted(value)
    )


def _colon(lines: list[str], number: int, column: int) -> ValueSlip | None:
    """A colon inside a plain text, which YAML takes for the end of a key."""
    key, value = _value(lines[number], column)
    if value[0] in "\"'[{":
        return None
    match = re.search(r":(?:\s|$)", value.split(" #")[0])
    if not match:
        return None
    message = "the colon inside the text would cut it: YAML takes it for the end of a key"
    return ValueSlip("needs-quotes", message, _cure(key, value), match.start(), 1, as_quoted(value))


VALUE_SLIPS: tuple[Callable[[list[str], int, int], ValueSlip | None], ...] = (
    _quotes,
    _backslash,
    _brackets,
    _signs,
    _colon,
)
