"""The voices: each turns words into sound. Which one speaks a language is said in `templates/voices.yaml`.

`hibari` is a Python package with its voice inside. `espeak-ng` and `festival` are programs of the system that run by themselves.
Sound is float samples from -1 to 1 at 24,000 a second, one channel.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, fields
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, Protocol

from pipeline.content.yaml import settings as settings_file
from pipeline.editions.assets import Assets
from pipeline.editions.spoken.pronunciation import Entry, Lexicon
from pipeline.model.findings import Findings, error, told_elsewhere
from pipeline.model.place import Place

RATE = 24_000
FILE = "voices.yaml"
SECONDS = 60  # the longest that a program may take for a sentence
Samples = Any  # a one-dimensional array of numpy

INSTALL = {
    "hibari": 'pip install "council-reports[audio]"',
    "espeak-ng": "sudo apt-get install espeak-ng",
    "festival": "sudo apt-get install festival",
}


class Missing(Exception):
    """A voice that is asked for is not on this machine; `hint` says how to get it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Setting:
    """One line of `templates/voices.yaml`."""

    engine: str
    voice: str = ""
    pace: str = ""
    model: str = ""


class Voice(Protocol):
    """What a voice can do. `name` says which voice at which pace it is, so that its clips can be kept by their words."""

    name: str

    def say(self, text: str) -> Samples:
        """The sound of one sentence. Raises ValueError where the voice makes none of it."""


def settings(assets: Assets) -> dict[str, Setting]:
    """The voice of each language; what is wrong in the file is in `slips`."""
    found = told_elsewhere(_read(assets), slips)
    return {language: Setting(**values) for language, values in found.items()}


def slips(assets: Assets) -> Findings:
    """What is wrong with `templates/voices.yaml`."""
    found, findings = _read(assets)
    file = f"templates/{FILE}"
    wrong = ((language, one["engine"]) for language, one in found.items() if one["engine"] not in INSTALL)
    return findings + tuple(
        error(
            "bad-value", f"“{engine}”, the engine of “{language}”, is none", Place(file), f"write {', '.join(INSTALL)}"
        )
        for language, engine in wrong
    )


def _read(assets: Assets) -> tuple[settings_file.Settings, Findings]:
    data = assets.templates.get(FILE, b"")
    keys = [field.name for field in fields(Setting)]
    return settings_file.read(data, f"templates/{FILE}", keys, ("engine",)) if data else ({}, ())


def voice(assets: Assets, language: str, lexicon: Lexicon) -> Voice:
    """The voice of a language such as "en-GB". Raises Missing where there is none on this machine."""
    known = settings(assets)
    setting = known.get(language) or known.get(language.split("-")[0].lower())
    if setting is None:
        raise Missing(f"templates/{FILE} names no voice for the language “{language}”", "add a line for it there")
    if setting.engine == "hibari":
        return _Hibari(setting, lexicon, assets.templates.get(setting.model, b"") if setting.model else b"")
    if setting.engine in ("espeak-ng", "festival"):
        return _Program(setting, lexicon)
    raise Missing(
        f"“{setting.engine}” is no engine; there are hibari, espeak-ng and festival", f"correct templates/{FILE}"
    )


def version() -> str:
    """Which engines and programs are there, in which versions: an input of every recording."""
    found = []
    for package in ("hibari-tts", "soundfile"):
        try:
            found.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            found.append(f"no {package}")
    return ", ".join([*found, *(f"{name} {bool(shutil.which(name))}" for name in ("espeak-ng", "festival", "ffmpeg"))])


# ------------------------------------------------------------------------------------------------ hibari

# The signs of this model for sounds of IPA; long vowels have no mark of their own.
_SOUNDS = {
    "eɪ": "A", "aɪ": "I", "aʊ": "W", "oʊ": "O", "əʊ": "O", "ɔɪ": "Y", "tʃ": "ʧ", "dʒ": "ʤ", "ː": "", "ˑ": "", "g": "ɡ", "e": "ɛ",
    "r": "ɹ", "ɒ": "ɑ", "a": "æ",
}  # fmt: skip
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_COUNT = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\w+teen|\\w+ty"
# The letter A beside another letter or a number; elsewhere “A” is the article.
_LETTER_A = re.compile(rf"(?<![\w\[])A(?= (?:[A-Z]\b|(?:{_COUNT})\b))|(?<=\b[A-Z] )A\b")


@cache
def _model(path: str, data: bytes) -> Any:
    try:
        from hibari import Hibari
    except ImportError as wrong:
        raise Missing("audio needs the Python package hibari-tts", f"run: {INSTALL['hibari']}") from wrong
    return Hibari(model=data) if data else Hibari(voice=path) if path else Hibari()


class _Hibari:
    """The voice of the package hibari-tts, or a council's own file for it. The same words give the same sound."""

    def __init__(self, setting: Setting, lexicon: Lexicon, model: bytes) -> None:
        if setting.model and not model:
            raise Missing(
                f"templates/{setting.model} is not there", f"put the voice there, or correct templates/{FILE}"
            )
        self._model = _model("" if model or setting.voice in ("", "heart") else setting.voice, model)
        self._pace = float(setting.pace or 1)
        self._lexicon = lexicon
        version = metadata.version("hibari-tts")
        self.name = f"hibari {version} {setting.voice} {setting.model} {self._pace} {sorted(lexicon.entries.items())}"

    def say(self, text: str) -> Samples:
        """The sound of one sentence."""
        text = self._lexicon.replaced(_LETTER_A.sub("[A](/ˈA/)", text), self._sounds)
        made = self._model(text, speed=self._pace, seed=1)
        if not len(made):
            raise ValueError(f"the voice says nothing for “{text[:60]}”")
        return made

    def _sounds(self, word: str, entry: Entry) -> str:
        if not entry.ipa:
            return entry.respelled
        return f"[{word}](/{_SOUND.sub(lambda match: _SOUNDS[match[0]], entry.ipa)}/)"


# ------------------------------------------------------------------------------------------------ programs


class _Program:
    """A voice that is a program of the system. It is not part of this process, so its licence does not matter to ours."""

    def __init__(self, setting: Setting, lexicon: Lexicon) -> None:
        self._setting, self._lexicon = setting, lexicon
        self._path = shutil.which("text2wave" if setting.engine == "festival" else setting.engine)
        if not self._path:
            raise Missing(f"the program {setting.engine} is not on this machine", f"run: {INSTALL[setting.engine]}")
        self.name = f"{setting.engine} {setting.voice} {setting.pace} {sorted(lexicon.entries.items())}"

    def say(self, text: str) -> Samples:
        """The sound of one sentence."""
        text = self._lexicon.replaced(text, lambda word, entry: entry.respelled or word)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "said.wav"
            if self._setting.engine == "festival":
                command = [str(self._path), "-o", str(file)]
                command += ["-eval", f"(voice_{self._setting.voice})"] if self._setting.voice else []
            else:
                command = [
                    str(self._path),
                    "-v",
                    self._setting.voice,
                    "-s",
                    self._setting.pace or "150",
                    "-w",
                    str(file),
                ]
            try:
                subprocess.run(command, input=text.encode(), capture_output=True, check=True, timeout=SECONDS)
                return read_wave(file.read_bytes())
            except (OSError, subprocess.SubprocessError, ValueError) as wrong:
                raise ValueError(f"{self._setting.engine} could not say “{text[:60]}”: {wrong}") from wrong


def read_wave(data: bytes) -> Samples:
    """The samples of a WAV or FLAC file, one channel, at our rate. Raises ValueError for no sound file or an empty one."""
    import numpy
    import soundfile

    try:
        samples, rate = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as wrong:
        raise ValueError(str(wrong)) from wrong
    if not len(samples):
        raise ValueError("no sound")
    one = samples.mean(axis=1)
    if rate == RATE:
        return one.astype(numpy.float32)
    places = numpy.arange(0, len(one) * RATE // rate) * (rate / RATE)
    return numpy.interp(places, numpy.arange(len(one)), one).astype(numpy.float32)
