"""Voices, which turn words into sound. `templates/voices.yaml` sets the voice of each language.

`hibari` is a Python package that contains its voice. `espeak-ng` and `festival` are system programs that run separately.
Sound is one channel of float samples from -1 to 1, 24,000 per second.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple, Protocol, Self

from pipeline.content.yaml import settings as settings_file
from pipeline.editions.assets import Assets
from pipeline.editions.spoken.pronunciation import Lexicon, SpokenForm
from pipeline.model import temporary
from pipeline.model.findings import Findings, error
from pipeline.model.place import Place
from pipeline.model.with_findings import Collector, WithFindings, collecting, reported_elsewhere

RATE = 24_000
FILE = "voices.yaml"
SECONDS = 60  # the time limit of a program for a sentence
Samples = Any  # a one-dimensional array of numpy

PACES = (100.0, 200.0)  # the range of paces in words per minute


class Engine(NamedTuple):
    """A speech engine: how to install it, its range of speeds, and its default speed."""

    install: str
    speeds: tuple[float, float]
    usual: float


ENGINES = {
    "hibari": Engine('pip install "council-reports[audio]"', (0.5, 2.0), 0.9),
    "espeak-ng": Engine("sudo apt-get install espeak-ng", (80.0, 450.0), 150.0),
    "festival": Engine("sudo apt-get install festival", (0.5, 2.0), 1.0),
}


class MissingVoice(Exception):
    """A voice is not installed; `hint` says how to get it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class VoiceSetting:
    """A line of `templates/voices.yaml`."""

    engine: str
    voice: str = ""
    pace: str = ""
    speed: str = ""
    model: str = ""


class SpeechVoice(Protocol):
    """The interface of a voice. Its clips are stored by its name and their words."""

    @property
    def name(self) -> str:
        """Identifies the voice and its speed."""

    @property
    def pace(self) -> int:
        """The required words per minute, or 0 if the speed of `templates/voices.yaml` is used."""

    @property
    def factor(self) -> float:
        """The speed relative to the set speed."""

    def say(self, text: str) -> Samples:
        """Speaks a sentence. Raises ValueError if the voice makes no sound."""

    def at(self, factor: float) -> SpeechVoice:
        """Returns the voice at a speed relative to the set speed."""


def settings(assets: Assets) -> dict[str, VoiceSetting]:
    """Returns the voice of each language; `slips` has the findings about the file."""
    values_by_language = reported_elsewhere(_read(assets), slips)
    return {language: VoiceSetting(**values) for language, values in values_by_language.items()}


def slips(assets: Assets) -> Findings:
    """Returns the findings about `templates/voices.yaml`."""
    return _checked(assets).findings


@collecting
def _checked(into: Collector, assets: Assets) -> None:
    values_by_language = _read(assets).take(into)
    lost = (
        entry["model"]
        for entry in values_by_language.values()
        if "model" in entry and entry["model"] not in assets.templates
    )
    into.add(
        *(
            error("bad-value", f"templates/{model} does not exist", Place(f"templates/{FILE}"), "put the voice there")
            for model in lost
        )
    )


def _read(assets: Assets) -> WithFindings[settings_file.Settings]:
    data = assets.templates.get(FILE, b"")
    keys = [field.name for field in fields(VoiceSetting)]
    form = settings_file.SettingForm(keys, ("engine",), _wrong)
    return settings_file.read(data, f"templates/{FILE}", form) if data else WithFindings({})


def _wrong(values: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    engine = values.get("engine", "")
    if engine and engine not in ENGINES:
        yield "engine", f"“{engine}” is not an engine", f"write {', '.join(ENGINES)}"
        return
    bounds = {"pace": PACES, "speed": ENGINES[engine].speeds} if engine else {}
    for key, (least, most) in bounds.items():
        try:
            right = least <= float(values.get(key, least)) <= most
        except ValueError:
            right = False
        if not right:
            unit = "words a minute" if key == "pace" or most > 10 else "times the speed of the voice"
            yield key, f"“{values[key]}” is not a valid {key}", f"write a number from {least:g} to {most:g}: {unit}"


def voice(assets: Assets, language: str, lexicon: Lexicon) -> SpeechVoice:
    """Returns the voice of a language such as "en-GB". Raises MissingVoice if it is not installed."""
    all_settings = settings(assets)
    setting = all_settings.get(language) or all_settings.get(language.split("-")[0].lower())
    if setting is None:
        raise MissingVoice(f"templates/{FILE} names no voice for the language “{language}”", "add a line for it there")
    wrong = next(_wrong({key: value for key, value in vars(setting).items() if value}), None)
    if wrong:
        raise MissingVoice(f"templates/{FILE} cannot be used for “{language}”: {wrong[1]}", f"{wrong[0]}: {wrong[2]}")
    if setting.engine == "hibari":
        return _Hibari(setting, lexicon, model=assets.templates.get(setting.model, b"") if setting.model else b"")
    return _Program(setting, lexicon)


def version() -> str:
    """The installed engines and programs with their versions, on which every recording depends."""
    parts = []
    for package in ("hibari-tts", "soundfile"):
        try:
            parts.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            parts.append(f"no {package}")
    return ", ".join([*parts, *(f"{name} {bool(shutil.which(name))}" for name in ("espeak-ng", "festival", "ffmpeg"))])


# ------------------------------------------------------------------------------------------------ hibari

# The signs of this model for IPA sounds; long vowels have no mark.
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
        raise MissingVoice("audio needs the Python package hibari-tts", f"run: {ENGINES['hibari'].install}") from wrong
    try:
        return Hibari(model=data) if data else Hibari(voice=path) if path else Hibari()
    except Exception as wrong:  # the package raises many kinds of errors for a file that is not a voice
        message = f"hibari cannot use the voice that templates/{FILE} names: {type(wrong).__name__}"
        raise MissingVoice(message, f"correct voice: or model: in templates/{FILE}") from wrong


@dataclass(frozen=True)
class _BaseVoice:
    """The common parts of voices: their setting, their relative speed, and the lexicon."""

    setting: VoiceSetting
    lexicon: Lexicon
    factor: float = 1.0

    @property
    def pace(self) -> int:
        """The required words per minute."""
        return round(float(self.setting.pace or 0))

    @property
    def speed(self) -> float:
        """The speed for the engine."""
        engine = ENGINES[self.setting.engine]
        wanted = float(self.setting.speed or engine.usual) * self.factor
        return min(max(wanted, engine.speeds[0]), engine.speeds[1])

    def at(self, factor: float) -> Self:
        """Returns the voice at a speed relative to the set speed."""
        return replace(self, factor=factor)


@dataclass(frozen=True)
class _Hibari(_BaseVoice):
    """The voice of the package hibari-tts, or a council's own model for it. The same words give the same sound."""

    model: bytes = b""

    def __post_init__(self) -> None:
        if self.setting.model and not self.model:
            raise MissingVoice(
                f"templates/{self.setting.model} does not exist", f"put the voice there, or correct templates/{FILE}"
            )
        self._model()

    def _model(self) -> Any:
        packaged = self.model or self.setting.voice in ("", "heart")
        return _model("" if packaged else self.setting.voice, self.model)

    @property
    def name(self) -> str:
        """Identifies the voice, its speed and its lexicon."""
        setting, version = self.setting, metadata.version("hibari-tts")
        model = hashlib.sha256(self.model).hexdigest()[:16] if self.model else ""
        return f"hibari {version} {setting.voice} {model} {self.speed:.3f} {self.pace} {sorted(self.lexicon.entries.items())}"

    def say(self, text: str) -> Samples:
        """Speaks a sentence."""
        text = self.lexicon.replaced(_LETTER_A.sub("[A](/ˈA/)", text), self._sounds)
        samples = self._model()(text, speed=round(self.speed, 3), seed=1)
        if not len(samples):
            raise ValueError(f"the voice says nothing for “{text[:60]}”")
        return samples

    def _sounds(self, word: str, entry: SpokenForm) -> str:
        if not entry.ipa:
            return entry.respelled
        return f"[{word}](/{_SOUND.sub(lambda match: _SOUNDS[match[0]], entry.ipa)}/)"


# ------------------------------------------------------------------------------------------------ programs


# Chinese with figures and nothing that a Chinese voice reads in English, such as “EqIA” or “£”.
_CHINESE = re.compile("(?=.*[\u3400-\u9fff])[\u3001-\u9fff\\d\\s，：；！？（）“”、,.:–-]+", re.DOTALL)


@dataclass(frozen=True)
class _Program(_BaseVoice):
    """A voice that is a system program. It runs in another process, so its licence does not affect ours."""

    def __post_init__(self) -> None:
        if not self._path:
            engine = self.setting.engine
            raise MissingVoice(f"the program {engine} is not installed", f"run: {ENGINES[engine].install}")

    @property
    def _path(self) -> str | None:
        return shutil.which("text2wave" if self.setting.engine == "festival" else self.setting.engine)

    @property
    def name(self) -> str:
        """Identifies the voice, its speed and its lexicon."""
        setting = self.setting
        return f"{setting.engine} {setting.voice} {self.speed:.3f} {self.pace} {sorted(self.lexicon.entries.items())}"

    def say(self, text: str) -> Samples:
        """Speaks a sentence."""
        text = self.lexicon.replaced(text, lambda word, entry: entry.respelled or word)
        with tempfile.TemporaryDirectory(prefix=temporary.prefix()) as folder:
            file = Path(folder) / "said.wav"
            try:
                command = [str(self._path), *self._options(file)]
                done = subprocess.run(command, input=text.encode(), capture_output=True, check=True, timeout=SECONDS)
                self._see_that_it_knows(text, done.stdout)
                return read_wave(file.read_bytes())
            except subprocess.CalledProcessError as wrong:
                if wrong.returncode < 0:
                    message = (
                        f"{self.setting.engine} was stopped by the system ({signal.Signals(-wrong.returncode).name})"
                    )
                    raise MissingVoice(
                        message, "see whether the disk or the memory is full, then build again"
                    ) from wrong
                messages = wrong.stderr.decode("utf-8", "replace").strip().splitlines()
                message = f"{self.setting.engine} refuses to speak: {messages[-1] if messages else wrong}"
                raise MissingVoice(message, f"see voice: in templates/{FILE}") from wrong
            except (OSError, subprocess.TimeoutExpired, ValueError) as wrong:
                raise ValueError(f"{self.setting.engine} could not say “{text[:60]}”: {wrong}") from wrong

    def _see_that_it_knows(self, text: str, sounds: bytes) -> None:
        """Raises MissingVoice where espeak-ng reads Chinese in English, as its voice “cmn” does without its large dictionary."""
        if _CHINESE.fullmatch(text) and b"(en)" in sounds:
            message = f"the voice “{self.setting.voice}” of espeak-ng does not know the signs of “{text[:20]}”"
            raise MissingVoice(message, f"name a voice that does in templates/{FILE}, such as yue (Cantonese)")

    def _options(self, file: Path) -> list[str]:
        voice = self.setting.voice
        if self.setting.engine == "festival":
            choice = ["-eval", f"(voice_{voice})"] if voice else []
            return ["-o", str(file), *choice, "-eval", f"(Parameter.set 'Duration_Stretch {1 / self.speed:.3f})"]
        return [*(["-v", voice] if voice else []), "-x", "-s", str(round(self.speed)), "-w", str(file)]


def read_wave(data: bytes) -> Samples:
    """Returns the samples of a WAV or FLAC file, one channel, at our rate. Raises ValueError for another or an empty file."""
    import numpy
    import soundfile

    try:
        samples, rate = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as wrong:
        raise ValueError(str(wrong)) from wrong
    if not len(samples):
        raise ValueError("no sound")
    channel = samples.mean(axis=1)
    if rate == RATE:
        return channel.astype(numpy.float32)
    places = numpy.arange(0, len(channel) * RATE // rate) * (rate / RATE)
    return numpy.interp(places, numpy.arange(len(channel)), channel).astype(numpy.float32)
