"""The braille codes that a council offers, from `templates/braille/codes.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from pipeline.content.yaml import settings
from pipeline.model.findings import Findings
from pipeline.model.with_findings import WithFindings, reported_elsewhere

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
    """The codes by name, in the order of the file: the first one of a language is its default. See `slips`."""
    found = reported_elsewhere(_read(data), slips)
    return {name: Code(name=name, **values) for name, values in found.items()}


def slips(data: bytes) -> Findings:
    """What is wrong with the file."""
    return _read(data).findings


def _read(data: bytes) -> WithFindings[settings.Settings]:
    keys = [field.name for field in fields(Code) if field.name != "name"]
    return settings.read(data, f"templates/{FILE}", settings.SettingForm(keys, [key for key in keys if key != "proof"]))


def of_language(codes: Mapping[str, Code], language: str) -> Code | None:
    """The default code of a language such as "en-GB", None where there is none."""
    return next((code for code in codes.values() if is_of(code, language)), None)


def is_of(code: Code, language: str) -> bool:
    """Whether a code is for a language such as "en-GB"."""
    return code.language == language.split("-")[0].lower()
