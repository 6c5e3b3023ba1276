"""Progress as pictures, and a week summed up: drawn from the log, kept where only the lifter can find it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.files import keep_files
from actions.lifter import lifter_of, today
from actions.slots import Facts, facts_of_message, question_from
from bot.coaching.best_estimate import has_one_rep_max
from bot.coaching.exercise import exercise
from bot.coaching.terms import MassUnit, Muscle
from bot.coaching.training_week import WEEK, monday_of
from bot.logbook.easy_weeks import plans_easy_weeks
from bot.wording import name

if TYPE_CHECKING:  # what draws is imported when it is needed: the settings must have said where its cache is
    from bot.progress.asked import Asked
    from bot.progress.gallery import Draw, Kind, Sitter

LAST = "picture"
"""What the last picture was of, among the facts of the last question."""
PULL_UP_A_CHART = re.compile(r"\bpull(ing)? up (my|the|a|an|some|me|that)\b", re.IGNORECASE)
BEHIND = {
    "strength": "one_rep_max", "best_sets": "progression", "muscles": "weekly_volume", "tonnage": "progress_tracking",
    "body_weight": "progress_tracking", "calendar": "progress_tracking", "week": "weekly_volume",
}  # fmt: skip
"""Whose sources stand behind a picture."""
MOST_LIFTS, MOST_OFFERED = 4, 3


def draw_week(dispatcher: CollectingDispatcher, tracker: Tracker) -> Facts:
    """Sums up the week that the message means: a picture, and what it does not show. The slots to remember it by."""
    from bot.progress.asked import asked
    from bot.progress.gallery import Kind, review_of
    from bot.progress.pictures import review_picture
    from bot.progress.review_words import highlights

    log, sitter, wanted = services.services().stores.log, _sitter(tracker), asked(_text(tracker))
    if not log.latest_workouts(sitter.lifter):
        return _nothing_logged(dispatcher)
    review = review_of(log, sitter, _monday(wanted, sitter.today))
    more = highlights(review)
    response = "utter_weekly_review" if more else "utter_weekly_review_alone"
    _send(dispatcher, lambda theme: review_picture(review, theme), Kind.REVIEW, sitter, wanted, response)
    if more:
        dispatcher.utter_message(response="utter_weekly_highlights", told=more)
    return _remembered(Kind.REVIEW, ())


def draw_progress(dispatcher: CollectingDispatcher, tracker: Tracker) -> Facts:
    """Draws what the message asks for, or what the last one did with what this one changes.

    The slots to remember it by: {} if there was nothing to draw.
    """
    from bot.progress.asked import asked
    from bot.progress.gallery import Kind, lifts_shown, picture_of

    log, sitter, wanted = services.services().stores.log, _sitter(tracker), asked(_text(tracker))
    if not log.latest_workouts(sitter.lifter) and not log.body_masses(sitter.lifter):
        return _nothing_logged(dispatcher)
    kind, exercises = _kind_and_lifts(tracker, wanted)
    if kind is Kind.REVIEW:
        return draw_week(dispatcher, tracker)
    logged = [each for each in exercises if log.latest_sets(sitter.lifter, each)]
    if exercises and not logged:
        return _not_logged(dispatcher, exercises, lifts_shown(log, sitter))
    muscles = [Muscle(each) for each in facts_of_message(tracker).get("muscles", ())]
    lifts = logged or (lifts_shown(log, sitter, muscles) if kind in (None, Kind.STRENGTH) else ())
    if kind is None and muscles and not lifts:
        kind = Kind.MUSCLES
    pictures = _pictures(kind, lifts)
    for each, shown in pictures.items():
        draw = picture_of(log, sitter, each, shown, _monday(wanted, sitter.today))
        _send(dispatcher, draw, each, sitter, wanted, f"utter_progress_{each}")
    return _remembered(next(iter(pictures)), exercises)


def draw_beside(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Draws what a message wants to see besides what it asks."""
    wanted = {each["intent"] for each in tracker.latest_message.get("topics") or ()}
    for intent, draw in DRAWN.items():
        if intent in wanted:
            draw(dispatcher, tracker)


def is_about_picture(tracker: Tracker) -> bool:
    """Whether bare facts ("and the bench?", "in pounds") are about the picture that was just shown."""
    told = {entity["entity"] for entity in tracker.latest_message.get("entities") or ()}
    return LAST in (tracker.get_slot("last_facts") or {}) and bool(told) and told <= {"exercise", "muscle", "mass_unit"}


def _kind_and_lifts(tracker: Tracker, wanted: "Asked") -> "tuple[Kind | None, list[str]]":
    """What is named, by button or in words; with nothing named what was shown last."""
    from bot.progress.gallery import Kind

    facts = facts_of_message(tracker)
    exercises = list(dict.fromkeys(facts.get("exercises", ())))
    if PULL_UP_A_CHART.search(_text(tracker)):
        exercises = [each for each in exercises if each != "pull_up"]
    entities = tracker.latest_message.get("entities") or ()
    pressed = next((Kind(each["value"]) for each in entities if each["entity"] == LAST), None)
    kind = pressed or (None if exercises else wanted.kind)
    last: dict[str, Any] = (tracker.get_slot("last_facts") or {}).get(LAST) or {}
    if last and not (kind or exercises or facts.get("muscles")) and (wanted.theme or "mass_unit" in facts):
        return Kind(last["kind"]), list(last["exercises"])
    return kind, exercises[:MOST_LIFTS]


def _pictures(kind: "Kind | None", lifts: Sequence[str]) -> "dict[Kind, list[str]]":
    """The pictures to draw, each with its lifts: those with a 1RM and those without are two."""
    from bot.progress.gallery import Kind

    if not lifts:
        return {kind or Kind.STRENGTH: []}
    with_max = [each for each in lifts if has_one_rep_max(each)]
    without = [each for each in lifts if each not in with_max]
    return {each: shown for each, shown in ((Kind.STRENGTH, with_max), (Kind.REPS, without)) if shown}


def _send(
    dispatcher: CollectingDispatcher, draw: "Draw", kind: "Kind", sitter: "Sitter", wanted: "Asked", response: str
) -> None:
    """Says what the picture shows, with the picture: in light unless dark is asked for. Both are kept, side by side."""
    from bot.progress.theme import ThemeName

    drawn = {theme: draw(theme) for theme in ThemeName}
    files = {f"{kind}_{theme}.png": each.png for theme, each in drawn.items() if each.png is not None}
    told = drawn[ThemeName.LIGHT].alt
    if not files:
        dispatcher.utter_message(response="utter_progress_nothing", told=told)
        return
    places = keep_files(files, sitter.lifter)
    dispatcher.utter_message(
        response=response, told=told, image=places[f"{kind}_{wanted.theme or ThemeName.LIGHT}.png"]
    )


def _sitter(tracker: Tracker) -> "Sitter":
    """Whose pictures they are: what this conversation knows of the lifter goes before what the store does."""
    from bot.progress.sitter import sitter_of

    stores = services.services().stores
    found = sitter_of(stores, lifter_of(tracker).id, today())
    question, facts = question_from(tracker, facts_of_message(tracker)), facts_of_message(tracker)
    said = facts.get("mass_unit") or tracker.get_slot("mass_unit")
    return replace(
        found,
        unit=MassUnit(said) if said else found.unit,
        training_goal=question.training_goal or found.training_goal,
        training_age=question.training_age or found.training_age,
        plans_easy_weeks=plans_easy_weeks(stores, found.lifter),
    )


def _text(tracker: Tracker) -> str:
    return tracker.latest_message.get("text") or ""


def _monday(wanted: "Asked", day: date) -> date | None:
    return None if wanted.weeks_back is None else monday_of(day) - wanted.weeks_back * WEEK


def _nothing_logged(dispatcher: CollectingDispatcher) -> Facts:
    dispatcher.utter_message(response="utter_progress_nothing_logged")
    return {}


def _not_logged(dispatcher: CollectingDispatcher, exercises: Sequence[str], others: Sequence[str]) -> Facts:
    """Says that an exercise is not in the log, and offers some that are."""
    buttons = [
        {"title": exercise(each).title, "payload": f'/request_progress_picture{{"exercise": "{each}"}}'}
        for each in others[:MOST_OFFERED]
    ]
    dispatcher.utter_message(response="utter_progress_no_lift", lift=name(exercises[0]), buttons=buttons)
    return {}


def _remembered(kind: "Kind", exercises: Sequence[str]) -> Facts:
    """What follow-ups need: the picture, and for "says who?" the topic whose sources are behind it."""
    facts = {LAST: {"kind": str(kind), "exercises": list(exercises)}, "exercises": list(exercises)}
    return {"last_facts": facts, "last_topics": [BEHIND[kind]], "last_sources": None, "misread": 0}


DRAWN = {"request_progress_picture": draw_progress, "request_weekly_review": draw_week}
"""What wishes for a picture are met by."""
