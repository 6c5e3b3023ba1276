"""Numbers that take several words: "an hour and a half", "half an hour", "twice a week"."""

from bot.nlu.token import Token

_TIMED = frozenset({"hour", "min", "year", "month", "week"})
_WEEKLY = frozenset({"week", "weekly"})
_OFTEN = {"once": "1", "twice": "2", "thrice": "3"}
_HALVED = [[article, unit] for article in ("a", "an") for unit in sorted(_TIMED)]


def with_halves(tokens: list[Token]) -> list[Token]:
    """ "an hour and a half" -> 1.5 hour, "half an hour" -> 0.5 hour, "2 and a half years" -> 2.5 year."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        words = [token.text for token in tokens[at : at + 5]]
        if words[:3] in (["and", "a", "half"], ["and", "1", "half"]) and found and _add_half(found, tokens[at + 2].end):
            at += 3
            continue
        if words[0] == "half" and len(words) > 1 and (words[1] in _TIMED or words[1:3] in _HALVED):
            found.append(Token("0.5", tokens[at].start, tokens[at].end))
            at += 1 if words[1] in _TIMED else 2
            continue
        if words[0] in ("a", "an") and len(words) > 1 and words[1] in ("hour", "min"):
            found.append(Token("1", tokens[at].start, tokens[at].end))
            at += 1
            continue
        found.append(tokens[at])
        at += 1
    return found


def _add_half(found: list[Token], end: int) -> bool:
    """Add a half to the number at the end, which may have its unit behind it. False if there is none."""
    if found[-1].is_number:
        found[-1] = Token(f"{float(found[-1].text) + 0.5:.7g}", found[-1].start, end)
        return True
    if found[-1].text not in _TIMED:
        return False
    unit = found.pop()
    number = unit
    if found and (found[-1].is_number or found[-1].text in ("a", "an", "the")):
        number = found.pop()
    value = float(number.text) if number.is_number else 1.0
    found += [Token(f"{value + 0.5:.7g}", number.start, number.end), Token(unit.text, unit.start, end)]
    return True


def with_counts(tokens: list[Token]) -> list[Token]:
    """ "twice a week" -> 2 x a week, "twice during the week" too; other uses of once and twice stay words."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        reach = 4 if [each.text for each in tokens[at + 1 : at + 2]] == ["during"] else 3
        if token.text in _OFTEN and not _WEEKLY.isdisjoint(each.text for each in tokens[at + 1 : at + reach]):
            found += [Token(_OFTEN[token.text], token.start, token.end), Token("x", token.start, token.end)]
        else:
            found.append(token)
    return found
