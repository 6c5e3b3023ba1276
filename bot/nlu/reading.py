"""Everything that one message says, as entities."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from bot.nlu.bare import read_mass_unit, read_number, read_term
from bot.nlu.canonical import Canonical, canonical_tokens, join
from bot.nlu.collapsed import Collapsed
from bot.nlu.complaints import parts_near_signs, read_complaints
from bot.nlu.dislikes import read_dislikes
from bot.nlu.entity import LISTED, Entity
from bot.nlu.goals import read_goal
from bot.nlu.lexicon import Phrase, furnished, layered, vocabulary
from bot.nlu.lifted import settle
from bot.nlu.lifts import read_lifts
from bot.nlu.likes import read_likes
from bot.nlu.minutes_today import read_minutes_today
from bot.nlu.profile_facts import read_equipment, read_muscles, read_priority, read_training_age
from bot.nlu.program_places import read_program_places
from bot.nlu.quantities import Found, read_quantities
from bot.nlu.recoveries import read_recoveries
from bot.nlu.routine import read_routine
from bot.nlu.scope import is_choice, last_correction, words
from bot.nlu.short_names import with_short_names
from bot.nlu.token import is_figure
from bot.nlu.weekdays import read_training_weekdays, read_weekdays, weekday_places

COMPARED = ("days_per_week", "reps", "target_reps")


@dataclass(frozen=True)
class Reading:
    """A message's canonical tokens and the phrases in them."""

    canonical: Canonical
    phrases: dict[str, list[Phrase]]

    @classmethod
    def of(cls, text: str) -> "Reading":
        """Read the words; their meaning comes later."""
        tokens = vocabulary().repair(canonical_tokens(text))
        texts = [token.text for token in tokens]
        found = with_short_names(texts, furnished(texts, layered(vocabulary().find(tokens))))
        return cls(join(tokens), found)

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
        return [self.collapsed.placed(each) for each in found if not _is_before_a_heading(texts, each)]

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
    return found.kind == "days_per_week" and found.first > 0 and texts[found.first - 1] == "x"


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
    found += _weekdays(reading, _is_dashed(reading, text), found)
    found = _without_the_way_back(reading.texts, found)
    found = _converted(reading.texts, _once(reading, found))
    found += _asked_to_convert(reading.texts, found)
    if not found and (number := read_number(reading.texts)):
        value = float(number.value)
        found = [Found("number", int(value) if value.is_integer() else value, number.first, number.end)]
    entities = [Entity(each.kind, each.value, *reading.canonical.span(each.first, each.end)) for each in found]
    return sorted(entities, key=lambda each: (each.start, each.end, each.kind))


def _weekdays(reading: Reading, is_dashed: bool, found: list[Found]) -> Iterator[Found]:
    """How many days of the week are named, if no number says it; and which, unless a routine is pasted."""
    kinds = {each.kind for each in found}
    days = read_weekdays(reading.texts, is_dashed)
    if days and "days_per_week" not in kinds:
        yield Found(days.kind, int(days.value), days.first, days.end)
    which = None if {"routine", "sets"} & kinds else read_training_weekdays(reading.texts, is_dashed)
    if which:
        yield which


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


def _asked_to_convert(texts: list[str], found: list[Found]) -> list[Found]:
    """The load in "what is 100 in pounds": a bare number beside the unit asked for is in the other unit."""
    figures = [at for at, text in enumerate(texts) if is_figure(text)]
    if [each.kind for each in found] != ["mass_unit"] or len(figures) != 1:
        return []
    other = "kg" if found[0].value == "lb" else "lb"
    return [Found("load", {"value": float(texts[figures[0]]), "unit": other}, figures[0], figures[0] + 1)]


def _from_words(reading: Reading) -> Iterator[Found]:
    texts, phrases = reading.texts, reading.phrases
    signs = phrases["complaint"]
    over = list(read_recoveries(texts, phrases["body_part"], signs))
    complaints = [
        each
        for each in read_complaints(texts, phrases["body_part"], signs)
        if not any(each.lies_in(other) or other.lies_in(each) for other in over)
    ]
    recovered = [each for each in over if all(each.value != other.value for other in complaints)]
    painful = [*complaints, *over, *parts_near_signs(phrases["body_part"], signs)]
    wishes = [each for each in phrases["wish"] if not any(each.lies_in(other) for other in complaints)]
    goal, term = read_goal(texts, phrases["training_goal"]), read_term(reading.canonical)
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
        *read_equipment(texts, phrases["equipment"], [*phrases["training_age"], *phrases["training_goal"]]),
        *read_muscles(phrases["muscle"], painful),
    )
    for phrase in (*(each for each in singles if each), *lists):
        yield Found(phrase.kind, str(phrase.value), phrase.first, phrase.end)


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


def _converted(texts: list[str], found: list[Found]) -> list[Found]:
    """A load to be converted ("how many kilos is 185") is in the other unit than the one asked for."""
    asked = next((each.value for each in found if each.kind == "mass_unit"), None)
    if asked is None or words("converting").isdisjoint(texts):
        return found
    other = "lb" if asked == "kg" else "kg"
    return [
        replace(each, value=each.value | {"unit": other}) if each.kind == "load" and not each.value["unit"] else each
        for each in found
    ]


def _once(reading: Reading, found: list[Found]) -> list[Found]:
    """One of each kind, the first or the corrected one; of lists each value once."""
    corrected = last_correction(reading.texts)
    kept: dict[object, Found] = {}
    for each in sorted(found, key=lambda every: every.first):
        key = (each.kind, str(each.value)) if each.kind in LISTED else each.kind
        if key not in kept or (each.kind not in LISTED and kept[key].first < corrected < each.first):
            kept[key] = each
    return list(kept.values())
