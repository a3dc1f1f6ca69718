"""Finds what makes a sentence or a word hard in each language: words that join thoughts, numbers in words, hard words.

English has a list of how common words are. Welsh has none that we may use, so its long words and abbreviations count as hard.
In other languages, only abbreviations do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.checks.words import sentences, syllables
from pipeline.editions.spoken.numbers import cardinal
from pipeline.sources.pdf.text.lexicon import commonness

LONG, COMMON = 3, 60_000_000
"""A word of at least so many syllables is hard unless it is this common (uses in a trillion words of print)."""
RARE = 3_000_000
"""A rarer word is hard, however short (uses in a trillion words of print)."""
LONG_WELSH = 11
"""A Welsh word of at least so many letters is hard: “cydraddoldeb” and “gwasanaethau”, not “ysgrifennu” or “gwybodaeth”."""
EVERYDAY = frozenset(
    {
        "tomorrow",
        "yesterday",
        "everybody",
        "anybody",
        "saturday",
        "holiday",
        "holidays",
        "thursday",
        "monday",
        "mend",
        "mends",
        "mended",
        "mending",
    }
)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORT_FORM = re.compile(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b")
_WELSH_START = re.compile("^(?:ngh|mh|nh|ng|ch|ph|th|dd|ff|ll|rh|[^aeiouwyâêîôûŵŷ])")


@dataclass(frozen=True)
class LanguageWords:
    """Patterns of a language; none match by default. `joints` are words before which a sentence is best cut.

    `passive` matches a passive with an agent, `nobody` one without. `second` is a comma or a joint before a second thought;
    the comma of a sentence that begins with `first` ("If you ask, we help") does not start one.
    """

    figures: Mapping[str, str] = field(default_factory=dict)
    joints: str = "(?!)"
    clause: str = "(?!)"
    passive: re.Pattern[str] = re.compile("(?!)")
    nobody: re.Pattern[str] = re.compile("(?!)")
    second: str = "(?!)"
    first: re.Pattern[str] = re.compile("(?!)")

    @property
    def numbers(self) -> re.Pattern[str]:
        """Matches the numbers in words, longest first."""
        words = "|".join(sorted(self.figures, key=len, reverse=True))
        return re.compile(rf"\b(?:{words or '(?!)'})\b", re.IGNORECASE)

    def two_thoughts(self, sentence: str) -> str:
        """Returns the words that join two thoughts in a sentence, or ""."""
        pattern = re.compile(rf";|\(|\b(?:{self.clause})\b|{self.second}", re.IGNORECASE)
        joiners = (match[0].strip(" ,") or match[0] for match in pattern.finditer(sentence))
        if not self.first.match(sentence):
            return next(joiners, "")
        return next((words for words in joiners if words.lower() in self.clause.split("|") or words in ";("), "")

    @property
    def cuts(self) -> re.Pattern[str]:
        """Matches the places where a sentence can be cut."""
        return re.compile(rf"(?<=[\w,;)]) (?=(?:{self.joints}) )|[;:] | [–—] |, ", re.IGNORECASE)


def _english_figures() -> dict[str, str]:
    """Returns the numbers that Easy Read writes as figures, by their words. “One” is not among them."""
    numbers = (*range(2, 100), *range(100, 1000, 100), *range(1000, 10_000, 1000))
    figures = {cardinal(number): f"{number:,}" for number in numbers}
    figures |= {word.replace("-", " "): figure for word, figure in figures.items()}
    figures |= {
        word.replace("one ", link): figures[word] for word in ("one hundred", "one thousand") for link in ("a ", "")
    }
    return figures | {"dozen": "12", "a dozen": "12", "twice": "2 times"}


# “deg” is left out because it also means “fair”.
_WELSH_FIGURES = {
    2: "dau dwy ddau ddwy", 3: "tri tair dri dair thri thair", 4: "pedwar pedair bedwar bedair phedwar phedair",
    5: "pump pum bump bum phump phum", 6: "chwech chwe", 7: "saith", 8: "wyth", 9: "naw", 12: "deuddeg ddeuddeg",
}  # fmt: skip
_DONE = (
    r"(?:\w{2,}(?:ed|en|ught)|paid|told|sent|made|done|said|sold|held|kept|left|lost|met|put|read|run|cut|set|built|found|heard"
    r"|led|shown|known|grown|drawn|won|hit|hurt|shut|spent|dealt|felt|meant|understood)"
)
"""Participles: those with a regular ending, and the common irregular ones."""
_TAKEN = (
    r"(?:\w{3,}ed|taken|given|written|chosen|driven|eaten|stolen|forgotten|hidden|paid|told|sent|made|done|said|sold|held"
    r"|kept|built|found|shut|taught|bought|brought|shown|known|drawn)"
)
"""Participles that cannot be adjectives after “is”, “was” or “got”."""
_STATES = (
    r"(?:called|named|based|allowed|supposed|needed|aged|dressed|limited|united|indeed|(?:\w+ )?hundred"
    r"|open|even|often|closed|tired|worried|interested|married|disabled|pleased|scared|bored|excited|retired)\b"
)
"""Participles that describe a state, not an act of somebody."""
_WHO = "I|you|we|they|he|she|it"
_HELPERS = "can|will|must|may|should|could|have|need|do|are|want|get|ask|tell"
LANGUAGE_WORDS = {
    "en": LanguageWords(
        _english_figures(),
        "and|but|so|because|which|who|when|where|if|or|while|although|unless|until|that",
        "which|although|however|therefore|whereas|in order to|as well as|in addition",
        re.compile(rf"\b(?:is|are|was|were|been|be|being) (?:\w+ly )?{_DONE} by\b", re.IGNORECASE),
        re.compile(
            rf"\b(?:(?:will|must|can|may|should|could|might|to) (?:not )?be (?:\w+ly )?(?!{_STATES}){_DONE}"
            rf"|(?:(?:is|are|was|were)(?: being)?|(?:has|have|had) been|gets?|got) (?:not )?(?:\w+ly )?(?!{_STATES}){_TAKEN})"
            r"\b(?! by\b)",
            re.IGNORECASE,
        ),
        rf", (?:{_WHO}|but|so|and then)\b|(?<!you )\b(?:and|but|or|so) (?:{_WHO})\b"
        rf"|\b(?:and|but|or|so) (?:you|we|they|he|she|it) (?:{_HELPERS})\b|\bor\b.*\bor\b",
        re.compile(r"(?:If|When|Before|After|Once|While|Until|To|On|In|At|For|From|By)\b"),
    ),
    "cy": LanguageWords(
        {word: str(figure) for figure, words in _WELSH_FIGURES.items() for word in words.split()},
        "ac|ond|felly|oherwydd|achos|os|pan|sydd|neu|er|tra|nes",
        "er bod|er mwyn|fodd bynnag|felly|serch hynny|yn ogystal|tra bo",
        re.compile(
            r"\b[cg](?:afodd|afwyd|ael|aiff|ânt|awsant) (?:[\w’']+ ){0,5}?(?:ei|eu|fy|ein|eich) (?:\w+ ){1,2}gan\b", re.IGNORECASE
        ),
    ),
}  # fmt: skip


def language_words(language: str) -> LanguageWords:
    """Returns the patterns of a language such as "en-GB"."""
    return LANGUAGE_WORDS.get(_base(language), LanguageWords())


def hard(text: str, language: str) -> Iterator[str]:
    """Yields the hard words of a text. Words with a capital inside a sentence are names and are left out."""
    yield from _SHORT_FORM.findall(text)
    is_hard = {"en": _hard_english, "cy": _hard_welsh}.get(_base(language), lambda _: False)
    for sentence in sentences(text):
        for number, match in enumerate(WORD.finditer(sentence)):
            word = match[0]
            if not (number and word[0].isupper()) and not _SHORT_FORM.fullmatch(word) and is_hard(word):
                yield word


def _hard_english(word: str) -> bool:
    common = max(commonness(form) for form in forms(word, "en"))
    rare = len(word) > 3 and "’" not in word and common < RARE
    return word.lower() not in EVERYDAY and (rare or (syllables(word) >= LONG and common < COMMON))


def _hard_welsh(word: str) -> bool:
    return len(word) >= LONG_WELSH


def forms(word: str, language: str) -> Iterator[str]:
    """Yields a word, without its first consonant in Welsh (which mutates), then its forms without their endings in English."""
    plain = re.sub(r"['’]s?$", "", word.lower())
    if _base(language) == "cy":
        plain = _WELSH_START.sub("", plain)
    yield plain
    if _base(language) != "en":
        return
    for ending, instead in (
        ("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""), ("ing", "e"), ("ly", ""),
    ):  # fmt: skip
        if plain.endswith(ending) and len(plain) - len(ending) > 2:
            yield plain[: -len(ending)] + instead
    if "-" in plain:
        yield min(plain.split("-"), key=commonness)


def _base(language: str) -> str:
    return language.split("-")[0].lower()
