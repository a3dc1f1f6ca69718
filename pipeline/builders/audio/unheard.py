"""Finds signs in a sentence for which a voice makes no sound, such as 👍 or a Chinese word in English.

Only symbols and letters of another script than most of the text are tried.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress

from pipeline.builders.audio.clips import evened
from pipeline.builders.audio.sentences import Clip
from pipeline.builders.audio.voices import SpeechVoice

_WORD = re.compile(r"\S+")


def unheard(clips: Sequence[Clip], voice: SpeechVoice) -> Iterator[tuple[str, Clip]]:
    """Yields each sign or word without sound once, with its first clip. `clips` are of one voice."""
    letters = Counter(_script(sign) for clip in clips for sign in clip.spoken if sign.isalpha())
    letter = max(letters, key=lambda script: letters[script], default="")
    tried: set[str] = set()
    for each_clip in clips:
        for part in _strange(each_clip.spoken, letter):
            if part not in tried and not _is_heard(part, voice):
                yield part, each_clip
            tried.add(part)


def _script(letter: str) -> str:
    """The first word of a letter's name in Unicode, such as "LATIN"."""
    return unicodedata.name(letter, "").partition(" ")[0]


def _strange(text: str, main_script: str) -> Iterator[str]:
    """Yields parts of words that are symbols or in another script; joiners and marks belong to the sign before them."""
    for word in _WORD.findall(text):
        part = ""
        for sign in f"{word} ":
            kind = unicodedata.category(sign)
            if (
                (sign.isalpha() and _script(sign) != main_script)
                or kind in ("So", "Sk")
                or (kind == "Sm" and not sign.isascii())
            ):
                part += sign
            elif not part or kind not in ("Mn", "Me", "Mc", "Cf"):
                if part:
                    yield part
                part = ""
            else:
                part += sign


def _is_heard(part: str, voice: SpeechVoice) -> bool:
    with suppress(ValueError):
        evened(voice.say(part))
        return True
    return False
