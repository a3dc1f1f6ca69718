"""What all tests share: one browser for each process, quick starts, and an account of the rules that fire in the whole run.

Each rule that fires must be listed, and each listed one must have fired. So every rule has a case in which it fires, and no
finding names a rule that nobody can look up. Only a whole run is judged.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.cli import FEW_SEARCHES
from pipeline.model.findings import Finding
from pipeline.rules import rules

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUICK_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""A checker in Java ends before its code is worth compiling well: half of the processor time."""
FIRED: set[str] = set()
_made = Finding.__init__


def _recording(self: Finding, *args: Any, **values: Any) -> None:
    _made(self, *args, **values)
    FIRED.add(self.rule)


def _arriving(self: Finding, values: dict[str, Any]) -> None:
    """A finding that comes from the process in which a source was read."""
    self.__dict__.update(values)
    FIRED.add(self.rule)


Finding.__init__ = _recording  # type: ignore[method-assign]
Finding.__setstate__ = _arriving  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests of a process; each opens windows of its own."""
    from tests.browser import browser

    with browser() as running:
        yield running


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Gives each of two workers, which get half of the tests each, one thing first that takes long to make and is then shared.

    Those with sound stand before the first half, those in a browser before the second. What the two have left at the end
    are short tests.
    """
    sound = [item for item in items if "audio" in item.nodeid]
    browser = [item for item in items if "test_browser" in item.nodeid]
    rest = [item for item in items if "audio" not in item.nodeid and "test_browser" not in item.nodeid]
    half = max(0, len(items) // 2 - len(sound))
    items[:] = [*sound, *rest[:half], *browser, *rest[half:]]


def pytest_collection_finish() -> None:
    """Sets what all tests run with: Java starts quickly, and unused objects are looked for as seldom as by the command line."""
    os.environ.setdefault("JDK_JAVA_OPTIONS", QUICK_JAVA)
    gc.freeze()
    gc.set_threshold(*FEW_SEARCHES)


def pytest_testnodedown(node: Any) -> None:
    """A worker of pytest-xdist hands over what fired in it."""
    FIRED.update(getattr(node, "workeroutput", {}).get("fired", ()))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Judges a whole run in the process that leads it."""
    config = session.config
    if hasattr(config, "workeroutput"):
        config.workeroutput["fired"] = sorted(FIRED)
        return
    whole = not config.option.keyword and not any(
        "::" in one or one.endswith(".py") for one in config.invocation_params.args
    )
    if exitstatus != 0 or not whole or config.option.collectonly or config.option.markexpr not in ("", "not slow"):
        return
    listed = set(rules())
    for what, names in (
        ("fired and is not listed", FIRED - listed),
        ("is listed and never fired", listed - FIRED),
    ):
        for name in sorted(names):
            print(f"\nrule {name} {what}", end="")
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
