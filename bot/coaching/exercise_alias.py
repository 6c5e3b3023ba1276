"""How people spell the name of an exercise: plurals, hyphens, short forms and frequent typos."""

from itertools import product

_SAME_WORDS = (
    ("dumbbell", "db", "dumbell", "dumb bell", "dumbel", "dummbell"),
    ("barbell", "bb", "bar bell", "barbel"),
    ("kettlebell", "kb", "kettle bell", "kettlbell", "kettelbell"),
    ("triceps", "tricep"),
    ("biceps", "bicep"),
    ("single leg", "one leg", "one legged", "single legged"),
    ("single arm", "one arm", "one armed"),
)

_NOUNS = ("swing", "wring")
"""Other words in -ing and -ed are forms of a verb: "squatting", "benched"."""


def spellings(words: str) -> set[str]:
    """Every lower-case way to write an alias that a reader should know, its plurals included."""
    forms = {words.lower().replace("’", "'")}
    for change in (_without_apostrophe, _hyphens, _same_words, _plurals, _hyphens):
        forms = {changed for form in forms for changed in change(form)}
    return forms


def _without_apostrophe(form: str) -> set[str]:
    return {form, form.replace("'", "")}


def _hyphens(form: str) -> set[str]:
    return {form, form.replace("-", " "), form.replace("-", "")}


def _same_words(form: str) -> set[str]:
    found = [same for same in _SAME_WORDS if f" {same[0]} " in f" {form} "]
    spelled = set()
    for choice in product(*found):
        changed = f" {form} "
        for same, word in zip(found, choice, strict=True):
            changed = changed.replace(f" {same[0]} ", f" {word} ")
        spelled.add(changed.strip())
    return spelled


def _plurals(form: str) -> set[str]:
    if form.endswith(("ed", "ing")) and not form.endswith(_NOUNS):
        return {form}
    if form.endswith(("ss", "ch", "sh")):
        return {form, f"{form}es"}
    if form.endswith("s"):
        return {form}
    if form.endswith("y"):
        return {form, f"{form}s", f"{form}es", f"{form.removesuffix('y')}ies"}
    return {form, f"{form}s"}
