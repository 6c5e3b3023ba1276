""" "Why?" and "says who?": the reasons and the sources behind the last answer."""

from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import CoachAction, Events
from actions.program import why_program
from actions.slots import question_from
from bot.coaching.guideline import Claim, Figure, Guideline, guideline
from bot.coaching.limits import is_minor
from bot.coaching.source import source
from bot.wording import amount, listed, name

MOST_ROWS = 12
MOST_REASONS = 3
INNER_WORKINGS = ("coefficient", "ratio")
FOR_ADULTS = ("energy_intake", "fat_loss", "supplement", "protein_intake")
"""Topics whose figures are not shown to somebody under age."""


class ExplainWhy(CoachAction):
    """Says why Spotter follows what it follows."""

    def name(self) -> str:
        return "action_explain_why"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if why_program(dispatcher, tracker):
            return []
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
    told: list[str] = [topic for topic in topics if topic not in FOR_ADULTS or not is_minor(question_from(tracker, {}))]
    if not told:
        dispatcher.utter_message(response="utter_for_adults" if topics else "utter_nothing_said_yet")
    return [_asked_part(guideline(topic), tracker) for topic in told[:2]]


def _asked_part(rules: Guideline, tracker: Tracker) -> Guideline:
    """The glossary cut to the word whose meaning was asked; any other guideline whole."""
    term = (tracker.get_slot("last_facts") or {}).get("term")
    if rules.topic != "definition" or not term:
        return rules
    return replace(rules, claims=tuple(claim for claim in rules.claims if claim.id == term))


def _fits(entry: Figure | Claim, training_goal: str | None) -> bool:
    open_goal = training_goal not in ("hypertrophy", "strength")
    return open_goal or entry.training_goal in (None, training_goal)


def _is_shown(figure: Figure) -> bool:
    return figure.amount.unit not in INNER_WORKINGS


def _in_order(rules: Guideline, training_goal: str | None) -> list[tuple[str, Figure | Claim]]:
    """Entries that fit the goal with their variable: the main (first) variable, disputed claims, then the rest.

    A topic with more claims than figures starts with its claims. Within each, what is followed comes first.
    """
    in_words = len(rules.claims) > sum(map(len, rules.figures.values()))
    main = "" if in_words else next(iter(rules.figures), "")
    rest = 1 if in_words else 2
    figures = [(variable, each) for variable, entries in rules.figures.items() for each in entries if _is_shown(each)]
    entries: list[tuple[int, str, Figure | Claim]] = [(0 if at == main else rest, at, each) for at, each in figures]
    entries += [((0 if in_words else 1) if claim.point else rest, "", claim) for claim in rules.claims]
    fitting = [entry for entry in entries if _fits(entry[2], training_goal)]
    return [(variable, each) for _, variable, each in sorted(fitting, key=lambda at: (at[0], not at[2].recommended))]


def reasons_of(rules: Guideline, training_goal: str | None) -> list[str]:
    """The reasons of what is recommended, each once, for the goal if one is known."""
    reasons = dict.fromkeys(
        each.reason for _, each in _in_order(rules, training_goal) if each.recommended and each.reason
    )
    return [f"- {reason}" for reason in list(reasons)[:MOST_REASONS]] or [
        f"- {claim.text}" for claim in rules.claims[:MOST_REASONS]
    ]


def rows_of(rules: Guideline, training_goal: str | None) -> list[str]:
    """A line per source and value, the main variable first: "NSCA: 6–12 reps, size ← I follow this"."""
    rows = [_row_of_claim(each) if isinstance(each, Claim) else _row_of_figure(variable, each)
            for variable, each in _in_order(rules, training_goal)]  # fmt: skip
    return list(dict.fromkeys(rows))[:MOST_ROWS]


def _row_of_figure(variable: str, figure: Figure) -> str:
    whom = [name(figure.training_goal)] if figure.training_goal else []
    whom += [listed(figure.training_ages)] if figure.training_ages else []
    what = "" if figure.amount.unit in variable else f"{name(variable)} "
    about = f", {', '.join(whom)}" if whom else ""
    return f"- {source(figure.source).mark}: {what}{amount(figure.amount)}{about}{_followed(figure)}"


def _row_of_claim(claim: Claim) -> str:
    return f"- {listed(source(each).mark for each in claim.sources)}: {claim.text}{_followed(claim)}"


def _followed(entry: Figure | Claim) -> str:
    return " ← I follow this" if entry.recommended else ""
