"""The objectives: what the council wants for each role, why, and the agreed actions, as prose and lists."""

from pipeline.kinds.kind import Kind

ACTION_HEADINGS = (
    "actions", "action", "agreed actions", "our actions", "key actions", "the actions", "planned actions",
    "what we will do", "what will we do", "what we are going to do", "our commitments",
)  # fmt: skip

KIND = Kind(
    name="objectives",
    label="Objectives",
    required=("sections", "actions"),
    title_words=("objectives", "aims", "priorities"),
    headings=(
        "objective", "why it matters", "why this matters", "outcomes", "measures", *ACTION_HEADINGS,
        "connections to other plans", "links to other plans", "our aim", "what success looks like",
    ),
)  # fmt: skip
