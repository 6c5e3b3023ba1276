"""Loads that are asked for in the other unit: "how many kilos is 185"."""

from dataclasses import replace

from bot.nlu.quantities import Found
from bot.nlu.scope import words
from bot.nlu.token import is_figure


def converted(texts: list[str], found: list[Found]) -> list[Found]:
    """A load to be converted ("how many kilos is 185") is in the other unit than the one asked for."""
    asked = next((each.value for each in found if each.kind == "mass_unit"), None)
    if asked is None or words("converting").isdisjoint(texts):
        return found
    other = "lb" if asked == "kg" else "kg"
    return [
        replace(each, value=each.value | {"unit": other}) if each.kind == "load" and not each.value["unit"] else each
        for each in found
    ]


def asked_to_convert(texts: list[str], found: list[Found]) -> list[Found]:
    """The load in "what is 100 in pounds": a bare number beside the unit asked for is in the other unit."""
    figures = [at for at, text in enumerate(texts) if is_figure(text)]
    if [each.kind for each in found] != ["mass_unit"] or len(figures) != 1:
        return []
    other = "kg" if found[0].value == "lb" else "lb"
    return [Found("load", {"value": float(texts[figures[0]]), "unit": other}, figures[0], figures[0] + 1)]
