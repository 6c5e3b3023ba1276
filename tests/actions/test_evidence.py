""" "Why?" and "says who?": reasons and rows of what was last told, for the goal, and nothing of it to minors."""

from collections.abc import Callable

import pytest

from actions.evidence import FOR_ADULTS, MOST_REASONS, MOST_ROWS, ExplainWhy, ShowSources, reasons_of, rows_of
from actions.topics import RULES
from bot.coaching.advice import Amount
from bot.coaching.guideline import Claim, Figure, Guideline, guideline
from bot.coaching.source import all_sources, source
from bot.coaching.terms import TrainingAge, TrainingGoal
from tests.actions.conftest import Outcome

SIZE, STRENGTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH
FOLLOWED = " ← I follow this"


def figure(low: float, high: float, cited: str, goal: TrainingGoal | None = None, reason: str = "") -> Figure:
    """A figure in reps; recommended if it has a reason."""
    return Figure(Amount(low, high, "reps"), cited, goal, recommended=bool(reason), reason=reason)


def claim(text: str, cited: str, point: str = "", reason: str = "") -> Claim:
    return Claim(text, text, (cited,), point=point, recommended=bool(reason), reason=reason)


def made(figures: dict[str, tuple[Figure, ...]], *claims: Claim) -> Guideline:
    return Guideline("made", "made up", figures, claims)


TWO_GOALS = made(
    {
        "reps_per_set": (
            figure(8, 15, "twelve_reps", SIZE),
            figure(6, 12, "nsca_table", SIZE, "two agree on size"),
            figure(1, 6, "acsm_2009", STRENGTH, "heavy sets end here"),
        ),
        "pause": (figure(1, 2, "acsm_2026", None, "a minor matter"),),
    },
    claim("It is settled.", "nasm_explainer"),
    claim("It is disputed.", "iron_alliances", "a_point"),
    claim("It is disputed the other way.", "rushcutters", "a_point", "the better side"),
)


# Rows


def test_rows_start_with_the_main_variable_then_the_disputes_then_the_rest() -> None:
    mark = {each: source(each).mark for each in all_sources()}
    assert rows_of(TWO_GOALS, None) == [
        f"- {mark['nsca_table']}: 6–12 reps, size{FOLLOWED}",
        f"- {mark['acsm_2009']}: 1–6 reps, strength{FOLLOWED}",
        f"- {mark['twelve_reps']}: 8–15 reps, size",
        f"- {mark['rushcutters']}: It is disputed the other way.{FOLLOWED}",
        f"- {mark['iron_alliances']}: It is disputed.",
        f"- {mark['acsm_2026']}: pause 1–2 reps{FOLLOWED}",
        f"- {mark['nasm_explainer']}: It is settled.",
    ]


def test_rows_leave_out_the_other_goal() -> None:
    rows = rows_of(TWO_GOALS, "strength")
    assert any("strength" in row for row in rows)
    assert not any("size" in row for row in rows)


@pytest.mark.parametrize("goal", [None, "both", "health"])
def test_an_open_goal_sees_both_sides(goal: str | None) -> None:
    assert len(rows_of(TWO_GOALS, goal)) == 7


def test_a_row_names_the_training_ages_it_holds_for() -> None:
    ages = (TrainingAge.INTERMEDIATE, TrainingAge.ADVANCED)
    (row,) = rows_of(made({"reps_per_set": (Figure(Amount(1, 6, "reps"), "acsm_2009", STRENGTH, ages),)}), None)
    assert row.endswith("1–6 reps, strength, intermediate and advanced")


def test_a_topic_of_words_too_starts_with_what_is_followed() -> None:
    rules = made(
        {"months": (figure(3, 3, "spotter", None, "a guess"),)}, *(claim(f"Claim {n}.", "spotter") for n in range(3))
    )
    first, second, *_ = rows_of(rules, None)
    assert first.endswith("I follow this")
    assert second.endswith("Claim 0.")


def test_rows_are_few_and_none_stands_twice() -> None:
    many = made({"reps": tuple(figure(n // 2, 12, "spotter") for n in range(40))})
    rows = rows_of(many, None)
    assert len(rows) == MOST_ROWS
    assert len(set(rows)) == MOST_ROWS


@pytest.mark.parametrize("topic", RULES)
@pytest.mark.parametrize("goal", [None, "hypertrophy", "strength"])
def test_every_topic_can_say_who_and_why(topic: str, goal: str | None) -> None:
    rows, reasons = rows_of(guideline(topic), goal), reasons_of(guideline(topic), goal)
    assert 1 <= len(rows) <= MOST_ROWS
    assert 1 <= len(reasons) <= MOST_REASONS
    for line in (*rows, *reasons):
        assert line.startswith("- ")
        assert "None" not in line
        assert "\n" not in line


@pytest.mark.parametrize("topic", RULES)
def test_the_first_row_of_a_topic_is_followed_if_any_is(topic: str) -> None:
    rules = guideline(topic)
    entries = [*(each for figures in rules.figures.values() for each in figures), *rules.claims]
    if any(each.recommended for each in entries):
        assert any(row.endswith(FOLLOWED) for row in rows_of(rules, None))


# Reasons


def test_reasons_are_those_of_what_is_followed_each_once() -> None:
    assert reasons_of(TWO_GOALS, None) == ["- two agree on size", "- heavy sets end here", "- the better side"]
    assert reasons_of(TWO_GOALS, "strength") == ["- heavy sets end here", "- the better side", "- a minor matter"]
    twice = made({"reps": (figure(1, 6, "spotter", SIZE, "the same"), figure(2, 6, "spotter", STRENGTH, "the same"))})
    assert reasons_of(twice, None) == ["- the same"]


def test_claims_stand_in_where_nothing_has_a_reason() -> None:
    rules = made({}, *(claim(f"Claim {n}.", "spotter") for n in range(5)))
    assert reasons_of(rules, None) == ["- Claim 0.", "- Claim 1.", "- Claim 2."]


# The actions


@pytest.mark.parametrize("action", [ExplainWhy(), ShowSources()])
def test_before_any_answer_there_is_nothing_to_explain(
    action: ExplainWhy, run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    outcome = run(action, make_tracker("ask_why"))
    assert (outcome.responses, outcome.events) == (["utter_nothing_said_yet"], [])


def test_why_gives_title_and_reasons(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    outcome = run(ExplainWhy(), make_tracker("ask_why", last_topics=["rest_interval"], training_goal="hypertrophy"))
    assert outcome.responses == ["utter_why"]
    values = outcome.values("utter_why")
    assert values["title"] == guideline("rest_interval").title
    assert values["reasons"].splitlines() == reasons_of(guideline("rest_interval"), "hypertrophy")


def test_says_who_gives_title_and_rows(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    outcome = run(ShowSources(), make_tracker("ask_sources", last_topics=["rest_interval"], training_goal="strength"))
    assert outcome.responses == ["utter_sources"]
    values = outcome.values("utter_sources")
    assert values["title"] == guideline("rest_interval").title
    rows = values["table"].splitlines()
    assert rows == rows_of(guideline("rest_interval"), "strength")
    assert rows[0] == f"- {source('acsm_2009').mark}: rest between sets 3–5 minutes, strength{FOLLOWED}"


def test_of_several_topics_the_first_two_are_explained(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    topics = ["set_count", "rep_range", "load"]
    outcome = run(ShowSources(), make_tracker("ask_sources", last_topics=topics))
    assert [message["title"] for message in outcome.messages] == [guideline(topic).title for topic in topics[:2]]


@pytest.mark.parametrize("action", [ExplainWhy(), ShowSources()])
@pytest.mark.parametrize("topic", FOR_ADULTS)
def test_figures_for_adults_are_kept_from_minors(
    topic: str, action: ExplainWhy, run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    assert run(action, make_tracker(last_topics=[topic], age_years=15)).responses == ["utter_for_adults"]
    assert run(action, make_tracker(last_topics=[topic], age_years=18)).responses != ["utter_for_adults"]


def test_a_minor_still_hears_about_what_is_not_for_adults_only(
    run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    outcome = run(ShowSources(), make_tracker(last_topics=["energy_intake", "rep_range"], age_years=15))
    assert [message["title"] for message in outcome.messages] == [guideline("rep_range").title]


def test_of_the_glossary_only_the_word_that_was_asked_is_shown(
    run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    tracker = make_tracker("ask_sources", last_topics=["definition"], last_facts={"term": "one_rep_max"})
    rows = run(ShowSources(), tracker).values("utter_sources")["table"].splitlines()
    (meaning,) = [each for each in guideline("definition").claims if each.id == "one_rep_max"]
    assert len(rows) == 1
    assert meaning.text in rows[0]


def test_without_a_word_the_glossary_is_shown_from_its_start(
    run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    rows = run(ShowSources(), make_tracker("ask_sources", last_topics=["definition"])).values("utter_sources")["table"]
    assert len(rows.splitlines()) == MOST_ROWS


def test_a_word_does_not_cut_another_topic(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    tracker = make_tracker("ask_sources", last_topics=["rep_range"], last_facts={"term": "amrap"})
    assert run(ShowSources(), tracker).values("utter_sources")["table"].splitlines() == rows_of(
        guideline("rep_range"), None
    )
