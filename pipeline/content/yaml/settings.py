"""Reads files of named settings, each with keys and texts (voices, braille codes), and reports every slip with its line.

en: {engine: hibari, pace: "0.85"}     →     {"en": {"engine": "hibari", "pace": "0.85"}}
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from pipeline.content.yaml import nodes
from pipeline.model.with_findings import Collector, collecting

Settings = dict[str, dict[str, str]]
Judge = Callable[[dict[str, str]], Iterator[tuple[str, str, str]]]
"""Says what is wrong with the texts of one setting: the key, a message and a hint."""


@dataclass(frozen=True)
class SettingForm:
    """The keys that a setting may have, those that it needs, and what judges its texts."""

    keys: Collection[str]
    needed: Collection[str]
    judge: Judge = lambda _: iter(())


@collecting
def read(into: Collector, data: bytes, file: str, form: SettingForm) -> Settings:
    """The settings that are whole, by name: those that have the form."""
    node, lines = nodes.read(data, file, into)
    if not isinstance(node, nodes.Mapping) and not lines.findings:
        lines.error("not-content", "this file holds no names with keys", lines.place(1))
    settings: Settings = {}
    for entry in node.entries if isinstance(node, nodes.Mapping) else ():
        values = keyed(entry.value, lines, form.keys)
        lacking = [key for key in form.needed if key not in values]
        if isinstance(entry.value, nodes.Mapping) and lacking:
            message = f"“{entry.key.text}” has no “{lacking[0]}”"
            lines.error("missing-key", message, entry.key.place, f"add {lacking[0]}:", len(entry.key.text))
        if not lacking:
            settings[entry.key.text] = values
        places = {one.key.text: one.value.place for one in getattr(entry.value, "entries", ())}
        for key, message, hint in form.judge(values):
            lines.error("bad-value", f"“{entry.key.text}”: {message}", places[key], hint, len(values[key]))
    return settings


def keyed(node: nodes.Node, lines: nodes.Lines, keys: Collection[str]) -> dict[str, str]:
    """The texts of a mapping by their keys; another form, a key that is not known and an empty text are reported."""
    if not isinstance(node, nodes.Mapping):
        lines.error("wrong-form", f"expected: keys such as {next(iter(keys))}:", node.place, "check the indent")
        return {}
    found: dict[str, str] = {}
    for entry in node.entries:
        key, value = entry.key, entry.value
        if key.text not in keys:
            near = difflib.get_close_matches(key.text, keys, 1, 0.6)
            hint = f"did you mean “{near[0]}”?" if near else ""
            message = f"this place knows no key “{key.text}”; its keys are {', '.join(keys)}"
            lines.error("unknown-key", message, key.place, hint, len(key.text))
        elif not isinstance(value, nodes.Scalar):
            lines.error("wrong-form", "here stands a list or keys; expected: text", value.place, "check the indent")
        elif not value.text.strip():
            lines.error("bad-value", f"nothing stands behind {key.text}:", key.place, "write it, or delete the line")
        else:
            found[key.text] = value.text.strip()
    return found
