""" "Why?" and "says who?": the reasons and the sources behind the last answer."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import CoachAction, Events
from actions.slots import question_from
from actions.wording import amount, listed, name
from bot.coaching.guideline import Claim, Figure, Guideline, guideline
from bot.coaching.limits import is_minor
from bot.coaching.source import source

MOST_ROWS = 8
FOR_ADULTS = ("energy_intake", "fat_loss", "supplement", "protein_intake")
"""Topics whose figures are not shown to somebody under age."""


class ExplainWhy(CoachAction):
    """Says why Spotter follows what it follows."""

    def name(self) -> str:
        return "action_explain_why"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        for rules in _last_guidelines(dispatcher, tracker):
            reasons = reasons_of(rules, tracker.get_slot("training_goal"))
            dispatcher.utter_message(response="utter_why", title=rules.title, reasons="\n".join(reasons))
        return []


class ShowSources(CoachAction):
    """Shows what each source says, and which one Spotter follows."""

    def name(self) -> str:
        return "action_show_sources"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        for rules in _last_guidelines(dispatcher, tracker):
            rows = rows_of(rules, tracker.get_slot("training_goal"))
            dispatcher.utter_message(response="utter_sources", title=rules.title, table="\n".join(rows))
        return []


def _last_guidelines(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Guideline]:
    topics = tracker.get_slot("last_topics") or []
    told = [topic for topic in topics if topic not in FOR_ADULTS or not is_minor(question_from(tracker, {}))]
    if not told:
        dispatcher.utter_message(response="utter_for_adults" if topics else "utter_nothing_said_yet")
    return [guideline(topic) for topic in told[:2]]


def _fits(entry: Figure | Claim, training_goal: str | None) -> bool:
    return (
        entry.training_goal is None
        or training_goal not in ("hypertrophy", "strength")
        or entry.training_goal == training_goal
    )


def reasons_of(rules: Guideline, training_goal: str | None) -> list[str]:
    """The reasons of what is recommended, each once, for the goal if one is known."""
    figures = [figure for entries in rules.figures.values() for figure in entries]
    followed = [each for each in (*figures, *rules.claims) if each.recommended and _fits(each, training_goal)]
    reasons = dict.fromkeys(each.reason for each in followed if each.reason)
    return [f"- {reason}" for reason in list(reasons)[:3]] or [
        f"- {claim.text}" for claim in rules.claims[:3]
    ]


def rows_of(rules: Guideline, training_goal: str | None) -> list[str]:
    """A line per source and value: "NSCA: 6–12 reps, size (followed)"; what is followed comes first."""
    rows = [(figure.recommended, _row_of_figure(variable, figure))
            for variable, entries in rules.figures.items() for figure in entries if _fits(figure, training_goal)]  # fmt: skip
    rows += [(claim.recommended, f"- {_cited(claim)}: {claim.text}{_followed(claim)}") for claim in rules.claims
             if _fits(claim, training_goal)]  # fmt: skip
    ordered = dict.fromkeys(row for _, row in sorted(rows, key=lambda pair: not pair[0]))
    return list(ordered)[:MOST_ROWS]


def _row_of_figure(variable: str, figure: Figure) -> str:
    whom = [name(figure.training_goal)] if figure.training_goal else []
    whom += [listed(figure.training_ages)] if figure.training_ages else []
    what = "" if figure.amount.unit in variable else f"{name(variable)} "
    about = f", {', '.join(whom)}" if whom else ""
    return f"- {source(figure.source).mark}: {what}{amount(figure.amount)}{about}{_followed(figure)}"


def _cited(claim: Claim) -> str:
    return listed(source(each).mark for each in claim.sources)


def _followed(entry: Figure | Claim) -> str:
    return " ← I follow this" if entry.recommended else ""
