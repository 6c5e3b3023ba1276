"""Messages as nobody should send them, as fragments of JSON: each is what stands behind "text": in a request."""

import json
import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parents[2] / "data" / "topics"
INTENTS = Path(__file__).resolve().parents[2] / "domain.yml"
SPACES = " \t\n\r\x0b\x0c\x1c\u0085\u00a0\u1680\u2003\u2028\u2029\u202f\u3000"
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\u202e\u2066\u2069\u180e\ufe0f"
SCRIPTS = ((0x20, 0x7E), (0xA1, 0x24F), (0x370, 0x3FF), (0x590, 0x6FF), (0x900, 0x97F), (0x4E00, 0x4FFF),
           (0x1F300, 0x1FAFF), (0xE000, 0xE0FF), (0xFFF0, 0xFFFF), (0x0, 0x1F), (0x300, 0x36F))  # fmt: skip
SNIPPETS = (
    "'; DROP TABLE outbox; --", "\" OR 1=1 --", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{7*7}}",
    "${jndi:ldap://x/a}", "$(reboot)", "`id`", "../../../etc/passwd", "%s%s%s%n", "{0.__class__}", "{load_kg}",
    "!!python/object/apply:os.system ['id']", "&a [*a, *a]", "---\n- a: &x [*x]", "{\"text\": \"x\"}", "[[[[[[[[",
    "]]>", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "\\u0000", "\\",
    "\\ud800", "a | b\n--- | ---\nc | d", "- " * 50, "```", "*_~`", "<@U0SPOTTER>", "<!channel>", "&amp;lt;", "@here",
    "https://user:pass@host:99999/%00", "data:text/html,<b>x</b>", "javascript:alert(1)", "/files/../secret", "NULL",
    "null", "undefined", "NaN", "None", "True", "Infinity", "-0", "1e400", "0x41", "٣x٥ @ ٨٠kg", "½ ⅓ ²³", "１００kg",
    "squatted 1e309 for 3x5", "bench -5 kg x -3", "did 99999999999999999999x99999999999999 at 1e99 kg",
    "squat 100 for 3x5x7x9x11", "my age is 10000000000", "remind me on 31.2.9999 at 99:99", "i weigh 0 kg",
    "rest 10**100 s", "100,000,000.000,00 kg", "deadlift ∞", "/" * 500, "(" * 800, "a?" * 400, "x" * 1999, "é" * 1999,
    "👨‍👩‍👧‍👦" * 150, "a\u0300" * 900, "\u202eabc", "ﷺ" * 100, "Z̷̡̛͔a̸l̵g̶o̷" * 20, "1 " * 900, "3x5 " * 400,
    "and " * 450,
)  # fmt: skip


@cache
def ordinary() -> tuple[str, ...]:
    """Examples of everything that lifters say."""
    found: list[str] = []
    for file in sorted(DATA.glob("*.yml")):
        for each in yaml.safe_load(file.read_text(encoding="utf-8")).get("nlu") or ():
            found += [line.removeprefix("- ").strip() for line in str(each.get("examples", "")).splitlines()]
    return tuple(filter(None, found))


@cache
def intents() -> tuple[str, ...]:
    """Every intent of the domain, and Rasa's own."""
    found = yaml.safe_load(INTENTS.read_text(encoding="utf-8"))["intents"]
    names = [next(iter(each)) if isinstance(each, dict) else each for each in found]
    return (*names, "restart", "back", "session_start", "EXTERNAL: reminder")


def messages(seed: int) -> Iterator[str]:
    """Fragments of JSON, for ever; the same for the same seed."""
    chance = random.Random(seed)
    while True:
        kind = chance.choices(KINDS, WEIGHTS)[0]
        yield kind(chance)


def _quoted(chance: random.Random, text: str) -> str:
    """As JSON: halves of characters only as escapes, all else sometimes as it is."""
    whole = not any("\ud800" <= each <= "\udfff" for each in text)
    return json.dumps(text, ensure_ascii=not (whole and chance.random() < 0.5))


def _text(chance: random.Random) -> str:
    parts = []
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        first, last = chance.choice(SCRIPTS)
        parts.append("".join(chr(chance.randint(first, last)) for _ in range(chance.randint(1, 30))))
    return _quoted(chance, chance.choice(("", " ", "\n")).join(parts)[:2100])


def _surrogates(chance: random.Random) -> str:
    text = list(chance.choice(ordinary()))
    for _ in range(chance.randint(1, 3)):
        text.insert(chance.randint(0, len(text)), chance.choice("\ud800\udbff\udc00\udfff\0"))
    return _quoted(chance, "".join(text))


def _unseen(chance: random.Random) -> str:
    text = list(chance.choice(ordinary()))
    for _ in range(chance.randint(1, 12)):
        text.insert(chance.randint(0, len(text)), chance.choice(UNSEEN + SPACES + "\x01\x07\x1b\x7f"))
    return _quoted(chance, "".join(text))


def _slash(chance: random.Random) -> str:
    entities = chance.choice(
        ("", "{}", '{"weight": NaN}', '{"red_flag": null, "load": -5}', "{" * 300, '{"a": [[[]]]}')
    )
    lead = chance.choice(("/", "//", "/ /", "\u2003/", " \\/", "／", "\u200b/", "/\u200b/", "<@U0SPOTTER> /", "/bot/"))
    return _quoted(chance, f"{lead}{chance.choice(intents())}{chance.choice(('', '@0.3'))}{entities}")


def _snippet(chance: random.Random) -> str:
    text = chance.choice(SNIPPETS)
    if chance.random() < 0.5:
        text = f"{chance.choice(ordinary())} {text}"
    return _quoted(chance, text[:2100])


def _number(chance: random.Random) -> str:
    """A workout or a fact with figures from nowhere."""
    figure = chance.choice((
        str(chance.randint(-(10**12), 10**12)), str(10 ** chance.randint(0, 300)), f"{chance.uniform(-1, 1e6)}",
        f"1e{chance.randint(-400, 400)}", "0", "00", f"{chance.randint(0, 99)},{chance.randint(0, 999)}", "1.2.3", "١٢",
    ))  # fmt: skip
    frame = chance.choice((
        "squatted {} for 3x5", "bench {0}x{0} @ {0} kg", "i weigh {} kg", "i am {} years old", "rest {} s", "{}",
        "{} days a week", "my 1rm is {}", "did day {}", "remind me at {}:{}", "{0}/{0}/{0}", "what is {} lb in kg",
        "rpe {}",
    ))  # fmt: skip
    return _quoted(chance, frame.format(figure, figure)[:2000])


def _shape(chance: random.Random) -> str:
    """No text at all, or no JSON."""
    depth = chance.choice((3, 50, 500, 4000))
    return chance.choice((
        "null", "true", "5", "-0", "1e999", "NaN", "Infinity", '""', '"   "', '"\\u200b"', "[]", "{}", '["a"]',
        "9" * 5000,
        "[" * depth + "]" * depth, '{"a":' * depth + "1" + "}" * depth, '"\\ud83d"', '"\\x"', '"unended', "",
        '"a","text":"b"',
        '"a"}, {"b": "c"', json.dumps("x" * 2001), json.dumps("word " * 2500), json.dumps({"text": "hi"}),
    ))  # fmt: skip


def _ordinary(chance: random.Random) -> str:
    return _quoted(chance, chance.choice(ordinary())[:2000])


def _mixed(chance: random.Random) -> str:
    return _quoted(chance, " ".join(chance.choice(ordinary()) for _ in range(chance.randint(2, 8)))[:2000])


KINDS: tuple[Callable[[random.Random], str], ...] = (
    _text, _surrogates, _unseen, _slash, _snippet, _number, _shape, _ordinary, _mixed,
)  # fmt: skip
WEIGHTS: tuple[int, ...] = (15, 8, 12, 12, 15, 12, 6, 15, 5)


def plain(fragment: str) -> Any:
    """What a fragment says, if it is JSON."""
    try:
        return json.loads(fragment)
    except (ValueError, RecursionError):
        return None
