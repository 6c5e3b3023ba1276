"""Equipment that is named short: "bench" and "bar" in a list are no lifts."""

from collections.abc import Iterator, Sequence

from bot.nlu.lexicon import Phrase
from bot.nlu.token import is_figure

NAMED_AS_THING = frozenset({"a", "no", "any", "used", "new", "adjustable", "without"})
NAMED_AS_LIFT = frozenset({"pr", "max", "of", "day", "session", "workout", "program", "number", "pb", "record", "set"})
BARS = frozenset({"bar", "bars"})
NO_BARBELL = frozenset({"kg", "lb", "trap", "hex", "pull", "chin", "protein"})
PLATES = frozenset({"plates", "bumpers", "bumper", "weights", "iron"})
LISTING = frozenset({",", "and", "&", "+", "/", "a", "an", "plus", "some"})


def furnished(texts: Sequence[str], found: dict[str, list[Phrase]]) -> dict[str, list[Phrase]]:
    """The phrases, with a bench and a bar in a list of equipment ("rack, bench, bar") as equipment, not as a lift."""
    benches = [each for each in found["exercise"] if texts[each.first : each.end] in (["bench"], ["benches"])]
    bars = [at for at, text in enumerate(texts) if text in BARS]
    if not benches and not bars:
        return found
    plates = [Phrase("equipment", "plates", at, at + 1) for at, text in enumerate(texts) if text in PLATES]
    pieces = list(_listed_bars(texts, bars, [*found["equipment"], *plates]))
    listed = [each for each in benches if _is_listed(texts, each, [*found["equipment"], *pieces, *plates])]
    pieces += [Phrase("equipment", "bench", each.first, each.end) for each in listed]
    if not pieces:
        return found
    return found | {
        "exercise": [each for each in found["exercise"] if each not in listed],
        "equipment": sorted([*found["equipment"], *pieces], key=lambda each: each.first),
    }


def _listed_bars(texts: Sequence[str], bars: Sequence[int], pieces: Sequence[Phrase]) -> Iterator[Phrase]:
    """ "Bar" beside other equipment or plates, not one of a known weight ("20 kg bar")."""
    known = {at for each in pieces for at in range(each.first, each.end)}
    for at in bars:
        before, behind = at - 1, at + 1
        while before > 0 and (texts[before] in LISTING or is_figure(texts[before])):
            before -= 1
        while behind < len(texts) and texts[behind] in LISTING:
            behind += 1
        is_joined = (before < at - 1 and before in known) or (behind > at + 1 and behind in known)
        if at not in known and is_joined and " ".join(texts[max(at - 1, 0) : at]) not in NO_BARBELL:
            yield Phrase("equipment", "barbell", at, at + 1)


def _is_listed(texts: Sequence[str], bench: Phrase, equipment: Sequence[Phrase]) -> bool:
    """Whether a list joins it to a piece of equipment, and no number says how much was lifted."""
    before, behind = bench.first, bench.end
    if before > 1 and texts[before - 2 : before] == ["without", "the"]:
        return True
    if before and texts[before - 1] in NAMED_AS_THING and " ".join(texts[behind : behind + 1]) not in NAMED_AS_LIFT:
        return True
    while before > 0 and (texts[before - 1] in LISTING or _is_amount(texts, before - 1)):
        before -= 1
    while behind < len(texts) and texts[behind] in LISTING:
        behind += 1
    if behind < len(texts) and is_figure(texts[behind]):
        return False
    is_last = before < bench.first and any(each.end == before for each in equipment)
    return is_last or (behind > bench.end and any(each.first == behind for each in equipment))


def _is_amount(texts: Sequence[str], at: int) -> bool:
    """Whether a token is of "100 kg ,"."""
    return texts[at] in ("kg", "lb") or (is_figure(texts[at]) and texts[at + 1] in ("kg", "lb"))
