"""Finds the numbers in a text: "65–85%" or "between 65 and 85" is "65-85", "eight to twelve" is "8-12"."""

import re

SPELLED = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "double": 2, "singles": 1, "doubles": 2, "triples": 3, "first year": 1, "decade": 10, "hundreds": 100,
}  # fmt: skip
"""Without "one", which hardly ever counts anything in these texts."""

NAMES = re.compile(r"\b1RM\b", re.IGNORECASE)
RUN_TOGETHER = {")1060 seconds": ") 10 60 seconds"}
"""Two columns of a table that lost the blank between them."""

ONE = rf"\d+(?:\.\d+)?|\b(?:{'|'.join(SPELLED)})\b"
VAGUE = r"\b(?:several|few)\s(?:weeks|months)\b"
NUMBER = re.compile(
    rf"(?P<vague>{VAGUE})"
    rf"|\bbetween (?:about )?(?P<least>{ONE}) (?:and|to) (?P<most>{ONE})"
    rf"|(?P<low>{ONE})(?:%?\s?[–-]\s?| to )(?P<high>{ONE})(?P<more>%?\+)?"
    rf"|(?P<single>{ONE})(?P<open>%?\+)?",
    re.IGNORECASE,
)


def numbers_in(text: str) -> list[str]:
    """Every number of a text in reading order, as "6", "6+", "6-12", "1-3+" or "several weeks"."""
    for joined, apart in RUN_TOGETHER.items():
        text = text.replace(joined, apart)
    return [_plain(match) for match in NUMBER.finditer(NAMES.sub("", text))]


def _plain(match: re.Match[str]) -> str:
    if match["vague"]:
        return " ".join(match["vague"].lower().split())
    ends = [match[name] for name in ("least", "most", "low", "high", "single") if match[name]]
    return "-".join(_digits(end) for end in ends) + ("+" if match["more"] or match["open"] else "")


def _digits(number: str) -> str:
    return str(SPELLED.get(number.lower(), number))
