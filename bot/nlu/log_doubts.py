"""What must be asked before a log is stored."""

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from bot.coaching.exercise import exercise, find_alias_table
from bot.nlu.log_limits import OWN, UNITS, is_plausible_count, is_plausible_load, most_sets
from bot.nlu.log_names import said_name
from bot.nlu.log_text import LogText
from bot.nlu.log_words import lexicon
from bot.nlu.said_workout import Doubt, Unsure
from bot.nlu.set_drafts import Draft

MOST_CANDIDATES = 3
ALIKE = 72


def doubts_of(
    text: LogText, drafts: Sequence[Draft], names: dict[int, range], preferred: str | None
) -> Iterator[Doubt]:
    """Every doubt about the sets. `names`: the tokens that name the exercises, by their regions."""
    yield from _of_exercises(drafts, {number: said_name(text, name) for number, name in names.items()})
    yield from _of_units(drafts, preferred)
    checks = (
        (Unsure.NO_REPS, lambda each: each.reps is None),
        (Unsure.NO_LOAD, lambda each: lacks_load(each)),
        (Unsure.REPS, lambda each: each.reps is not None and not is_plausible_count(each.reps, each.exercise)),
        (Unsure.LOAD, lambda each: each.load.value is not None and not _is_believed(each, preferred)),
    )
    for kind, is_so in checks:
        yield from _doubt(
            text, drafts, kind, [at for at, each in enumerate(drafts) if is_so(each) and kind not in each.doubts]
        )
    for kind in Unsure:
        yield from _doubt(text, drafts, kind, [at for at, each in enumerate(drafts) if kind in each.doubts])
    yield from _of_counts(text, drafts)


def _doubt(text: LogText, drafts: Sequence[Draft], kind: Unsure, places: Sequence[int]) -> Iterator[Doubt]:
    """One doubt for each piece of notation."""
    for entry in dict.fromkeys(drafts[at].entry for at in places):
        sets = tuple(at for at in places if drafts[at].entry == entry)
        first = drafts[sets[0]]
        yield Doubt(kind, sets, text.words_of(first.first, first.end))


def lacks_load(draft: Draft) -> bool:
    """Whether a set has no load, of an exercise that is done with one."""
    if draft.load.value is not None or draft.exercise is None:
        return False
    return exercise(draft.exercise).loading not in OWN


def _is_believed(draft: Draft, preferred: str | None) -> bool:
    value = draft.load.value
    return value is None or is_plausible_load(value, draft.load.unit or preferred, draft.exercise)


def _of_exercises(drafts: Sequence[Draft], names: dict[int, str]) -> Iterator[Doubt]:
    for region in dict.fromkeys(each.entry[0] for each in drafts):
        sets = tuple(at for at, each in enumerate(drafts) if each.entry[0] == region)
        said = names.get(region, "")
        vague = lexicon()["vague_names"].get(said)
        if drafts[sets[0]].exercise is None:
            yield Doubt(Unsure.EXERCISE, sets, said, tuple(vague) if vague else exercises_like(said))
        elif vague:
            yield Doubt(Unsure.EXERCISE, sets, said, tuple(vague))


def exercises_like(said: str) -> tuple[str, ...]:
    """Ids of exercises that are called something like it, the most alike first."""
    if not said:
        return ()
    table = find_alias_table()
    found = process.extract(said, table.keys(), scorer=fuzz.WRatio, score_cutoff=ALIKE, limit=MOST_CANDIDATES * 4)
    return tuple(dict.fromkeys(table[name] for name, _, _ in found))[:MOST_CANDIDATES]


def _of_units(drafts: Sequence[Draft], preferred: str | None) -> Iterator[Doubt]:
    if preferred:
        return
    said = tuple(at for at, each in enumerate(drafts) if each.load.value is not None and not each.load.unit)
    if said:
        yield Doubt(Unsure.UNIT, said, "", UNITS)
    guessed = tuple(at for at, each in enumerate(drafts) if each.load.guesses)
    if guessed:
        yield Doubt(Unsure.UNIT, guessed, "", drafts[guessed[0]].load.guesses)


def _of_counts(text: LogText, drafts: Sequence[Draft]) -> Iterator[Doubt]:
    for entry in dict.fromkeys(each.entry for each in drafts):
        sets = tuple(at for at, each in enumerate(drafts) if each.entry == entry)
        if len(sets) > most_sets():
            yield Doubt(Unsure.SETS, sets, text.words_of(drafts[sets[0]].first, drafts[sets[0]].end))
