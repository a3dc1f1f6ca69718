"""Whether a screen reader said what a finished file says: every word, in order, and nothing that is not Orca's own.

Orca adds what things are ("heading level 2", "List with 3 items", "leaving table."). `OWN` is the list of all that it may add;
what is left must be the words of the file, letter by letter. White space is not compared: it is not heard.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

from tests.heard.desktop import Said

OWN = re.compile(
    r"""(
      Page\ has\ .* | (visited\ )?link | heading\ level\ \d | banner | main\ content | navigation | information | region
    | complementary\ content
    | [Ll]eaving\ .*\. | [Ll]ist\ with\ \d+\ items? | Nesting\ level\ \d+ | Description\ list\ with\ \d+\ terms?
    | description\ (term|value) | [1-9]\d*\ values? | table\ with\ \d+\ rows?\ \d+\ columns? | (row|column)\ \d+
    | (row|column)\ header | caption
    | block\ quote | image | figure | article | group | clickable | blank | separator | footnote | collapsed | expanded
    | (toggle|push)\ button(\ (not\ )?pressed)? | disclosure\ triangle | combo\ box
    | check\ box(\ (not\ )?checked)? | document\ web
    )[.]?""",
    re.VERBOSE,
)
"""What Orca says of its own accord, as whole utterances."""

LABEL = re.compile(r"(?:[•–◦▪■·o]|[(]?(?:\d+|[a-zA-Z]{1,5})[.)])\s+")
"""A list label, with which an utterance can begin: browsers give it to readers as text, and it stands in no text of the file."""

UNHEARD = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufffc"))
"""Soft hyphens, empty markers of lists, and the place of an object, which is heard by its own words."""


def differences(said: Iterable[Said], words: Sequence[str], within: str = "") -> list[str]:
    """Where what was said differs from the texts of a file, in words; empty where nothing does.

    `within` is a word that Orca adds inside of utterances: Writer and Evince say "link" behind one in the middle of a line.
    """
    expected = [word for text in words for word in _tokens(text)]
    heard = [word for text in own_words(said) for word in _tokens(text)]
    if "".join(expected) == "".join(heard):
        return []
    found = []
    for kind, i, j, k, m in difflib.SequenceMatcher(None, expected, heard, autojunk=False).get_opcodes():
        lost, extra = expected[i:j], heard[k:m]
        if kind == "equal" or "".join(lost) == "".join(extra):
            continue
        if lost and not extra:
            found.append(f"not said: “{' '.join(lost)}” after “{' '.join(expected[max(0, i - 4) : i])}”")
        elif not lost and not _only_labels((), extra, within):
            found.append(f"said besides: “{' '.join(extra)}” after “{' '.join(heard[max(0, k - 4) : k])}”")
        elif lost and extra and not _only_labels(lost, extra, within):
            found.append(f"said “{' '.join(extra)}” instead of “{' '.join(lost)}”")
    return found


def _only_labels(lost: Sequence[str], extra: Sequence[str], within: str) -> bool:
    """Whether two runs of words differ only by list labels, and by the word that Orca adds inside of utterances."""
    kept = [word for word in extra if not LABEL.fullmatch(f"{word} ") and word.strip(".,") != within]
    return "".join(lost) == "".join(kept)


def own_words(said: Iterable[Said]) -> list[str]:
    """The utterances that are words of the file, without what Orca adds.

    The name of a table is its caption, which Orca says before "table with …" and again when it comes to the caption itself; a
    navigation is named by its heading in the same way. In commands it says "colon" for the sign.
    """
    texts = [one.text.strip() for one in said]
    kept = []
    for number, text in enumerate(texts):
        before = texts[number - 1] if number else ""
        after = texts[number + 1] if number + 1 < len(texts) else ""
        name = after.startswith("table with ") or (before == "navigation" and text == after)
        if text and not OWN.fullmatch(text) and not name:
            kept.append(text.replace(" colon ", ":"))
    return kept


def _tokens(text: str) -> list[str]:
    return text.translate(UNHEARD).split()
