"""Checks Easy Reads: short sentences, a picture for each idea, hard words explained, every part covered, checked with people.

The rules are those of GOV.UK's page on easy read and of the Department of Health's "Making written information easier to
understand". The hints propose where to cut a sentence or which word to explain; only people write the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.checks import pictures
from pipeline.checks.easy_read_words import WORD, LanguageWords, forms, hard, language_words
from pipeline.checks.off import switch_off
from pipeline.checks.words import sentences
from pipeline.library.covers import ALL, gaps, ids
from pipeline.library.library import ContentDocument
from pipeline.library.neighbours import Neighbours
from pipeline.model.document import Blocks, Definitions, Document, Idea, Image
from pipeline.model.easy_read import EasyRead
from pipeline.model.findings import Finding, Findings
from pipeline.model.walk import all_sections, block_text, plain_text, version
from pipeline.model.with_findings import WithFindings

MOST_WORDS = 15
"""The most words in a sentence (GOV.UK: 10 to 15)."""
MOST_SENTENCES = 4
"""The most sentences beside a picture."""


@dataclass
class _Reading:
    """The state of reading an Easy Read from its start. `explained` maps hard words to the lines that explain them."""

    content: ContentDocument
    easy: EasyRead
    explained: dict[str, int] = field(default_factory=dict)

    @property
    def patterns(self) -> LanguageWords:
        """The patterns of its language."""
        return language_words(self.easy.document.language)


def check(neighbours: Neighbours, publication: Document, easy: EasyRead) -> WithFindings[Findings]:
    """Checks an Easy Read. The findings are in order of line; the value is those switched off, with the reason as hint."""
    content = ContentDocument(easy.document, easy.lines)
    reading = _Reading(content, easy)
    findings = [*pictures.check(neighbours, content), *_coverage(reading, publication), *_checked(reading)]
    for idea in ideas(easy.document):
        findings += _idea(reading, idea)
    findings.sort(key=lambda finding: (finding.place.line, finding.place.column, finding.rule))
    return switch_off(content, findings)


def ideas(document: Document) -> Iterator[Idea]:
    """Yields the ideas in reading order."""
    places = [document.blocks, *(section.blocks for _, section in all_sections(document.sections))]
    yield from (block for blocks in places for block in blocks if isinstance(block, Idea))


def _words(idea: Idea) -> Blocks:
    return tuple(block for block in idea.blocks if not isinstance(block, Image | Definitions))


def _idea(reading: _Reading, idea: Idea) -> Iterator[Finding]:
    content, words = reading.content, _words(idea)
    if not any(isinstance(block, Image) for block in idea.blocks):
        message = "this idea has no picture"
        yield content.tell("easy-read-picture", message, idea.place, "add picture: with file: and alt:")
    if not words:
        yield content.tell("easy-read-empty", "this idea has no words", idea.place, "write them under text:")
        return
    if not idea.covers:
        hint = "add covers: with the ids of the parts that it is about"
        yield content.tell("easy-read-source", "this idea does not say which part it is about", idea.place, hint)
    split_sentences = [(sentence, block.place) for block in words for sentence in sentences(block_text((block,)))]
    if len(split_sentences) > MOST_SENTENCES:
        message = f"{len(split_sentences)} sentences are beside one picture, more than {MOST_SENTENCES}"
        hint = f"begin a new idea at “{_begin(split_sentences[MOST_SENTENCES // 2][0])}”"
        yield content.tell(
            "easy-read-one-idea", message, idea.place, hint, _begin(split_sentences[MOST_SENTENCES // 2][0])
        )
    yield from _hard_words(reading, idea, block_text(words))
    for sentence, place in split_sentences:
        yield from (
            content.tell(rule, message, place, hint, at)
            for rule, message, hint, at in _sentence(sentence, reading.patterns)
        )


def _sentence(sentence: str, patterns: LanguageWords) -> Iterator[tuple[str, str, str, str]]:
    """Yields (rule, message, hint, words to point at) for everything that makes a sentence hard."""
    count = len(sentence.split())
    if count > MOST_WORDS:
        message = f"this sentence has {count} words, more than {MOST_WORDS}"
        yield "easy-read-sentence", message, _cut(sentence, patterns), _begin(sentence)
    elif joint := patterns.two_thoughts(sentence):
        message = f"“{joint}” joins two thoughts in one sentence"
        yield "easy-read-clause", message, _cut(sentence, patterns), joint
    if match := patterns.passive.search(sentence):
        hint = "say first who does it, then what they do"
        yield "easy-read-passive", f"“{match[0]}” names last who does it", hint, match[0]
    elif match := patterns.nobody.search(sentence):
        hint = "say who does it, then what they do"
        yield "easy-read-passive", f"“{match[0]}” does not say who does it", hint, match[0]
    for match in patterns.numbers.finditer(sentence):
        figure = patterns.figures[match[0].lower()]
        yield "easy-read-number", f"“{match[0]}” is a number in words", f"write {figure}", match[0]


def _cut(sentence: str, patterns: LanguageWords) -> str:
    """Proposes where to cut a sentence: at the joint nearest to its middle."""
    joints = [match for match in patterns.cuts.finditer(sentence) if len(sentence[: match.start()].split()) > 2]
    joints = [match for match in joints if match[0].startswith(";")] or joints
    if not joints:
        return "write two sentences, each with one thought"
    best = min(joints, key=lambda match: abs(match.start() - len(sentence) / 2))
    last_word = sentence[: best.start()].split()[-1].strip(",;")
    return f"end the first sentence after “{last_word}”; begin the next one with “{_begin(sentence[best.end() :])}”"


def _hard_words(reading: _Reading, idea: Idea, text: str) -> Iterator[Finding]:
    content, language = reading.content, reading.easy.document.language
    entries = [entry for block in idea.blocks if isinstance(block, Definitions) for entry in block.entries]
    for entry in entries:
        word = plain_text(entry.label)
        form = next(forms(word, language))
        if not block_text(entry.blocks):
            yield content.tell(
                "easy-read-meaning", f"“{word}” is not explained yet", entry.place, "write what it means"
            )
        elif form not in text.lower():
            hint = "use it in the text of this idea, or delete it here"
            yield content.tell(
                "easy-read-word-unused", f"the words of this idea do not have “{word}”", entry.place, hint
            )
        elif (line := reading.explained.get(form)) is not None:
            hint = "explain it once, where it is first used"
            yield content.tell(
                "easy-read-word-again", f"“{word}” is already explained in line {line}", entry.place, hint
            )
        for part in (word, *WORD.findall(word)):
            reading.explained.setdefault(next(forms(part, language)), entry.place.line)
    for word in dict.fromkeys(hard(text, language)):
        if not any(form in reading.explained for form in forms(word, language)):
            reading.explained.setdefault(next(forms(word, language)), idea.place.line)
            hint = f"choose an easier word, or add under hard_words: “{word}: what it means”"
            yield content.tell("easy-read-hard-word", f"“{word}” is a hard word", idea.place, hint, word)


def _coverage(reading: _Reading, publication: Document) -> Iterator[Finding]:
    """Reports unknown ids, and parts of the publication that no idea covers."""
    content, easy = reading.content, reading.easy
    known_ids = ids(publication) | {ALL}
    covered = {cover for idea in ideas(easy.document) for cover in idea.covers}
    for idea in ideas(easy.document):
        for part_id in idea.covers:
            if part_id not in known_ids:
                hint = f"reports easy-read {publication.name} lists the ids"
                yield content.tell(
                    "easy-read-covers", f"the publication has no part “{part_id}”", idea.place, hint, part_id
                )
    for part_id, reason in easy.left_out:
        if part_id not in known_ids or not reason:
            message = (
                f"the publication has no part “{part_id}”"
                if part_id not in known_ids
                else f"“{part_id}” is left out without a reason"
            )
            yield content.tell(
                "easy-read-left-out",
                message,
                content.document.place,
                "correct the id, or give the reason",
                f"{part_id}:",
            )
    for part in gaps(publication, {*covered, *dict(easy.left_out)}):
        message = f"no idea covers “{part.name}” ({part.id}, {part.count} words)"
        hint = f"write an idea with covers: {part.id}, or name it under left_out: with the reason"
        yield content.tell("easy-read-gap", message, content.document.place, hint)


def _checked(reading: _Reading) -> Iterator[Finding]:
    """Reports if no person with a learning disability has checked the current words."""
    content, easy = reading.content, reading.easy
    if easy.check:
        return
    now = version(easy.document)
    for easy_check in easy.checks:
        if easy_check.lacking:
            message = f"this check does not count: it does not say {easy_check.lacking}"
            hint = "write with: the people or the group, and when: the day, such as 3 May 2026"
            yield content.tell("easy-read-unchecked", message, easy_check.place, hint)
            return
    last_check = next((check for check in reversed(easy.checks) if check.disabled), None)
    if last_check:
        message = f"the words have changed since they were checked ({last_check.when}); it is a draft again"
        hint = f"check them again, then write version: {now}"
        yield content.tell("easy-read-lapsed", message, last_check.place, hint, last_check.version)
    else:
        message = "no person with a learning disability has checked it yet, so it is a draft"
        hint = f"check it together, then add under checked: by, with, learning_disability: yes, when, version: {now}"
        yield content.tell("easy-read-unchecked", message, content.document.place, hint, "checked:")


def _begin(text: str) -> str:
    return " ".join(text.split()[:3])
