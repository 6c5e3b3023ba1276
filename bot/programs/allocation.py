"""Shares a week's sets out: each set goes where it is needed most, while time, muscles and balance allow.

Every main lift is opened with its fewest sets. Then sets go, one by one, to the place that trains most of the muscles
that are still short, per second that it costs. Muscles fall short of one level after the other: the least that works
for the big ones, then the guideline's fewest sets for them. Now the main lifts get their usual sets; then the small
muscles their least, and all of them the middle of the guideline's band. Who trains for strength gets big exercises
before small ones, and what is left goes to the main lifts. No day is left with too little to be worth the trip.

What a set may never do: overrun the time, give a muscle more sets than the guideline has for a week or a workout,
outgrow the pulls by pushes, or the hips by the knees and the other way round.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from statistics import mean

from bot.coaching.amounts import ends
from bot.coaching.exercise import Exercise
from bot.coaching.figures import constant
from bot.coaching.terms import Muscle, TrainingAge, TrainingGoal
from bot.coaching.units import SECONDS_PER_MINUTE
from bot.coaching.weekly_volume import band
from bot.programs.balance import HIP, KNEE, PULLS, PUSHES, legs_in_balance, pulls_per_push
from bot.programs.candidates import PRACTISED
from bot.programs.duration import opening_seconds, set_seconds, warm_up_minutes
from bot.programs.numbers import Numbers
from bot.programs.template import Role
from bot.programs.volume import BIG

SMALL = (Muscle.SIDE_DELTS, Muscle.BICEPS, Muscle.TRICEPS, Muscle.ABS, Muscle.CALVES, Muscle.REAR_DELTS)
"""Muscles that get sets of their own when the big ones have theirs."""
SIDES = {pattern: side for side in (PUSHES, PULLS, KNEE, HIP) for pattern in side}
Level = dict[Muscle, float]


@dataclass
class Place:
    """An exercise in a day's workout, and how many sets it has got; 0: it is not done."""

    day: int
    role: Role
    exercise: Exercise
    numbers: Numbers
    sets: int = 0

    def __post_init__(self) -> None:
        self.muscles = tuple(self.exercise.muscles.items())
        self.side = SIDES.get(self.exercise.pattern, ())
        rest = ends(self.numbers.rest)[0]
        self.opening = opening_seconds(self.exercise, self.numbers.fewest_sets, rest)
        self.one_more = set_seconds(self.exercise) + rest

    @property
    def next_sets(self) -> int:
        """How many sets it would get next: its fewest, or one more, or none if it has its most."""
        if not self.sets:
            return self.numbers.fewest_sets
        return 1 if self.sets < self.numbers.most_sets else 0

    @property
    def next_seconds(self) -> float:
        return self.one_more if self.sets else self.opening


@dataclass
class Ledger:
    """Who has got what so far."""

    seconds_a_day: float
    most_a_week: float
    days: int
    can_do: frozenset[object]
    week: dict[Muscle, float] = field(default_factory=dict)
    sides: dict[object, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.seconds = [0.0] * self.days
        self.day: list[dict[Muscle, float]] = [{} for _ in range(self.days)]

    def allows(self, place: Place) -> bool:
        """Whether the place may have its next sets."""
        sets = place.next_sets
        if not sets or self.seconds[place.day] + place.next_seconds > self.seconds_a_day:
            return False
        day, week = self.day[place.day], self.week
        most_today, most = _most_in_one_workout(), self.most_a_week
        for muscle, share in place.muscles:
            more = share * sets
            if week.get(muscle, 0) + more > most or day.get(muscle, 0) + more > most_today:
                return False
        return self._keeps_balance(place, sets)

    def _keeps_balance(self, place: Place, sets: int) -> bool:
        side = place.side
        count = self.sides.get(side, 0) + sets
        if side == PUSHES and PULLS in self.can_do:
            return count * pulls_per_push() <= self.sides.get(PULLS, 0)
        if side in (KNEE, HIP):
            other = HIP if side == KNEE else KNEE
            if other in self.can_do:
                return count <= legs_in_balance() * max(self.sides.get(other, 0), sets)
        return True

    def give(self, place: Place) -> None:
        """Gives the place its next sets."""
        sets = place.next_sets
        self.seconds[place.day] += place.next_seconds
        place.sets += sets
        self.sides[place.side] = self.sides.get(place.side, 0) + sets
        for muscle, share in place.muscles:
            self.week[muscle] = self.week.get(muscle, 0) + share * sets
            self.day[place.day][muscle] = self.day[place.day].get(muscle, 0) + share * sets


def allocate(places: Sequence[Place], days: int, minutes: float, goal: TrainingGoal, age: TrainingAge) -> None:
    """Gives places their sets, in place. `minutes` are those of each workout, warm-up included."""
    seconds = (minutes - warm_up_minutes(minutes)) * SECONDS_PER_MINUTE
    sides = frozenset(place.side for place in places)
    ledger = Ledger(seconds, band(goal, age)[1], days, sides)
    main = [place for place in places if place.role is Role.MAIN]
    big = [place for place in places if place.role is not Role.SMALL]
    is_practised = goal in PRACTISED
    needed, wished = levels(goal, age)
    _give_each(main, ledger, lambda place: not place.sets)
    for level in needed:
        if is_practised:
            _fill(big, ledger, level)
        _fill(places, ledger, level)
        if is_practised:
            _give_each(main, ledger, lambda place: place.sets < place.numbers.usual_sets)
    _give_each(main, ledger, lambda place: place.sets < place.numbers.usual_sets)
    for level in wished:
        _fill(places, ledger, level)
    if is_practised:
        _give_each(main, ledger, lambda place: place.sets < place.numbers.most_sets - 1)
    _give_each(places, ledger, lambda place: not place.sets and _done(places, place.day) < worth_the_trip())


def _done(places: Sequence[Place], day: int) -> int:
    """How many exercises a day has got."""
    return sum(place.day == day and place.sets > 0 for place in places)


def _give_each(places: Sequence[Place], ledger: Ledger, wants: Callable[[Place], bool]) -> None:
    """Gives to whoever wants and may, from the first on. Pulls make room for pushes, so the refused are asked again."""
    while allowed := next((place for place in places if wants(place) and ledger.allows(place)), None):
        ledger.give(allowed)


def _fill(places: Iterable[Place], ledger: Ledger, level: Level) -> None:
    waiting = list(places)
    while True:
        short = {muscle for muscle, wanted in level.items() if ledger.week.get(muscle, 0) < wanted}
        best, waiting = _neediest(waiting, ledger, short)
        if best is None:
            return
        ledger.give(best)


def _neediest(places: Sequence[Place], ledger: Ledger, short: set[Muscle]) -> tuple[Place | None, list[Place]]:
    """The allowed place with the most need per second, of equals the one in the emptiest day; and who may come yet."""
    best, rank, waiting = None, (0.0, 0.0), []
    for place in places:
        need = sum(share for muscle, share in place.muscles if muscle in short)
        if not need:
            continue
        worth = (need * place.next_sets / place.next_seconds, -ledger.seconds[place.day])
        waiting.append(place)
        if worth > rank and ledger.allows(place):
            best, rank = place, worth
    return best, waiting


@cache
def levels(goal: TrainingGoal, age: TrainingAge) -> tuple[tuple[Level, ...], tuple[Level, ...]]:
    """Weekly sets to reach, one level after the other: those that are needed, and those that time allows."""
    low, high = band(goal, age)
    least, middle = constant("weekly_volume", "least_that_works"), mean((low, high))
    needed = dict.fromkeys(BIG, min(low, least)), dict.fromkeys(BIG, low)
    wished = (
        dict.fromkeys((*BIG, *SMALL), min(low, least)),
        dict.fromkeys(BIG, middle) | dict.fromkeys(SMALL, low),
    )
    return needed, wished


@cache
def worth_the_trip() -> int:
    """Exercises that a workout has at least, if time and the guideline's sets allow."""
    return int(constant("program", "exercises_worth_the_trip"))


@cache
def _most_in_one_workout() -> float:
    return constant("weekly_volume", "most_in_one_workout")
