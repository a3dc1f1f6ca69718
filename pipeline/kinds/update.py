"""The update: the progress of actions that other documents agreed, and the next steps."""

from pipeline.kinds.action_plan import ACTION, BY, OBJECTIVE, OFFICER, REFERENCE
from pipeline.kinds.kind import Kind, KnownColumn

PROGRESS = KnownColumn(
    "progress",
    "Progress",
    ("Progress to date", "Progress so far", "Progress made", "Progress update", "Update", "Latest update", "Commentary",
     "What we have done", "What we did", "What have we done", "What has been done", "What happened", "Achievements", "Achieved",
     "Work to date", "Position", "Current position", "Comments"),
)  # fmt: skip
NEXT = KnownColumn(
    "next",
    "Issues and next steps",
    ("Issues & next steps", "Issues/next steps", "Next steps", "Next step", "Further action", "Future action",
     "Further actions", "What next", "What happens next", "What comes next", "What will we do next",
     "Plans for next year", "Issues", "Issues and risks", "Planned work", "Future work", "Forward plan"),
)  # fmt: skip
STATUS = KnownColumn(
    "status", "Status", ("RAG", "RAG status", "RAG rating", "Rating", "State", "Complete", "Completed")
)

KIND = Kind(
    name="update",
    label="Progress update",
    columns=(REFERENCE, OBJECTIVE, ACTION, OFFICER, PROGRESS, NEXT, STATUS, BY),
    row_header="action",
    required=("table", "column action", "column progress"),
    title_words=(
        "update",
        "progress",
        "monitoring",
        "annual report",
        "review of",
        "year in review",
        "performance report",
    ),
    headings=("progress", "next steps", "what we have done"),
    id_prefix="U",
)
