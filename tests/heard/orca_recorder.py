"""Orca with a voice that writes: runs in the system's Python, where Orca lives, and puts what would be spoken into a file.

    python3 orca_recorder.py FOLDER SPOKEN

FOLDER is for Orca's settings. Each line of the file SPOKEN is one utterance as JSON: its text, and the language that Orca works
out for it ("" where it does not know). The end of a say all has a line of its own, {"text": "", "language": "end of say all"}.
No sound system and no speech program is needed, and nothing waits for a voice.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from orca import orca, settings, speech_generator, speechserver

MODULE = "orca_recorder"
END = "end of say all"


class SpeechServer(speechserver.SpeechServer):  # type: ignore[misc]
    """The voice. Orca finds it by the name of this module (`settings.speechServerFactory`)."""

    file = Path()

    @staticmethod
    def getFactoryName() -> str:
        """What Orca's preferences would call this voice."""
        return MODULE

    @staticmethod
    def getSpeechServers() -> list[SpeechServer]:
        """The only voice."""
        return [SpeechServer()]

    @staticmethod
    def getSpeechServer(info: object = None) -> SpeechServer:  # noqa: ARG004
        """The only voice, whatever is asked for."""
        return SpeechServer()

    def speak(self, text: str | None = None, acss: Any = None, interrupt: bool = True) -> None:  # noqa: ARG002
        """Writes an utterance."""
        family = (acss or {}).get("family") or {}
        parts = [family.get("lang"), family.get("dialect")]
        _write(text or "", "-".join(part for part in parts if part))

    def speakCharacter(self, character: str, acss: Any = None) -> None:
        """Writes a character."""
        self.speak(character, acss)

    def sayAll(self, utteranceIterator: Iterable[tuple[Any, Any]], progressCallback: object) -> None:  # noqa: ARG002
        """Writes all of it at once; the place of reading stays where it was."""
        for context, acss in utteranceIterator:
            self.speak(context.utterance, acss)
        _write("", END)


def _write(text: str, language: str) -> None:
    with SpeechServer.file.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"text": text, "language": language}, ensure_ascii=False) + "\n")


def _keep_language() -> None:
    """Lets voices carry the language: Orca 43 works it out for each piece of text and does not pass it on yet."""
    generate = speech_generator.SpeechGenerator.voice

    def voice(self: Any, key: Any = None, **args: Any) -> Any:
        voices = generate(self, key, **args)
        if args.get("language"):
            names = {"name": MODULE, "lang": args["language"], "dialect": args.get("dialect") or ""}
            voices[0]["family"] = {**(voices[0].get("family") or {}), **names}
        return voices

    speech_generator.SpeechGenerator.voice = voice


def main(folder: str, spoken: str) -> int:
    """Runs Orca until its process is ended."""
    # Orca imports the voice by name; it must be this very module and not a second copy of it.
    sys.modules[MODULE] = sys.modules["__main__"]
    SpeechServer.file = Path(spoken)
    settings.speechServerFactory = MODULE
    settings.speechFactoryModules = [MODULE]
    settings.enableKeyEcho = False
    settings.enableBraille = False
    settings.enableSound = False
    settings.timeoutTime = 60  # a busy machine is slow, and Orca would end itself
    _keep_language()
    orca.getSettingsManager().activate(folder, {})
    return int(orca.main())


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
