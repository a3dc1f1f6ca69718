"""Rules about Easy Reads and videos in British Sign Language. Each can be switched off with a reason."""

from pipeline.rules import Rule

_GOV = "GOV.UK: easy read"
_DH = "Department of Health 2010: Making written information easier to understand"


def _error(id: str, meaning: str, cure: str, wcag: str = "", reference: str = "") -> Rule:
    return Rule(id, meaning, cure, wcag, reference, severity="error")


def _warning(id: str, meaning: str, cure: str, wcag: str = "", reference: str = "") -> Rule:
    return Rule(id, meaning, cure, wcag, reference, severity="warning")


RULES = (
    _warning("easy-read-sentence", "A sentence has more than 15 words.", "split it in two", "", _GOV),
    _warning("easy-read-clause", "A sentence contains more than one thought.", "split it in two", "", _GOV),
    _warning(
        "easy-read-one-idea", "There are too many sentences beside one picture.", "split it into two ideas", "", _DH
    ),
    _warning(
        "easy-read-passive",
        "A sentence is passive: it says last, or not at all, who does something.",
        "name them first",
        "",
        _GOV,
    ),
    _warning("easy-read-number", "A number is written in letters.", "write it in figures", "", _GOV),
    _warning(
        "easy-read-hard-word", "A hard word is not explained.", "explain it, or choose an easier one", "3.1.3", _GOV
    ),
    _error("easy-read-meaning", "A hard word is named and not explained.", "write what it means", "3.1.3"),
    _warning("easy-read-word-again", "A hard word is explained twice.", "explain it where it is first used"),
    _warning("easy-read-word-unused", "A hard word is explained that the idea does not use.", "delete it"),
    _error("easy-read-picture", "An idea has no picture.", "add one", "", _DH),
    _error("easy-read-empty", "An idea has no words.", "write them"),
    _warning("easy-read-source", "An idea does not say which part of the publication it is about.", "add covers:"),
    _error("easy-read-covers", "An idea is about a part that the publication does not have.", "correct the id"),
    _error(
        "easy-read-left-out", "A part is left out that does not exist, or is left out without a reason.", "correct it"
    ),
    _warning(
        "easy-read-gap", "No idea covers a part of the publication.", "write one, or give the reason under left_out:"
    ),
    _warning(
        "easy-read-unchecked",
        "No person with a learning disability has checked an Easy Read.",
        "check it together; until then it is a draft",
        "",
        _DH,
    ),
    _warning("easy-read-lapsed", "The words of an Easy Read have changed since they were checked.", "check it again"),
    _error(
        "bsl-file",
        "A video, its captions or its transcript is not there.",
        "correct the address, or put the file there",
    ),
    _warning("bsl-facts", "A video lacks captions, a transcript, or who signs it.", "add them", "1.2.2 1.2.3 1.2.8"),
    _warning(
        "bsl-older", "A video is older than the last change of its publication.", "check whether it is still right"
    ),
    _error("bsl-covers", "A video is about a part that the publication does not have.", "correct the id"),
    _warning("bsl-gap", "A video does not say a part of the publication.", "add the part to covers: when it does"),
)
