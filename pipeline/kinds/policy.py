"""The policy: the council's duties and aims, mostly as prose, often with a plan as an appendix."""

from pipeline.kinds.action_plan import ACTION as PLANNED_ACTION
from pipeline.kinds.action_plan import BY, MEASURE, OBJECTIVE, OFFICER, REFERENCE
from pipeline.kinds.kind import Kind

KIND = Kind(
    name="policy",
    label="Policy",
    columns=(REFERENCE, OBJECTIVE, PLANNED_ACTION, OFFICER, MEASURE, BY),
    row_header="objective",
    required=("sections",),
    title_words=("policy", "strategy", "framework", "scheme", "charter", "code of"),
    headings=(
        "policy statement", "our policy", "introduction", "background", "purpose", "scope", "definitions", "duties",
        "rights and duties", "legal framework", "responsibilities", "roles and responsibilities", "equality duty",
        "monitoring and review", "complaints", "training", "legislation",
    ),
)  # fmt: skip
