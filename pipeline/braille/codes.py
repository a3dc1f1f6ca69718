"""Reads the braille codes that a council offers from `templates/braille/codes.yaml`."""

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

    `words` is its name for readers, `system` its name in eBraille files, `table` its liblouis table. `plain` is the
    uncontracted table of the same language, for its words in a text in another language. `proof` is "back" if translation
    back into print is exact, or "forward" if the words are translated a second time and compared.
    """

    name: str
    words: str
    language: str
    system: str
    table: str
    plain: str
    proof: str = "forward"


def read(data: bytes) -> dict[str, Code]:
    """Returns the codes by name, in the order of the file; the first one for a language is its default. See `slips`."""
    settings_by_name = reported_elsewhere(_read(data), slips)
    return {name: Code(name=name, **values) for name, values in settings_by_name.items()}


def slips(data: bytes) -> Findings:
    """Returns the findings about the file."""
    return _read(data).findings


def _read(data: bytes) -> WithFindings[settings.Settings]:
    keys = [field.name for field in fields(Code) if field.name != "name"]
    return settings.read(data, f"templates/{FILE}", settings.SettingForm(keys, [key for key in keys if key != "proof"]))


def of_language(codes: Mapping[str, Code], language: str) -> Code | None:
    """Returns the default code of a language such as "en-GB", or None."""
    return next((code for code in codes.values() if is_of(code, language)), None)


def is_of(code: Code, language: str) -> bool:
    """Whether a code is for a language such as "en-GB"."""
    return code.language == language.split("-")[0].lower()
