"""Rasa component: the facts in a message, read by rules.

Facts of the profile are the lifter's own and hold now: not those of others, of the past or hoped for, and in a long
message no days or minutes that are only asked about (bot.nlu.told).

Kinds and values; lists are marked +, of all others a message has at most one:

training_goal   value of TrainingGoal; not when two are compared or denied
training_age    value of TrainingAge, said or from a time: under 6 months novice, over 3 years advanced;
                years "on and off" are at most intermediate; a date counts from its middle to today (bot.nlu.dates)
priority        value of Priority
equipment+      value of Equipment that the lifter has ("no barbell" is none)
muscle+         value of Muscle; "legs" gives several
complaint+      value of BodyPart, with a word of complaint, not denied
recovered+      value of BodyPart whose complaint is over ("ok again", "doesn't hurt anymore"); then it is no complaint
exercise+       id in the exercise catalogue
disliked+       id of an exercise that is not wanted in a program; "lunges" gives all lunges, "walking lunges" one
liked+          id of an exercise that is wanted again ("put lunges back in"), families as in disliked
lift+           a load with its exercise, {"exercise": id, "load": float, "unit": "kg" | "lb" | None,
                "reps": int | None, "is_max": bool}; not one that is hoped for, failed, asked about or another's
named_program   its name ("5/3/1"); the digits in it are no sets and reps
days_per_week   int 1–7; of a range ("3-4 days") the lower; "every other day" is 3; what is possible comes first
training_weekdays  [int, …], 0 is Monday: the days to train on, two or more; not in a routine, a question or a report
                those that he can train on too, then without days_per_week: "weekdays", "any day but sunday"
workout_minutes int 5–300, of a workout, not of a rest or a run; of a range the lower
rest_interval_seconds  int; a range is left out
minutes_today   int, of one workout only ("40 minutes today"); then there are no workout_minutes
program_day     int 1–7, program_week int 1–52: the only one that is named; weekday int, 0 is Monday, asked about
duration_weeks  int; a month is 52/12 weeks, rounded
load, one_rep_max, body_mass  {"value": float, "unit": "kg" | "lb" | None}; stones become lb
mass_unit       "kg" | "lb", asked for as the one to show
sets, reps      int, of a set that was done or is planned; a range of reps is left out
target_reps     int, reps that are asked about
percent_1rm     float; rpe float 1–10; reps_in_reserve float 0–10; ranges are left out
age_years       int; beside a load ("I'm 92 and bench 70") it may be the body_mass, or neither (bot.nlu.age_or_mass)
sex             "female" | "male"
routine         a pasted one, {"days": [[{"exercise": id, "sets": int | None, "reps": [low, high] | None}, …], …],
                "progression": bool}: three exercises with sets or days, or a list of four. Reps of a timed exercise are
                seconds; a high of None is "or more". progression: whether it says how to go up.
term            key of the glossary, when its meaning is asked
number          int or float, in a message that is little else; of a range the lower
"""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.entity import Entity
from bot.nlu.reading import read_entities

EXTRACTOR = "EntityReader"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class EntityReader(GraphComponent):
    """Sets `entities` of each message; see the module for what they are."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "EntityReader":
        read_entities("no squats")  # reads the vocabularies now, not at a lifter's first message
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what is read to each message's entities."""
        for message in messages:
            found = [_as_rasa(entity) for entity in read_entities(message.get(TEXT) or "")]
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages


def _as_rasa(entity: Entity) -> dict[str, Any]:
    return {
        "entity": entity.kind,
        "value": entity.value,
        "start": entity.start,
        "end": entity.end,
        "extractor": EXTRACTOR,
    }
