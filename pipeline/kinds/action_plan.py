"""The action plan: a table of who does what by when, in bands by role."""

from pipeline.kinds.kind import Kind, KnownColumn

OBJECTIVE = KnownColumn(
    "objective",
    "Objective",
    ("Objectives", "Equality objective", "Our objective", "Strategic objective", "Aim", "Aims", "Goal", "Priority",
     "Priorities", "What we want to achieve", "What do we want to achieve", "Theme", "Outcome we want"),
)  # fmt: skip
ACTION = KnownColumn(
    "action",
    "Actions",
    ("Action", "Agreed action", "Agreed actions", "Key actions", "Action required", "Actions required", "Action to be taken",
     "What we will do", "What will we do", "What we do", "What we need to do",
     "What needs to be done", "What are we going to do", "How will we achieve this", "How we will do it",
     "What we said", "What we said we would do", "Activity", "Activities", "Task", "Tasks", "Steps", "Planned action",
     "Commitment", "Recommendation"),
)  # fmt: skip
OFFICER = KnownColumn(
    "officer",
    "Responsible officer",
    ("Responsible officers", "Officer responsible", "Lead officer", "Lead officers", "Lead", "Lead team", "Owner",
     "Action owner", "Who", "Who is responsible", "Who will do it", "Who will lead", "By whom", "Responsible", "Responsibility",
     "Responsible person", "Person responsible", "Responsible team", "Responsible service", "Lead service", "Service", "Team",
     "Who leads", "Led by", "Accountable", "Accountable officer", "Assigned to", "Delivery lead", "Lead member"),
)  # fmt: skip
MEASURE = KnownColumn(
    "measure",
    "How will we know this is done?",
    ("How will we know", "How we will know", "How will we know it is done", "How will we know we have succeeded",
     "How will we measure success", "How success will be measured", "How will it be measured", "Measure", "Measures",
     "Measure of success", "Measures of success", "Success measure", "Success measures", "Success criteria",
     "What success looks like", "What will success look like", "Performance measure", "Performance measures",
     "Performance indicator", "KPI", "Indicator", "Indicators", "Target", "Targets", "Outcome", "Outcomes",
     "Expected outcome", "Intended outcome", "Evidence", "Milestone", "Milestones"),
)  # fmt: skip
BY = KnownColumn(
    "by",
    "To be delivered by",
    ("Deadline", "Target date", "Due", "Due date", "Due by", "By when", "When", "When by", "When will it be done",
     "Date", "Delivery date", "Deliver by", "Delivered by", "Date for completion", "Completion date", "Complete by",
     "To be completed by", "To be done by", "Timescale", "Timescales", "Timeline", "Timeframe", "Time frame", "Timing",
     "End date", "Finish date", "Review date", "Target completion date", "Date due", "When will we do it"),
)  # fmt: skip
REFERENCE = KnownColumn("reference", "Reference", ("Ref", "No", "Number", "Item", "Action number", "Action ref", "ID"))
RESOURCES = KnownColumn(
    "resources", "Resources", ("Resource", "Budget", "Cost", "Costs", "Funding", "Resource implications")
)

KIND = Kind(
    name="action-plan",
    label="Action plan",
    columns=(REFERENCE, OBJECTIVE, ACTION, OFFICER, MEASURE, BY, RESOURCES),
    row_header="objective",
    required=("table", "column action", "column officer", "column by"),
    title_words=("action plan", "delivery plan", "implementation plan", "work plan", "programme of work"),
    headings=("action plan", "delivery plan"),
)
