"""Every topic that has a rule: its name and the rule."""

from collections.abc import Callable
from importlib import import_module

from bot.coaching.advice import Advice
from bot.coaching.question import Question

Rule = Callable[[Question], Advice]

TOPICS = (
    "acute_variables", "beginner_start", "both_goals", "cardio", "common_mistakes", "definition", "deload",
    "effort", "effort_conversion", "energy_intake", "exercise_order", "exercise_selection",
    "exercise_substitution", "fat_loss", "goal_difference", "load", "motivation", "one_rep_max", "periodization",
    "plateau", "plates", "progress_tracking", "progression", "protein_intake", "recovery",
    "rep_range", "report_complaint", "report_workout", "rest_interval", "sample_workout",
    "set_count", "sleep", "supplement", "technique", "tempo", "time_to_results", "training_benefits",
    "training_frequency", "training_goal", "training_safety", "unit_conversion", "warm_up", "weekly_volume",
    "working_load", "workout_length",
)  # fmt: skip
PROGRAM_TOPICS = (
    "program_review", "program_weeks", "request_program", "request_program_swap", "request_program_workout",
)  # fmt: skip
RULES: dict[str, Rule] = {topic: import_module(f"bot.coaching.{topic}").advise for topic in TOPICS} | {
    topic: import_module(f"bot.programs.{topic}").advise for topic in PROGRAM_TOPICS
}
