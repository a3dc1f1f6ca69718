"""Rules about finished plain text files."""

from pipeline.rules import Rule

_BUILD = "report it: the builder is at fault"
RULES = (
    Rule("text-unreadable", "The file is not UTF-8 text.", "build it again", "4.1.1"),
    Rule("text-mark", "The file starts with a byte order mark.", _BUILD),
    Rule("text-heading-1", "There is not exactly one heading of level 1, the title.", _BUILD, "1.3.1"),
    Rule("text-heading-skip", "A heading is more than one level below the one before it.", _BUILD, "1.3.1 2.4.6"),
    Rule("text-control", "A line has a tab or another control character.", _BUILD),
    Rule("text-direction", "A line runs in another direction than the text.", _BUILD, "1.3.2"),
    Rule(
        "text-ruler", "A line has a row of signs that a screen reader says one by one.", "write words instead", "1.3.1"
    ),
)
