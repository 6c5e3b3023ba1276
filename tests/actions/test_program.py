"""The lifter's program in the chat: what is remembered of it, and which words are about it."""

from collections.abc import Callable

import pytest

from actions.advice import ACTIONS, answer
from actions.evidence import ExplainWhy
from actions.follow_up import TakeFacts
from actions.forms import SubmitProgramForm, ValidateProgramForm
from actions.program import about_program, in_program, swapped_on
from actions.slots import question_from
from bot.coaching.question import Question
from bot.coaching.terms import Equipment, Muscle, TrainingAge, TrainingGoal
from tests.actions.conftest import Outcome

PROFILE = {
    "training_goal": "hypertrophy", "training_age": "novice", "days_per_week": 3, "equipment": ["dumbbells"],
    "workout_minutes": 45,
}  # fmt: skip
BY_TOPIC = {action.topic: action() for action in ACTIONS}  # type: ignore[attr-defined]
Run = Callable[..., Outcome]


def with_program(**more: object) -> dict[str, object]:
    return {**PROFILE, "program": "own", **more}


def test_a_program_is_remembered_and_a_swap_of_another_one_forgotten(run: Run, make_tracker: Callable) -> None:
    swaps = {"goblet_squat": "sumo_squat"}
    outcome = run(BY_TOPIC["request_program"], make_tracker("request_program", **PROFILE, swaps=swaps))
    assert outcome.responses[0] == "utter_advise_request_program"
    assert (outcome.slots["program"], outcome.slots["program_day"], outcome.slots["swaps"]) == ("own", 0, None)


def test_what_is_missing_opens_the_form(run: Run, make_tracker: Callable) -> None:
    outcome = run(BY_TOPIC["request_program"], make_tracker("request_program", training_goal="strength"))
    assert outcome.responses == ["utter_advise_request_program_ask"]
    assert [event["name"] for event in outcome.events if event["event"] == "followup"] == ["program_form"]
    assert "program" not in outcome.slots


def test_a_program_by_name_stays_until_one_is_asked_for_again(run: Run, make_tracker: Callable) -> None:
    named = run(BY_TOPIC["request_program"], make_tracker("request_program", entities=(("named_program", "GZCLP"),)))
    assert named.slots["program"] == "gzclp"
    day = run(BY_TOPIC["request_program_workout"], make_tracker("request_program_workout", program="gzclp"))
    assert day.values("utter_advise_request_program_workout_as_printed")["title"] == "Day 1"
    anew = run(BY_TOPIC["request_program"], make_tracker("request_program", program="gzclp", **PROFILE))
    assert anew.slots["program"] == "own"


def test_a_swap_is_kept_and_shows(run: Run, make_tracker: Callable) -> None:
    tracker = make_tracker("request_program_swap", entities=(("exercise", "goblet_squat"),), **with_program())
    swaps = run(BY_TOPIC["request_program_swap"], tracker).slots["swaps"]
    assert set(swaps) == {"goblet_squat"}
    day = run(BY_TOPIC["request_program_workout"], make_tracker(**with_program(swaps=swaps)))
    assert "Goblet squat" not in day.values("utter_advise_request_program_workout")["workout"]


def test_dislikes_and_lifts_add_up(run: Run, make_tracker: Callable) -> None:
    lift = {"exercise": "barbell_bench_press", "load": 225, "unit": "lb", "reps": None, "is_max": True}
    entities = (("disliked", "walking_lunge"), ("lift", lift))
    slots = run(BY_TOPIC["rep_range"], make_tracker("ask_rep_range", entities=entities, disliked=["burpee"])).slots
    assert slots["disliked"] == ["burpee", "walking_lunge"]
    assert slots["one_rep_maxes"] == {"barbell_bench_press": pytest.approx(102.06, abs=0.01)}


@pytest.mark.parametrize("lift", [{"load": 100, "reps": None}, {"load": 5000, "reps": 3}, {"load": 60, "reps": 40}])
def test_a_lift_that_shows_no_max_is_not_kept(lift: dict, run: Run, make_tracker: Callable) -> None:
    told = {"exercise": "barbell_back_squat", "unit": "kg", "is_max": False, **lift}
    assert (
        "one_rep_maxes"
        not in run(BY_TOPIC["rep_range"], make_tracker("ask_rep_range", entities=(("lift", told),))).slots
    )


def test_the_day_that_was_shown_is_remembered_and_the_next_one_follows(run: Run, make_tracker: Callable) -> None:
    first = run(BY_TOPIC["request_program_workout"], make_tracker(**with_program(program_day=0)))
    assert first.slots["program_day"] == 1
    second = run(BY_TOPIC["request_program_workout"], make_tracker(**with_program(program_day=1)))
    assert second.slots["program_day"] == 2


@pytest.mark.parametrize(
    ("kind", "value", "topics"),
    [
        ("minutes_today", 30, ["request_program_workout"]),
        ("program_week", 4, ["program_weeks"]),
        ("disliked", "walking_lunge", ["request_program_swap"]),
        ("days_per_week", 4, ["request_program"]),
        ("body_mass", {"value": 80, "unit": "kg"}, []),
    ],
)
def test_bare_facts_are_about_the_program(kind: str, value: object, topics: list[str], make_tracker: Callable) -> None:
    assert about_program(make_tracker("inform", entities=((kind, value),), program="own")) == topics
    assert about_program(make_tracker("inform", entities=((kind, value),))) == []


def test_four_days_build_the_program_anew(run: Run, make_tracker: Callable) -> None:
    slots = with_program(days_per_week=4, last_topics=["rest_interval"])
    outcome = run(TakeFacts(), make_tracker("inform", entities=(("days_per_week", 4),), **slots))
    assert "Upper body A" in outcome.values("utter_advise_request_program")["workouts"]


KNOWN = Question(
    training_goal=TrainingGoal.HYPERTROPHY, training_age=TrainingAge.NOVICE, days_per_week=3,
    equipment=(Equipment.DUMBBELLS,), workout_minutes=45, has_program=True, exercises=("goblet_squat",),
)  # fmt: skip


def test_without_a_program_a_swap_is_a_substitution() -> None:
    assert in_program(["request_program_swap"], Question(exercises=("leg_press",))) == ["exercise_substitution"]
    assert in_program(["request_program_swap"], KNOWN) == ["request_program_swap"]


@pytest.mark.parametrize("text", ["should I swap the goblet squat?", "is it ok to swap goblet squats"])
def test_a_question_swaps_nothing(text: str) -> None:
    assert in_program(["request_program_swap"], KNOWN, text) == ["exercise_substitution"]


def test_a_substitution_for_what_is_in_the_program_offers_the_swap(run: Run, make_tracker: Callable) -> None:
    tracker = make_tracker("ask_exercise_substitution", entities=(("exercise", "goblet_squat"),), **with_program())
    offer = run(BY_TOPIC["exercise_substitution"], tracker).values("utter_offer_swap")
    assert (offer["exercise"], offer["exercise_id"]) == ("goblet squat", "goblet_squat")
    other = make_tracker("ask_exercise_substitution", entities=(("exercise", "muscle_up"),), **with_program())
    assert "utter_offer_swap" not in run(BY_TOPIC["exercise_substitution"], other).responses


def test_an_order_to_swap_is_carried_out() -> None:
    assert in_program(["exercise_substitution"], KNOWN, "swap goblet squats for lunges") == ["request_program_swap"]
    assert in_program(["exercise_substitution"], KNOWN, "what instead of goblet squats") == ["exercise_substitution"]


def test_undo_takes_the_last_swap_back(run: Run, make_tracker: Callable) -> None:
    slots = with_program(swaps={"goblet_squat": "sumo_squat"}, last_facts={"exercises": ["floor_press"]})
    undone = run(BY_TOPIC["request_program_swap"], make_tracker("request_program_swap", "swap that back", **slots))
    assert undone.slots["swaps"] == {}
    asked = run(BY_TOPIC["request_program_swap"], make_tracker("request_program_swap", "change something", **slots))
    assert asked.responses == ["utter_advise_request_program_swap_ask"]


def test_a_swap_can_be_swapped_on_and_undone() -> None:
    once = swapped_on({}, "goblet_squat", "sumo_squat")
    assert once == {"goblet_squat": "sumo_squat"}
    assert swapped_on(once, "sumo_squat", "dumbbell_squat") == {"goblet_squat": "dumbbell_squat"}
    assert swapped_on(once, "sumo_squat", "goblet_squat") == {}


def test_bare_plates_in_pounds_are_taken_for_pounds_and_that_is_said(run: Run, make_tracker: Callable) -> None:
    lifts = [("barbell_back_squat", 225.0), ("barbell_bench_press", 185.0)]
    entities = tuple(
        ("lift", {"exercise": lift, "load": load, "unit": None, "reps": 5, "is_max": False}) for lift, load in lifts
    )
    outcome = run(BY_TOPIC["rep_range"], make_tracker("ask_rep_range", entities=entities))
    assert outcome.responses[-1] == "utter_guessed_pounds"
    assert outcome.slots["mass_unit"] == "lb"
    assert outcome.slots["one_rep_maxes"]["barbell_back_squat"] == pytest.approx(118, abs=2)


@pytest.mark.parametrize("load", [100.0, 140.0, 62.5, 185.0])
def test_other_bare_numbers_are_kilos(load: float, run: Run, make_tracker: Callable) -> None:
    lift = {"exercise": "barbell_back_squat", "load": load, "unit": None, "reps": 1, "is_max": True}
    outcome = run(BY_TOPIC["rep_range"], make_tracker("ask_rep_range", entities=(("lift", lift),)))
    assert outcome.slots["one_rep_maxes"] == {"barbell_back_squat": load}
    assert "utter_guessed_pounds" not in outcome.responses


def test_what_is_over_or_liked_again_is_taken_back(run: Run, make_tracker: Callable) -> None:
    entities = (("recovered", "knee"), ("liked", "walking_lunge"))
    slots = with_program(complaints=["knee", "hip"], disliked=["walking_lunge", "burpee"])
    outcome = run(TakeFacts(), make_tracker("inform", entities=entities, **slots))
    assert (outcome.slots["complaints"], outcome.slots["disliked"]) == (["hip"], ["burpee"])
    assert "utter_advise_request_program" in outcome.responses


def test_a_complaint_that_is_over_is_no_complaint(run: Run, make_tracker: Callable) -> None:
    tracker = make_tracker("report_complaint", entities=(("recovered", "shoulder"),), complaints=["shoulder"])
    outcome = run(BY_TOPIC["report_complaint"], tracker)
    assert outcome.responses == ["utter_recovered"]
    assert outcome.slots == {"complaints": []}


def test_lifts_that_are_told_out_of_the_blue_are_kept_and_named(run: Run, make_tracker: Callable) -> None:
    lift = {"exercise": "barbell_back_squat", "load": 140.0, "unit": "kg", "reps": 1, "is_max": True}
    outcome = run(TakeFacts(), make_tracker("inform", entities=(("lift", lift),)))
    assert outcome.values("utter_facts_noted")["facts"] == "barbell back squat 1RM 140 kg"
    assert outcome.slots["one_rep_maxes"] == {"barbell_back_squat": 140.0}


def test_the_lifters_own_days_are_the_programs(run: Run, make_tracker: Callable) -> None:
    tracker = make_tracker("request_program", entities=(("training_weekdays", [1, 3, 5]),), **PROFILE)
    outcome = run(BY_TOPIC["request_program"], tracker)
    assert "Saturday: Full body C" in outcome.values("utter_advise_request_program")["workouts"]
    assert outcome.slots["weekdays"] == [1, 3, 5]


def test_many_facts_out_of_the_blue_are_an_order(run: Run, make_tracker: Callable) -> None:
    facts = (("training_goal", "strength"), ("days_per_week", 3), ("equipment", "barbell"), ("workout_minutes", 60))
    slots = {"training_goal": "strength", "days_per_week": 3, "equipment": ["barbell"], "workout_minutes": 60}
    outcome = run(TakeFacts(), make_tracker("inform", entities=facts, **slots))
    assert outcome.responses == ["utter_advise_request_program_ask"]


def test_a_workout_that_is_asked_for_is_that_of_the_program() -> None:
    assert in_program(["sample_workout"], Question(has_program=True)) == ["request_program_workout"]
    assert in_program(["sample_workout"], Question(has_program=True, muscles=(Muscle.QUADS,))) == ["sample_workout"]
    assert in_program(["sample_workout"], Question()) == ["sample_workout"]


def test_a_dislike_in_the_order_of_a_program_is_no_question_of_its_own() -> None:
    assert in_program(["request_program", "exercise_substitution"], Question()) == ["request_program"]


def test_a_complaint_brings_the_changed_program(run: Run, make_tracker: Callable) -> None:
    tracker = make_tracker("report_complaint", entities=(("complaint", "knee"),), **with_program(complaints=["knee"]))
    outcome = run(BY_TOPIC["report_complaint"], tracker)
    assert "utter_advise_request_program" in outcome.responses
    assert "utter_caveat_program_with_a_sore_spot" in outcome.responses


def test_why_names_the_reasons_of_the_program_or_of_its_exercise(run: Run, make_tracker: Callable) -> None:
    about = with_program(last_topics=["request_program"])
    assert "every" in run(ExplainWhy(), make_tracker("ask_why", **about)).values("utter_why")["reasons"]
    named = run(ExplainWhy(), make_tracker("ask_why", entities=(("exercise", "goblet_squat"),), **about))
    assert named.values("utter_why_exercise_trains")["muscles"] == "quads and glutes"
    other = run(ExplainWhy(), make_tracker("ask_why", **with_program(last_topics=["rest_interval"])))
    assert other.values("utter_why")["title"] == "rest between sets"


@pytest.mark.parametrize("intent", ["leave_it_to_coach", "request_goal_choice"])
def test_the_form_takes_a_choice_that_is_left_to_the_coach(intent: str, run: Run, make_tracker: Callable) -> None:
    outcome = run(ValidateProgramForm(), make_tracker(intent, requested_slot="days_per_week"))
    assert outcome.responses == ["utter_form_chosen"]
    assert outcome.slots["days_per_week"] == 3


def test_the_form_ends_with_the_program_or_with_what_was_kept(run: Run, make_tracker: Callable) -> None:
    assert run(SubmitProgramForm(), make_tracker("inform", **PROFILE)).responses[0] == "utter_advise_request_program"
    assert run(SubmitProgramForm(), make_tracker("request_stop", days_per_week=3)).responses == ["utter_form_stopped"]


def test_adding_weight_and_easy_weeks_are_those_of_the_program() -> None:
    assert in_program(["progression"], Question(has_program=True)) == ["program_weeks"]
    assert in_program(["deload"], Question()) == ["deload"]
    assert in_program(["progression"], Question(has_program=True, load_kg=60)) == ["progression"]


def test_a_pasted_routine_reaches_the_rule(make_tracker: Callable) -> None:
    told = {"days": [[{"exercise": "barbell_back_squat", "sets": 3, "reps": [5, 5]}]], "progression": False}
    (day,) = question_from(make_tracker(), {"routine": told}).routine
    assert (day[0].exercise, day[0].sets.low, day[0].reps.high) == ("barbell_back_squat", 3, 5)  # type: ignore[union-attr]


def test_several_topics_keep_their_order_with_a_program(make_tracker: Callable) -> None:
    from rasa_sdk.executor import CollectingDispatcher

    dispatcher = CollectingDispatcher()
    events = answer(dispatcher, make_tracker(**with_program()), ["rest_interval", "request_program_workout"], {})
    said = [message["response"] for message in dispatcher.messages]
    assert said[0].startswith("utter_advise_rest_interval")
    assert said[-1] == "utter_advise_request_program_workout"
    assert {"event": "slot", "name": "program_day", "value": 1, "timestamp": None} in events
