"""What to do about a mild complaint: what to leave, what still goes, when to have it looked at."""

from bot.coaching.advice import Advice, Value
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import BodyPart, TrainingGoal

TOPIC = "report_complaint"
REGIONS = {
    "upper": (
        BodyPart.NECK,
        BodyPart.SHOULDER,
        BodyPart.ELBOW,
        BodyPart.WRIST,
        BodyPart.HAND,
        BodyPart.UPPER_BACK,
    ),
    "lower": (
        BodyPart.HIP,
        BodyPart.GROIN,
        BodyPart.HAMSTRING,
        BodyPart.KNEE,
        BodyPart.SHIN,
        BodyPart.CALF,
        BodyPart.ANKLE,
        BodyPart.FOOT,
    ),
    "lower_back": (BodyPart.LOWER_BACK,),
    "chest": (BodyPart.CHEST,),
}


def advise(question: Question) -> Advice:
    """The variant says which part of the body complains, so that the rest can be named; "" when none is known."""
    rules = guideline(TOPIC)
    values: dict[str, Value] = {"days_until_check": rules.figure("days_until_check").amount}
    if question.complaints:
        values["complaints"] = question.complaints
    return Advice(TOPIC, values, _variant(question.complaints), _caveats(question), rules.sources())


def _variant(complaints: tuple[BodyPart, ...]) -> str:
    """The region of the complaints, "several" for more than one. The chest always comes first."""
    regions = [name for name, parts in REGIONS.items() if any(part in parts for part in complaints)]
    if "chest" in regions:
        return "chest"
    return "several" if len(regions) > 1 else "".join(regions)


def _caveats(question: Question) -> tuple[str, ...]:
    heavy = question.training_goal in (TrainingGoal.STRENGTH, TrainingGoal.POWER)
    return ("complaint_lighter_sets",) if heavy else ()
