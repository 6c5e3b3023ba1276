"""Colours that can be read and told apart, by the numbers."""

from dataclasses import astuple
from itertools import combinations

import numpy as np
import pytest

from bot.progress.theme import THEMES, Theme, ThemeName, contrast, luminance

TEXT, LINE = 4.5, 3.0
"""The least contrasts of WCAG 2.1 (1.4.3 and 1.4.11)."""
APART = 20
"""The least difference of two colours that are to be told apart (CIE 1976, where 2 can just be seen)."""
# How each dichromat sees linear red, green and blue (Machado, Oliveira and Fernandes 2009, severity 1).
VISIONS = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(colour: str, vision: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    seen = np.clip(VISIONS[vision] @ linear, 0, 1)
    x, y, z = (
        np.cbrt(each) if each > 0.008856 else 7.787 * each + 16 / 116 for each in TO_XYZ @ seen / [0.9505, 1, 1.089]
    )
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def difference(one: str, other: str, vision: str) -> float:
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))


@pytest.fixture(params=ThemeName)
def theme(request: pytest.FixtureRequest) -> Theme:
    return THEMES[request.param]


def test_text_can_be_read_on_everything_it_stands_on(theme: Theme) -> None:
    for behind in (theme.background, theme.soft, theme.empty):
        assert contrast(theme.text, behind) >= TEXT
    for behind in (theme.background, theme.empty):
        assert contrast(theme.quiet_text, behind) >= TEXT


def test_lines_and_bars_can_be_seen_against_the_background(theme: Theme) -> None:
    for colour in (theme.main, theme.second, theme.third, theme.frame):
        assert contrast(colour, theme.background) >= LINE
    assert contrast(theme.main, theme.soft) >= LINE
    assert contrast(theme.main, theme.empty) >= LINE


@pytest.mark.parametrize("vision", VISIONS)
def test_colours_of_data_can_be_told_apart_by_everyone(theme: Theme, vision: str) -> None:
    for one, other in combinations((theme.main, theme.second, theme.third, theme.background), 2):
        assert difference(one, other, vision) >= APART, (one, other)


def test_the_check_sees_red_and_green_that_look_alike() -> None:
    assert difference("#9a6a00", "#5c7a00", "normal") > APART > difference("#9a6a00", "#5c7a00", "deutan")


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert luminance("#ff0000") == pytest.approx(0.2126)


def test_every_colour_is_written_out(theme: Theme) -> None:
    assert all(len(each) == 7 and each.startswith("#") for each in astuple(theme))
