"""Writes the worksheet for checks by a person, which takes about an hour, and reads the completed worksheet.

A step is a task on a format: the files to open, what to look at, and the requirements that the answer is for. What the authors
wrote is looked at on the web pages alone, for all formats: `reports verify` proves that the other files say and link the same.
Tasks are in `templates/standards/worksheet.yaml`; only requirements that no test decides become steps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date

from pipeline.conformance import FORMATS, Conformity, Result
from pipeline.content.yaml import nodes as placed_yaml
from pipeline.content.yaml import settings
from pipeline.content.yaml.nodes import Lines, Scalar
from pipeline.content.yaml.nodes import Mapping as Keys
from pipeline.content.yaml.nodes import Sequence as Items
from pipeline.editions.assets import Assets
from pipeline.model.dates import spans
from pipeline.model.document import Block, Document, Image, Link, Table
from pipeline.model.findings import Findings
from pipeline.model.walk import all_blocks, all_sections, plain_text
from pipeline.model.with_findings import Collector, collecting, reported_elsewhere

FILE = "standards/worksheet.yaml"
OPEN, YES, NO = "not done", "yes", "no"
ROLE, DAY = "write your role here", "write the day here"
SEEN = "nothing yet"
HEAD = """\
# A worksheet for checks that only a person can make. It takes about {minutes} minutes.
# 1. Write your role and the day below, for example: Access officer, 2 May 2026. No name is needed.
# 2. Go from step to step, page by page: open the files, do what “look” says, and write yes or no after “result”.
#    Leave “not done” where you did not look.
# 3. Where the answer is no, write after “fails” which of the clauses are not met, and after “seen” what is wrong and where.
# 4. Save this file and run: reports verify --sign {file}
"""


EACH = ("all", "pictures")
"""The kinds of files of which each takes the minutes of a task."""
LINKS, MOST_LINKS = "2.4.4", 15
"""The criterion about links, and how many links of a publication its step lists."""
_CLAUSE = re.compile(r"([\w.-]+) \(([\w ]+)\)")
"""A clause of a step, with its formats."""
PLACED: dict[str, tuple[type[Block], str]] = {"1.1.1": (Image, "picture"), "1.3.1": (Table, "table")}
"""The blocks that a person looks at for a criterion, and their name."""


@dataclass(frozen=True)
class ManualTask:
    """What a person looks at. `criteria` are WCAG criteria or clause ids, `pages` the kind of files to open.

    `minutes` are for each publication that is opened, `again` for each further format; 0 where the first answers for all.
    """

    title: str
    criteria: tuple[str, ...]
    pages: str
    minutes: int
    again: int
    look: str


@dataclass(frozen=True)
class Step:
    """A task on a format: the files to open, and the clauses that the answer is for, each with its formats."""

    task: ManualTask
    format: str
    clauses: dict[str, tuple[str, ...]]
    files: tuple[str, ...]
    minutes: int


def tasks(assets: Assets) -> tuple[ManualTask, ...]:
    """Returns the tasks of the templates; `slips` has the findings about their file."""
    return reported_elsewhere(_tasks(assets), slips)


def slips(assets: Assets) -> Findings:
    """Returns the findings about `templates/standards/worksheet.yaml`."""
    return _tasks(assets).findings if FILE in assets.templates else ()


@collecting
def _tasks(into: Collector, assets: Assets) -> tuple[ManualTask, ...]:
    root, lines = placed_yaml.read(assets.templates[FILE], f"templates/{FILE}", into)
    items = root.get("tasks") if isinstance(root, Keys) else None
    if not isinstance(items, Items) and not lines.findings:
        lines.error("not-content", "this file has no tasks", lines.place(1), "it begins with tasks:")
    result = []
    for item in items.items if isinstance(items, Items) else ():
        texts = settings.keyed(item, lines, [field.name for field in fields(ManualTask)])
        lacking = [field.name for field in fields(ManualTask) if field.name not in texts]
        if isinstance(item, Keys) and lacking:
            lines.error("missing-key", f"this task has no “{lacking[0]}”", item.place, f"add {lacking[0]}:")
        numbers = [texts[key] for key in ("minutes", "again") if key in texts]
        if not all(number.isascii() and number.isdigit() and len(number) < 4 for number in numbers):
            lines.error(
                "bad-value",
                f"“{' and '.join(numbers)}”: not a number of minutes",
                item.place,
                "write numbers such as 3",
            )
        elif not lacking:
            result.append(_task(texts))
    return tuple(result)


def _task(texts: Mapping[str, str]) -> ManualTask:
    criteria, numbers = tuple(texts["criteria"].split()), (int(texts["minutes"]), int(texts["again"]))
    return ManualTask(texts["title"], criteria, texts["pages"], *numbers, texts["look"])


def steps(
    tasks: Iterable[ManualTask], results: Sequence[Result], files: Mapping[str, Mapping[str, Sequence[str]]]
) -> list[Step]:
    """Returns the steps by format; steps on the same files follow each other.

    `files` maps each format to the files of each kind that a task can require.
    """
    waiting = [result for result in results if result.level in (Conformity.PERSON, Conformity.NOT_TESTED)]
    all_steps: list[Step] = []
    done: set[tuple[str, str]] = set()
    chosen = list(tasks)
    for format in FORMATS:
        format_steps: list[Step] = []
        for task in chosen:
            opened = tuple(files.get(format, {}).get(task.pages, ()))
            answered = [one for one in FORMATS if one in files] if task.again == 0 else [format]
            clauses = _asked(task, [one for one in waiting if one.format in answered], done)
            if clauses and opened:
                done |= {(clause, one) for clause, formats in clauses.items() for one in formats}
                each = len(opened) if task.pages in EACH else 1
                minutes = task.minutes * each if format == "html" or not task.again else task.again
                format_steps.append(Step(task, format, clauses, opened, minutes))
        order = list(dict.fromkeys(step.files for step in format_steps))
        all_steps += sorted(format_steps, key=lambda step: order.index(step.files))
    return all_steps


def _asked(task: ManualTask, waiting: Iterable[Result], done: set[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Returns the clauses that a task answers, each with the formats for which no other step asks."""
    asked: dict[str, tuple[str, ...]] = {}
    for result in waiting:
        clause = result.clause
        if {clause.wcag, clause.id} & set(task.criteria) and (clause.id, result.format) not in done:
            asked[clause.id] = (*asked.get(clause.id, ()), result.format)
    return asked


def kinds_of_files(documents: Sequence[Document]) -> dict[str, list[Document]]:
    """Returns the publications for "all", "pictures" and "sample", which is the one with most kinds of blocks."""
    pictures = [
        document for document in documents if any(isinstance(block, Image) for _, block in all_blocks(document))
    ]
    richest = sorted(
        documents, key=lambda document: (-len({type(block) for _, block in all_blocks(document)}), document.name)
    )
    return {"all": list(documents), "pictures": pictures or richest[:1], "sample": richest[:1]}


def with_places(task: ManualTask, documents: Sequence[Document]) -> ManualTask:
    """Adds to a task the parts of the publications with the pictures or tables to look at, or the links."""
    kinds = [(kind, name) for criterion, (kind, name) in PLACED.items() if criterion in task.criteria]
    lines = [_places(document, kind, name) for kind, name in kinds for document in documents]
    if LINKS in task.criteria:
        lines += _all_links(documents)
    return replace(task, look="\n".join((task.look.strip(), *lines)))


def _places(document: Document, kind: type[Block], name: str) -> str:
    headings = {section.id: plain_text(section.heading) for _, section in all_sections(document.sections)}
    counts = Counter(
        headings.get(place, "") or "the part before the first heading"
        for place, block in all_blocks(document)
        if isinstance(block, kind)
    )
    if not counts:
        return f"{document.name} has no {name}s; if you see none either, write yes."
    places = "; ".join(f"{heading} ({count})" for heading, count in counts.items())
    return f"{document.name} has {counts.total()} {name}{'s' if counts.total() > 1 else ''}: {places}."


def _all_links(documents: Iterable[Document]) -> Iterator[str]:
    """Yields the links of each publication, and at the end the names of those without any."""
    without = []
    for document in documents:
        links = list(dict.fromkeys(f"“{plain_text(link.children)}” ({link.target})" for link in _links(document)))
        if links:
            more = f"; and {len(links) - MOST_LINKS} more" if len(links) > MOST_LINKS else ""
            count = f"{len(links)} link{'s' if len(links) > 1 else ''}"
            yield f"{document.name} has {count}: {'; '.join(links[:MOST_LINKS])}{more}."
        else:
            without.append(document.name)
    if without:
        yield f"Without links of their authors, so that only those of the page are left: {', '.join(without)}."


def _links(part: object) -> Iterator[Link]:
    """Yields every link in a part of a document, in order."""
    if isinstance(part, Link):
        yield part
    elif isinstance(part, tuple | list):
        for each in part:
            yield from _links(each)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _links(getattr(part, field.name))


def write(steps: Sequence[Step], version: str, file: str) -> bytes:
    """Returns the worksheet as YAML, with instructions at its head."""
    minutes = sum(step.minutes for step in steps)
    top = [HEAD.format(minutes=minutes, file=file), f"role: {ROLE}", f"when: {DAY}", f"version: {version}", "steps:"]
    lines = [line for number, step in enumerate(steps, 1) for line in _lines(step, f"{number} of {len(steps)}")]
    return ("\n".join((*top, *lines)) + "\n").encode()


def _lines(step: Step, position: str) -> list[str]:
    where = FORMATS[step.format] + (", for all formats" if len(set().union(*step.clauses.values())) > 1 else "")
    title = f"{position}: {step.task.title} ({where}), {step.minutes} minute{'s' if step.minutes > 1 else ''}"
    clauses = [f"{clause} ({' '.join(formats)})" for clause, formats in step.clauses.items()]
    return [
        f"  - step: {placed_yaml.quoted(title)}",
        f"    open: {placed_yaml.block(chr(10).join(step.files), ' ' * 6)}",
        f"    look: {placed_yaml.block(step.task.look.strip(), ' ' * 6)}",
        f"    clauses: {placed_yaml.quoted(', '.join(clauses))}",
        f"    result: {OPEN}",
        "    fails: none",
        f"    seen: {SEEN}",
        "",
    ]


@collecting
def signed(into: Collector, data: bytes, file: str, version: str, today: date) -> tuple[list[dict[str, str]], int]:
    """Returns the checks of a completed worksheet, and the number of steps that are not done.

    `version` is today's fingerprint of all content; a worksheet for other content is refused.
    """
    root, lines = placed_yaml.read(data, file, into)
    if not isinstance(root, Keys) or not isinstance(root.get("steps"), Items):
        lines.error(
            "not-content",
            "this is not a worksheet: it has no steps:",
            lines.place(1),
            "run: reports verify --worksheet",
        )
        return [], 0
    who = _who(root, lines, version)
    _check_day(root, lines, today)
    checks: list[dict[str, str]] = []
    undone = 0
    items = root.get("steps")
    for item in items.items if isinstance(items, Items) else ():
        answer = _answer(item, lines) if isinstance(item, Keys) else None
        undone += answer is None
        checks += [{**check, **who} for check in answer or ()]
    return checks, undone


def _who(root: Keys, lines: Lines, version: str) -> dict[str, str]:
    """Returns who looked and when. Reports it if it is missing, or if the content has changed since the worksheet."""
    for key, empty, hint in (("role", ROLE, "such as: Access officer"), ("when", DAY, "such as: 2 May 2026")):
        node = root.get(key)
        if _text(node) in ("", empty):
            place = node.place if node else lines.place(1)
            lines.error("missing-key", f"please write after “{key}:” who looked, or on which day", place, hint)
    node = root.get("version")
    if _text(node) != version:
        message = f"the content has changed since this worksheet was made: it is now version {version}"
        place = node.place if node else lines.place(1)
        lines.error("manual-check-lapsed", message, place, "make a new worksheet, and look again at what changed")
    return {"role": _text(root.get("role")), "when": _text(root.get("when")), "version": version}


def _check_day(root: Keys, lines: Lines, today: date) -> None:
    """Reports a day that is not a date or is in the future."""
    node = root.get("when")
    text = _text(node)
    if node is None or text in ("", DAY):
        return
    days = spans(text)
    if len(days) != 1 or days[0].first != days[0].last:
        lines.error("manual-check-unknown", f"“{text}” is not a day", node.place, "write it such as: 2 May 2026")
    elif days[0].first > today:
        lines.error(
            "manual-check-unknown", f"“{text}” is in the future", node.place, "write the day on which you looked"
        )


def _answer(item: Keys, lines: Lines) -> list[dict[str, str]] | None:
    """Returns the checks of a step, or None if it was not done."""
    result = _text(item.get("result")).lower().rstrip(".")
    fails, seen = _text(item.get("fails")), _text(item.get("seen"))
    clauses = {clause: formats.split() for clause, formats in _CLAUSE.findall(_text(item.get("clauses")))}
    if result in ("", OPEN):
        return None
    if result not in (YES, NO):
        message = f"“{result}” is not a result of a step"
        lines.error("manual-check-unknown", message, (item.get("result") or item).place, "one of yes, no, not done")
        return None
    failing = [] if fails in ("", "none") else fails.replace(",", " ").split()
    unknown = [clause for clause in failing if clause not in clauses]
    if unknown:
        message = f"“{unknown[0]}” is not one of the clauses of this step"
        lines.error("manual-check-unknown", message, (item.get("fails") or item).place, f"one of {', '.join(clauses)}")
    if result == NO and (not failing or seen in ("", SEEN)):
        message = "please write after “fails:” which clauses are not met, and after “seen:” what is wrong"
        lines.error("missing-key", message, item.place, f"one or more of {', '.join(clauses)}")
    if result == YES and failing:
        lines.error(
            "manual-check-unknown",
            "the result is yes, but there are clauses after “fails:”",
            item.place,
            "change one of them",
        )
    files = ", ".join(_text(item.get("open")).split())
    note = f": {seen}" if seen not in ("", SEEN) else ""
    return [
        {
            "clause": clause,
            "format": format,
            "what": f"{_text(item.get('step')).partition(': ')[2].rpartition(', ')[0]}, looked at {files}{note}",
            "result": "does not support" if clause in failing else "supports",
        }
        for clause, formats in clauses.items()
        for format in formats
    ]


def added(before: str, checks: Sequence[Mapping[str, str]]) -> str:
    """Appends checks to the file of manual checks; its existing bytes are not changed."""
    marks = [line for line in before.splitlines() if line.lstrip().startswith("- ")]
    margin = marks[0][: marks[0].index("-")] if marks else "  "
    lines = [] if before.strip() else ["checks:"]
    for check in checks:
        for number, (key, text) in enumerate(check.items()):
            lines.append(f"{margin}{'- ' if number == 0 else '  '}{key}: {placed_yaml.quoted(text)}")
    start = before if before.endswith("\n") or not before.strip() else before + "\n"
    return start + "\n".join(lines) + "\n"


def _text(node: object) -> str:
    return " ".join(node.text.split()) if isinstance(node, Scalar) else ""
