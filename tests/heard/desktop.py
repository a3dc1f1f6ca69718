"""A desktop without a screen, on which Orca runs: X server, window manager, accessibility bus, and Orca with a voice that writes.

    with desktop(folder) as at:
        at.press("h")
        for said in at.heard():
            print(said.text, said.language)

All programs are started by this module and ended by it; their settings lie in the folder that is given.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
PYTHON = "/usr/bin/python3"
ATSPI = "/usr/libexec/at-spi-bus-launcher"
# Each program and the Debian package that brings it; `.ci/setup heard` installs them.
PROGRAMS = {
    "orca": "orca",
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "dbus-daemon": "dbus-daemon",
    ATSPI: "at-spi2-core",
}
QUIET = 1.0
"""Seconds without an utterance after which Orca is taken to have finished."""
MOST = 90.0
"""Seconds without any utterance after which a test no longer waits."""
LOST = "Could not find current location"
"""What Orca says when it is asked for all before it has come to the document."""
END = "end of say all"
"""What `orca_recorder` writes in place of a language when a say all has come to its end."""

# A window manager that takes no key for itself: Orca and the programs get all of them.
OPENBOX = """<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc"><keyboard/><mouse/></openbox_config>
"""
KEYFILE = """[org/gnome/desktop/interface]
toolkit-accessibility=true

[org/gnome/evince]
show-caret-navigation-message=false
"""


class Missing(Exception):
    """A program that is needed is not on this machine; the message names the command that installs it."""


@dataclass(frozen=True)
class Said:
    """One utterance: its words, and the language of the voice, "" for the voice of the reader's own choice."""

    text: str
    language: str = ""


def need(programs: dict[str, str]) -> None:
    """Raises `Missing` where a program is not there."""
    absent = sorted({package for program, package in programs.items() if not _there(program)})
    if absent:
        raise Missing(f"missing on this machine; run: apt-get install --no-install-recommends {' '.join(absent)}")


def _there(program: str) -> bool:
    return Path(program).exists() if "/" in program else shutil.which(program) is not None


@dataclass
class Desktop:
    """The running desktop. `environment` is for programs that are to be heard."""

    folder: Path
    environment: dict[str, str]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    _read: int = 0

    @property
    def spoken(self) -> Path:
        """The file into which the voice writes."""
        return self.folder / "spoken.jsonl"

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Starts a program on this desktop; it is ended with it."""
        log = (self.folder / f"{Path(command[0]).name}.log").open("wb")
        with log:
            process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )
        self.processes.append(process)
        return process

    def run(self, *command: str) -> str:
        """The output of a short program on this desktop."""
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False, timeout=60)
        return done.stdout

    def press(self, *keys: str) -> None:
        """Presses keys by their names in X ("h", "Down", "shift+Tab")."""
        self.run("xdotool", "key", "--clearmodifiers", *keys)

    def heard(self, quiet: float = QUIET) -> list[Said]:
        """What was said since the last call, when Orca has said something and then nothing for a while."""
        end = time.monotonic() + MOST
        size, since, any_yet = -1, time.monotonic(), False
        first = time.monotonic() + 4 * quiet
        while time.monotonic() < end:
            now = self.spoken.stat().st_size if self.spoken.exists() else 0
            any_yet = any_yet or now > self._read
            if now != size:
                size, since = now, time.monotonic()
            elif time.monotonic() - since > quiet and (any_yet or time.monotonic() > first):
                break
            time.sleep(0.05)
        return self._new()

    def said_all(self) -> list[Said]:
        """What was said since the last call, up to the end of a say all."""
        said = self._new()
        since = time.monotonic()
        while not any(one.language == END or one.text.startswith(LOST) for one in said):
            if time.monotonic() > since + MOST:
                raise RuntimeError(f"Orca stopped before the end; it said last: {said[-3:]}")
            time.sleep(0.1)
            if more := self._new():
                said += more
                since = time.monotonic()
        return [one for one in said if one.language != END]

    def say_all(self) -> list[Said]:
        """What Orca reads when it is asked for all; asked again where it does not know yet where it is."""
        for _ in range(5):
            self.press("KP_Add")
            said = self.said_all()
            if not any(one.text.startswith(LOST) for one in said):
                return said
            self.heard(quiet=2)
        raise RuntimeError("Orca does not find its place in the document")

    def _new(self) -> list[Said]:
        """The lines of the file that were written since the last call."""
        data = self.spoken.read_bytes()[self._read :] if self.spoken.exists() else b""
        data = data[: data.rfind(b"\n") + 1]
        self._read += len(data)
        return [Said(**json.loads(line)) for line in data.decode("utf-8").splitlines()]


@contextmanager
def desktop(folder: Path) -> Iterator[Desktop]:
    """A desktop whose files lie in a folder. Raises `Missing`."""
    need(PROGRAMS)
    home = folder / "home"
    runtime = folder / "run"
    for path in (home, runtime):
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o700)
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("DBUS_", "XDG_", "WAYLAND"))},
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "LANG": "C.UTF-8",
        "LANGUAGE": "en",
        "GTK_MODULES": "gail:atk-bridge",
        "NO_AT_BRIDGE": "0",
        "ACCESSIBILITY_ENABLED": "1",
        "GSETTINGS_BACKEND": "keyfile",
    }
    made = Desktop(folder, environment)
    try:
        _display(made)
        _bus(made)
        _write(home / ".config/glib-2.0/settings/keyfile", KEYFILE)
        _write(home / "openbox.xml", OPENBOX)
        made.start("openbox", "--config-file", str(home / "openbox.xml"))
        made.start(ATSPI, "--launch-immediately", "--a11y=1", "--screen-reader=1")
        time.sleep(1)
        made.start(PYTHON, str(HERE / "orca_recorder.py"), str(home / "orca"), str(made.spoken))
        _greeted(made)
        yield made
    finally:
        _end(made)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _display(made: Desktop) -> None:
    """Starts the X server on a number that it chooses."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
        pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    made.processes.append(server)
    os.close(write)
    with os.fdopen(read) as answer:
        made.environment["DISPLAY"] = f":{answer.readline().strip()}"


def _bus(made: Desktop) -> None:
    """Starts a message bus of its own, so that no other desktop is touched."""
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--print-address=1", "--nofork", "--nopidfile"],
        env=made.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    made.processes.append(bus)
    assert bus.stdout
    with bus.stdout as answer:
        made.environment["DBUS_SESSION_BUS_ADDRESS"] = answer.readline().decode().strip()


def _greeted(made: Desktop) -> None:
    """Waits until Orca says that it is there."""
    said = made.heard(quiet=1.5)
    end = time.monotonic() + 90
    while not said and time.monotonic() < end:
        said = made.heard()
    if not said:
        log = (made.folder / "python3.log").read_text("utf-8", "replace")
        raise RuntimeError(f"Orca does not speak:\n{log[-2000:]}")


def _end(made: Desktop) -> None:
    """Ends what was started, last first, each with its own children."""
    for process in reversed(made.processes):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, 15)
    for process in reversed(made.processes):
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
            process.wait(5)
