"""Settles what quantities mean together: which reps were done and which are asked about, whose mass it is."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from bot.nlu.age_or_mass import settled_ages
from bot.nlu.collapsed import WITH_THE_BODY, WITH_WEIGHTS
from bot.nlu.profile_facts import is_break, training_age
from bot.nlu.quantities import Found
from bot.nlu.quantity_fields import DAYS_OF_EXERCISE, TRAIN_SINCE
from bot.nlu.scope import asks, last_correction, sentence_of, words
from bot.nlu.token import is_figure

LIFT = frozenset({"load", "reps", "sets"})
EFFORT = frozenset({"percent_1rm", "rpe", "reps_in_reserve"})
PERSONAL = frozenset({"age_years", "sex", "training_age", "days_per_week", "workout_minutes"})
LIGHTEST_BODY = 30
BODY_MASSES = {"kg": (40, 200), "lb": (90, 450)}
CLAUSE_ENDS = frozenset({":", ",", ".", ";", "/", "|", "(", ")", "and", "but", "!", "?"})
NAMED_EXERCISES = frozenset({WITH_WEIGHTS, WITH_THE_BODY})


def settle(texts: Sequence[str], found: Sequence[Found], names_exercise: bool) -> list[Found]:
    """The quantities with loose reps and masses given their kind, and times of training as a training age."""
    found = settled_ages(texts, _trained_since(texts, _training_days(found)))
    settled = [_aged(each) for each in _first_set(texts, _scheme(_own_mass(texts, found)))]
    settled = _reps(texts, settled)
    return _body_mass(texts, _unambiguous(texts, settled), names_exercise)


def _training_days(found: Sequence[Found]) -> list[Found]:
    """The quantities, with how often an exercise is done ("squat 3x a week") as the days if no others are told."""
    has_days = any(each.kind == "days_per_week" for each in found)
    of_exercises = [each for each in found if each.kind == DAYS_OF_EXERCISE]
    rest = [each for each in found if each.kind != DAYS_OF_EXERCISE]
    return rest if has_days else rest + [replace(each, kind="days_per_week") for each in of_exercises]


def _trained_since(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """The quantities, with the time since a date as one of training, where it is none of a break."""
    kept = [each for each in found if each.kind != TRAIN_SINCE or not is_break(texts, each.first)]
    return [replace(each, kind="train_months") if each.kind == TRAIN_SINCE else each for each in kept]


def _own_mass(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """The quantities, with a mass alone in its clause, beside an age, a sex or a training age, as the lifter's."""
    personal = sorted(each.first for each in found if each.kind in ("age_years", "sex", "train_months"))
    if not personal:
        return list(found)
    return [replace(each, kind="body_mass") if _is_own_mass(texts, each, personal) else each for each in found]


def _is_own_mass(texts: Sequence[str], found: Found, personal: Sequence[int]) -> bool:
    if found.kind != "load" or not found.value["unit"]:
        return False
    low, high = BODY_MASSES[found.value["unit"]]
    around = [*texts[max(found.first - 1, 0) : found.first], *texts[found.end : found.end + 1]]
    if not low <= found.value["value"] <= high or not all(word in CLAUSE_ENDS for word in around):
        return False
    first, end = sentence_of(texts, found.first)
    return not _is_lifted(texts, found) and bisect_left(personal, first) < bisect_left(personal, end)


def _is_lifted(texts: Sequence[str], found: Found) -> bool:
    """Whether an exercise without a load of its own stands beside a mass."""
    ends_there = any(text in words("sentence_ends") for text in texts[found.end : found.end + 1])
    behind = [] if ends_there else texts[found.end : found.end + 3]
    is_named_behind = not NAMED_EXERCISES.isdisjoint(behind[:2]) and not any(is_figure(text) for text in behind)
    return is_named_behind or not NAMED_EXERCISES.isdisjoint(texts[max(found.first - 2, 0) : found.first])


def _first_set(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """Of several sets ("405x1, then 3x3 @ 365") the first, unless a later one corrects it: never a mixture."""
    corrected = last_correction(texts)
    kept: dict[str, Found] = {}
    dropped: set[int] = set()
    for each in sorted((each for each in found if each.kind in LIFT), key=lambda each: each.first):
        other = kept.setdefault(each.kind, each)
        if other.match != each.match and other.value != each.value and not other.first < corrected < each.first:
            dropped.add(each.match)
    loaded = {each.match for each in found if each.kind == "load"}
    asked = [replace(each, kind="loose_reps") for each in found if _is_next_set(each, dropped - loaded, "load" in kept)]
    return [each for each in found if each.match not in dropped or each.kind not in LIFT | EFFORT] + asked


def _is_next_set(found: Found, dropped: set[int], has_load: bool) -> bool:
    """Reps without a load beside a set with one: "did 40kg for 5. What for 3x10?"."""
    return has_load and found.kind == "reps" and found.match in dropped


def _scheme(found: Sequence[Found]) -> list[Found]:
    """ "5x5" beside a load or a max is sets and reps, not the program."""
    is_lifted = any(each.kind in ("load", "one_rep_max", "percent_1rm") for each in found)
    schemes = [each for each in found if each.kind == "named_program"] if is_lifted else []
    rest = [each for each in found if each not in schemes]
    return rest + [replace(each, kind=kind, value=5) for each in schemes for kind in ("sets", "reps")]


def _aged(found: Found) -> Found:
    if found.kind != "train_months":
        return found
    return replace(found, kind="training_age", value=training_age(found.value).value)


def _reps(texts: Sequence[str], found: list[Found]) -> list[Found]:
    """Reps beside a set that was done are asked about; alone in a question too; else they were done."""
    has_load = any(each.kind in ("load", "one_rep_max") for each in found)
    has_reps = any(each.kind == "reps" for each in found)
    done = {each.first for each in found if each.kind == "reps"}
    settled = []
    for each in found:
        if each.kind == "loose_reps" and each.first in done:
            continue
        if each.kind == "loose_reps":
            is_asked = (has_load and has_reps) or _in_question(texts, each)
            each = replace(each, kind="target_reps" if is_asked else "reps")
        settled.append(each)
    return settled


def _in_question(texts: Sequence[str], found: Found) -> bool:
    first, end = sentence_of(texts, found.first)
    return asks(texts, first, end) or not {"what", "whats", "how", "should"}.isdisjoint(texts[first:end])


def _unambiguous(texts: Sequence[str], found: list[Found]) -> list[Found]:
    """Without the reps asked about if there are two ("sets of 5 or of 12") and none is a correction."""
    asked = {each.value for each in found if each.kind == "target_reps"}
    is_clear = len(asked) < 2 or last_correction(texts) >= 0
    return found if is_clear else [each for each in found if each.kind != "target_reps"]


def _body_mass(texts: Sequence[str], found: list[Found], names_exercise: bool) -> list[Found]:
    """Where food or the lifter is the subject and no lift is named, a mass is the lifter's."""
    is_about_food = not words("food").isdisjoint(texts)
    is_about_person = not words("persons").isdisjoint(texts) or any(each.kind in PERSONAL for each in found)
    has_lift = names_exercise or any(each.kind in ("reps", "sets", "body_mass", "percent_1rm") for each in found)
    if has_lift or not (is_about_food or is_about_person):
        return found
    return [replace(each, kind="body_mass") if _could_be_body(each) else each for each in found]


def _could_be_body(found: Found) -> bool:
    return found.kind == "load" and bool(found.value["value"] >= LIGHTEST_BODY) and bool(found.value["unit"])
