"""Rules about the site as a whole, its brand and its accessibility statement."""

from pipeline.rules import Rule

_LAW = "SI 2018/952 regulation 8"
RULES = (
    Rule("no-site", "content/site.yaml is missing.", "copy it from the repository"),
    Rule("bad-edition", "An edition is named that cannot be built.", "write a format, then perhaps a look"),
    Rule("brand-colour", "A colour of the brand is not a colour.", "write it as #rrggbb"),
    Rule(
        "brand-contrast",
        "Two colours of the brand have less contrast than 7:1.",
        "take the nearest that passes",
        "1.4.3",
    ),
    Rule(
        "old-file",
        "A file of an older build was removed, since it was not made again.",
        "build the pages that link to it again",
    ),
    Rule(
        "stale-files",
        "Files belong to no publication any more.",
        "remove them with reports build --prune; name the old file under formerly:",
    ),
    Rule(
        "logo-alt",
        "The brand has a logo without logo_alt:, so screen readers cannot describe it.",
        "write logo_alt:",
        "1.1.1",
    ),
    Rule("record-damaged", "The build record was damaged; it was made anew.", "nothing"),
    Rule("cache-damaged", "The cache was damaged; everything is built anew.", "nothing"),
    Rule(
        "no-site-address",
        "The public address of the site is not known, so there is no sitemap.",
        "give url: in site.yaml",
    ),
    Rule(
        "statement-missing", "The accessibility statement lacks what the law asks for.", "add it to site.yaml", "", _LAW
    ),
    Rule("statement-old", "The accessibility statement was not reviewed within a year.", "review it", "", _LAW),
    Rule(
        "proofread-lapsed",
        "An entry under proofread: is of another version of the content, or of a code that does not exist.",
        "have the braille read again, or correct the entry",
    ),
    Rule(
        "manual-check-unknown",
        "A manual check names a clause, publication, format or day that does not exist, or a day to come.",
        "correct the entry",
    ),
    Rule(
        "manual-check-lapsed",
        "A manual check was made of other content than there is now.",
        "check again and record it",
    ),
)
