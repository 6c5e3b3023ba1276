"""Progress in the chat: the picture that is asked for, kept for the lifter alone; and words where there is nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.advice import ACTIONS
from actions.drawing import is_about_picture
from actions.follow_up import TakeFacts
from actions.progress import ReviewWeek, ShowProgress
from actions.services import Services
from bot.coaching.terms import TrainingAge, TrainingGoal
from bot.logbook.in_progress import begun
from bot.programs.program import ProgramRequest
from bot.progress.theme import THEMES, ThemeName
from bot.store.log_records import new_id
from tests.actions.conftest import Outcome
from tests.bot.progress.histories import HISTORIES, TODAY, sets, workout

Run = Callable[..., Outcome]
SIGNATURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def lifter(here: Services) -> str:
    """The lifter of the tracker's conversation."""
    return here.stores.lifters.lifter_of("lifter", here.now()).id


@pytest.fixture
def log(here: Services, lifter: str) -> Callable[[str], None]:
    """Keeps a made-up history, as if it ended last Friday."""

    def keep(name: str) -> None:
        history, shift = HISTORIES[name](), timedelta(weeks=1)
        own = [replace(each, id=new_id(), lifter=lifter, day=each.day + shift) for each in history.workouts]
        here.stores.log.keep_workouts(lifter, own, "history", here.now())
        masses = [replace(each, lifter=lifter, day=each.day + shift) for each in history.masses]
        here.stores.log.keep_body_masses(lifter, masses, "scales", here.now())

    return keep


@pytest.fixture
def show(run: Run, make_tracker: Callable[..., Tracker]) -> Callable[..., Outcome]:
    """show(text, *entities, **slots): what is answered to a wish for a picture."""

    def shown(text: str, *entities: tuple[str, Any], **slots: Any) -> Outcome:
        return run(ShowProgress(), make_tracker("request_progress_picture", text, entities, **slots))

    return shown


@pytest.fixture
def review(run: Run, make_tracker: Callable[..., Tracker]) -> Callable[..., Outcome]:
    return lambda text, **slots: run(ReviewWeek(), make_tracker("request_weekly_review", text, **slots))


Show = Callable[..., Outcome]
Log = Callable[[str], None]


@pytest.mark.parametrize(
    ("text", "response", "told"),
    [
        ("show my progress", "utter_progress_strength", "Barbell back squat: "),
        ("weekly sets per muscle", "utter_progress_muscles", "Hard sets per muscle"),
        ("tonnage", "utter_progress_tonnage", "Weight moved each week"),
        ("body weight graph", "utter_progress_body_weight", "Body weight, "),
        ("has my weight moved", "utter_progress_body_weight", "Body weight, "),
        ("my streak", "utter_progress_calendar", "18 workouts"),
    ],
)
def test_what_is_named_is_drawn_and_told(log: Log, show: Show, text: str, response: str, told: str) -> None:
    log("novice")
    outcome = show(text)
    assert outcome.responses == [response]
    assert told in outcome.messages[0]["told"]
    assert Path(outcome.messages[0]["image"]).read_bytes().startswith(SIGNATURE)


def test_a_lift_that_is_named_is_drawn_alone(log: Log, show: Show) -> None:
    log("novice")
    told = show("how is my bench going", ("exercise", "barbell_bench_press")).messages[0]["told"]
    assert "Bench press: " in told
    assert "squat" not in told


def test_a_lift_without_a_1rm_is_drawn_by_its_best_sets(log: Log, show: Show) -> None:
    log("own_weight")
    outcome = show("chart of my pull-ups", ("exercise", "pull_up"))
    assert outcome.responses == ["utter_progress_best_sets"]
    assert outcome.messages[0]["told"].startswith("Best set, ")


def test_a_lift_of_each_kind_makes_two_pictures(log: Log, show: Show) -> None:
    log("pounds")
    outcome = show("squat and pull-ups", ("exercise", "barbell_back_squat"), ("exercise", "pull_up"))
    assert outcome.responses == ["utter_progress_strength", "utter_progress_best_sets"]


def test_to_pull_up_a_chart_is_no_exercise(log: Log, show: Show) -> None:
    log("pounds")
    outcome = show("pull up my squat chart", ("exercise", "pull_up"), ("exercise", "barbell_back_squat"))
    assert outcome.responses == ["utter_progress_strength"]


def test_a_muscle_that_is_named_shows_its_lifts(log: Log, show: Show) -> None:
    log("novice")
    assert "Bench press: " in show("show chest progress", ("muscle", "chest")).messages[0]["told"]


def test_a_muscle_without_a_lift_shows_the_sets_of_all(log: Log, show: Show) -> None:
    log("novice")
    assert show("calves progress", ("muscle", "calves")).responses == ["utter_progress_muscles"]
    assert show("sets for my chest", ("muscle", "chest")).responses == ["utter_progress_muscles"]


def test_a_button_names_the_picture(log: Log, show: Show) -> None:
    log("novice")
    assert show("Weight moved", ("picture", "tonnage")).responses == ["utter_progress_tonnage"]
    assert show("My week", ("picture", "week")).responses == ["utter_weekly_review", "utter_weekly_highlights"]


def test_both_themes_are_kept_side_by_side_and_light_is_shown_unless_dark_is_wished(log: Log, show: Show) -> None:
    log("novice")
    light, dark = (Path(show(text).messages[0]["image"]) for text in ("my streak", "my streak in dark mode"))
    assert (light.name, dark.name) == ("calendar_light.png", "calendar_dark.png")
    assert light.with_name("calendar_dark.png").read_bytes() == dark.read_bytes()
    assert light.read_bytes() != dark.read_bytes()
    assert THEMES[ThemeName.DARK].background != THEMES[ThemeName.LIGHT].background


def test_nobody_else_of_this_machine_can_read_a_picture(log: Log, show: Show, tmp_path: Path) -> None:
    log("novice")
    show("my streak")
    kept = list((tmp_path / "downloads").rglob("*"))
    assert kept
    assert all(each.stat().st_mode & 0o077 == 0 for each in kept)


def test_erasing_finds_the_pictures(log: Log, show: Show, here: Services, lifter: str, tmp_path: Path) -> None:
    log("novice")
    show("my streak")
    assert here.downloads.delete(lifter) == 2
    assert not list((tmp_path / "downloads").iterdir())


def test_with_nothing_logged_it_says_so_and_how_to_begin(show: Show, review: Show, tmp_path: Path) -> None:
    for outcome in (show("show my progress"), review("how was my week")):
        assert outcome.responses == ["utter_progress_nothing_logged"]
    assert not (tmp_path / "downloads").exists()


def test_a_kind_of_which_nothing_is_logged_says_so(log: Log, show: Show) -> None:
    log("own_weight")
    outcome = show("body weight graph")
    assert outcome.responses == ["utter_progress_nothing"]
    assert "No body weight is logged yet" in outcome.messages[0]["told"]
    assert not outcome.messages[0].get("image")


def test_a_lift_that_is_not_logged_is_named_and_others_offered(log: Log, show: Show) -> None:
    log("novice")
    outcome = show("front squat chart", ("exercise", "front_squat"))
    message = outcome.values("utter_progress_no_lift")
    assert message["lift"] == "front squat"
    assert message["buttons"][0] == {
        "title": "Barbell back squat", "payload": '/request_progress_picture{"exercise": "barbell_back_squat"}',
    }  # fmt: skip


def test_the_unit_is_that_of_the_log_until_another_is_asked_for(log: Log, show: Show) -> None:
    log("pounds")
    assert " lb now" in show("my lifts").messages[0]["told"]
    assert " kg now" in show("my lifts in kg", ("mass_unit", "kg")).messages[0]["told"]
    assert " kg now" in show("my lifts", mass_unit="kg").messages[0]["told"]


def test_the_goal_of_this_conversation_decides_the_band(log: Log, show: Show) -> None:
    log("novice")
    told = show("sets per muscle", training_goal="strength", training_age="intermediate").messages[0]["told"]
    assert "against 5–9 sets a week" in told


def remembered(outcome: Outcome) -> dict[str, Any]:
    return {slot: outcome.slots[slot] for slot in ("last_facts", "last_topics")}


def test_the_next_message_can_change_the_picture(
    log: Log, show: Show, run: Run, make_tracker: Callable[..., Tracker]
) -> None:
    log("novice")
    first = show("chart of my squat", ("exercise", "barbell_back_squat"))
    assert first.slots["last_topics"] == ["one_rep_max"]
    other = run(
        TakeFacts(),
        make_tracker("inform", "and the bench?", (("exercise", "barbell_bench_press"),), **remembered(first)),
    )
    assert "Bench press: " in other.messages[0]["told"]
    dark = show("dark mode", **remembered(other))
    assert "Bench press: " in dark.messages[0]["told"]
    assert dark.messages[0]["image"].endswith("strength_dark.png")
    pounds = run(TakeFacts(), make_tracker("inform", "in pounds", (("mass_unit", "lb"),), **remembered(dark)))
    assert " lb now" in pounds.messages[0]["told"]


def test_facts_of_another_kind_are_not_about_the_picture(make_tracker: Callable[..., Tracker]) -> None:
    last = {"picture": {"kind": "strength", "exercises": []}}
    assert is_about_picture(make_tracker("inform", entities=(("exercise", "deadlift"),), last_facts=last))
    assert not is_about_picture(make_tracker("inform", entities=(("days_per_week", 3),), last_facts=last))
    assert not is_about_picture(make_tracker("inform", entities=(("exercise", "deadlift"),), last_facts={}))
    assert not is_about_picture(make_tracker("inform", last_facts=last))


def test_another_question_of_the_message_is_answered_too(
    log: Log, run: Run, make_tracker: Callable[..., Tracker]
) -> None:
    log("novice")
    topics = ("request_progress_picture", "ask_rest_interval")
    outcome = run(
        ShowProgress(), make_tracker("request_progress_picture", "my streak, and how long to rest", topics=topics)
    )
    assert outcome.responses[0] == "utter_progress_calendar"
    assert outcome.responses[1].startswith("utter_advise_rest_interval")
    assert outcome.slots["last_topics"] == ["rest_interval"]


def test_a_picture_that_is_wanted_beside_a_question_is_drawn_after_its_answer(
    log: Log, run: Run, make_tracker: Callable[..., Tracker]
) -> None:
    log("novice")
    advise = next(each for each in ACTIONS if each.topic == "rest_interval")()
    topics = ("ask_rest_interval", "request_weekly_review")
    outcome = run(advise, make_tracker("ask_rest_interval", "how long to rest, and how was my week", topics=topics))
    assert outcome.responses[0].startswith("utter_advise_rest_interval")
    assert outcome.responses[-2:] == ["utter_weekly_review", "utter_weekly_highlights"]
    assert outcome.slots["last_topics"] == ["rest_interval"]


def test_a_week_is_summed_up_with_its_picture(log: Log, review: Show) -> None:
    log("novice")
    outcome = review("how was my week")
    assert outcome.responses == ["utter_weekly_review", "utter_weekly_highlights"]
    assert outcome.messages[0]["told"].startswith("Your week, 2 to 8 Mar 2026: 3 workouts")
    assert Path(outcome.messages[0]["image"]).name == "week_light.png"
    assert "New best: barbell back squat" in outcome.messages[1]["told"]


def test_the_week_that_is_named_is_summed_up(log: Log, review: Show) -> None:
    log("novice")
    assert "23 Feb to 1 Mar" in review("how was the week before last").messages[0]["told"]
    this = review("this week so far")
    assert this.responses[0] == "utter_progress_nothing"
    assert "week of 9 Mar 2026" in this.messages[0]["told"]


def test_a_first_week_has_no_highlights(here: Services, lifter: str, review: Show) -> None:
    one = replace(workout(TODAY + timedelta(weeks=1), sets("plank", None, 60)), lifter=lifter, id=new_id())
    here.stores.log.keep_workouts(lifter, [one], "one", here.now())
    assert review("my week").responses == ["utter_weekly_review_alone"]


def test_no_easy_week_is_proposed_where_the_program_plans_its_own(
    log: Log, review: Show, here: Services, lifter: str
) -> None:
    log("pounds")
    assert "An easy week may help" in review("my week").messages[1]["told"]
    wanted = ProgramRequest(TrainingGoal.STRENGTH, TrainingAge.INTERMEDIATE, days_per_week=4, workout_minutes=60)
    here.stores.programs.start(begun(lifter, wanted, TODAY))
    assert "An easy week may help" not in review("my week").messages[1]["told"]
