"""The voices: each turns words into sound. Which one speaks a language is said in `templates/voices.yaml`.

`hibari` is a Python package with its voice inside. `espeak-ng` and `festival` are programs of the system that run by themselves.
Sound is float samples from -1 to 1 at 24,000 a second, one channel.
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
SECONDS = 60  # the longest that a program may take for a sentence
Samples = Any  # a one-dimensional array of numpy

PACES = (100.0, 200.0)  # words a minute that can be asked for


class Engine(NamedTuple):
    """What makes sound of words: how it is installed, between which speeds it can be set, and the speed where none is."""

    install: str
    speeds: tuple[float, float]
    usual: float


ENGINES = {
    "hibari": Engine('pip install "council-reports[audio]"', (0.5, 2.0), 0.9),
    "espeak-ng": Engine("sudo apt-get install espeak-ng", (80.0, 450.0), 150.0),
    "festival": Engine("sudo apt-get install festival", (0.5, 2.0), 1.0),
}


class MissingVoice(Exception):
    """A voice that is asked for is not on this machine; `hint` says how to get it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class VoiceSetting:
    """One line of `templates/voices.yaml`."""

    engine: str
    voice: str = ""
    pace: str = ""
    speed: str = ""
    model: str = ""


class SpeechVoice(Protocol):
    """What a voice can do. Its clips are kept by its name and their words."""

    @property
    def name(self) -> str:
        """Which voice at which speed it is."""

    @property
    def pace(self) -> int:
        """Words a minute at which it is to read, 0 where the speed of `templates/voices.yaml` counts."""

    @property
    def factor(self) -> float:
        """How many times as fast as it is set it speaks."""

    def say(self, text: str) -> Samples:
        """The sound of one sentence. Raises ValueError where the voice makes none of it."""

    def at(self, factor: float) -> SpeechVoice:
        """The same voice, so many times as fast as it is set."""


def settings(assets: Assets) -> dict[str, VoiceSetting]:
    """The voice of each language; what is wrong in the file is in `slips`."""
    found = reported_elsewhere(_read(assets), slips)
    return {language: VoiceSetting(**values) for language, values in found.items()}


def slips(assets: Assets) -> Findings:
    """What is wrong with `templates/voices.yaml`."""
    return _judged(assets).findings


@collecting
def _judged(into: Collector, assets: Assets) -> None:
    found = _read(assets).take(into)
    lost = (one["model"] for one in found.values() if "model" in one and one["model"] not in assets.templates)
    into.add(
        *(
            error("bad-value", f"templates/{model} is not there", Place(f"templates/{FILE}"), "put the voice there")
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
            what = "words a minute" if key == "pace" or most > 10 else "times the speed of the voice"
            yield key, f"“{values[key]}” is no {key}", f"write a number from {least:g} to {most:g}: {what}"


def voice(assets: Assets, language: str, lexicon: Lexicon) -> SpeechVoice:
    """The voice of a language such as "en-GB". Raises Missing where there is none on this machine."""
    known = settings(assets)
    setting = known.get(language) or known.get(language.split("-")[0].lower())
    if setting is None:
        raise MissingVoice(f"templates/{FILE} names no voice for the language “{language}”", "add a line for it there")
    wrong = next(_wrong({key: value for key, value in vars(setting).items() if value}), None)
    if wrong:
        raise MissingVoice(f"templates/{FILE} cannot be used for “{language}”: {wrong[1]}", f"{wrong[0]}: {wrong[2]}")
    if setting.engine == "hibari":
        return _Hibari(setting, lexicon, model=assets.templates.get(setting.model, b"") if setting.model else b"")
    return _Program(setting, lexicon)


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
        raise MissingVoice("audio needs the Python package hibari-tts", f"run: {ENGINES['hibari'].install}") from wrong
    try:
        return Hibari(model=data) if data else Hibari(voice=path) if path else Hibari()
    except Exception as wrong:  # whatever the package makes of a file that is no voice
        message = f"hibari cannot use the voice that templates/{FILE} names: {type(wrong).__name__}"
        raise MissingVoice(message, f"correct voice: or model: in templates/{FILE}") from wrong


@dataclass(frozen=True)
class _Set:
    """What voices have in common: what they are set to, how many times as fast they speak, and the lexicon."""

    setting: VoiceSetting
    lexicon: Lexicon
    factor: float = 1.0

    @property
    def pace(self) -> int:
        """Words a minute that are asked for."""
        return round(float(self.setting.pace or 0))

    @property
    def speed(self) -> float:
        """The speed that the engine is given."""
        engine = ENGINES[self.setting.engine]
        wanted = float(self.setting.speed or engine.usual) * self.factor
        return min(max(wanted, engine.speeds[0]), engine.speeds[1])

    def at(self, factor: float) -> Self:
        """The same voice, so many times as fast as it is set."""
        return replace(self, factor=factor)


@dataclass(frozen=True)
class _Hibari(_Set):
    """The voice of the package hibari-tts, or a council's own file for it. The same words give the same sound."""

    model: bytes = b""

    def __post_init__(self) -> None:
        if self.setting.model and not self.model:
            raise MissingVoice(
                f"templates/{self.setting.model} is not there", f"put the voice there, or correct templates/{FILE}"
            )
        self._model()

    def _model(self) -> Any:
        own = self.model or self.setting.voice in ("", "heart")
        return _model("" if own else self.setting.voice, self.model)

    @property
    def name(self) -> str:
        """Which voice at which speed, with which words of its own."""
        setting, version = self.setting, metadata.version("hibari-tts")
        model = hashlib.sha256(self.model).hexdigest()[:16] if self.model else ""
        return f"hibari {version} {setting.voice} {model} {self.speed:.3f} {self.pace} {sorted(self.lexicon.entries.items())}"

    def say(self, text: str) -> Samples:
        """The sound of one sentence."""
        text = self.lexicon.replaced(_LETTER_A.sub("[A](/ˈA/)", text), self._sounds)
        made = self._model()(text, speed=round(self.speed, 3), seed=1)
        if not len(made):
            raise ValueError(f"the voice says nothing for “{text[:60]}”")
        return made

    def _sounds(self, word: str, entry: SpokenForm) -> str:
        if not entry.ipa:
            return entry.respelled
        return f"[{word}](/{_SOUND.sub(lambda match: _SOUNDS[match[0]], entry.ipa)}/)"


# ------------------------------------------------------------------------------------------------ programs


@dataclass(frozen=True)
class _Program(_Set):
    """A voice that is a program of the system. It is not part of this process, so its licence does not matter to ours."""

    def __post_init__(self) -> None:
        if not self._path:
            engine = self.setting.engine
            raise MissingVoice(f"the program {engine} is not on this machine", f"run: {ENGINES[engine].install}")

    @property
    def _path(self) -> str | None:
        return shutil.which("text2wave" if self.setting.engine == "festival" else self.setting.engine)

    @property
    def name(self) -> str:
        """Which voice at which speed, with which words of its own."""
        one = self.setting
        return f"{one.engine} {one.voice} {self.speed:.3f} {self.pace} {sorted(self.lexicon.entries.items())}"

    def say(self, text: str) -> Samples:
        """The sound of one sentence."""
        text = self.lexicon.replaced(text, lambda word, entry: entry.respelled or word)
        with tempfile.TemporaryDirectory(prefix=temporary.prefix()) as folder:
            file = Path(folder) / "said.wav"
            try:
                command = [str(self._path), *self._options(file)]
                subprocess.run(command, input=text.encode(), capture_output=True, check=True, timeout=SECONDS)
                return read_wave(file.read_bytes())
            except subprocess.CalledProcessError as wrong:
                if wrong.returncode < 0:
                    message = (
                        f"{self.setting.engine} was stopped by the system ({signal.Signals(-wrong.returncode).name})"
                    )
                    raise MissingVoice(
                        message, "see whether the disk or the memory is full, then build again"
                    ) from wrong
                said = wrong.stderr.decode("utf-8", "replace").strip().splitlines()
                message = f"{self.setting.engine} refuses to speak: {said[-1] if said else wrong}"
                raise MissingVoice(message, f"see voice: in templates/{FILE}") from wrong
            except (OSError, subprocess.TimeoutExpired, ValueError) as wrong:
                raise ValueError(f"{self.setting.engine} could not say “{text[:60]}”: {wrong}") from wrong

    def _options(self, file: Path) -> list[str]:
        voice = self.setting.voice
        if self.setting.engine == "festival":
            choice = ["-eval", f"(voice_{voice})"] if voice else []
            return ["-o", str(file), *choice, "-eval", f"(Parameter.set 'Duration_Stretch {1 / self.speed:.3f})"]
        return [*(["-v", voice] if voice else []), "-s", str(round(self.speed)), "-w", str(file)]


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
