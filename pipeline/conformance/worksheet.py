"""The worksheet that a person works through in about an hour, and the checks that are read back from it once it is filled in.

A step is one task on one format: which files to open, what to look at, which requirements the answer is for. Tasks stand in
`templates/standards/worksheet.yaml`; only requirements that no test decides become steps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from pipeline.conformance import FORMATS, Conformity, Result
from pipeline.content.yaml import nodes as placed_yaml
from pipeline.content.yaml import settings
from pipeline.content.yaml.nodes import Lines, Scalar
from pipeline.content.yaml.nodes import Mapping as Keys
from pipeline.content.yaml.nodes import Sequence as Items
from pipeline.editions.assets import Assets
from pipeline.model.dates import spans
from pipeline.model.document import Block, Document, Image, Table
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
# 2. Go from step to step, page by page: open the files, do what “look” says, and write yes or no behind “result”.
#    Leave “not done” where you did not look.
# 3. Where the answer is no, write behind “fails” which of the clauses are not met, and behind “seen” what is wrong and where.
# 4. Save this file and run: reports verify --sign {file}
"""


PLACED: dict[str, tuple[type[Block], str]] = {"1.1.1": (Image, "picture"), "1.3.1": (Table, "table")}
"""What a person looks at for a criterion, and how it is called."""


@dataclass(frozen=True)
class ManualTask:
    """What a person looks at; `criteria` are WCAG criteria or ids of clauses, `pages` the kind of files that are opened."""

    title: str
    criteria: tuple[str, ...]
    pages: str
    minutes: int
    again: int
    look: str


@dataclass(frozen=True)
class Step:
    """A task on one format: the files to open, and the clauses that the answer is for."""

    task: ManualTask
    format: str
    clauses: tuple[str, ...]
    files: tuple[str, ...]
    minutes: int


def tasks(assets: Assets) -> tuple[ManualTask, ...]:
    """The tasks of the templates; what is wrong with their file is in `slips`."""
    return reported_elsewhere(_tasks(assets), slips)


def slips(assets: Assets) -> Findings:
    """What is wrong with `templates/standards/worksheet.yaml`."""
    return _tasks(assets).findings if FILE in assets.templates else ()


@collecting
def _tasks(into: Collector, assets: Assets) -> tuple[ManualTask, ...]:
    root, lines = placed_yaml.read(assets.templates[FILE], f"templates/{FILE}", into)
    items = root.get("tasks") if isinstance(root, Keys) else None
    if not isinstance(items, Items) and not lines.findings:
        lines.error("not-content", "this file holds no tasks", lines.place(1), "it begins with tasks:")
    found = []
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
            found.append(_task(texts))
    return tuple(found)


def _task(texts: Mapping[str, str]) -> ManualTask:
    criteria, numbers = tuple(texts["criteria"].split()), (int(texts["minutes"]), int(texts["again"]))
    return ManualTask(texts["title"], criteria, texts["pages"], *numbers, texts["look"])


def steps(
    tasks: Iterable[ManualTask], results: Sequence[Result], files: Mapping[str, Mapping[str, Sequence[str]]]
) -> list[Step]:
    """The steps, format by format and page by page: those on the same files follow each other.

    `files` has for each format the files of each kind that a task can ask for.
    """
    waiting = [result for result in results if result.level in (Conformity.PERSON, Conformity.NOT_TESTED)]
    found: list[Step] = []
    chosen = list(tasks)
    for format in FORMATS:
        made: list[Step] = []
        own = [result.clause for result in waiting if result.format == format]
        for task in chosen:
            clauses = tuple(clause.id for clause in own if clause.wcag in task.criteria or clause.id in task.criteria)
            opened = tuple(files.get(format, {}).get(task.pages, ()))
            if clauses and opened:
                minutes = task.minutes if format == "html" else task.again
                made.append(Step(task, format, clauses, opened, minutes))
        first = list(dict.fromkeys(step.files for step in made))
        found += sorted(made, key=lambda step: first.index(step.files))
    return found


def kinds_of_files(documents: Sequence[Document]) -> dict[str, list[Document]]:
    """Which publications the tasks mean by "all", "pictures", and "sample", the one with most kinds of parts."""
    pictures = [
        document for document in documents if any(isinstance(block, Image) for _, block in all_blocks(document))
    ]
    richest = sorted(
        documents, key=lambda document: (-len({type(block) for _, block in all_blocks(document)}), document.name)
    )
    return {"all": list(documents), "pictures": pictures or richest[:1], "sample": richest[:1]}


def with_places(task: ManualTask, documents: Iterable[Document]) -> ManualTask:
    """A task that says in which parts of the publications the pictures or tables are that a person is to look at."""
    found = [(kind, name) for criterion, (kind, name) in PLACED.items() if criterion in task.criteria]
    lines = [_places(document, kind, name) for kind, name in found for document in documents]
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


def write(steps: Sequence[Step], version: str, file: str) -> bytes:
    """The worksheet as YAML, with what to do at its head."""
    minutes = sum(step.minutes for step in steps)
    top = [HEAD.format(minutes=minutes, file=file), f"role: {ROLE}", f"when: {DAY}", f"version: {version}", "steps:"]
    lines = [line for number, step in enumerate(steps, 1) for line in _lines(step, f"{number} of {len(steps)}")]
    return ("\n".join((*top, *lines)) + "\n").encode()


def _lines(step: Step, position: str) -> list[str]:
    title = f"{position}: {step.task.title} ({FORMATS[step.format]}), {step.minutes} minute{'s' if step.minutes > 1 else ''}"
    return [
        f"  - step: {placed_yaml.quoted(title)}",
        f"    open: {placed_yaml.block(chr(10).join(step.files), ' ' * 6)}",
        f"    look: {placed_yaml.block(step.task.look.strip(), ' ' * 6)}",
        f"    format: {step.format}",
        f"    clauses: {placed_yaml.quoted(' '.join(step.clauses))}",
        f"    result: {OPEN}",
        "    fails: none",
        f"    seen: {SEEN}",
        "",
    ]


@collecting
def signed(into: Collector, data: bytes, file: str, version: str, today: date) -> tuple[list[dict[str, str]], int]:
    """The checks of a worksheet that was filled in, and how many steps are not done.

    `version` is today's fingerprint of all content: a worksheet of other content cannot be signed.
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
        checks += [{**one, **who} for one in answer or ()]
    return checks, undone


def _who(root: Keys, lines: Lines, version: str) -> dict[str, str]:
    """Who looked, and when; reported where it is missing, or where the content is no longer that of the worksheet."""
    for key, empty, hint in (("role", ROLE, "such as: Access officer"), ("when", DAY, "such as: 2 May 2026")):
        node = root.get(key)
        if _text(node) in ("", empty):
            place = node.place if node else lines.place(1)
            lines.error("missing-key", f"please write behind “{key}:” who looked, or on which day", place, hint)
    node = root.get("version")
    if _text(node) != version:
        message = f"the content has changed since this worksheet was made: it is now version {version}"
        place = node.place if node else lines.place(1)
        lines.error("manual-check-lapsed", message, place, "make a new worksheet, and look again at what changed")
    return {"role": _text(root.get("role")), "when": _text(root.get("when")), "version": version}


def _check_day(root: Keys, lines: Lines, today: date) -> None:
    """Tell of a day that is none, or that is still to come."""
    node = root.get("when")
    text = _text(node)
    if node is None or text in ("", DAY):
        return
    days = spans(text)
    if len(days) != 1 or days[0].first != days[0].last:
        lines.error("manual-check-unknown", f"“{text}” is not a day", node.place, "write it such as: 2 May 2026")
    elif days[0].first > today:
        lines.error(
            "manual-check-unknown", f"“{text}” is still to come", node.place, "write the day on which you looked"
        )


def _answer(item: Keys, lines: Lines) -> list[dict[str, str]] | None:
    """The checks of one step, None where it was not done."""
    result = _text(item.get("result")).lower().rstrip(".")
    clauses, fails, seen = _text(item.get("clauses")).split(), _text(item.get("fails")), _text(item.get("seen"))
    if result in ("", OPEN):
        return None
    if result not in (YES, NO):
        message = f"“{result}” is not a result of a step"
        lines.error("manual-check-unknown", message, (item.get("result") or item).place, "one of yes, no, not done")
        return None
    failing = [] if fails in ("", "none") else fails.replace(",", " ").split()
    unknown = [one for one in failing if one not in clauses]
    if unknown:
        message = f"“{unknown[0]}” is not one of the clauses of this step"
        lines.error("manual-check-unknown", message, (item.get("fails") or item).place, f"one of {', '.join(clauses)}")
    if result == NO and (not failing or seen in ("", SEEN)):
        message = "please write behind “fails:” which clauses are not met, and behind “seen:” what is wrong"
        lines.error("missing-key", message, item.place, f"one or more of {', '.join(clauses)}")
    if result == YES and failing:
        lines.error(
            "manual-check-unknown",
            "the result is yes, and clauses stand behind “fails:”",
            item.place,
            "change one of them",
        )
    files = ", ".join(_text(item.get("open")).split())
    note = f": {seen}" if seen not in ("", SEEN) else ""
    return [
        {
            "clause": clause,
            "format": _text(item.get("format")),
            "what": f"{_text(item.get('step')).partition(': ')[2].rpartition(', ')[0]}, looked at {files}{note}",
            "result": "does not support" if clause in failing else "supports",
        }
        for clause in clauses
    ]


def added(before: str, checks: Sequence[Mapping[str, str]]) -> str:
    """The file of manual checks with more of them at its end; every byte that is there stays."""
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
