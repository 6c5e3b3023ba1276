"""The map from our topics to the labels of evaluation files."""

MEDICAL, OUT_OF_SCOPE = "pain_or_medical", "out_of_scope"

TOPICS_OF: dict[str, tuple[str, ...]] = {
    "rep_range": ("reps",),
    "set_count": ("sets",),
    "rest_interval": ("rest",),
    "load": ("intensity", "load_selection"),
    "effort": ("intensity",),
    "effort_conversion": ("intensity", "load_selection"),
    "weekly_volume": ("volume",),
    "training_frequency": ("frequency",),
    "acute_variables": ("reps", "sets", "rest", "intensity"),
    "tempo": ("technique_form",),
    "workout_length": ("session_length",),
    "training_goal": ("size_or_strength",),
    "goal_difference": ("difference",),
    "definition": ("difference",),
    "training_benefits": ("benefits",),
    "both_goals": ("both_goals",),
    "beginner_start": ("beginner_start",),
    "progress_tracking": ("log_progress",),
    "motivation": (OUT_OF_SCOPE,),
    "exercise_selection": ("exercise_selection",),
    "exercise_order": ("exercise_selection",),
    "technique": ("technique_form",),
    "exercise_substitution": ("equipment_alternative",),
    "protein_intake": ("nutrition",),
    "energy_intake": ("nutrition",),
    "supplement": ("nutrition", OUT_OF_SCOPE),
    "recovery": ("recovery",),
    "sleep": ("recovery",),
    "cardio": ("cardio_weight_loss",),
    "fat_loss": ("cardio_weight_loss",),
    "training_safety": ("technique_form",),
    "one_rep_max": ("one_rep_max",),
    "working_load": ("load_selection",),
    "plates": ("load_selection",),
    "unit_conversion": ("load_selection",),
    "warm_up": ("warmup",),
    "progression": ("overload",),
    "periodization": ("periodisation",),
    "plateau": ("plateau",),
    "deload": ("recovery", "periodisation"),
    "sample_workout": ("program_request",),
    "request_program": ("program_request",),
    "request_program_workout": ("program_request",),
    "request_program_swap": ("program_request", "equipment_alternative"),
    "program_weeks": ("program_request",),
    "request_program_files": ("program_request",),
    "program_review": ("program_request",),
    "report_workout": ("log_progress",),
    "request_progress_picture": ("log_progress",),
    "request_weekly_review": ("log_progress",),
    "log": ("log_progress",),
    "next_load": ("overload", "load_selection"),
    "request_start_program": ("program_request",),
    "report_complaint": (MEDICAL,),
    "report_clearance": (MEDICAL,),
    "request_trainer": ("talk_to_trainer",),
    "out_of_scope": (OUT_OF_SCOPE,),
    "gear": (OUT_OF_SCOPE,),
    "gym_business": (OUT_OF_SCOPE,),
    "greet": (OUT_OF_SCOPE,),
    "insult": (OUT_OF_SCOPE,),
    "drugs": (MEDICAL, OUT_OF_SCOPE),
}
"""Our intent without "ask_" to the labels it stands for. A hazard that is not named here stands for MEDICAL."""

NO_ADVICE = (
    "supplement", "motivation", "out_of_scope", "gear", "gym_business", "greet", "goodbye", "thank", "insult", "bot",
    "help", "affirm", "deny", "request_stop", "request_trainer", "request_start_over", "nlu_fallback", "inform",
    "profile", "why", "sources", "report_complaint", "report_clearance", "leave_it_to_coach", "request_program_files",
    "request_progress_picture", "request_weekly_review",
    "request_keep_texts", "request_keep_no_texts", "log", "request_start_program",
)  # fmt: skip
"""Readings that are answered without training advice."""


def is_training_advice(reading: str) -> bool:
    """Whether a reading is answered with training advice; hazards are not."""
    return reading in TOPICS_OF and reading not in NO_ADVICE and TOPICS_OF[reading][0] != MEDICAL
