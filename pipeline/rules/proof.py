"""Rules of the proof that every edition says the same."""

from pipeline.rules import Rule

_CURE = "report it: a builder or the file is at fault, not the content"
RULES = (
    Rule("words-missing", "The file lacks words that the content has.", _CURE, "1.1.1 1.3.2", "EN 301 549 10.1.3.2"),
    Rule("words-extra", "The file has words that neither the content nor the builder knows.", _CURE, "1.3.2"),
    Rule("words-doubled", "The file says words of the content a second time.", _CURE, "1.3.2"),
    Rule("words-reordered", "The file says the content's words in another order.", _CURE, "1.3.2", "PDF/UA-1 7.2"),
    Rule("words-run-together", "Two words of the content have no space between them in the file.", _CURE, "1.3.2"),
)
