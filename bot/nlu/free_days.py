"""Days of the week on which the lifter can train, told as a group: "weekdays", "any day but sunday", "weekends off"."""

from collections.abc import Sequence

from bot.nlu.quantities import Found
from bot.nlu.scope import words
from bot.nlu.token import is_figure
from bot.nlu.weekdays import DAYS, WEEK, are_meant, day_words, without_times

WEEKDAYS, WEEKEND = [0, 1, 2, 3, 4], (5, 6)
ANSWER = 4  # tokens of a message that is little else
POSSIBLE = frozenset({"any", "can", "could", "able", "free", "available"})
NO_PAUSES = frozenset({"only", "just", "since", "so"})


def read_all_but(texts: Sequence[str]) -> Found | None:
    """The days that "every day except sunday" leaves."""
    for at in range(len(texts) - 2):
        first = _any_day_end(texts, at)
        if first and not day_words("taking_out").isdisjoint(texts[first : first + 1]):
            taken, end = _taken_out(texts, first + 1)
            if 0 < len(taken) < WEEK - 1:
                return Found("training_weekdays", sorted(set(range(WEEK)) - taken), at, end)
    return None


def is_offered(texts: Sequence[str], days: Found) -> bool:
    """Whether they are days to train on, not days of something else."""
    clause = _clause(texts, days.first, days.end)
    return are_meant(texts, days.first, days.end) and day_words("something_else").isdisjoint(clause)


def are_all_used(texts: Sequence[str], days: Found) -> bool:
    """Whether he trains on every one of them; "any day but sunday", "I can train every day but sunday" are a choice."""
    return POSSIBLE.isdisjoint(_clause(texts, days.first, days.end))


def read_free_days(texts: Sequence[str]) -> Found | None:
    """Monday to Friday for "weekdays" on which training is offered, and where the weekends are to be off."""
    for at, text in enumerate(texts):
        found = Found("training_weekdays", WEEKDAYS, at, at + 1)
        if text in day_words("weekend") and texts[at + 1 : at + 2] == ["off"]:
            found = Found("training_weekdays", WEEKDAYS, at, at + 2)
            is_free = day_words("off_from_work").isdisjoint(_clause(texts, at, at + 2))
        elif text in day_words("from_monday_to_friday"):
            is_free = day_words("weekend").isdisjoint(texts) and _is_offer(texts, at)
        else:
            continue
        if is_free and is_offered(texts, found):
            return found
    return None


def _any_day_end(texts: Sequence[str], at: int) -> int:
    """Where "every day of the week" ends that begins at a token, or 0."""
    end = at + 1 if texts[at] in ("everyday", "anyday") else 0
    if texts[at] in day_words("any_day") and texts[at + 1] == "day":
        end = at + 2
    return end + 3 if end and texts[end : end + 3] == ["of", "the", "week"] else end


def _taken_out(texts: Sequence[str], first: int) -> tuple[set[int], int]:
    """The days named from token `first` on, and where the last one ends."""
    taken: set[int] = set()
    at = end = first
    while at < len(texts):
        text = texts[at]
        if text in DAYS or text in day_words("weekend"):
            taken |= {DAYS[text]} if text in DAYS else set(WEEKEND)
            end = at + 1
        elif text not in day_words("between_taken_out" if taken else "behind_taking_out"):
            break
        at += 1
    return taken, end


def _is_offer(texts: Sequence[str], at: int) -> bool:
    """Whether "weekdays" at a token are the days to train, and neither counted nor beside days that are named."""
    if not DAYS.keys().isdisjoint(texts) or (at and is_figure(texts[at - 1])):
        return False
    clause = without_times(_clause(texts, at, at + 1))
    works = [each for each, text in enumerate(clause) if text in ("work", "works")]
    if works:
        return clause[works[0] + 1 : works[0] + 2] != [] and clause[works[0] + 1] in day_words("working_out_well")
    return not day_words("offering").isdisjoint(clause) or len(texts) <= ANSWER


def _clause(texts: Sequence[str], first: int, end: int) -> list[str]:
    """The tokens around `first` to before `end` that no pause parts from them."""
    pauses = words("breaks") - NO_PAUSES
    begin, stop = first, end
    while begin > 0 and texts[begin - 1] not in pauses:
        begin -= 1
    while stop < len(texts) and texts[stop] not in pauses:
        stop += 1
    return [*texts[begin:stop]]
