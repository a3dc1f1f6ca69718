"""The ledger for machines (JSON) and for people (one self-contained, accessible HTML page)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from pipeline.assemble.account.word_account import ASIDE, LOST, PLACED, REPAIRED, Fate, Ledger
from pipeline.model.findings import Finding
from pipeline.model.place import Place

FATES = {
    PLACED: "stands in the document",
    REPAIRED: "stands in the document after a repair",
    ASIDE: "set aside, with a reason",
    LOST: "LOST: not in the document",
}
# Reasons that repetition proves, or a part of the file that prints on every page.
FURNITURE = frozenset(
    {"running header", "running footer", "page number", "running words at the side", "repeated header row"}
)
STYLE = """
:root { color-scheme: light dark; }
body { overflow-wrap: anywhere; font: 1.125rem/1.5 sans-serif;
  max-width: 70rem; margin: 0 auto; padding: 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { border: 1px solid #767676; padding: 6px 8px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #eee; }
@media (prefers-color-scheme: dark) { th { background: #333; } }
td:first-child { width: 40%; }
.lost { font-weight: bold; border-left: .5rem solid #d32f2f; }
h2 { margin-top: 2.5rem; }
"""

Row = Sequence[str]


def ledger_json(ledger: Ledger, findings: Sequence[Finding] = ()) -> str:
    """The account as JSON: counts, every word with its fate and place, and what was added, repaired, joined and guessed."""
    data = {
        "document": ledger.name,
        "counts": {fate: ledger.count(fate) for fate in FATES},
        "words": [{"text": w.text, "fate": w.fate, "detail": w.detail, **_place(w.place)} for w in ledger.words],
        "added": [{"text": a.text, "reason": a.reason, **_place(a.place)} for a in ledger.added],
        "unaccounted": list(ledger.unaccounted),
        "repairs": [
            {"before": r.before, "after": r.after, "reason": r.reason, **_place(r.place)} for r in ledger.repairs
        ],
        "set_aside": [{"text": a.text, "reason": a.reason, **_place(a.place)} for a in ledger.asides],
        "joins": [
            {"what": j.what, "reason": j.reason, "confidence": j.confidence, **_place(j.place)} for j in ledger.joins
        ],
        "guesses": [{"about": g.about, "text": g.text, **_place(g.place)} for g in ledger.guesses],
        "findings": [finding.as_json() for finding in findings],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _place(place: Place) -> dict[str, object]:
    known: dict[str, object] = {}
    if place.page:
        known["page"] = place.page
    if place.box:
        known["box"] = [round(edge, 1) for edge in place.box]
    return known


def ledger_html(ledger: Ledger, findings: Sequence[Finding] = (), file: str = "") -> str:
    """The account as a page: what became of the words in numbers, then all that a person may want to look at."""
    title = f"What became of the words of {file or ledger.name}"
    body = "\n".join(part for part in _parts(ledger, findings) if part)
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n<style>{STYLE}</style>\n</head>\n'
        f"<body>\n<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _parts(ledger: Ledger, findings: Sequence[Finding]) -> Iterator[str]:
    total = len(ledger.words)
    lost = ledger.count(LOST) + len(ledger.unaccounted)
    left_out = _left_out(ledger)
    verdict = "Every word is accounted for."
    if left_out:
        pieces = "1 piece of text was" if len(left_out) == 1 else f"{len(left_out)} pieces of text were"
        verdict = f"{pieces} left out that no repetition proves to be a header or footer: please read them here."
    if lost:
        verdict = f"{lost} {'words have' if lost > 1 else 'word has'} no fate: this is an error."
    yield f"<p>The source file has {total} words. {verdict}</p>"
    yield _section("Left out: please read", ("Words", "Reason", "Where"), left_out)
    counts = [(meaning, str(ledger.count(fate))) for fate, meaning in FATES.items()]
    added = sum(len(a.text.split()) for a in ledger.added)
    yield _section("The words in numbers", ("Fate", "Words"), [*counts, ("added by the extraction", str(added))])
    yield _section("To look at", ("Finding", "Where"), [(f"{f.severity}: {f.message}", str(f.place)) for f in findings])
    yield _section(
        "Guesses to confirm", ("What", "About", "Where"), [(g.text, g.about, _where(g.place)) for g in ledger.guesses]
    )
    repairs = Counter((r.before, r.after, r.reason, _where(r.place)) for r in ledger.repairs)
    yield _section(
        "Repaired words",
        ("Before", "After", "Reason", "Where", "Times"),
        [(*key, str(n)) for key, n in repairs.items()],
    )
    joins = [(j.what, j.reason, f"{j.confidence:.0%}", _where(j.place)) for j in ledger.joins]
    yield _section("Joined parts", ("What", "Reason", "How sure", "Where"), joins)
    furniture = [(a.text, a.reason, _where(a.place)) for a in ledger.asides if a.reason in FURNITURE]
    yield _section("Set aside: headers, footers and what repeats them", ("Words", "Reason", "Where"), furniture)
    yield _section(
        "Added words", ("Words", "Reason", "Where"), [(a.text, a.reason, _where(a.place)) for a in ledger.added]
    )
    yield _section("Every word in the order of the file", ("Words", "Fate", "Where"), list(_runs(ledger.words)))


def _left_out(ledger: Ledger) -> list[Row]:
    """What was set aside and is no furniture, with its reason; neighbours of one reason on one page are one piece."""
    others = (aside for aside in ledger.asides if aside.reason not in FURNITURE)
    return [
        (" … ".join(aside.text for aside in run), reason, where)
        for (reason, where), run in groupby(
            others, key=lambda aside: (aside.reason, _where(Place(page=aside.place.page)))
        )
    ]


def _runs(words: Iterable[Fate]) -> Iterator[Row]:
    """Neighbouring words with one fate on one page as one row."""
    for (fate, detail, page), run in groupby(words, key=lambda w: (w.fate, w.detail, w.place.page)):
        where = f"{detail}, page {page}" if page else detail
        yield " ".join(word.text for word in run), FATES[fate], where


def _section(heading: str, columns: Row, rows: Sequence[Row]) -> str:
    """A heading with a table, nothing where there are no rows; a last column without words is left out."""
    if rows and not any(row[-1] for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return f"<h2>{escape(heading)}</h2>\n{_table(heading, columns, rows)}" if rows else ""


def _table(caption: str, columns: Row, rows: Sequence[Row]) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "\n".join(_row(row) for row in rows)
    return (
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>"
    )


def _row(row: Row) -> str:
    lost = ' class="lost"' if FATES[LOST] in row and row[-1] != "0" else ""
    return f"<tr{lost}>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"


def _where(place: Place) -> str:
    box = f" at {place.box[0]:.0f}, {place.box[1]:.0f} points" if place.box else ""
    return f"page {place.page}{box}" if place.page else ""
