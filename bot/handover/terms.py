"""The handover's closed vocabularies beside those of the store. Values are the words used in files and records."""

from enum import StrEnum


class Speciality(StrEnum):
    """What a trainer is best at. BOTH is size and strength together."""

    STRENGTH = "strength"
    HYPERTROPHY = "hypertrophy"
    BOTH = "both"
    BEGINNERS = "beginners"
    COMPLAINTS = "complaints"


class DayTime(StrEnum):
    """When somebody comes to the gym."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
