"""The plain report: prose, tables of figures and pictures about a year, without agreed actions to follow up."""

from pipeline.kinds.kind import Kind

KIND = Kind(
    name="report",
    label="Report",
    title_words=("report", "statement", "statistics", "profile", "review", "pay gap", "data", "findings", "assessment"),
    headings=("findings", "key findings", "methodology", "about the data", "conclusions"),
)
