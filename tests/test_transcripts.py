"""The command line as people see it: each case in `tests/cases/transcripts/` is a session that must read the same.

A case: `% command` runs `reports command` in a fresh project with two papers, "plan" and "update"; the lines under it are
what it prints, those after `2> ` what it says on the error stream, and `=> 1` its exit code where that is not 0. `%+ name` with
lines up to `%.` puts these lines into that file. `…` in a line stands for anything;
a line that starts with `# ` is for the reader.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.projects import project, reports

CASES = sorted((Path(__file__).parent / "cases" / "transcripts").glob("*.txt"))


def sessions(text: str) -> list[tuple[str, list[str]]]:
    """(command line, lines under it) for each command of a case; text before the first is for the reader."""
    found: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        if line.startswith("%") and not line.startswith("%."):
            found.append((line, []))
        elif found:
            found[-1][1].append(line)
    return found


def matches(expected: list[str], said: list[str]) -> bool:
    if len(expected) != len(said):
        return False
    patterns = [".*".join(re.escape(part) for part in line.split("…")) for line in expected]
    return all(re.fullmatch(pattern, line) for pattern, line in zip(patterns, said, strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_session_reads_as_written(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path, "plan", "update")
    for command, lines in sessions(case.read_text("utf-8")):
        if command.startswith("%+ "):
            end = lines.index("%.")
            (folder / command[3:]).write_text("\n".join(lines[:end]) + "\n", "utf-8")
            continue
        expected = [line for line in lines if line.strip() and not line.startswith("# ")]
        code = next((int(line[3:]) for line in expected if line.startswith("=> ")), 0)
        out = [line for line in expected if not line.startswith(("2> ", "=> "))]
        err = [line[3:] for line in expected if line.startswith("2> ")]
        got = reports(folder, *shlex.split(command[2:]))
        said = capsys.readouterr()
        for wanted, heard in ((out, said.out), (err, said.err)):
            spoken = [line for line in heard.split("\n") if line.strip()]
            assert matches(wanted, spoken), f"{command}\nexpected:\n" + "\n".join(wanted) + "\nsaid:\n" + heard
        assert got == code, command


def test_there_are_sessions() -> None:
    assert CASES
