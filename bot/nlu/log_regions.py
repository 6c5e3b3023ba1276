"""Which part of a message tells of which exercise: "squat 100 3x5, bench 60 5x5", "3x8 rows at 60 and 20 push-ups"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.nlu.collapsed import WITH_THE_BODY
from bot.nlu.log_text import NUMBER, LogText

APART = ",&t.;l+(!/"
BESIDE = "ors@kaewHDbPB:i"
"""Signs that may stand between the sets of an exercise and its name behind them: "3 sets of", "100 kg on the"."""
NUMBERS = NUMBER + "y"
MOST_WORDS = 2
JOINED = {"+", "/"}


@dataclass
class Region:
    """What is told of one exercise, in spans of tokens. `place`: the token that names it; None if nothing does."""

    place: int | None
    spans: list[range] = field(default_factory=list)
    shares: bool = False


def find_regions(text: LogText, signs: str) -> list[Region]:
    """The parts of a message in their order. Lines without an exercise go on with the one before."""
    found: list[Region] = []
    for line in _lines(text.signs):
        places = [at for at in line if at in text.exercises]
        if places:
            found += _of_line(text, signs, line, places)
        elif any(signs[at] in NUMBERS for at in line):
            if found and not _names_another(signs, line):
                found[-1].spans.append(line)
            else:
                found.append(Region(None, [line]))
    return found


def _lines(signs: str) -> Iterator[range]:
    first = 0
    for at, sign in enumerate(signs + "l"):
        if sign == "l":
            yield range(first, at)
            first = at + 1


def _names_another(signs: str, line: range) -> bool:
    """Whether a line begins with words in front of its numbers: the name of an exercise that is not known."""
    first = next(at for at in line if signs[at] in NUMBERS)
    return "_" in signs[line.start : first]


def _of_line(text: LogText, signs: str, line: range, places: Sequence[int]) -> Iterator[Region]:
    regions = [Region(place) for place in places]
    ends = [*places[1:], line.stop]
    before = range(line.start, places[0])
    after = [range(place + 1, end) for place, end in zip(places, ends, strict=True)]
    is_last = len(places) == 1 and not _has_numbers(signs, after[0])
    if _has_numbers(signs, before) and (_abuts(signs, before) or is_last):
        regions[0].spans.append(before)
    elif _has_reps(signs, before):
        yield Region(None, [before])
    for at, gap in enumerate(after):
        behind = after[at + 1] if at + 1 < len(after) else None
        cut = gap.stop
        if behind is not None:
            counts = text.texts[places[at + 1]] == WITH_THE_BODY
            cut = _cut(signs, gap, behind, has_own=bool(regions[at].spans), counts=counts)
        regions[at].spans.append(range(gap.start, cut))
        if behind is not None and cut < gap.stop:
            regions[at + 1].spans.append(range(cut, gap.stop))
        if behind is not None and gap.start < gap.stop and set(signs[gap.start : gap.stop]) <= JOINED:
            regions[at].shares = True
    yield from regions


def _has_numbers(signs: str, span: range) -> bool:
    return any(signs[at] in NUMBERS for at in span)


def _cut(signs: str, gap: range, behind: range, has_own: bool, counts: bool) -> int:
    """Where the part of a gap begins that belongs to the exercise behind it; the end of the gap if none does.

    `has_own`: the exercise before has numbers in front of it. `counts`: a bare number is one of reps for that behind.
    """
    if not _has_numbers(signs, gap) or not _abuts(signs, gap):
        return gap.stop
    piece = _last_piece(signs, gap)
    rest = range(gap.start, piece.start)
    if not has_own and not _has_numbers(signs, rest):
        return (
            piece.start
            if rest and not _has_reps(signs, _own_piece(signs, behind), counts) and _is_apart(signs, rest)
            else gap.stop
        )
    own_reps = _has_reps(signs, _own_piece(signs, behind), counts)
    is_load = _has_reps(signs, rest) and not _has_reps(signs, piece) and "k" in signs[piece.start : piece.stop]
    return gap.stop if own_reps and not is_load else piece.start


def _is_apart(signs: str, rest: range) -> bool:
    """Whether something ends in front of the piece ("bench, 3x5 squats")."""
    return any(signs[at] in ",.tl" for at in rest)


def _abuts(signs: str, span: range) -> bool:
    """Whether the last number of a span leads to the exercise behind it: "3x5", "3 sets of heavy", "100 kg on the"."""
    others = 0
    for at in reversed(span):
        if signs[at] in NUMBERS:
            return True
        if signs[at] in BESIDE:
            continue
        others += 1
        if signs[at] != "_" or others > MOST_WORDS:
            return False
    return False


def _last_piece(signs: str, gap: range) -> range:
    """The part of a gap behind its last sign that parts; a list of numbers stays whole: "8, 7, 6 pull-ups"."""
    for at in reversed(gap):
        if signs[at] not in APART or not _has_numbers(signs, range(at + 1, gap.stop)):
            continue
        if signs[at] in ",/&" and _is_in_list(signs, at):
            continue
        return range(at + 1, gap.stop)
    return gap


def _is_in_list(signs: str, at: int) -> bool:
    """Whether a comma stands between two bare numbers."""
    return (
        signs[at - 1 : at] == NUMBER
        and signs[at + 1 : at + 2] == NUMBER
        and signs[at + 2 : at + 3] in (",", "/", "&", "")
        and signs[at - 2 : at - 1] in (",", "/", "E", "")
    )


def _own_piece(signs: str, behind: range) -> range:
    """The piece right behind an exercise, unless it leads to the next one: the ", 20" of "10 chins, 20 dips"."""
    piece = _first_piece(signs, behind)
    leads = (
        signs[behind.start : behind.start + 1] in tuple(",&t")
        and piece.stop == behind.stop
        and _leads_on(signs, behind)
    )
    return range(behind.start, behind.start) if leads else piece


def _leads_on(signs: str, behind: range) -> bool:
    return signs[behind.stop : behind.stop + 1] == "E" and _abuts(signs, behind)


def _first_piece(signs: str, span: range) -> range:
    for at in span:
        if signs[at] in ",&tl.;" and _has_numbers(signs, range(span.start, at)):
            return range(span.start, at)
    return span


def _has_reps(signs: str, span: range, counts: bool = False) -> bool:
    """Whether a span tells reps: "3x5", "for 5", "5 reps", "8, 7, 6"; `counts`: a bare number is one too."""
    piece = signs[span.start : span.stop]
    return any(
        each in piece for each in ("nx", "xn", "kx", "fn", "nr", "ns", "n,n", "n/n", "nnn", "nn", "y", "nkn")
    ) or (counts and piece.strip("ae:") == "n")
