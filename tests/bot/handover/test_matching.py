"""Who fits a lifter: who is free before all else, then language, then what fits; the same facts, the same answer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coaching.terms import TrainingAge, TrainingGoal
from bot.handover.gym import Gym, Trainer
from bot.handover.hours import DAY, Hours, Span
from bot.handover.matching import MOST, Desk, Fit, Need, Why, fits, is_here, match, room
from bot.handover.terms import DayTime, Speciality
from bot.store.handover_records import HandoverReason
from tests.bot.handover.gyms import GYM, MONDAY_9, ONE, THREE, TWO, utc

MORNING, EVENING = DayTime.MORNING, DayTime.EVENING
ALL = frozenset(each.id for each in GYM.trainers)
ALWAYS = Hours(((Span(0, DAY),),) * 7)
OPEN = replace(GYM, hours=ALWAYS, trainers=tuple(replace(each, hours=ALWAYS) for each in GYM.trainers))
"""The same gym, with everybody there at any time."""


def ids(need: Need, gym: Gym = OPEN, now: datetime = MONDAY_9, load: Mapping[str, int] | None = None) -> list[str]:
    return [each.trainer.id for each in match(need, gym, Desk(ALL, load or {}), now).free]


@pytest.mark.parametrize(
    ("need", "best"),
    [
        (Need(HandoverReason.ASKED, training_goal=TrainingGoal.STRENGTH), "trainer-one"),
        (Need(HandoverReason.ASKED, training_goal=TrainingGoal.POWER), "trainer-one"),
        (Need(HandoverReason.ASKED, training_goal=TrainingGoal.HYPERTROPHY), "trainer-two"),
        (Need(HandoverReason.ASKED, training_goal=TrainingGoal.BOTH), "trainer-three"),
        (Need(HandoverReason.ASKED, training_goal=TrainingGoal.STRENGTH, languages=("es",)), "trainer-three"),
        (Need(HandoverReason.ASKED, training_goal=TrainingGoal.STRENGTH, wanted="trainer-two"), "trainer-two"),
        (Need(HandoverReason.COMPLAINT), "trainer-one"),
        (Need(HandoverReason.COMPLAINT, training_goal=TrainingGoal.HYPERTROPHY), "trainer-three"),
        (Need(HandoverReason.RED_FLAG, training_age=TrainingAge.NOVICE), "trainer-three"),
        (Need(HandoverReason.TECHNIQUE, training_age=TrainingAge.NOVICE, has_complaint=True), "trainer-three"),
        (Need(HandoverReason.ASKED, languages=("de",)), "trainer-one"),
    ],
)
def test_the_best_match(need: Need, best: str) -> None:
    assert ids(need)[0] == best


def test_of_two_who_fit_alike_the_one_with_more_time_comes_first() -> None:
    assert ids(Need(HandoverReason.ASKED)) == ["trainer-one", "trainer-two", "trainer-three"]  # 4, 4 and 3 places
    assert ids(Need(HandoverReason.ASKED), load={"trainer-one": 1}) == ["trainer-two", "trainer-one", "trainer-three"]


def test_who_has_no_place_left_is_not_offered_but_for_a_red_flag() -> None:
    full = {"trainer-one": 4}
    assert "trainer-one" not in ids(Need(HandoverReason.COMPLAINT), load=full)
    assert ids(Need(HandoverReason.RED_FLAG), load=full) == ["trainer-three", "trainer-one", "trainer-two"]


def test_here_is_who_said_so_at_an_hour_at_which_they_are() -> None:
    assert is_here(ONE, GYM, Desk(ALL), MONDAY_9)
    assert not is_here(ONE, GYM, Desk(), MONDAY_9)
    assert not is_here(ONE, GYM, Desk(ALL), utc(2026, 11, 23, 13))  # until 14:00
    assert not is_here(ONE, GYM, Desk(ALL), utc(2026, 12, 25, 9))  # Christmas, a Friday


def test_the_reasons_are_values() -> None:
    need = Need(
        HandoverReason.ASKED,
        TrainingGoal.STRENGTH,
        TrainingAge.NOVICE,
        True,
        ("de",),
        (MORNING, EVENING),
        "trainer-one",
    )
    assert fits(need, ONE) == (
        Fit(Why.WANTED), Fit(Why.TRAINING_GOAL, "strength"), Fit(Why.COMPLAINT), Fit(Why.LANGUAGE, "de"),
        Fit(Why.TIMES, "morning"),
    )  # fmt: skip
    assert fits(need, TWO) == (Fit(Why.BEGINNER), Fit(Why.TIMES, "morning"), Fit(Why.TIMES, "evening"))
    assert fits(Need(HandoverReason.COMPLAINT, TrainingGoal.BOTH), THREE) == (
        Fit(Why.COMPLAINT),
        Fit(Why.TRAINING_GOAL, "both"),
    )
    assert fits(Need(HandoverReason.ASKED), ONE) == ()


def test_who_is_good_at_size_and_at_strength_is_good_at_both() -> None:
    able = replace(ONE, specialities=frozenset({Speciality.STRENGTH, Speciality.HYPERTROPHY}))
    assert fits(Need(HandoverReason.ASKED, TrainingGoal.BOTH), able) == (Fit(Why.TRAINING_GOAL, "both"),)


def test_who_does_both_is_nearer_to_one_of_them_than_who_does_neither() -> None:
    neither = replace(OPEN.trainers[1], specialities=frozenset(), capacity=9)
    gym = replace(OPEN, trainers=(neither, OPEN.trainers[2]))
    assert ids(Need(HandoverReason.ASKED, TrainingGoal.STRENGTH), gym) == ["trainer-three", "trainer-two"]


def test_with_nobody_here_it_is_said_who_comes_first_and_when() -> None:
    found = match(Need(HandoverReason.ASKED), GYM, Desk(), MONDAY_9)
    assert (found.free, found.is_full) == ((), False)
    assert found.later is not None
    assert (found.later.trainer, found.later.at) == (TWO, utc(2026, 11, 23, 13))


def test_of_two_who_come_at_the_same_time_the_one_who_fits_is_named() -> None:
    late = utc(2026, 11, 23, 22)
    early = replace(GYM, trainers=(ONE, replace(TWO, hours=ONE.hours)))
    for goal, best in ((TrainingGoal.STRENGTH, "trainer-one"), (TrainingGoal.HYPERTROPHY, "trainer-two")):
        found = match(Need(HandoverReason.ASKED, goal), early, Desk(), late).later
        assert found is not None
        assert (found.trainer.id, found.at) == (best, utc(2026, 11, 24, 5))


def test_with_everybody_full_the_next_one_is_here_and_no_time_is_promised() -> None:
    found = match(Need(HandoverReason.ASKED), GYM, Desk(ALL, {"trainer-one": 4}), MONDAY_9)
    assert found.is_full
    assert found.later is not None
    assert (found.later.trainer, found.later.at) == (ONE, None)


def test_a_gym_where_nobody_is_ever_there() -> None:
    never = replace(GYM, trainers=(replace(ONE, hours=Hours(((),) * 7)),))
    assert match(Need(HandoverReason.ASKED), never, Desk(ALL), MONDAY_9).later is None


def test_there_is_never_less_than_no_room() -> None:
    assert room(ONE, Desk(ALL, {"trainer-one": 9})) == 0


SPANS = st.sampled_from(
    [(), (Span(360, 720),), (Span(720, 1320),), (Span(0, DAY),), (Span(300, 420), Span(1000, 1100))]
)
NEEDS = st.builds(
    Need,
    st.sampled_from(HandoverReason),
    st.none() | st.sampled_from(TrainingGoal),
    st.none() | st.sampled_from(TrainingAge),
    st.booleans(),
    st.lists(st.sampled_from(["en", "de", "es"]), max_size=2, unique=True).map(tuple),
    st.lists(st.sampled_from(DayTime), max_size=2, unique=True).map(tuple),
    st.none() | st.sampled_from(["a", "b", "nobody"]),
)


@st.composite
def some_trainers(draw: st.DrawFn) -> tuple[Trainer, ...]:
    return tuple(
        Trainer(
            id,
            id.upper(),
            draw(st.frozensets(st.sampled_from(Speciality))),
            tuple(draw(st.lists(st.sampled_from(["en", "de", "fr"]), min_size=1, max_size=2, unique=True))),
            Hours(tuple(draw(SPANS) for _ in range(7))),
            draw(st.integers(1, 3)),
        )
        for id in draw(st.lists(st.sampled_from("abcde"), min_size=1, unique=True))
    )


DESKS = st.builds(
    Desk, st.frozensets(st.sampled_from("abcde")), st.dictionaries(st.sampled_from("abcde"), st.integers(0, 4))
)
MOMENTS = st.integers(0, 8 * DAY).map(lambda minutes: utc(2026, 3, 25) + timedelta(minutes=minutes))


@settings(max_examples=150, deadline=None)
@given(need=NEEDS, trainers=some_trainers(), desk=DESKS, now=MOMENTS, seed=st.randoms())
def test_whoever_is_free_is_found_and_nobody_else_in_whatever_order_they_stand_in_the_file(
    need: Need, trainers: tuple[Trainer, ...], desk: Desk, now: datetime, seed: object
) -> None:
    gym = replace(GYM, trainers=trainers)
    found = match(need, gym, desk, now)
    here = [each for each in trainers if is_here(each, gym, desk, now)]
    free = [each for each in here if need.reason is HandoverReason.RED_FLAG or room(each, desk)]
    assert {each.trainer.id for each in found.free} <= {each.id for each in free}
    assert len(found.free) == min(MOST, len(free))
    assert found.is_full is (bool(here) and not free)
    assert (found.later is None) or not found.free
    if found.later and found.later.at:
        assert found.later.at > now
        assert is_here(found.later.trainer, gym, Desk(frozenset({found.later.trainer.id})), found.later.at)
    shuffled = list(trainers)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    assert match(need, replace(gym, trainers=tuple(shuffled)), desk, now) == found


@settings(max_examples=100, deadline=None)
@given(need=NEEDS, trainers=some_trainers(), desk=DESKS, now=MOMENTS)
def test_nobody_who_shares_no_language_stands_before_one_who_does(
    need: Need, trainers: tuple[Trainer, ...], desk: Desk, now: datetime
) -> None:
    found = match(need, replace(GYM, trainers=trainers), desk, now).free
    speaks = [bool({*need.languages} & {*each.trainer.languages}) for each in found]
    assert not need.languages or speaks == sorted(speaks, reverse=True)


@settings(max_examples=100, deadline=None)
@given(need=NEEDS, trainers=some_trainers(), now=MOMENTS)
def test_who_is_asked_for_and_free_and_speaks_the_language_comes_first(
    need: Need, trainers: tuple[Trainer, ...], now: datetime
) -> None:
    gym, desk = replace(GYM, trainers=trainers), Desk(frozenset("abcde"))
    wanted = gym.trainer(need.wanted or "")
    if wanted and is_here(wanted, gym, desk, now) and (not need.languages or {*need.languages} & {*wanted.languages}):
        assert match(need, gym, desk, now).free[0].trainer == wanted


@settings(max_examples=100, deadline=None)
@given(need=NEEDS, trainers=some_trainers(), now=MOMENTS, speciality=st.sampled_from(Speciality))
def test_one_more_speciality_never_makes_a_trainer_fit_less(
    need: Need, trainers: tuple[Trainer, ...], now: datetime, speciality: Speciality
) -> None:
    able = replace(trainers[0], specialities=trainers[0].specialities | {speciality})

    def place(first: Trainer) -> int:
        gym = replace(GYM, trainers=(first, *trainers[1:]))
        ranked = match(need, gym, Desk(frozenset("abcde")), now).free
        return next((at for at, each in enumerate(ranked) if each.trainer.id == first.id), MOST)

    assert place(able) <= place(trainers[0])
