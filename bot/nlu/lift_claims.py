"""Which of the loads in a message the lifter has lifted: not those hoped for, failed, asked about or of others."""

from collections.abc import Iterator, Sequence

from bot.nlu.lift import Lift
from bot.nlu.lift_words import lift_words
from bot.nlu.scope import words
from bot.nlu.token import is_figure

REACH = 40
PAUSES = frozenset({",", "and", "(", "so", "or"})
OPENERS = frozenset({"and", "but", "so", "or", "ok", "okay", "hey", "hi", "also", "then"})
EXERCISES = frozenset({"EXW", "EXB"})
NOTHING, WISH, QUESTION, QUESTION_OF_LOADS = "", "wish", "question", "question of loads"


def claimed(texts: Sequence[str], lifts: Sequence[Lift]) -> Iterator[Lift]:
    """The lifts that were done or can be done, in their order."""
    mood, at = NOTHING, 0
    for lift in lifts:
        mood = _mood(texts, max(at, lift.first - REACH), lift.first, mood)
        at = max(lift.end, at)
        is_asked = mood == QUESTION or (mood == QUESTION_OF_LOADS and lift.reps is None)
        if mood != WISH and not is_asked and not _is_aim(texts, lift):
            yield lift


def _mood(texts: Sequence[str], first: int, end: int, mood: str) -> str:
    """What the words from `first` to before `end` make of the loads behind them."""
    turned = -1
    for at in range(first, end):
        before = texts[at - 1] if at else "."
        if before in words("sentence_ends"):
            mood = _mood_of_question(texts, at)
        elif _begins_anew(texts, at, before, mood) or (turned >= 0 and _ends_wish(texts, turned, at, mood)):
            mood = NOTHING
        if _turns(texts, at):
            mood, turned = WISH, at
    return mood


def _mood_of_question(texts: Sequence[str], at: int) -> str:
    while at < len(texts) - 1 and texts[at] in OPENERS:
        at += 1
    if texts[at] in lift_words("asked"):
        return NOTHING if " ".join(texts[at + 1 : at + 2]) in lift_words("told_behind") else QUESTION
    return QUESTION_OF_LOADS if texts[at] in lift_words("asked_of_loads") else NOTHING


def _begins_anew(texts: Sequence[str], at: int, before: str, mood: str) -> bool:
    if texts[at] in lift_words("anew"):
        return True
    if texts[at] not in lift_words("lifter"):
        return False
    names_lift = " ".join(texts[at + 1 : at + 2]) in EXERCISES and before not in lift_words("inverted")
    return before in PAUSES or (names_lift and mood != WISH)


def _ends_wish(texts: Sequence[str], turned: int, at: int, mood: str) -> bool:
    """Whether a comma ends a wish that was for no lift: "I want a program, squat 100"."""
    passed = texts[turned:at]
    return (
        texts[at] == ","
        and mood == WISH
        and EXERCISES.isdisjoint(passed)
        and not any(is_figure(text) for text in passed)
    )


def _turns(texts: Sequence[str], at: int) -> bool:
    text, behind = texts[at], " ".join(texts[at + 1 : at + 2])
    if text in lift_words("not_lifted"):
        return True
    if text in lift_words("bringing"):
        return "to" in texts[at : at + 5]
    is_thing = behind in lift_words("wanted") or behind in EXERCISES or is_figure(behind)
    return text in lift_words("wishes") and is_thing


def _is_aim(texts: Sequence[str], lift: Lift) -> bool:
    """ "Bench 100 is my goal", "squat 140 some day"."""
    behind = []
    for text in texts[lift.end : lift.end + 4]:
        if text in words("breaks") or text in EXERCISES or text == "and":
            break
        behind.append(text)
    return not lift_words("not_lifted_yet").isdisjoint(behind)
