"""The words that the program adds to an edition, in the document's language, from `templates/words/`."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.content.yaml import nodes as placed_yaml
from pipeline.editions.assets import Assets


@dataclass(frozen=True)
class Words:
    """The added words of one language. A language without a file of its own gets the English ones."""

    language: str
    texts: dict[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key with its braces filled in. Raises KeyError for a key that no file has."""
        return self.texts[key].format(**values)


def load(assets: Assets, language: str) -> Words:
    """The words for a language such as "cy" or "en-GB"; what its file lacks is taken from English."""
    texts = _read(assets, "en")
    base = language.split("-")[0].lower()
    if base != "en" and f"words/{base}.yaml" in assets.templates:
        return Words(base, {**texts, **_read(assets, base)})
    return Words("en", texts)


def _read(assets: Assets, base: str) -> dict[str, str]:
    node, _ = placed_yaml.read(assets.text(f"words/{base}.yaml"), f"templates/words/{base}.yaml")
    assert isinstance(node, placed_yaml.Mapping)
    return {e.key.text: e.value.text for e in node.entries if isinstance(e.value, placed_yaml.Scalar)}
