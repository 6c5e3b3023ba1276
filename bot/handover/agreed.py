"""What a trainer wrote when handing back, as what was agreed: "no overhead work for two weeks".

A complaint only where a remark says for sure which part is to be left alone, or hurts; anything else is a note, word
for word. These are proposals: the trainer sees them, and changes what was read wrongly, before they hold.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from bot.coaching.terms import BodyPart
from bot.handover.agreed_until import Term, has_any, lexicon, one_of, term_in
from bot.store.handover_records import Agreement, AgreementKind

LONGEST = 4000
"""Characters that are read."""
_REMARK = re.compile(r"(?<=[!?])\s+|(?<=[^\d\s]\.)\s+|(?<=\d{4}\.)\s+|\s*[;\n]+\s*")
"""A full stop behind a figure may be a date's: "until 6.12. no running"."""
_CLAUSE = re.compile(r"\s*[,:()]\s*|\s+[-–—]\s+|\s+(?:but|then|because|since|as)\s+")


def agreed_in(text: str, today: date) -> tuple[Agreement, ...]:
    """What was agreed, in order; each remark is at least a note. `today` is the date at the gym."""
    remarks = (each.strip(" -–•*\t\r") for each in _REMARK.split(text[:LONGEST]))
    return tuple(found for remark in remarks if remark for found in _read(remark, today))


def _read(remark: str, today: date) -> Iterator[Agreement]:
    """The complaints of a remark, or the note that it is."""
    clauses = [" ".join(each.split()).rstrip(".!") for each in _CLAUSE.split(_plain(remark)) if each.strip()]
    times = [term_in(each, today) for each in clauses]
    found: dict[BodyPart, date | None] = {}
    is_sure = _is_unconditional(remark) and not any(each in lexicon()["denials"] for each in clauses)
    for at, clause in enumerate(clauses if is_sure else ()):
        term = times[at] or _beside(clauses, times, at)
        for part, is_timed in _parts(clause, times[at]):
            found.setdefault(part, term.until if term and is_timed else None)
    if not found:
        yield Agreement(remark, AgreementKind.NOTE, until=_only(times) if is_sure else None)
    yield from (Agreement(remark, AgreementKind.COMPLAINT, part, until) for part, until in found.items())


def _plain(remark: str) -> str:
    return remark.lower().replace("’", "'")


def _is_unconditional(remark: str) -> bool:
    return not has_any(lexicon()["conditions"], _plain(remark)) and "?" not in remark


def _only(times: Sequence[Term | None]) -> date | None:
    """The last day of a note: of its one time, if that is sure."""
    there = [each for each in times if each]
    return there[0].until if len(there) == 1 else None


def _beside(clauses: Sequence[str], times: Sequence[Term | None], at: int) -> Term | None:
    """The time in the clause behind or before, if that clause is nothing else: "no overhead work, for two weeks"."""
    for beside in (at + 1, at - 1):
        term = times[beside] if 0 <= beside < len(clauses) else None
        if term and clauses[beside] == clauses[beside][term.first : term.end]:
            return term
    return None


def _parts(clause: str, term: Term | None) -> Iterator[tuple[BodyPart, bool]]:
    """The parts that a clause is about, for sure; and whether the time in it, or beside it, is theirs.

    It is where something is to be left alone, right before or behind. "Knee pain for two weeks" is over, or not.
    """
    words = lexicon()
    rest = clause[: term.first] + clause[term.end :] if term else clause
    if has_any(words["unsure"], rest):
        return
    for pattern in _stopping():
        for said in pattern.finditer(clause):
            if not has_any(words["turned"], clause[: said.start()]):
                yield from ((part, _touches(clause, said, term)) for part in _named(said["it"]))
    if not has_any(words["denials"], rest):
        for pattern in _hurting():
            yield from ((part, False) for said in pattern.finditer(clause) for part in _named(said["it"]))


def _touches(clause: str, said: re.Match[str], term: Term | None) -> bool:
    """Whether nothing stands between what was said and its time."""
    return term is None or not (clause[said.end() : term.first] or clause[term.end : said.start()]).strip()


def _named(text: str) -> Iterator[BodyPart]:
    """The part that each word stands for, or that each move spares."""
    yield from (_names()[said[0]] for said in re.finditer(rf"\b(?:{one_of(_names())})\b", text))


@cache
def _names() -> dict[str, BodyPart]:
    words = lexicon()
    return {
        each: BodyPart(part) for kind in ("parts", "moves") for part, names in words[kind].items() for each in names
    }


@cache
def _stopping() -> tuple[re.Pattern[str], ...]:
    """What is to be left alone: parts, moves."""
    words = lexicon()
    bans, spares = rf"\b(?:{one_of(words['bans'])})", rf"\b(?:{one_of(words['spares'])})"
    part, work = rf"(?P<it>{_part_list()})", rf" (?:{one_of(words['part_work'])})"
    behind, tail = rf"(?= (?:{one_of(words['tails'])})\b)", rf"(?= (?:{one_of(words['tails'])})\b|$)"
    moves = one_of(each for names in words["moves"].values() for each in names)
    return (
        re.compile(rf"{bans} {part}(?:{work}{tail}|{behind})"),
        re.compile(rf"{spares} {part}(?:{work})?{tail}"),
        re.compile(
            rf"(?:{bans}|{spares}) {_sides()}(?P<it>{moves})(?: (?:{one_of(words['move_work'])}))*(?:(?= and\b)|{tail})"
        ),
    )


@cache
def _hurting() -> tuple[re.Pattern[str], ...]:
    """What hurts: a part that does, one that is sore, a pain of it, a pain in it."""
    words, tail = lexicon(), rf"(?= (?:{one_of(lexicon()['tails'])})\b|$)"
    return (
        re.compile(rf"\b(?P<it>{_part_list()}) (?:{one_of(words['hurts'])})\b"),
        re.compile(rf"\b(?:{one_of(words['pains'])}) (?P<it>{_part_list()}){tail}"),
        re.compile(rf"\b(?P<it>{_part_list()}) (?:{one_of(words['nouns'])})\b"),
        re.compile(rf"\b(?:pain|strain|sprain) (?:in|of) (?P<it>{_part_list()})\b"),
    )


def _part_list() -> str:
    """ "the left knee and ankle"."""
    part = rf"{_sides()}(?:{one_of(each for names in lexicon()['parts'].values() for each in names)})"
    return rf"{part}(?: (?:and|&) {part})*"


def _sides() -> str:
    return rf"(?:(?:{one_of(lexicon()['sides'])}) )*"
