"""What was measured of a goal."""

from dataclasses import dataclass, field


@dataclass
class Found:
    """A goal, how many there were of what it is about, and what was found; met if nothing `wrong` is above 0."""

    goal: str
    count: str
    wrong: dict[str, int] = field(default_factory=dict)
    told: dict[str, object] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)

    @property
    def is_met(self) -> bool:
        return not any(self.wrong.values())

    def __str__(self) -> str:
        lines = [f"{self.goal}  {self.count}  {'met' if self.is_met else 'MISSED'}"]
        lines += [f"  {name:44}{value}" for name, value in {**self.wrong, **self.told}.items()]
        return "\n".join([*lines, *(f"  e.g. {each}" for each in self.examples[:8])])


def percentile(values: list[float], part: float) -> float:
    """The value that so large a part of all is not above; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0
