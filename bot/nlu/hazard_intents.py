"""Which intents tell of a hazard. Imports nothing, so that what needs no Rasa can ask."""

REPORT = "report_"
HARMLESS = frozenset({"report_complaint", "report_workout", "report_clearance"})


def is_hazard(intent: str) -> bool:
    """Whether an intent tells of a hazard."""
    return intent.startswith(REPORT) and intent not in HARMLESS
