"""The short dialogues: what is taken, what is refused, questions in the middle, and the ends."""

from collections.abc import Callable
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.events import BotUttered, SlotSet, UserUttered

from actions.forms import (
    LIMITS,
    NO_ANSWER,
    OPENINGS,
    PATIENCE,
    SubmitGoalChoiceForm,
    SubmitProfileForm,
    ValidateGoalChoiceForm,
    ValidateProfileForm,
)
from tests.actions.conftest import Outcome

WHOLE = {
    "training_goal": "strength",
    "training_age": "novice",
    "days_per_week": 3,
    "equipment": ["dumbbells"],
    "workout_minutes": 45,
}
FORMS = [ValidateProfileForm(), ValidateGoalChoiceForm()]


def in_form(tracker: Tracker, **filled: Any) -> Tracker:
    """The tracker in the profile's form, with the slots that the message has just filled."""
    tracker.active_loop = {"name": "profile_form"}
    tracker.events = [UserUttered("…"), *(SlotSet(slot, value) for slot, value in filled.items())]
    tracker.slots |= filled
    return tracker


def stopped(outcome: Outcome) -> bool:
    return "requested_slot" in outcome.slots and outcome.slots["requested_slot"] is None


def test_the_names_are_those_that_rasa_calls() -> None:
    assert [form.name() for form in FORMS] == ["validate_profile_form", "validate_goal_choice_form"]
    submit = [SubmitProfileForm().name(), SubmitGoalChoiceForm().name()]
    assert submit == ["action_submit_profile_form", "action_submit_goal_choice_form"]


# What is taken


def test_a_question_that_was_answered_before_the_form_opened_is_not_answered_again(
    run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    tracker = in_form(make_tracker("ask_rep_range"))
    assert run(ValidateProfileForm(), tracker).responses
    tracker.events += [BotUttered("the answer")]
    assert run(ValidateProfileForm(), tracker).responses == []


def test_everything_that_a_message_offers_is_kept(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    outcome = run(ValidateProfileForm(), in_form(make_tracker("inform"), **WHOLE))
    assert outcome.slots == WHOLE | {"misread": 0}
    assert outcome.responses == []


@pytest.mark.parametrize("slot", LIMITS)
def test_the_limits_themselves_are_valid(slot: str, run: Callable[..., Outcome], make_tracker: Callable) -> None:
    for value in LIMITS[slot]:
        outcome = run(ValidateProfileForm(), in_form(make_tracker("inform"), **{slot: value}))
        assert outcome.slots[slot] == value
        assert outcome.responses == []


@pytest.mark.parametrize(
    ("slot", "value"),
    [(slot, end + step) for slot, ends in LIMITS.items() for end, step in zip(ends, (-1, 1), strict=True)],
)
def test_a_number_beyond_the_limits_is_asked_for_again(
    slot: str, value: int, run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    outcome = run(ValidateProfileForm(), in_form(make_tracker("inform"), **{slot: value}))
    assert outcome.slots[slot] is None
    assert outcome.responses == ["utter_form_out_of_range"]
    low, high = LIMITS[slot]
    assert (outcome.messages[0]["low"], outcome.messages[0]["high"]) == (low, high)


def test_what_fits_is_kept_beside_what_does_not(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    outcome = run(ValidateProfileForm(), in_form(make_tracker("inform"), training_goal="both", days_per_week=9))
    assert outcome.slots == {"training_goal": "both", "days_per_week": None, "misread": 0}


# Questions in the middle


@pytest.mark.parametrize("form", FORMS)
def test_a_question_is_answered_and_the_form_goes_on(
    form: ValidateProfileForm, run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    outcome = run(form, in_form(make_tracker("ask_sleep", topics=("ask_sleep",))))
    assert outcome.responses == ["utter_advise_sleep"]
    assert outcome.slots["last_topics"] == ["sleep"]
    assert not stopped(outcome)


def test_a_question_with_an_answer_gets_both_done(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    tracker = in_form(make_tracker("inform", topics=("ask_rep_range",)), training_goal="strength")
    outcome = run(ValidateProfileForm(), tracker)
    assert outcome.responses == ["utter_advise_rep_range_one_goal"]
    assert outcome.slots["training_goal"] == "strength"


@pytest.mark.parametrize("intent", OPENINGS)
def test_the_message_that_opened_the_form_is_not_answered_again(
    intent: str, run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    assert run(ValidateProfileForm(), in_form(make_tracker(intent, topics=(intent,)))).responses == []


@pytest.mark.parametrize("intent", ["greet", "thank", "insult", "ask_bot", "out_of_scope", "request_trainer"])
def test_small_talk_is_left_to_its_own_rule(intent: str, run: Callable[..., Outcome], make_tracker: Callable) -> None:
    outcome = run(ValidateProfileForm(), in_form(make_tracker(intent)))
    assert (outcome.responses, outcome.events) == ([], [])


# What is not taken


@pytest.mark.parametrize("intent", NO_ANSWER)
def test_what_answers_nothing_is_asked_again_once(
    intent: str, run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    outcome = run(ValidateProfileForm(), in_form(make_tracker(intent)))
    assert outcome.responses == ["utter_form_not_taken"]
    assert outcome.slots == {"misread": 1}


def test_patience_ends_and_so_does_the_form(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    outcome = run(ValidateProfileForm(), in_form(make_tracker("nlu_fallback", misread=PATIENCE - 1)))
    assert stopped(outcome)
    assert outcome.slots["misread"] == 0
    assert outcome.responses == []


# The ends


@pytest.mark.parametrize("form", FORMS)
def test_stop_stops_and_takes_nothing(
    form: ValidateProfileForm, run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    outcome = run(form, in_form(make_tracker("request_stop"), days_per_week=3))
    assert stopped(outcome)
    assert set(outcome.slots) == {"requested_slot", "misread"}
    assert outcome.responses == []


def test_a_whole_profile_gets_its_numbers(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    outcome = run(SubmitProfileForm(), make_tracker("inform", **WHOLE))
    assert outcome.responses[:2] == ["utter_facts_noted", "utter_advise_acute_variables_one_goal"]
    assert (
        outcome.values("utter_facts_noted")["facts"]
        == "strength, novice, 3 days a week, 45 minutes a workout and dumbbells"
    )
    assert outcome.values("utter_advise_acute_variables_one_goal")["reps"] == "8–12 reps"
    assert outcome.slots["last_topics"] == ["acute_variables"]


@pytest.mark.parametrize("missing", WHOLE)
def test_a_profile_with_a_gap_was_stopped(missing: str, run: Callable[..., Outcome], make_tracker: Callable) -> None:
    kept = {slot: value for slot, value in WHOLE.items() if slot != missing}
    outcome = run(SubmitProfileForm(), make_tracker("request_stop", **kept))
    assert outcome.responses == ["utter_form_stopped"]
    assert outcome.messages[0]["facts"]
    assert outcome.events == []


def test_the_goal_is_recommended_from_however_much_was_answered(
    run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    outcome = run(SubmitGoalChoiceForm(), make_tracker("inform", priority="appearance"))
    assert outcome.responses == ["utter_advise_training_goal_hypertrophy"]
    assert outcome.slots["last_topics"] == ["training_goal"]
    lifts = run(SubmitGoalChoiceForm(), make_tracker("inform", priority="heavy_lifts", workout_minutes=30))
    assert lifts.responses == ["utter_advise_training_goal_strength"]


def test_a_choice_without_any_answer_was_stopped(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    outcome = run(SubmitGoalChoiceForm(), make_tracker("request_stop"))
    assert (outcome.responses, outcome.events) == (["utter_form_stopped"], [])
    assert outcome.messages[0]["facts"]
