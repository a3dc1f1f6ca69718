"""How good an extraction is, from 0 to 1: words, their order, the types of blocks, headings, the cells of tables.

Texts are compared with white space folded, quotes and dashes plain and note marks gone; letter case counts. Tables are paired
and rows aligned in order so that the likeness is greatest; cells are compared by column. Schema: `pipeline/show_json.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

Json = dict[str, Any]
T = TypeVar("T")

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "‚": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "…": "...",
        "\u00ad": None, "\u200b": None, "\ufeff": None,
    }
)  # fmt: skip
MEAN_OF = (
    "word_recall", "word_precision", "reading_order", "block_type", "item_depth", "heading_level", "cell_accuracy",
    "header_accuracy", "bands_found",
)  # fmt: skip
TYPES = ("heading", "item", "definition", "para", "footnote")


@dataclass(frozen=True)
class Unit:
    """A piece of text with its type; `depth` of an item, `level` of a heading."""

    kind: str
    text: str
    depth: int = 0
    level: int = 0


class Plainer:
    """Makes texts comparable; knows the words that carry note marks in the truth, so that "objectives1" is "objectives"."""

    def __init__(self, marked: frozenset[tuple[str, str]] = frozenset()) -> None:
        self.marked = marked

    def __call__(self, text: str) -> str:
        text = re.sub(rf"[{RAISED}]+|\[\^?\d+\]", "", text)
        for word, digits in self.marked:
            text = re.sub(rf"\b({re.escape(word)})\s?{digits}(?!\w)", r"\1", text)
        return " ".join(unicodedata.normalize("NFKC", text.translate(PLAIN)).split())


def marked_words(document: Json) -> frozenset[tuple[str, str]]:
    """The words with a raised number behind them, and the number in plain digits."""
    return frozenset(
        (found[1], "".join(str(RAISED.index(digit)) for digit in found[2]))
        for unit in units(document, str)
        for found in re.finditer(rf"(\w+?)([{RAISED}]+)", unit.text)
    )


def words_of(text: str) -> list[str]:
    """The words of a comparable text."""
    return re.findall(r"\w+(?:['/&@.\-]\w+)*", text)


def units(document: Json, plain: Callable[[str], str]) -> Iterator[Unit]:
    """Every piece of text in document order, those of tables too."""
    for block in document["blocks"]:
        if block["type"] != "table":
            yield from block_units(block, plain)
            continue
        if block.get("caption"):
            yield Unit("caption", plain(block["caption"]))
        yield from (Unit("header", plain(label)) for label in block["header"])
        for row in block["rows"]:
            if "band" in row:
                yield Unit("band", plain(row["band"]))
            for cell in row.get("cells", ()):
                for inner in cell:
                    yield from block_units(inner, plain)


def block_units(block: Json, plain: Callable[[str], str], depth: int = 0) -> Iterator[Unit]:
    """The pieces of one block that is no table."""
    if block["type"] == "definitions":
        yield from (Unit("definition", plain(f"{one['label']} {one['text']}")) for one in block["items"])
        return
    if block["type"] != "list":
        yield Unit(block["type"], plain(block["text"]), level=block.get("level", 0))
        return
    for item in block["items"]:
        yield Unit("item", plain(item["text"]), depth)
        if item.get("items"):
            yield from block_units({"type": "list", "items": item["items"]}, plain, depth + 1)


def share(part: int, whole: int) -> float | None:
    """A part of a whole, None where there is no whole."""
    return part / whole if whole else None


def common(one: Sequence[T], other: Sequence[T]) -> int:
    """How many things two bags share."""
    return sum((Counter(one) & Counter(other)).values())


def longest_common(one: Sequence[str], other: Sequence[str]) -> int:
    """Length of the longest common subsequence, with the rows of the table as bits of one number (Hyyrö 2004)."""
    at: dict[str, int] = {}
    for index, word in enumerate(one):
        at[word] = at.get(word, 0) | 1 << index
    full = (1 << len(one)) - 1
    state = full
    for word in other:
        hits = state & at.get(word, 0)
        state = ((state + hits) | (state - hits)) & full
    return len(one) - state.bit_count()


def aligned(one: Sequence[T], other: Sequence[T], likeness: Callable[[T, T], float]) -> list[tuple[int, int]]:
    """The pairs, in order on both sides, with the greatest sum of likeness."""
    like = [[likeness(a, b) for b in other] for a in one]
    best = [[0.0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in reversed(range(len(one))):
        for j in reversed(range(len(other))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + like[i][j])
    pairs, i, j = [], 0, 0
    while i < len(one) and j < len(other):
        if like[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + like[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def dice(one: str, other: str) -> float:
    """The words that two texts share, as a part of all their words."""
    a, b = words_of(one), words_of(other)
    return 2 * common(a, b) / max(1, len(a) + len(b))


# ------------------------------------------------------------------------------------------------ tables


@dataclass(frozen=True)
class Row:
    """A row as compared: a band's text, or its cells' texts and shapes."""

    band: str | None
    cells: tuple[str, ...] = ()
    shapes: tuple[tuple[Unit, ...], ...] = ()


@dataclass(frozen=True)
class Table:
    """A table as compared."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def data(self) -> list[Row]:
        """The rows that are no bands."""
        return [row for row in self.rows if row.band is None]

    @property
    def bag(self) -> list[str]:
        """All its texts."""
        return [
            *self.header,
            *(t for row in self.rows for t in ([row.band] if row.band is not None else row.cells) if t),
        ]


def tables_of(document: Json, plain: Callable[[str], str]) -> list[Table]:
    """The tables of a document."""

    def row(data: Json) -> Row:
        if "band" in data:
            return Row(plain(data["band"]))
        shapes = tuple(tuple(u for block in cell for u in block_units(block, plain)) for cell in data["cells"])
        return Row(None, tuple(plain(" ".join(unit.text for unit in shape)) for shape in shapes), shapes)

    return [
        Table(tuple(plain(label) for label in block["header"]), tuple(row(data) for data in block["rows"]))
        for block in document["blocks"]
        if block["type"] == "table"
    ]


def rows_like(one: Row, other: Row) -> float:
    """Equal cells count most, shared words break ties; a band is never like a row of cells."""
    if (one.band is None) != (other.band is None):
        return 0.0
    if one.band is not None and other.band is not None:
        return (one.band == other.band) + 0.1 * dice(one.band, other.band)
    same = sum(a == b != "" for a, b in zip(one.cells, other.cells, strict=False))
    return same + 0.1 * dice(" ".join(one.cells), " ".join(other.cells))


def tables_like(one: Table, other: Table) -> float:
    """Shared texts, then shared words."""
    return common(one.bag, other.bag) + dice(" ".join(one.bag), " ".join(other.bag))


def table_figures(truth: Sequence[Table], found: Sequence[Table]) -> dict[str, float | None]:
    """The figures about tables."""
    pairs = [(truth[i], found[j]) for i, j in aligned(truth, found, tables_like)]
    right = Counter[str]()
    rows_off = sum(abs(len(t.data) - len(f.data)) for t, f in pairs)
    rows_off += sum(len(t.data) for t in truth) - sum(len(t.data) for t, _ in pairs)
    rows_off += sum(len(f.data) for f in found) - sum(len(f.data) for _, f in pairs)
    for t, f in pairs:
        right["header"] += sum(a == b for a, b in zip(t.header, f.header, strict=False))
        for i, j in aligned(t.rows, f.rows, rows_like):
            one, other = t.rows[i], f.rows[j]
            right["band"] += one.band is not None and one.band == other.band
            right["cell"] += sum(a == b for a, b in zip(one.cells, other.cells, strict=False))
            right["shape"] += sum(a == b for a, b in zip(one.shapes, other.shapes, strict=False))
        for one, other in zip(t.data, f.data, strict=False):
            right["strict"] += sum(a == b for a, b in zip(one.cells, other.cells, strict=False))
    cells = sum(len(row.cells) for t in truth for row in t.rows)
    return {
        "cell_accuracy": share(right["cell"], cells),
        "cell_precision": share(right["cell"], sum(len(r.cells) for f in found for r in f.rows)) if truth else None,
        "cell_strict": share(right["strict"], cells),
        "cell_structure": share(right["shape"], cells),
        "header_accuracy": share(right["header"], sum(len(t.header) for t in truth)),
        "bands_found": share(right["band"], sum(row.band is not None for t in truth for row in t.rows)),
        "row_error": float(rows_off),
    }


# ------------------------------------------------------------------------------------------------ all


def kind_found(kind: str, right: Sequence[Unit], found: Sequence[Unit]) -> float | None:
    """The pieces of one kind that are found with the same text and as that kind."""
    texts = [[unit.text for unit in side if unit.kind == kind] for side in (right, found)]
    return share(common(*texts), len(texts[0]))


def score(truth: Json, found: Json) -> dict[str, float | None]:
    """All figures of one document; None where the truth has nothing to find."""
    plain, plain_found = Plainer(), Plainer(marked_words(truth))
    right, other = list(units(truth, plain)), list(units(found, plain_found))
    true_words = [word for unit in right for word in words_of(unit.text)]
    found_words = [word for unit in other for word in words_of(unit.text)]
    shared = common(true_words, found_words)
    typed = [(u.kind, u.text) for u in right if u.kind in TYPES]
    typed_found = [(u.kind, u.text) for u in other if u.kind in TYPES]
    items = [[(u.text, u.depth) for u in side if u.kind == "item"] for side in (right, other)]
    heads = [[(u.text, u.level) for u in side if u.kind == "heading"] for side in (right, other)]
    result: dict[str, float | None] = {
        "word_recall": share(shared, len(true_words)),
        "word_precision": share(shared, len(found_words)) or 0.0,
        "reading_order": share(longest_common(true_words, found_words), len(true_words)),
        "block_type": share(common(typed, typed_found), len(typed)),
        "block_precision": share(common(typed, typed_found), len(typed_found)) or 0.0,
        **{f"{kind}_found": kind_found(kind, right, other) for kind in TYPES},
        "item_depth": share(common(*items), len(items[0])),
        "heading_level": share(common(*heads), len(heads[0])),
        **table_figures(tables_of(truth, plain), tables_of(found, plain_found)),
    }
    figures = [figure for name in MEAN_OF if (figure := result[name]) is not None]
    result["overall"] = sum(figures) / len(figures)
    return result
