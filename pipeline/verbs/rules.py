"""`reports rules`: every rule of checks and verifiers, with its meaning, its cure and the requirement that it serves."""

from __future__ import annotations

import argparse
import json

from pipeline.app.project import Project
from pipeline.rules import AREAS, Rule, rules

FORMATS = ("text", "markdown", "json")


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports rules`."""
    parser.add_argument("names", nargs="*", metavar="RULE", help="rules to explain (default: all)")
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="text (default), markdown (docs/rules.md) or json"
    )


def run(args: argparse.Namespace, _project: Project) -> int:
    """Prints the rules; exit code 2 for a name that is none."""
    known = rules()
    unknown = [name for name in args.names if name not in known]
    if unknown:
        print(f"there is no rule “{unknown[0]}”; reports rules lists all")
        return 2
    chosen = [known[name] for name in args.names] or list(known.values())
    if args.format == "markdown":
        print(markdown(), end="")
    elif args.format == "json":
        print(json.dumps([rule._asdict() for rule in chosen], ensure_ascii=False, indent=1))
    else:
        print("\n".join(_text(rule) for rule in chosen))
    return 0


def served(rule: Rule) -> str:
    """The requirements that a rule serves, as people cite them."""
    criteria = f"WCAG {', '.join(rule.criteria)}" if rule.criteria else ""
    return "; ".join(part for part in (criteria, rule.reference) if part)


def _text(rule: Rule) -> str:
    text = f"{rule.id} ({rule.severity or rule.area}): {rule.meaning}"
    text += f" To mend it: {rule.cure}." if rule.cure else ""
    return text + (f" [{served(rule)}]" if served(rule) else "")


def markdown() -> str:
    """All rules as one page, a table an area."""
    lines = [
        "# Every rule",
        "",
        "Each finding ends with the name of its rule in brackets. This page is made by `reports rules --format markdown`.",
    ]
    for area, about in AREAS.items():
        found = [rule for rule in rules().values() if rule.area == area]
        if found:
            lines += [
                "",
                f"## {about[0].upper()}{about[1:]}",
                "",
                "| rule | what it finds | what to do | serves |",
                "|---|---|---|---|",
            ]
            lines += [
                f"| `{r.id}`{f' ({r.severity})' if r.severity else ''} | {r.meaning} | {r.cure} | {served(r)} |"
                for r in found
            ]
    return "\n".join(lines) + "\n"
