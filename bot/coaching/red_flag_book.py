"""red_flags.yml and hazards/*.yml, checked and ready to read messages with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.coaching.errors import KnowledgeError
from bot.coaching.knowledge import FOLDER, read_checked
from bot.coaching.message_words import Lexicon, Typing
from bot.coaching.phrase import Index, Phrase, Reach, index_of, parse
from bot.coaching.source import source

SEVERITIES = ("emergency", "medical", "caution")
CLEARED = "cleared"
"""Not in the file's excuses: the same message says that a professional cleared them."""
COMMON = "red_flags.yml"


@dataclass(frozen=True)
class Rule:
    """Phrases that raise one hazard, unless an excuse of `unless` covers them; `also` must stand somewhere as well."""

    name: str
    hazard: str
    severity: str
    phrases: tuple[Phrase, ...]
    unless: tuple[str, ...]
    also: tuple[Phrase, ...]


@dataclass(frozen=True)
class Excuse:
    """A remark that takes the alarm out of a phrase: "no …", "… free", "fully healed".

    It is void when one of the `void` phrases follows. `over`: words that may stand between the remark and the phrase;
    after a connector ("no chest pain or numbness") the `listed` ones too.
    """

    name: str
    where: str
    phrases: tuple[Phrase, ...]
    over: frozenset[str]
    connectors: frozenset[str]
    listed: frozenset[str]
    void: tuple[Phrase, ...]


@dataclass(frozen=True)
class Book:
    """`rules` with the worst severity first. The limits are numbers of words, see red_flags.yml.

    `suspected` has the severity of each hazard that is told of in words no rule knows.
    """

    rules: tuple[Rule, ...]
    suspected: Mapping[str, str]
    excuses: Mapping[str, Excuse]
    clearance: Rule
    neutral: tuple[Phrase, ...]
    lexicon: Lexicon
    alarm_index: Index
    also_index: Index
    remark_index: Index
    neutral_index: Index
    limits: Mapping[str, int]


@cache
def book() -> Book:
    """The patterns. Raises KnowledgeError, naming file and key, if a file is missing or broken."""
    content = read_checked(FOLDER / COMMON, "red_flags")
    limits = content["limits"]
    reach = Reach(limits["light"], limits["few"], limits["many"])
    excuses = {name: _excuse(name, entry, reach) for name, entry in content["excuses"].items()}
    hazards = {name: read_checked(FOLDER / "hazards" / f"{name}.yml", "hazard") for name in content["hazards"]}
    rules = [rule for name, hazard in hazards.items() for rule in _rules(name, hazard, content["defaults"], reach)]
    rules.sort(key=lambda rule: SEVERITIES.index(rule.severity))
    clearance = _rule(CLEARED, CLEARED, SEVERITIES[-1], content["clearance"], reach)
    neutral = _phrases(content["neutral"], Reach(0, reach.few, reach.many))
    alarms = {rule.name: rule.phrases for rule in (*rules, clearance)}
    also = {f"{rule.name} also": rule.also for rule in rules}
    remarks = _remarks(excuses.values())
    symbols = _symbols((*alarms.values(), *also.values(), *remarks.values(), neutral), excuses.values())
    _check_names((*rules, clearance), excuses, symbols, content["groups"])
    return Book(
        rules=tuple(rules),
        suspected={name: hazard["suspected"] for name, hazard in hazards.items()},
        excuses=excuses,
        clearance=clearance,
        neutral=neutral,
        lexicon=_lexicon(content, symbols),
        alarm_index=index_of(alarms),
        also_index=index_of(also),
        remark_index=index_of(remarks),
        neutral_index=index_of({"": neutral}),
        limits=limits,
    )


def _phrases(lines: Iterable[str], reach: Reach) -> tuple[Phrase, ...]:
    return tuple(phrase for line in lines for phrase in parse(line, reach))


def _excuse(name: str, entry: dict[str, Any], reach: Reach) -> Excuse:
    over, connectors, listed = (frozenset(entry.get(key, ())) for key in ("over", "connectors", "listed"))
    void = _phrases(entry.get("void", ()), reach)
    return Excuse(name, entry["where"], _phrases(entry["phrases"], reach), over, connectors, listed, void)


def _rules(hazard: str, content: dict[str, Any], defaults: dict[str, list[str]], reach: Reach) -> Iterable[Rule]:
    for each in content["sources"]:
        source(each)
    for number, entry in enumerate(content["rules"]):
        severity = entry["severity"]
        yield _rule(f"{hazard}.yml: rules/{number}", hazard, severity, {"unless": defaults[severity]} | entry, reach)


def _rule(name: str, hazard: str, severity: str, entry: dict[str, Any], reach: Reach) -> Rule:
    phrases, also = _phrases(entry["phrases"], reach), _phrases(entry.get("also", ()), reach)
    return Rule(name, hazard, severity, phrases, tuple(entry["unless"]), also)


def _remarks(excuses: Iterable[Excuse]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, tuple[Phrase, ...]] = {}
    for excuse in excuses:
        found |= {excuse.name: excuse.phrases, f"{excuse.name} void": excuse.void}
    return found


def _symbols(sets: Iterable[Iterable[Phrase]], excuses: Iterable[Excuse]) -> set[str]:
    named = {symbol for phrases in sets for phrase in phrases for step in phrase.steps for symbol in step.symbols}
    return named.union(*(excuse.over | excuse.connectors | excuse.listed for excuse in excuses))


def _check_names(
    rules: Iterable[Rule], excuses: Mapping[str, Excuse], symbols: Iterable[str], groups: Mapping[str, Any]
) -> None:
    for rule in rules:
        for name in set(rule.unless) - set(excuses) - {CLEARED}:
            raise KnowledgeError(f"{rule.name}: unless: {name!r} is no excuse of {COMMON}; add it or correct it")
    for symbol in symbols:
        if symbol.startswith("<") and symbol.strip("<>") not in groups:
            raise KnowledgeError(
                f"{COMMON}: groups: {symbol} is used in a phrase but is no group; add it or correct it"
            )


def _lexicon(content: dict[str, Any], symbols: Iterable[str]) -> Lexicon:
    guarded, look_alikes, limits = frozenset(content["guarded"]), frozenset(content["look_alikes"]), content["limits"]
    typing = Typing(guarded, look_alikes, limits["longest_word"], limits["remembered_words"])
    return Lexicon(content["groups"], [symbol for symbol in symbols if not symbol.startswith("<")], typing)
