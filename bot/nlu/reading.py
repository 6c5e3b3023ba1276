"""Everything that one message says, as entities."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from bot.coaching.terms import Equipment
from bot.nlu.bare import read_mass_unit, read_number, read_term
from bot.nlu.canonical import Canonical, canonical_tokens, join
from bot.nlu.collapsed import Collapsed
from bot.nlu.complaints import PAIN, SORE, parts_near_signs, read_complaints, with_sides
from bot.nlu.conversions import asked_to_convert, converted
from bot.nlu.dislikes import read_dislikes
from bot.nlu.entity import LISTED, Entity
from bot.nlu.equipment import read_equipment
from bot.nlu.free_days import are_all_used, is_offered, read_all_but, read_free_days
from bot.nlu.furnished import furnished
from bot.nlu.goals import read_goal
from bot.nlu.lexicon import Phrase, layered, vocabulary
from bot.nlu.lifted import settle
from bot.nlu.lifts import read_lifts
from bot.nlu.likes import read_likes
from bot.nlu.minutes_today import read_minutes_today
from bot.nlu.profile_facts import read_muscles, read_priority, read_training_age
from bot.nlu.program_places import read_program_places
from bot.nlu.quantities import Found, read_quantities
from bot.nlu.recoveries import read_recoveries, without_the_outlived
from bot.nlu.routine import read_routine
from bot.nlu.scope import is_choice, last_correction
from bot.nlu.short_names import with_short_names
from bot.nlu.told import Told
from bot.nlu.weekdays import names_days, read_training_weekdays, read_weekdays, weekday_places

NEAR = 8
AVAILABLE_KINDS = frozenset({"days_per_week", "workout_minutes"})
COMPARED = ("days_per_week", "reps", "target_reps")


@dataclass(frozen=True)
class Reading:
    """A message's canonical tokens, the phrases in them, and whose they are."""

    canonical: Canonical
    phrases: dict[str, list[Phrase]]
    told: Told

    @classmethod
    def of(cls, text: str) -> "Reading":
        """Read the words; their meaning comes later."""
        tokens = vocabulary().repair(canonical_tokens(text))
        texts = [token.text for token in tokens]
        found = with_short_names(texts, furnished(texts, layered(vocabulary().find(tokens))))
        canonical = join(tokens)
        return cls(canonical, found, Told.of(canonical))

    @cached_property
    def texts(self) -> list[str]:
        return [token.text for token in self.canonical.tokens]

    @cached_property
    def collapsed(self) -> Collapsed:
        return Collapsed.of(self.canonical, self.phrases)

    @cached_property
    def measured(self) -> list[Found]:
        """Every quantity with its place in `collapsed`, those of all sets."""
        return read_quantities(self.collapsed.canonical)

    def quantities(self) -> list[Found]:
        """The quantities with their meaning settled: one set, whose mass it is."""
        texts = self.collapsed.texts
        found = settle(texts, self.measured, bool(self.phrases["exercise"]))
        placed = [self.collapsed.placed(each) for each in found if not _is_before_a_heading(texts, each)]
        return self.told.meant(placed)

    def about_exercises(self) -> list[Found]:
        """What is said of the exercises named: which are lifted with how much, which are not wanted, or again."""
        if not self.collapsed.exercises:
            return []
        disliked = list(read_dislikes(self.collapsed))
        liked = read_likes(self.collapsed, {each.value for each in disliked})
        found = [*read_lifts(self.collapsed, self.measured), *disliked, *liked]
        return [self.collapsed.placed(each) for each in found]


def _is_before_a_heading(texts: Sequence[str], found: Found) -> bool:
    """Whether what looks like days are the reps before a heading: "5x5 Day 2"."""
    around = [*texts[max(found.first - 1, 0) : found.first], *texts[found.end : found.end + 1]]
    return found.kind == "days_per_week" and around == ["x", "day"]


def read_entities(text: str) -> list[Entity]:
    """Facts in a message in the order of their places; `start` and `end` are character offsets into `text`.

    Takes any text, never raises; the time grows with the length, not faster.
    """
    reading = Reading.of(text)
    if not reading.canonical.tokens:
        return []
    places = list(read_program_places(reading.canonical))
    quantities = read_minutes_today(reading.canonical, _apart(places, _single(reading, reading.quantities())))
    found = [*_from_words(reading), *quantities, *reading.about_exercises(), *places]
    routine = read_routine(reading.canonical, reading.phrases)
    if routine and not _is_list_of_lifts(reading, routine[0], found):
        found += [each for each in routine if all(each.kind != other.kind for other in found)]
    days = list(_weekdays(reading, text, found))
    found = [*_not_among(days, found), *days]
    found = _without_the_way_back(reading.texts, found)
    found = converted(reading.texts, _once(reading, found))
    found += asked_to_convert(reading.texts, found)
    if not found and (number := read_number(reading.texts)):
        value = float(number.value)
        found = [Found("number", int(value) if value.is_integer() else value, number.first, number.end)]
    entities = [Entity(each.kind, each.value, *reading.canonical.span(each.first, each.end)) for each in found]
    return sorted(entities, key=lambda each: (each.start, each.end, each.kind))


def _not_among(days: list[Found], found: list[Found]) -> list[Found]:
    """Without the sunday of "any day but sunday" as one that is asked about."""
    return [
        each for each in found if each.kind != "weekday" or not any(day.first <= each.first < day.end for day in days)
    ]


def _weekdays(reading: Reading, text: str, found: list[Found]) -> Iterator[Found]:
    """How many days of the week are named, if no number says it; and which, unless a routine is pasted."""
    if not names_days(reading.texts):
        return
    kinds, is_dashed = {each.kind for each in found}, _is_dashed(reading, text)
    texts = [word if reading.told.is_meant("training_weekdays", at) else "" for at, word in enumerate(reading.texts)]
    if left := read_all_but(texts):
        yield from _left(texts, left, kinds)
        return
    days = read_weekdays(texts, is_dashed)
    if days and "days_per_week" not in kinds:
        yield Found(days.kind, int(days.value), days.first, days.end)
    which = None if "routine" in kinds else read_training_weekdays(texts, is_dashed) or read_free_days(texts)
    if which and not _stands_beside_sets(which, found) and not _are_too_few(which, found):
        yield which


def _are_too_few(days: Found, found: list[Found]) -> bool:
    """Whether more days are told than are named: "2 days during the week plus sat and sun"."""
    return any(each.kind == "days_per_week" and each.value > len(days.value) for each in found)


def _left(texts: list[str], days: Found, kinds: set[str]) -> Iterator[Found]:
    """The days that are left of "every day but sunday", and how many, if he trains on them all."""
    if not is_offered(texts, days):
        return
    yield days
    if "days_per_week" not in kinds and are_all_used(texts, days):
        yield replace(days, kind="days_per_week", value=len(days.value))


def _stands_beside_sets(days: Found, found: list[Found]) -> bool:
    """Whether sets are told beside the days: then they are those of a routine."""
    return any(each.kind == "sets" and days.first - NEAR <= each.first < days.end + NEAR for each in found)


def _is_dashed(reading: Reading, text: str) -> bool:
    """Whether two days of the week are joined by a dash: "mon-fri"."""
    places, tokens = weekday_places(reading.texts), reading.canonical.tokens
    return len(places) == 2 and text[tokens[places[0]].end : tokens[places[1]].start].strip() in ("-", "–", "—")


def _without_the_way_back(texts: list[str], found: list[Found]) -> list[Found]:
    """Without the back of "I want squats back" as a muscle."""
    if all(each.kind != "liked" for each in found):
        return found
    ends = {each.end for each in found if each.kind == "exercise"}
    return [
        each for each in found if not (each.kind == "muscle" and each.first in ends and texts[each.first] == "back")
    ]


def _is_list_of_lifts(reading: Reading, routine: Found, found: list[Found]) -> bool:
    """Whether what looks like a routine are the loads lifted ("squat 140 bench 100 dead 180"), or what is disliked."""
    lifted = {each.value["exercise"] for each in found if each.kind == "lift"}
    disliked = {each.value for each in found if each.kind == "disliked"}
    named = {entry["exercise"] for day in routine.value["days"] for entry in day}
    return named <= lifted | disliked and all(each.kind != "sets" for each in reading.measured)


def _from_words(reading: Reading) -> Iterator[Found]:
    texts = reading.texts
    phrases = {kind: reading.told.meant(each) for kind, each in reading.phrases.items()}
    signs = [each for each in reading.phrases["complaint"] if each.value in (PAIN, SORE) or reading.told.meant([each])]
    over = list(read_recoveries(texts, phrases["body_part"], signs))
    complaints = [
        each
        for each in read_complaints(texts, with_sides(texts, phrases["body_part"]), signs)
        if not any(each.lies_in(other) or other.lies_in(each) for other in over)
    ]
    complaints = without_the_outlived(texts, complaints, over)
    recovered = [each for each in over if all(each.value != other.value for other in complaints)]
    painful = [*complaints, *over, *parts_near_signs(reading.phrases["body_part"], reading.phrases["complaint"])]
    wishes = [each for each in phrases["wish"] if not any(each.lies_in(other) for other in complaints)]
    goal, term = read_goal(texts, phrases["training_goal"]), read_term(reading.canonical)
    equipment = [each for each in phrases["equipment"] if not _is_anothers_gym(reading.told, each)]
    singles = (
        None if goal and term and goal.lies_in(term) else goal,
        read_training_age(texts, phrases["training_age"]),
        read_priority(texts, phrases["priority"], wishes),
        read_mass_unit(texts),
        term,
    )
    lists = (
        *phrases["exercise"],
        *phrases["named_program"],
        *complaints,
        *recovered,
        *read_equipment(texts, equipment, [*phrases["training_age"], *phrases["training_goal"]]),
        *read_muscles(phrases["muscle"], painful),
    )
    for phrase in (*(each for each in singles if each), *lists):
        yield Found(phrase.kind, str(phrase.value), phrase.first, phrase.end)


def _is_anothers_gym(told: Told, phrase: Phrase) -> bool:
    """A gym where somebody else goes; what another owns may be shared."""
    return phrase.value in (Equipment.FULL_GYM, Equipment.NONE) and told.is_of_another(phrase.first)


def _single(reading: Reading, found: list[Found]) -> list[Found]:
    """The quantities without days and reps that are compared ("3 days or 6 days?")."""
    compared = {kind for kind in COMPARED if _is_compared(reading, [each for each in found if each.kind == kind])}
    if any(each.kind == "load" for each in found):
        compared -= {"reps"}
    return [each for each in found if each.kind not in compared]


def _apart(places: list[Found], found: list[Found]) -> list[Found]:
    """What shares no word with a place in a program: "week 3 day 2" is no three days."""
    taken = {at for each in places for at in range(each.first, each.end)}
    return [each for each in found if taken.isdisjoint(range(each.first, each.end))] if taken else found


def _is_compared(reading: Reading, found: list[Found]) -> bool:
    pairs = pairwise(sorted(found, key=lambda each: each.first))
    return any(one.value != other.value and is_choice(reading.texts, one.end, other.first) for one, other in pairs)


def _once(reading: Reading, found: list[Found]) -> list[Found]:
    """One of each kind, the first or the corrected one; of lists each value once."""
    corrected = last_correction(reading.texts)
    kept: dict[object, Found] = {}
    for each in sorted(found, key=lambda every: every.first):
        key = (each.kind, str(each.value)) if each.kind in LISTED else each.kind
        is_better = each.kind not in LISTED and key in kept and _outdoes(reading, kept[key], each, corrected)
        if key not in kept or is_better:
            kept[key] = each
    return list(kept.values())


def _outdoes(reading: Reading, other: Found, found: Found, corrected: int) -> bool:
    """Whether a later fact corrects the other, or tells what is possible and the other does not."""
    if other.first < corrected < found.first:
        return True
    is_possible = reading.told.is_available
    return found.kind in AVAILABLE_KINDS and is_possible(found.first) and not is_possible(other.first)
