"""Notations of sets as people write them, made for tests: the same sets in many shapes."""

from dataclasses import dataclass

from hypothesis import strategies as st

WITH_A_LOAD = {
    "squat": "barbell_back_squat",
    "Bench press": "barbell_bench_press",
    "deadlifts": "deadlift",
    "OHP": "overhead_press",
    "hip thrusts": "barbell_hip_thrust",
    "leg press": "leg_press",
    "RDL": "romanian_deadlift",
}
"""Names, and what they mean: exercises whose load is the heavier number without doubt."""
WITH_THE_BODY = {"pull-ups": "pull_up", "push ups": "push_up", "Dips": "dip", "chin ups": "chin_up"}
MOST_SETS, MOST_REPS = 7, 20


@dataclass(frozen=True)
class Told:
    """Sets of one exercise that are alike: `sets` of `reps` with `load` in `unit` ("" for none said)."""

    name: str
    sets: int
    reps: int
    load: float
    unit: str

    @property
    def mass(self) -> str:
        return f"{self.load:g}{self.unit}"

    @property
    def listed(self) -> list[int]:
        return [self.reps] * self.sets


told_sets = st.builds(
    Told,
    st.sampled_from(sorted(WITH_A_LOAD)),
    st.integers(1, MOST_SETS),
    st.integers(1, MOST_REPS),
    st.integers(17, 160).map(lambda number: number * 2.5),
    st.sampled_from(["", "kg", " kg", "lb", " lbs", "kgs", " pounds"]),
)
SHAPES = (
    "{name} {mass} {sets}x{reps}",
    "{name} {mass} for {sets}x{reps}",
    "{name} {sets}x{reps} @ {mass}",
    "{name} {sets}x{reps} at {mass}",
    "{name} {sets} x {reps} {mass}",
    "{name} {sets}×{reps} with {mass}",
    "{name}: {mass}, {sets}x{reps}",
    "{name} - {mass} - {sets}x{reps}",
    "{name} {sets} sets of {reps} at {mass}",
    "{name} {sets} sets x {reps} reps x {mass}",
    "{name} {mass} for {sets} sets of {reps}",
    "{name}, {mass}, {sets} sets, {reps} reps",
    "did {name} {sets}x{reps} with {mass} today",
    "{sets}x{reps} {name} at {mass}",
    "{sets}x{reps} {name} with {mass}",
    "{sets} sets of {reps} {name} @ {mass}",
    "{mass} {name} {sets}x{reps}",
    "log {name} {mass} {sets}x{reps}",
    "- {name} {mass} {sets}x{reps}",
    "{name}\n{mass} {sets}x{reps}",
    "{name} ({mass}) {sets}x{reps}",
)
ONE_BY_ONE = (
    "{name} {mass}: {commas}",
    "{name} {mass} {slashes}",
    "{name} {slashes} at {mass}",
    "{name} {commas} @ {mass}",
    "{name} {mass} x {commas}",
    "{name}: {each}",
    "{name} {each_at}",
    "{name}\n{each_line}",
)
"""Shapes that give each set's reps; for two sets or more."""


def written(told: Told, shape: str, reps: list[int] | None = None) -> str:
    """Sets in a shape; `reps` of each set, if they are not alike."""
    listed = told.listed if reps is None else reps
    return shape.format(
        name=told.name,
        mass=told.mass,
        sets=told.sets,
        reps=told.reps,
        commas=", ".join(map(str, listed)),
        slashes="/".join(map(str, listed)),
        each=", ".join(f"{told.mass} x {each}" for each in listed),
        each_at=", ".join(f"{each} @ {told.mass}" for each in listed),
        each_line="\n".join(f"{told.mass} x{each}" for each in listed),
    )
