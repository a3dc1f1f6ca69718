"""The braille codes that a council offers, from `templates/braille/codes.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from pipeline.content.yaml import nodes as placed_yaml

FILE = "braille/codes.yaml"


@dataclass(frozen=True)
class Code:
    """A braille code.

    `words` is its name for readers, `system` that of eBraille files, `table` the table of liblouis. `plain` is the
    uncontracted table of the same language, for words of this language in a text of another one. `proof` is "back" where a
    translation back into print is exact, "forward" where the words are translated a second time and compared.
    """

    name: str
    words: str
    language: str
    system: str
    table: str
    plain: str
    proof: str = "forward"


def read(data: bytes) -> dict[str, Code]:
    """The codes by name, in the order of the file: the first one of a language is its default."""
    node, _ = placed_yaml.read(data.decode("utf-8"), f"templates/{FILE}")
    assert isinstance(node, placed_yaml.Mapping)
    known = {one.name for one in fields(Code)}
    found = {}
    for entry in node.entries:
        if isinstance(entry.value, placed_yaml.Mapping):
            values = {e.key.text: e.value.text for e in entry.value.entries if isinstance(e.value, placed_yaml.Scalar)}
            found[entry.key.text] = Code(
                name=entry.key.text, **{key: text for key, text in values.items() if key in known}
            )
    return found


def of_language(codes: Mapping[str, Code], language: str) -> Code | None:
    """The default code of a language such as "en-GB", None where there is none."""
    base = language.split("-")[0].lower()
    return next((code for code in codes.values() if code.language == base), None)
