"""What is said of a command line that cannot be understood: one line with what was meant, and where all options are listed."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

from pipeline.model.findings import error
from pipeline.verbs.names import unknown


class Parser(argparse.ArgumentParser):
    """A parser whose errors name what is like the word that it does not know."""

    def error(self, message: str) -> NoReturn:
        """Says what is wrong and leaves with exit code 2."""
        choice = re.fullmatch(r"argument (.+?): invalid choice: '(.*)' \(choose from (.*)\)", message)
        if choice:
            what = "verb" if choice[1] == "VERB" else "choice"
            text = unknown(what, choice[2], [name.strip("'\" ") for name in choice[3].split(",")]).as_text()
        else:
            text = error("wrong-usage", message).as_text()
        print(text, f"       every option is listed by: {self.prog} --help", sep="\n", file=sys.stderr)
        sys.exit(2)

    def refuse(self, words: list[str]) -> NoReturn:
        """Says of each option that there is not which one was meant, else of a word too many; leaves with exit code 2."""
        strange = [word.split("=")[0] for word in words if word.startswith("-")]
        if not strange:
            self.error(f"“{words[0]}” is one word too many")
        known = [name for action in self._actions for name in action.option_strings if name.startswith("--")]
        for word in strange:
            print(unknown("option", word, known).as_text(), file=sys.stderr)
        sys.exit(2)
