"""`python -m tests.plant [FORMAT…] [WORD…] [--all]`: plants every fault and prints the share found for each format.

Words choose the kinds of damage that have one of them in their name; --all names every place that was missed."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator

from tests.plant import FORMATS, faults
from tests.plant.judge import found, undamaged


def report(format: str, everything: bool, only: list[str]) -> Iterator[str]:
    """The share of faults found, and the kinds of those that were not."""
    began = time.process_time()
    planted, missed = Counter[str](), Counter[str]()
    places: dict[str, list[str]] = {}
    for fault in faults(format, undamaged(format)[1]):
        if only and not any(word in fault.kind for word in only):
            continue
        planted[fault.kind] += 1
        if not found(format, fault):
            missed[fault.kind] += 1
            places.setdefault(fault.kind, []).append(fault.where)
    if not planted:
        return
    total, lost = sum(planted.values()), sum(missed.values())
    share = 100 * (total - lost) / total
    seconds = f"{time.process_time() - began:.0f} s of computing"
    yield f"{format}: {total - lost} of {total} planted faults found ({share:.1f} %), {seconds}"
    for kind, count in missed.most_common():
        shown = places[kind] if everything else places[kind][:2]
        yield f"    not found {count:>3} of {planted[kind]:>3}: {kind}   [{'; '.join(shown)}]"


if __name__ == "__main__":
    wanted = [name for name in sys.argv[1:] if name in FORMATS] or list(FORMATS)
    for format in wanted:
        words = [word for word in sys.argv[1:] if word not in FORMATS and word != "--all"]
        for line in report(format, "--all" in sys.argv, words):
            print(line, flush=True)
