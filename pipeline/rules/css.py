"""Rules about the finished style sheet of the site."""

from pipeline.rules import Rule

_TEMPLATE = "take the rule out of templates/style.css.jinja, or put the file of this version in its place"
RULES = (
    Rule("css-unreadable", "The file is not a style sheet.", "build it again"),
    Rule("css-strange", "The style sheet can hide, move, replace or add words.", _TEMPLATE, "1.3.1 1.3.2"),
    Rule(
        "css-rules",
        "The style sheet lacks a rule of the templates, or has another besides.",
        "build it again",
        "1.3.1 1.4.1",
    ),
    Rule(
        "css-contrast",
        "Two colours of the palette have too little contrast.",
        "correct brand: in content/site.yaml",
        "1.4.3",
        "WCAG 1.4.6",
    ),
)
