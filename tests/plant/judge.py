"""Whether the verifiers find a planted fault."""

from __future__ import annotations

from pipeline.app.verify import ExpectedFacts, verify
from pipeline.model.findings import Severity
from tests.editions import assets, edition, file_of, published, style_sheet
from tests.plant import Fault


def undamaged(format: str) -> tuple[str, bytes]:
    """The name and bytes of the file that is damaged."""
    if format == "css":
        return "assets/style.css", style_sheet()
    if format == "ebraille":
        return next(pair for pair in edition("braille").files.items() if pair[0].endswith(".ebrl"))
    return file_of(edition(format), format)


def found(format: str, fault: Fault) -> bool:
    """Whether an error is reported for a damaged file."""
    built = edition({"css": "html", "ebraille": "braille"}.get(format, format))
    files = {**built.files, undamaged(format)[0]: fault.data}
    proof = verify(published(), files, built.reading, ExpectedFacts(built.about, assets()))
    return any(one.severity is Severity.ERROR for one in proof.findings)
