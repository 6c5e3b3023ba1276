"""The field's standard terms as closed vocabularies. Values are the words used in files, slots and entities."""

from enum import StrEnum


class TrainingGoal(StrEnum):
    """What the lifter trains for. BOTH means size and strength."""

    HYPERTROPHY = "hypertrophy"
    STRENGTH = "strength"
    BOTH = "both"
    POWER = "power"
    ENDURANCE = "endurance"
    FAT_LOSS = "fat_loss"
    HEALTH = "health"


class TrainingAge(StrEnum):
    """How long somebody has trained with weights, steadily."""

    NOVICE = "novice"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Priority(StrEnum):
    """What the lifter cares about most; decides between size and strength."""

    APPEARANCE = "appearance"
    HEAVY_LIFTS = "heavy_lifts"
    SPORT = "sport"
    HEALTH = "health"
    SHORT_WORKOUTS = "short_workouts"
    VARIETY = "variety"
    JOINT_COMFORT = "joint_comfort"


class MassUnit(StrEnum):
    KG = "kg"
    LB = "lb"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"


class Equipment(StrEnum):
    """What an exercise needs, or a lifter has."""

    NONE = "none"
    BANDS = "bands"
    DUMBBELLS = "dumbbells"
    KETTLEBELL = "kettlebell"
    BARBELL = "barbell"
    RACK = "rack"
    BENCH = "bench"
    PULL_UP_BAR = "pull_up_bar"
    CABLE = "cable"
    MACHINE = "machine"
    FULL_GYM = "full_gym"


class MovementPattern(StrEnum):
    SQUAT = "squat"
    HINGE = "hinge"
    LUNGE = "lunge"
    HORIZONTAL_PUSH = "horizontal_push"
    VERTICAL_PUSH = "vertical_push"
    HORIZONTAL_PULL = "horizontal_pull"
    VERTICAL_PULL = "vertical_pull"
    KNEE_EXTENSION = "knee_extension"
    KNEE_FLEXION = "knee_flexion"
    HIP_EXTENSION = "hip_extension"
    HIP_ABDUCTION = "hip_abduction"
    CALF_RAISE = "calf_raise"
    ELBOW_FLEXION = "elbow_flexion"
    ELBOW_EXTENSION = "elbow_extension"
    SHOULDER_ISOLATION = "shoulder_isolation"
    CHEST_ISOLATION = "chest_isolation"
    CORE = "core"
    CARRY = "carry"
    OLYMPIC = "olympic"
    GRIP = "grip"


class Muscle(StrEnum):
    CHEST = "chest"
    UPPER_BACK = "upper_back"
    LATS = "lats"
    TRAPS = "traps"
    FRONT_DELTS = "front_delts"
    SIDE_DELTS = "side_delts"
    REAR_DELTS = "rear_delts"
    BICEPS = "biceps"
    TRICEPS = "triceps"
    FOREARMS = "forearms"
    ABS = "abs"
    OBLIQUES = "obliques"
    LOWER_BACK = "lower_back"
    GLUTES = "glutes"
    QUADS = "quads"
    HAMSTRINGS = "hamstrings"
    ADDUCTORS = "adductors"
    ABDUCTORS = "abductors"
    CALVES = "calves"
    NECK = "neck"


class BodyPart(StrEnum):
    """Where a complaint sits."""

    NECK = "neck"
    SHOULDER = "shoulder"
    ELBOW = "elbow"
    WRIST = "wrist"
    HAND = "hand"
    UPPER_BACK = "upper_back"
    LOWER_BACK = "lower_back"
    CHEST = "chest"
    HIP = "hip"
    GROIN = "groin"
    HAMSTRING = "hamstring"
    KNEE = "knee"
    SHIN = "shin"
    CALF = "calf"
    ANKLE = "ankle"
    FOOT = "foot"
