"""What the authors of the programs publish, as far as it was seen: the templates must say the same."""

B, C = "3 × 5, 5, 5+", "3 × 15, 15, 15+"
T1, T2, FIVE = "5 × 3, 3, 3, 3, 3+", "3 × 10", "5 × 5, 5, 5, 5, 5+"
SMALL, MANY = "3 × 8–12", "3 × 10–15"
PULL = {"lat_pulldown": SMALL, "seated_cable_row": SMALL, "face_pull": "5 × 15–20", "hammer_curl": "4 × 8–12"}
PULL |= {"dumbbell_curl": "4 × 8–12"}
PUSH = {"incline_dumbbell_press": SMALL, "triceps_pushdown": SMALL, "overhead_triceps_extension": SMALL}
PUSH |= {"lateral_raise": "6 × 15–20"}
LEGS = {"barbell_back_squat": B, "romanian_deadlift": SMALL, "leg_press": SMALL, "seated_leg_curl": SMALL}
LEGS |= {"standing_calf_raise": "5 × 8–12"}
SQUAT, BENCH, PRESS = "barbell_back_squat", "barbell_bench_press", "overhead_press"
WORK: dict[str, list[dict[str, str]]] = {
    "stronglifts_5x5": [
        {SQUAT: "5 × 5", BENCH: "5 × 5", "barbell_row": "5 × 5"},
        {SQUAT: "5 × 5", PRESS: "5 × 5", "deadlift": "1 × 5"},
    ],
    "starting_strength": [
        {SQUAT: "3 × 5", BENCH: "3 × 5", "deadlift": "1 × 5"},
        {SQUAT: "3 × 5", PRESS: "3 × 5", "deadlift": "1 × 5"},
        {SQUAT: "3 × 5", BENCH: "3 × 5", "deadlift": "1 × 5"},
        {SQUAT: "3 × 5", PRESS: "3 × 5", "power_clean": "5 × 3"},
        {SQUAT: "3 × 5", BENCH: "3 × 5", "deadlift": "1 × 5"},
        {SQUAT: "3 × 5", PRESS: "3 × 5", "chin_up": "3 × 10"},
        {SQUAT: "3 × 5", PRESS: "3 × 5", "power_clean": "5 × 3"},
        {SQUAT: "3 × 5", BENCH: "3 × 5", "chin_up": "3 × 10"},
    ],
    "basic_beginner": [{"barbell_row": B, BENCH: B, SQUAT: B}, {"chin_up": B, PRESS: B, "deadlift": B}],
    "phraks_greyskull": [{PRESS: B, "chin_up": B, SQUAT: B}, {BENCH: B, "barbell_row": B, "deadlift": "1 × 5+"}],
    "gzclp": [
        {SQUAT: T1, BENCH: T2, "lat_pulldown": C},
        {PRESS: T1, "deadlift": T2, "dumbbell_row": C},
        {BENCH: T1, SQUAT: T2, "lat_pulldown": C},
        {"deadlift": T1, PRESS: T2, "dumbbell_row": C},
    ],
    "phul": [
        {
            BENCH: "3 × 3–5", "incline_dumbbell_press": "3 × 6–10", "barbell_row": "3 × 3–5",
            "lat_pulldown": "3 × 6–10", PRESS: "3 × 5–8", "barbell_curl": "2 × 6–10", "skull_crusher": "2 × 6–10",
        },
        {
            SQUAT: "3 × 3–5", "deadlift": "3 × 3–5", "leg_press": "4 × 10–15", "lying_leg_curl": "3 × 6–10",
            "standing_calf_raise": "4 × 6–10",
        },
        {
            "incline_barbell_bench_press": SMALL, "dumbbell_fly": SMALL, "seated_cable_row": SMALL,
            "dumbbell_row": SMALL, "lateral_raise": SMALL, "incline_dumbbell_curl": SMALL,
            "cable_overhead_triceps_extension": SMALL,
        },
        {
            "front_squat": SMALL, "barbell_lunge": SMALL, "leg_extension": MANY,
            "seated_leg_curl": MANY, "seated_calf_raise": SMALL, "leg_press_calf_raise": SMALL,
        },
    ],
    "metallicadpa_ppl": [
        {"deadlift": "1 × 5+"} | PULL, {BENCH: FIVE, PRESS: SMALL} | PUSH, LEGS,
        {"barbell_row": FIVE} | PULL, {PRESS: FIVE, BENCH: SMALL} | PUSH, LEGS,
    ],
    "recommended_routine": [
        {
            "negative_pull_up": "3 × 5–8", "split_squat": "3 × 5–8", "pike_push_up": "3 × 5–8",
            "single_leg_hip_hinge": "3 × 5–8", "table_row": "3 × 5–8", "push_up": "3 × 5–8",
            "plank": "3 × 20–30", "side_plank": "3 × 20–30", "superman": "3 × 8–12",
        }
    ],
}  # fmt: skip
STEPS: dict[str, list[dict[str, tuple[float, float]]]] = {
    "stronglifts_5x5": [{"step": (2.5, 5), "deadlift_step": (5, 10)}],
    "starting_strength": [
        {"step": (2.5, 5), "first_squat_step": (5, 10), "first_deadlift_step": (7.5, 15)},
        {"step": (2.5, 5), "small_step": (1.25, 2.5)},
        {"step": (2.5, 5), "small_step": (1.25, 2.5)},
    ],
    "basic_beginner": [{"upper_step": (1.25, 2.5), "lower_step": (2.5, 5)}],
    "phraks_greyskull": [{"upper_step": (1.25, 2.5), "lower_step": (2.5, 5)}],
    "gzclp": [{"upper_step": (2.5, 5), "lower_step": (5, 10), "upper_restart": (5, 10), "lower_restart": (7.5, 15)}],
    "beginners_531": [
        {"upper_step": (2.5, 5), "lower_step": (5, 10), "upper_cut": (7.5, 15), "lower_cut": (15, 30)}
    ],
    "phul": [{"step": (2.5, 5)}],
    "metallicadpa_ppl": [{"step": (2.5, 5), "big_step": (5, 10)}],
    "recommended_routine": [{}],
}  # fmt: skip
"""kg and lb."""
RULES: dict[str, tuple[str, ...]] = {
    "stronglifts_5x5": ("add {step} each time", "deadlift add {deadlift_step}", "same load twice more",
                        "third miss take 10% off", "three such steps back in the squat, do 3 sets of 5"),
    "starting_strength": ("add {first_squat_step} to the squat", "two workouts in a row, take 10% off",
                          "1 to 3 weeks", "add {small_step} to them", "row in its place"),
    "basic_beginner": ("{lower_step} to squat or deadlift, {upper_step} to the rest", "more than 10 reps mean twice",
                       "Take 10% off", "within 3 months"),
    "phraks_greyskull": ("{lower_step} to squat or deadlift, {upper_step} to the rest",
                         "more than 10 reps mean twice", "Take 10% off"),
    "gzclp": ("85% of your best 5", "6 sets of 2, later 10 of 1", "test your best 5 and start over",
              "3 sets of 8, later of 6", "{lower_restart}", "gets to 25"),
    "beginners_531": ("90% of your best single", "After three weeks add {lower_step}", "{upper_step} for the presses"),
    "phul": ("top of their range, then add {step}", "two or three workouts, take 10% off"),
    "metallicadpa_ppl": ("{big_step} in the deadlift", "top of its range, add {step}",
                         "three times in a row, take 10% off"),
    "recommended_routine": ("3 clean sets of 5", "after 3 sets of 8 (core: 12", "take a harder kind"),
}  # fmt: skip
TRAINING_MAX = {"Fives": (65, 75, 85), "Threes": (70, 80, 90), "5/3/1": (75, 85, 95)}
"""The published percentages of a training max, which is 90% of 1RM."""
REPS_531 = {"Fives": "5, 5, 5+", "Threes": "3, 3, 3+", "5/3/1": "5, 3, 1+"}
LIFTS_531 = {"day 1": (SQUAT, BENCH), "day 2": ("deadlift", PRESS), "day 3": (BENCH, SQUAT)}
RESTS: dict[str, set[tuple[float, float]]] = {
    "stronglifts_5x5": {(180, 180)}, "starting_strength": {(120, 180), (180, 300)},
    "basic_beginner": {(120, 180)}, "phraks_greyskull": {(120, 180)}, "gzclp": {(180, 300), (120, 180), (60, 90)},
    "beginners_531": {(120, 180), (90, 120), (60, 90)}, "phul": {(120, 120), (90, 90), (60, 60)},
    "metallicadpa_ppl": {(180, 300), (60, 180)}, "recommended_routine": {(90, 90), (60, 60)},
}  # fmt: skip
"""Seconds, from least to most."""
