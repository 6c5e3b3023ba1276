"""Colours of the pictures, light and dark, that any kind of colour vision can tell apart."""

from dataclasses import dataclass
from enum import StrEnum

RED, GREEN, BLUE = 0.2126, 0.7152, 0.0722
"""How much each primary adds to how light a colour looks (WCAG 2, relative luminance)."""


class ThemeName(StrEnum):
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Theme:
    """Colours as #rrggbb. `main`, `second` and `third` draw data; `soft` fills behind them, `frame` edges the fill."""

    background: str
    text: str
    quiet_text: str
    grid: str
    main: str
    second: str
    third: str
    soft: str
    frame: str
    empty: str


THEMES = {
    ThemeName.LIGHT: Theme(
        background="#ffffff", text="#16191d", quiet_text="#565d66", grid="#dfe3e8", main="#0b67b2", second="#c2500a",
        third="#4d062a", soft="#cfe3f5", frame="#7c8791", empty="#eceff2",
    ),
    ThemeName.DARK: Theme(
        background="#12161b", text="#f1f4f7", quiet_text="#a9b3be", grid="#2b323a", main="#5cb3f0", second="#f0a040",
        third="#f0e6bf", soft="#1d3a54", frame="#77828e", empty="#232a32",
    ),
}  # fmt: skip


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """How light a colour looks, 0 to 1 (WCAG 2)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return RED * red + GREEN * green + BLUE * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
