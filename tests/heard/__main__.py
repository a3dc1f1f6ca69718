"""What the screen reader Orca says of a file: `python -m tests.heard FILE [KEY…]`.

FILE is a web page, a Word or OpenDocument file, or a PDF. First comes what a say all reads, then what is said after each key
(h, t, Down, alt+shift+Right …, by their names in X). No sound is made. It takes about half a minute.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.heard.applications import browser, viewer, writer
from tests.heard.cases import lines, pressed
from tests.heard.desktop import Missing, desktop


def main(file: Path, keys: list[str]) -> int:
    """Prints what is said. Exit code 2 where the file or a program is missing."""
    if not file.is_file():
        print(f"{file}: there is no such file", file=sys.stderr)
        return 2
    try:
        with TemporaryDirectory() as folder, desktop(Path(folder)) as at:
            if file.suffix == ".html":
                near = {
                    path.relative_to(file.parent).as_posix(): path for path in file.parent.rglob("*") if path.is_file()
                }
                with browser(at, {name: path.read_bytes() for name, path in near.items()}) as reader:
                    print(*lines(reader.open(file.name), ""), *pressed(at, keys, ""), sep="\n")
                return 0
            (viewer if file.suffix == ".pdf" else writer)(at, file)
            print(*lines(at.say_all(), ""), *pressed(at, keys, ""), sep="\n")
    except Missing as wrong:
        print(wrong, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
