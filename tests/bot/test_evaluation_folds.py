"""Cross-validation over our own examples."""

from pathlib import Path

from bot.evaluation_folds import FoldOutcome, cross_validate, folds_of, report_folds
from bot.training_examples import read_examples

EXAMPLES = [
    *((f"how many reps for {part}", "ask_rep_range") for part in ("chest", "legs", "arms", "back")),
    *((f"how long to rest after {lift}", "ask_rest_interval") for lift in ("squats", "bench", "rows", "curls")),
]


def test_examples_are_read_from_rasas_files(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("nlu:\n- intent: greet\n  examples: |\n    - hi\n    - hello there\n")
    (tmp_path / "b.yml").write_text("responses:\n  utter_x:\n  - text: hi\n")
    assert read_examples(tmp_path) == [("hello there", "greet"), ("hi", "greet")]


def test_every_fold_holds_as_much_of_each_intent_and_every_example_is_in_one() -> None:
    folds = folds_of(EXAMPLES, 4)
    assert sorted(at for fold in folds for at in fold) == list(range(len(EXAMPLES)))
    assert {tuple(sorted(EXAMPLES[at][1] for at in fold)) for fold in folds} == {("ask_rep_range", "ask_rest_interval")}


def test_each_example_is_read_by_a_model_that_has_not_seen_it() -> None:
    outcomes = list(cross_validate(EXAMPLES, 2))
    assert sorted(each.text for each in outcomes) == sorted(text for text, _ in EXAMPLES)
    assert all(each.right for each in outcomes)


def test_the_report_counts_what_is_right_and_names_confusions() -> None:
    report = report_folds([FoldOutcome("x", "greet", "greet"), FoldOutcome("y", "greet", "goodbye")])
    assert "intent right 50.0 %  (1 of 2)" in report
    assert "greet                           read as goodbye" in report
