"""The handover's closed vocabularies. Values are the words used in files and records."""

from enum import StrEnum


class Reason(StrEnum):
    """Why a human is needed, the most urgent first. The same values as the store's HandoverReason."""

    RED_FLAG = "red_flag"
    ASKED = "asked"
    COMPLAINT = "complaint"
    FRUSTRATED = "frustrated"
    MISUNDERSTOOD = "misunderstood"
    GYM_BUSINESS = "gym_business"
    PROGRAM = "program"
    TECHNIQUE = "technique"
    PLATEAU = "plateau"


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
