"""The words that the program adds to an edition, in the document's language, from `templates/words/`."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

from pipeline.content.yaml import nodes as placed_yaml
from pipeline.editions import looks
from pipeline.editions.assets import Assets
from pipeline.editions.looks import Look
from pipeline.model.document import Added
from pipeline.model.findings import Findings
from pipeline.model.with_findings import Collector, collecting, reported_elsewhere

# Tags whose texts stand in another script than the words of their language do: traditional Chinese, Punjabi in Arabic script.
_OTHER_SCRIPT = re.compile(r"zh-(hant|tw|hk|mo)\b|pa-(arab|pk)\b", re.IGNORECASE)


class NoWordsError(KeyError):
    """Raised for a key that no file of added words has, such as one that a newer release of the program needs."""


class _Texts(dict[str, str]):
    """The texts of a language by their keys."""

    def __missing__(self, key: str) -> str:
        raise NoWordsError(key)


@dataclass(frozen=True)
class Words:
    """The added words of one language. A language without a file of its own gets the English ones.

    `own` are the keys whose words are in the language of the document, None where all of them are.
    """

    language: str
    texts: dict[str, str]
    own: frozenset[str] | None = None

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key with its braces filled in. Raises NoWordsError for a key that no file has."""
        return self.texts[key].format(**values)

    def language_of(self, key: str) -> str:
        """The language of the words of a key where it is not the document's, else ""."""
        return "en" if self.own is not None and key not in self.own else ""

    def whole(self, key: str, kind: str, **values: object) -> Added:
        """The words of a key as added words, values and all in one language."""
        return Added(self(key, **values), kind, self.language_of(key))

    def parts(self, key: str, kind: str, **values: object) -> tuple[Added, ...]:
        """The words of a key as added words; texts that are filled in are in that of the document, or say their own."""
        language = self.language_of(key)
        if not language and not any(isinstance(value, tuple) for value in values.values()):
            return (Added(self(key, **values), kind),)
        additions: list[Added] = []
        for literal, name, _, _ in Formatter().parse(self.texts[key]):
            value = values[name] if name else ""
            number = isinstance(value, int)
            additions.append(Added(f"{literal}{value}" if number else literal, kind, language))
            additions += value if isinstance(value, tuple) else [Added("" if number else str(value), kind)]
        return tuple(part for part in additions if part.text)

    def look_language(self, look: Look) -> str:
        """The language of the name of a look where it is not the document's, else ""."""
        return self.language_of(_look_key(look.name))

    def look(self, look: Look) -> str:
        """The name of a look; that of its own file where the language has no words for it."""
        return self.texts.get(_look_key(look.name), look.words)


def load(assets: Assets, language: str) -> Words:
    """The words for a language such as "cy" or "en-GB"; what its file lacks is taken from English."""
    texts = _Texts(_words(assets, "en"))
    base = _file(assets, language)
    if base not in ("", "en"):
        own = _words(assets, base)
        return Words(base, _Texts(texts | own), frozenset(own))
    return Words("en", texts, None if base or not language else frozenset())


def lacking(assets: Assets, language: str) -> list[str]:
    """The keys whose words a document in this language gets in English; all of them where the language has no file."""
    if not (base := _file(assets, language)):
        return list(_words(assets, "en"))
    own = _words(assets, base)
    return [key for key in _words(assets, "en") if key not in own]


def _file(assets: Assets, language: str) -> str:
    """The name of the file with the words for a language, "" where there is none in its script."""
    names = (language.lower(), "" if _OTHER_SCRIPT.match(language) else language.split("-")[0].lower())
    return next((name for name in names if f"words/{name}.yaml" in assets.templates), "")


def _look_key(name: str) -> str:
    return f"look_{name.replace('-', '_')}"


def languages(assets: Assets) -> list[str]:
    """The languages that have words of their own, as in "cy"."""
    return [path.removesuffix(".yaml") for path in sorted(assets.under("words")) if path.endswith(".yaml")]


def slips(assets: Assets) -> Findings:
    """What is wrong with the files of added words: their form, keys that English has not, and braces that differ."""
    return _judged(assets).findings


@collecting
def _judged(into: Collector, assets: Assets) -> None:
    english = dict(_words(assets, "en"))
    english |= {_look_key(name): "" for name in looks.names(assets)}
    for language in languages(assets):
        path = f"words/{language}.yaml"
        node, lines = placed_yaml.read(assets.templates[path], f"templates/{path}", into)
        if isinstance(node, placed_yaml.Mapping):
            for entry in node.entries:
                _check(entry, english, lines)
        elif not lines.findings:
            lines.error("not-content", "this file holds no keys such as page:", lines.place(1))


def _check(entry: placed_yaml.KeyValue, english: dict[str, str], lines: placed_yaml.Lines) -> None:
    """Adds what is wrong with the words behind one key."""
    key, value = entry.key, entry.value
    if not isinstance(value, placed_yaml.Scalar):
        lines.error("wrong-form", "there is a list or keys here; expected: text", value.place, "check the indent")
    elif key.text not in english:
        near = difflib.get_close_matches(key.text, english, 1, 0.6)
        hint = f"did you mean “{near[0]}”?" if near else "delete the line"
        lines.error("unknown-key", f"the program adds no words “{key.text}”", key.place, hint, len(key.text))
    elif (braces := _braces(value.text)) is None or braces - (_braces(english[key.text]) or set()):
        wanted = ", ".join(f"{{{name}}}" for name in sorted(_braces(english[key.text]) or ())) or "none"
        message = f"the braces of “{key.text}” are not those of the English words, which are: {wanted}"
        lines.error("bad-words", message, value.place, "keep the words in braces as they are", len(value.text))
    elif not value.text.strip():
        lines.error(
            "bad-words", f"“{key.text}” has no words", value.place, "write them, or delete the line for English"
        )


def _braces(text: str) -> set[str] | None:
    """The names in braces; None where the braces do not match."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def _words(assets: Assets, base: str) -> dict[str, str]:
    return _texts(assets.templates.get(f"words/{base}.yaml", b""))


@lru_cache(maxsize=64)
def _texts(data: bytes) -> dict[str, str]:
    """The words of a file by their keys, read once for all documents; callers change nothing in it."""
    node = reported_elsewhere(placed_yaml.root(data), slips)
    entries = node.entries if isinstance(node, placed_yaml.Mapping) else ()
    return {e.key.text: e.value.text for e in entries if isinstance(e.value, placed_yaml.Scalar)}
