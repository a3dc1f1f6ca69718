"""Matching the words of a source with those of the document made from it: by neighbours first, then whatever is left."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.assemble.bullets import DOUBTFUL, SHAPE_OF
from pipeline.assemble.runs import INVISIBLE, SPACES
from pipeline.model.flow import Repair, SourceWord
from pipeline.model.place import Place
from pipeline.model.source_words import SourceWords

NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|\d{4}(?=[.)])|([a-z])\1|[a-zA-Z]|[ivxlcIVXLC]{1,6})[.)]*$")
MOST_PIECES = 4
# This many words that are equal in a row show where the source and the document meet again, at most that many words on.
IN_A_ROW, APART = 4, 120
LABEL_SIGNS = frozenset("–—:")
# The rest of a word cut at a line end may stand this many words on, where other columns lie between.
REST_OF_WORD = 60

Fates = tuple[str, str]
Targets = dict[str, "array[int]"]


@dataclass
class Placed:
    """The words of the document as they are compared, and with which of them its blocks begin: there may be very many words."""

    texts: list[str] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _blocks: list[str] = field(default_factory=list)
    _known: dict[str, str] = field(default_factory=dict)

    def add(self, words: Iterable[str], block: str) -> None:
        """The next words, which stand in the block of this id."""
        self._starts.append(len(self.texts))
        self._blocks.append(block)
        self.texts += (self._known.setdefault(word, word) for word in map(normal, words))

    def block(self, at: int) -> str:
        """The id of the block of a word."""
        return self._blocks[bisect_right(self._starts, at) - 1]


def _texts(words: Sequence[SourceWord]) -> Iterable[str]:
    return words.texts() if isinstance(words, SourceWords) else (word.text for word in words)


def normal(text: str) -> str:
    """A word as it is compared: compatibility forms (ligatures, raised digits) plain, invisible characters gone."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return unicodedata.normalize("NFKC", text.translate(INVISIBLE)).translate(SPACES).strip()


class Matcher:
    """Gives each word of the source its fate, each word of the document its source."""

    def __init__(self, words: Sequence[SourceWord], placed: Placed, marks: Iterable[str] = ()) -> None:
        known: dict[str, str] = {}
        self.words = words
        self.source = [known.setdefault(word, word) for word in map(normal, _texts(words))]
        self.pages = array("I", (word.place.page for word in words))
        self.placed = placed
        self.target = placed.texts
        self.fates: list[Fates | None] = [None] * len(words)
        self.used = bytearray(len(self.target))
        self.marks = {normal(mark) for mark in marks if normal(mark)}
        one = "|".join(map(re.escape, sorted(self.marks, key=len, reverse=True))) or "(?!)"
        # "people1,2.": the marks of two notes behind one word
        self._several_marks = re.compile(rf"(.+?)((?:{one})(?:[,;](?:{one}))+)([.,;:!?)”’]*)")
        self.given = array("i", [-1]) * len(words)
        self.markers_left: Counter[str] = Counter()
        self.in_blocks: dict[str, Fates] = {}
        self.starts: dict[str, array[int]] = {}
        for index, word in enumerate(self.source):
            if word not in self.starts:
                self.starts[word] = array("I")
            self.starts[word].append(index)

    def _place_of(self, index: int) -> Place:
        return self.words[index].place

    def _free(self, index: int) -> bool:
        return self.fates[index] is None

    # -------------------------------------------------------------------------------------------- set aside

    def set_aside(self, text: str, reason: str, place: Place) -> None:
        """Gives the words of an aside their fate: a run of them on its page, in its box where known, else one by one."""
        words = [normal(word) for word in text.translate(SPACES).split()]
        run = self._run(words, place)
        if run is not None:
            for index in range(run, run + len(words)):
                self.fates[index] = ("set aside", reason)
            return
        for word in words:
            free = [i for i in self.starts.get(word, ()) if self._free(i)]
            near = [i for i in free if not place.page or self.pages[i] == place.page]
            if near or free:
                best = min(near or free, key=lambda i: self._distance(i, place))
                self.fates[best] = ("set aside", reason)

    def _run(self, words: Sequence[str], place: Place) -> int | None:
        if not words:
            return None
        length = len(words)
        fitting = [
            start
            for start in self.starts.get(words[0], ())
            if (not place.page or self.pages[start] in (0, place.page))
            and self.source[start : start + length] == words
            and all(self._free(i) for i in range(start, start + length))
        ]
        # Where no box shows which, the last one: a Word file keeps its headers and footers behind its text.
        return min(fitting, key=lambda start: (self._distance(start, place), -start), default=None)

    def _distance(self, index: int, place: Place) -> float:
        box, own = place.box, self._place_of(index).box
        if not box or not own:
            return 0.0
        return abs((own[1] + own[3]) / 2 - (box[1] + box[3]) / 2) + max(0.0, box[0] - own[0], own[2] - box[2])

    # -------------------------------------------------------------------------------------------- placed

    def match(self) -> None:
        """Pairs equal words: those in one order first, then those with both neighbours equal, then one, then any.

        A word that lost a note's mark between two that are paired comes before all others: "regulation 1910." is "19." there.
        """
        self._in_order()
        self._marked_in_order()
        for before, after in ((True, True), (True, False), (False, True), (False, False)):
            if not all(self.used):
                self._pass(before, after)

    def _in_order(self) -> None:
        """Pairs the words that both have in the same order, which takes no memory however many they are.

        Where they part, they meet again at the nearest place where so many words in a row are equal.
        """
        source = array("I", (i for i in range(len(self.source)) if self._free(i) and self.source[i]))
        at = j = 0
        while at < len(source) and j < len(self.target):
            if self.source[source[at]] == self.target[j]:
                if not self.used[j]:
                    self._place(source[at], j)
                at, j = at + 1, j + 1
                continue
            step = self._meeting(source, at, j)
            if step is None:
                return
            at, j = at + step[0], j + step[1]

    def _marked_in_order(self) -> None:
        """Pairs the words that differ by a note's mark and stand between the same two words in both."""
        for index in range(1, len(self.source) - 1):
            at = self.given[index - 1] + 1
            if not self._free(index) or not 0 < at < len(self.target) - 1 or self.used[at]:
                continue
            if self.given[index + 1] == at + 1 and self.target[at] in self._forms(self.source[index]):
                self._place(index, at)

    def _meeting(self, source: Sequence[int], at: int, j: int) -> tuple[int, int] | None:
        """How many words on both sides stand before the next IN_A_ROW equal ones, the fewest together first."""
        head = [self.source[i] for i in source[at : at + APART + IN_A_ROW]]
        tail = self.target[j : j + APART + IN_A_ROW]
        for together in range(1, APART):
            for skipped in range(min(together, len(head)) + 1):
                one, other = (
                    head[skipped : skipped + IN_A_ROW],
                    tail[together - skipped : together - skipped + IN_A_ROW],
                )
                if len(one) == IN_A_ROW and one == other:
                    return skipped, together - skipped
        return None

    def _pass(self, before: bool, after: bool) -> None:
        order = array("I", (i for i, word in enumerate(self.source) if word and not self._set_aside(i)))
        free = [at for at, i in enumerate(order) if self._free(i)]
        waiting: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for at in reversed(free):
            first = self.source[order[at - 1]] if before and at else ""
            last = self.source[order[at + 1]] if after and at + 1 < len(order) else ""
            waiting[first, self.source[order[at]], last].append(order[at])
        for j in (j for j, used in enumerate(self.used) if waiting and not used):
            first = self.target[j - 1] if before and j else ""
            last = self.target[j + 1] if after and j + 1 < len(self.target) else ""
            if value := waiting.get((first, self.target[j], last)):
                self._place(value.pop(), j)

    def _set_aside(self, index: int) -> bool:
        fate = self.fates[index]
        return fate is not None and fate[0] != "placed"

    def _place(self, index: int, target: int) -> None:
        self.fates[index] = self._in_block(target)
        self.used[target] = True
        self.given[index] = target

    def _in_block(self, target: int) -> Fates:
        block = self.placed.block(target)
        return self.in_blocks.setdefault(block, ("placed", block))

    # -------------------------------------------------------------------------------------------- what is left

    def _left(self) -> Targets:
        """The words of the document that have no source yet, and where they stand."""
        targets: Targets = defaultdict(lambda: array("I"))
        for j, used in enumerate(self.used):
            if not used:
                targets[self.target[j]].append(j)
        return targets

    def repair(self, repairs: Iterable[Repair], sure: bool = False) -> None:
        """Words that were mended: what stood in the source has no other fate, and what stands now no other source.

        `sure` takes only pieces of a word that stand in a row: a piece may be a word that the document has elsewhere.
        """
        targets = self._left()
        for repair in repairs:
            before = [normal(word) for word in repair.before.translate(SPACES).split()]
            after = [normal(word) for word in repair.after.translate(SPACES).split()]
            run = self._run(before, repair.place) if before else None
            if sure and (run is None or len(before) <= len(after)):
                continue
            parts = range(run, run + len(before)) if run is not None else self._apart(before, repair.place)
            parts = parts or self._near(before, repair.place) or self._apart(before, repair.place, later=True)
            forms = [next((form for form in self._forms(word) if targets.get(form)), "") for word in after]
            if not parts or not all(forms):
                continue
            detail = f"{repair.after} ({repair.reason})"
            for form in forms:
                self.used[targets[form].pop(0)] = True
            for index in parts:
                self.fates[index] = ("repaired", detail)

    def _apart(self, words: Sequence[str], place: Place, later: bool = False) -> list[int]:
        """The words one after another from the page on, with others between them, as in a row that a page break cuts.

        `later` begins on a later page, for a paragraph that goes on there.
        """
        numbers: list[int] = []
        for word in words:
            after = numbers[-1] if numbers else -1
            fitting = (i for i in self.starts.get(word, ()) if i > after and self._free(i))
            if not numbers:
                fitting = (
                    i for i in fitting if (self.pages[i] > place.page if later else self.pages[i] in (0, place.page))
                )
            index = next(fitting, None)
            if index is None:
                return []
            numbers.append(index)
        return numbers

    def _near(self, words: Sequence[str], place: Place) -> list[int]:
        """The words on the page in any order, each nearest to the place: a file may draw its lines in any order."""
        numbers: list[int] = []
        for word in words:
            free = [i for i in self.starts.get(word, ()) if self._free(i) and i not in numbers]
            near = [i for i in free if self.pages[i] == place.page]
            if not near:
                return []
            numbers.append(min(near, key=lambda i: self._distance(i, place)))
        return numbers

    def markers(self, items: int, notes: int, labels: int, set_by_itself: Sequence[str]) -> None:
        """Bullets and numbers that became lists, the marks of notes, and signs behind labels: no more than there are of each.

        `set_by_itself` are the markers that the source sets itself, of headings too, one for each paragraph.
        """
        self.markers_left = waiting = Counter(normal(word) for marker in set_by_itself for word in marker.split())
        for index, word in enumerate(self.source):
            if self._free(index) and waiting[word]:
                waiting[word] -= 1
                self.fates[index] = ("placed", "marker of a list item or a heading")
        items -= self._give(lambda word: word in SHAPE_OF, items, "marker of a list item")
        self._give(lambda word: word.strip("[].()") in self.marks, notes, "mark of a note")
        self._give(lambda word: bool(NUMBER.match(word)), items, "marker of a list item")
        self._give(lambda word: word in LABEL_SIGNS, labels, "sign behind a label")
        for index, word in enumerate(self.source):
            if self._free(index) and word in SHAPE_OF and word not in DOUBTFUL:
                self.fates[index] = ("set aside", "bullet without words")

    def _give(self, fits: Callable[[str], bool], most: int, detail: str) -> int:
        given = 0
        for index, word in enumerate(self.source):
            if given < most and self._free(index) and fits(word):
                self.fates[index] = ("placed", detail)
                given += 1
        return given

    def fragments(self) -> None:
        """Words that were cut or joined on the way: "objectives1" and "objectives", "•Publish", "Total," in a joined label."""
        targets = self._left()
        for index, word in enumerate(self.source):
            if self._free(index) and word and any(targets.values()):
                _ = (
                    self._same_but_for_a_mark(index, targets)
                    or self._in_two(index, targets)
                    or self._joined(index, targets)
                )
        if not all(self.used):
            self._pass(before=False, after=False)

    def _take(self, targets: Targets, word: str, indexes: Iterable[int], fate: str = "placed") -> bool:
        """Gives the word of the document to these words of the source, if it is still free."""
        if not word or not targets.get(word):
            return False
        target = targets[word].pop(0)
        self.used[target] = True
        for index in indexes:
            self.fates[index] = self._in_block(target) if fate == "placed" else (fate, f"{word} (joined)")
        return True

    def _same_but_for_a_mark(self, index: int, targets: Targets) -> bool:
        return any(self._take(targets, form, (index,)) for form in self._forms(self.source[index])[1:])

    def _forms(self, word: str) -> list[str]:
        """The word, and what it is when it lost a note's mark, a bullet or a label's colon, or gained a joined label's comma."""
        forms = [f"{word},", word.lstrip("".join(SHAPE_OF)), word.rstrip(":")]
        for mark in self.marks:
            head, found, tail = word.rpartition(mark)
            forms += [head + tail, word.removeprefix(mark).lstrip(".)]")] if found else []
        if several := self._several_marks.fullmatch(word):
            forms.append(several[1] + re.sub(r"[^,;]", "", several[2]) + several[3])
        return [word, *(form for form in forms if form != word)]

    def _in_two(self, index: int, targets: Targets) -> bool:
        """A word of the source that is two of the document."""
        word = self.source[index]
        for cut in range(1, len(word)):
            head, tail = word[:cut], word[cut:]
            if targets.get(tail) and len(targets[tail]) > (head == tail) and self._take(targets, head, (index,)):
                return self._take(targets, tail, (index,))
        return False

    def _joined(self, index: int, targets: Targets) -> bool:
        """Words of the source that are one of the document, with or without the hyphen of a line end."""
        word = self.source[index]
        after = index + 1
        if after < len(self.given) and self.given[after] >= 0 and targets.get(word + self.source[after]):
            # The next word stands for a copy that was added elsewhere; here it is the rest of this one.
            self.used[self.given[after]] = False
            return self._take(targets, word + self.source[after], (index, after))
        for tail in (i for i in range(after, min(len(self.source), index + REST_OF_WORD)) if self._free(i)):
            whole, part = word + self.source[tail], word[:-1] + self.source[tail]
            if any(self._take(targets, form, (index, tail)) for form in (whole, f"{whole},")):
                return True
            hyphen = word.endswith(("-", "‐"))
            if hyphen and any(self._take(targets, form, (index, tail), "repaired") for form in (part, f"{part},")):
                return True
        whole = word
        for end in range(after, len(self.source)):
            whole += self.source[end]
            if not self._free(end):
                return False
            if self._take(targets, whole, range(index, end + 1)):
                return True
            # Lines of Chinese and Japanese make one word of a whole paragraph.
            if end - index + 1 >= MOST_PIECES and not any(form.startswith(whole) for form in targets if targets[form]):
                return False
        return False

    def not_added(self, added: Iterable[str]) -> list[str]:
        """The words of the document that the source, its markers without words and the added words do not explain."""
        known = self.markers_left + Counter(normal(word) for text in added for word in text.split())
        left = []
        for j, used in enumerate(self.used):
            if not used and self.target[j]:
                word = self.target[j]
                word = word if known[word] else word.rstrip(",")
                if known[word]:
                    known[word] -= 1
                else:
                    left.append(self.target[j])
        return left
