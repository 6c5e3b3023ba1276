"""The templates: readable, refused if broken, true to the published figures, and in plain words."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import textstat
import yaml

from bot.coaching.advice import Amount, Prescription
from bot.coaching.amounts import ends
from bot.coaching.errors import KnowledgeError
from bot.coaching.exercise import exercise
from bot.coaching.terms import Equipment, MassUnit
from bot.coaching.workout import workouts
from bot.programs import template as template_module
from bot.programs.duration import minutes
from bot.programs.errors import UnknownTemplateError
from bot.programs.template import Template, TemplatePhase, all_templates, template
from bot.wording import span
from tests.bot.programs.published import LIFTS_531, REPS_531, RESTS, RULES, STEPS, TRAINING_MAX, WORK

LEXICON = yaml.safe_load(Path("bot/nlu/lexicon/named_program.yml").read_text(encoding="utf-8"))
FROM_ARTICLES = {
    "articles_strength_lower_body": "strength_legs",
    "articles_hypertrophy_lower_body": "size_legs",
    "articles_strength_upper_body": "strength_upper_body",
    "articles_hypertrophy_upper_body": "size_upper_body",
}
READ_FROM_DIGITS = {"5x5"}
"""Names that the chat takes from a pattern of digits and not from the lexicon."""
PRINTED = sorted(name for name, each in all_templates().items() if not each.is_frame)
PLACEHOLDER = re.compile(r"\{(\w+)\}")
MOST_WORDS = 90
HARDEST_GRADE = 8
HONEST = 1.2
"""How far the minutes in the file may be off, either way."""

Change = Callable[[str, Callable[[dict[str, Any]], object]], None]


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Change]:
    """Changes one template in a copy of all of them, which is then the one that is read."""
    shutil.copytree(template_module.FOLDER / "templates", tmp_path / "templates")

    def change(name: str, by: Callable[[dict[str, Any]], object]) -> None:
        path = tmp_path / "templates" / f"{name}.yml"
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        by(content)
        path.write_text(yaml.safe_dump(content), encoding="utf-8")

    monkeypatch.setattr(template_module, "FOLDER", tmp_path)
    all_templates.cache_clear()
    yield change
    monkeypatch.undo()
    all_templates.cache_clear()


def phases() -> list[tuple[str, TemplatePhase]]:
    return [(name, phase) for name in PRINTED for phase in template(name).phases]


def prescriptions(given: Template) -> list[Prescription]:
    return [each for phase in given.phases for workout in phase.workouts for each in workout.prescriptions]


def shown(each: Prescription) -> str:
    """Sets × reps (or seconds): "5 × 5", "3 × 5, 5, 5+", "3 × 8–12"."""
    counts = each.reps if isinstance(each.reps, tuple) else (each.reps,)
    reps = (f"{span(count.low, count.high)}{'+' if count.high is None else ''}" for count in counts)
    return f"{span(each.sets.low, each.sets.high)} × {', '.join(reps)}"


def test_there_are_a_dozen_printed_templates_and_each_can_be_read() -> None:
    assert len(PRINTED) >= 12
    assert {*WORK, *FROM_ARTICLES, "beginners_531"} <= set(PRINTED)
    assert all(phase.weeks and phase.rules and phase.training_goal for _, phase in phases())


def test_an_unknown_name_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UnknownTemplateError, match=r"no program 'squats_only', expected one of .*gzclp"):
        template("squats_only")


def first_exercise(content: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = content["phases"][0]["workouts"]["a"]["exercises"][0]
    return found


@pytest.mark.parametrize(
    ("by", "message"),
    [
        (lambda content: first_exercise(content).update(exercise="squatt"), "squatt: no such exercise"),
        (lambda content: content.update(sources=["a_friend"]), "a_friend: no such source"),
        (
            lambda content: first_exercise(content).update(reps=[5, 5]),
            "basic_beginner.yml: phases/0/a: barbell_row: reps: 2 given, expected 1 or 3",
        ),
        (
            lambda content: first_exercise(content).update(percents=[70, 80]),
            "basic_beginner.yml: phases/0/a: barbell_row: percents: 2 given, expected 1 or 3",
        ),
        (
            lambda content: content["phases"][0].update(order=["a", "c"]),
            "basic_beginner.yml: phases/0: order: no workout 'c', expected one of a, b",
        ),
        (lambda content: content.update(next_up=["squats_only"]), "basic_beginner.yml: next_up: no .*'squats_only'"),
        (lambda content: content.pop("for_whom"), "basic_beginner.yml: top level: 'for_whom' is a required property"),
        (
            lambda content: first_exercise(content).update(reps="five"),
            "basic_beginner.yml: phases/0/workouts/a/exercises/0/reps: 'five'",
        ),
        (lambda content: content.update(days=[7]), "basic_beginner.yml: days/0: 7 is greater than the maximum of 6"),
    ],
)
def test_a_broken_template_is_refused_with_file_and_key(
    changed: Change, by: Callable[[dict[str, Any]], object], message: str
) -> None:
    assert all_templates(), "the copies are whole before one is changed"
    all_templates.cache_clear()
    changed("basic_beginner", by)
    with pytest.raises(KnowledgeError, match=message):
        all_templates()


@pytest.mark.parametrize("name", WORK)
def test_exercises_sets_and_reps_are_those_published(name: str) -> None:
    found = [workout for phase in template(name).phases for workout in phase.workouts]
    assert [{each.exercise: shown(each) for each in workout.prescriptions} for workout in found] == WORK[name]
    assert [list(each) for each in WORK[name]] == [[one.exercise for one in each.prescriptions] for each in found]


@pytest.mark.parametrize("name", STEPS)
def test_steps_in_kg_and_lb_are_those_published(name: str) -> None:
    found = [
        {step: (units[MassUnit.KG], units[MassUnit.LB]) for step, units in phase.steps.items()}
        for phase in template(name).phases
    ]
    assert found == STEPS[name]


@pytest.mark.parametrize("name", RULES)
def test_rules_say_what_is_published_of_going_up_and_of_misses(name: str) -> None:
    told = " ".join(rule for phase in template(name).phases for rule in phase.rules)
    assert [each for each in RULES[name] if each not in told] == []


def test_531_has_nine_workouts_with_its_percentages_of_the_training_max_as_percentages_of_1rm() -> None:
    (phase,) = template("beginners_531").phases
    assert len(phase.workouts) == 9
    for workout in phase.workouts:
        week, day = workout.title.split(", ")
        percents = [round(0.9 * each, 1) for each in TRAINING_MAX[week]]
        for lift, (top, back_off) in zip(
            LIFTS_531[day], zip(workout.prescriptions[:4:2], workout.prescriptions[1:4:2], strict=True), strict=True
        ):
            assert (top.exercise, back_off.exercise) == (lift, lift)
            assert (shown(top), shown(back_off)) == (f"3 × {REPS_531[week]}", "5 × 5")
            assert [each.low for each in top.percents] == percents
            assert [each.low for each in back_off.percents] == percents[:1]


def test_531_asks_for_50_to_100_reps_of_a_push_a_pull_and_a_leg_or_core_exercise() -> None:
    for workout in template("beginners_531").phases[0].workouts:
        push, pull, last = workout.prescriptions[4:]
        assert exercise(push.exercise).pattern in ("horizontal_push", "vertical_push", "elbow_extension")
        assert exercise(pull.exercise).pattern in ("horizontal_pull", "vertical_pull")
        assert exercise(last.exercise).pattern in ("core", "lunge", "squat")
        for each in (push, pull, last):
            assert isinstance(each.reps, Amount)
            assert [ends(each.sets)[0] * end for end in ends(each.reps)] == [50, 100]


@pytest.mark.parametrize(("name", "seconds"), RESTS.items())
def test_rest_is_as_published(name: str, seconds: set[tuple[float, float]]) -> None:
    assert {ends(each.rest) for each in prescriptions(template(name)) if each.rest} == seconds


@pytest.mark.parametrize(("name", "printed"), FROM_ARTICLES.items())
def test_the_articles_workouts_are_those_of_the_guideline(name: str, printed: str) -> None:
    (phase,) = template(name).phases
    written = workouts("sample_workout")[printed]
    assert [workout.prescriptions for workout in phase.workouts] == [written.prescriptions]
    assert phase.training_goal is written.training_goal
    assert set(written.sources) <= set(template(name).sources)


def test_no_two_templates_share_a_title_or_an_alias() -> None:
    named = [name.casefold() for each in all_templates().values() for name in {each.title, *each.aliases}]
    assert sorted({name for name in named if named.count(name) > 1}) == []


@pytest.mark.parametrize("name", sorted(set(PRINTED) - set(FROM_ARTICLES)))
def test_what_the_chat_calls_a_program_is_one_of_its_aliases(name: str) -> None:
    aliases = set(template(name).aliases)
    assert aliases & set(LEXICON), "no key of named_program.yml"
    known = {str(form).casefold() for key, forms in LEXICON.items() for form in (key, *forms)} | READ_FROM_DIGITS
    assert {each.casefold() for each in aliases} <= known


@pytest.mark.parametrize("name", PRINTED)
def test_the_equipment_is_just_enough_for_every_exercise(name: str) -> None:
    needed = {piece for each in prescriptions(template(name)) for piece in exercise(each.exercise).equipment}
    assert set(template(name).equipment) == needed - {Equipment.NONE}


@pytest.mark.parametrize("name", PRINTED)
def test_days_and_minutes_are_what_the_workouts_take(name: str) -> None:
    given = template(name)
    low, high = given.minutes
    found = [workout.prescriptions for phase in given.phases for workout in phase.workouts]
    shortest = min(minutes(each, high) for each in found)
    longest = max(minutes(map(with_longest_rest, each), high) for each in found)
    assert low / HONEST <= shortest <= low * HONEST
    assert high / HONEST <= longest <= high * HONEST
    assert all(len(phase.weekdays) in given.days for phase in given.phases)


def with_longest_rest(each: Prescription) -> Prescription:
    assert each.rest, each.exercise
    longest = ends(each.rest)[1]
    return replace(each, rest=Amount(longest, longest, each.rest.unit))


@pytest.mark.parametrize(("name", "phase"), phases())
def test_rules_speak_of_each_step_and_of_no_other(name: str, phase: TemplatePhase) -> None:
    assert {each for rule in phase.rules for each in PLACEHOLDER.findall(rule)} == set(phase.steps)


@pytest.mark.parametrize(("name", "phase"), phases())
def test_rules_are_a_few_short_and_plain_sentences(name: str, phase: TemplatePhase) -> None:
    rules = [PLACEHOLDER.sub("5 kg", rule) for rule in phase.rules]
    assert 2 <= len(rules) <= 5
    assert sum(len(rule.split()) for rule in rules) <= MOST_WORDS
    for rule in rules:
        assert rule[0].isupper()
        assert rule[-1] == "."
        assert textstat.flesch_kincaid_grade(rule) <= HARDEST_GRADE, rule


@pytest.mark.parametrize("name", PRINTED)
def test_whom_it_suits_and_why_are_told_in_plain_sentences(name: str) -> None:
    given = template(name)
    assert 1 <= len(given.why) <= 3
    for text in (given.for_whom, *given.why):
        assert text.endswith(".")
        assert textstat.flesch_kincaid_grade(text) <= HARDEST_GRADE, text
