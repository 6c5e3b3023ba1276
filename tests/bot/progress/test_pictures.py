"""Every picture of every made-up lifter: nothing is cut off, covered or too small, and the words tell the figures."""

import hashlib
import re
import struct
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import combinations

import matplotlib
import pytest

from bot.coaching.terms import MassUnit
from bot.progress.canvas import LEAST_TEXT, POINTS, SHARPNESS, WIDTH, Canvas
from bot.progress.pictures import (
    Picture,
    ThemeName,
    body_mass_picture,
    calendar_picture,
    muscle_picture,
    reps_picture,
    review_picture,
    strength_picture,
    tonnage_picture,
)  # fmt: skip
from bot.progress.series import (
    RepsPoint,
    Tonnage,
    WeekOfSets,
    band,
    best_reps,
    body_mass,
    main_lifts,
    one_rep_maxes,
    streak,
    tonnage,
    weekly_sets,
)  # fmt: skip
from bot.progress.weekly_review import weekly_review
from tests.bot.progress.histories import HISTORIES, TODAY, History, sets, weighed, workout

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST = 120_000
"""Bytes: a picture must load at once on a phone."""
TALLEST = 900
"""Phone pixels."""
Box = tuple[str, float, float, float, float]
KINDS = ("strength", "reps", "muscles", "tonnage", "body_mass", "calendar", "review")


@cache
def history(name: str) -> History:
    return HISTORIES[name]()


@cache
def draw(kind: str, name: str, theme: ThemeName = ThemeName.LIGHT) -> Picture:
    """One picture of a lifter; of the week before TODAY's where it is about a week. Drawn once: see draw_anew."""
    return draw_anew(kind, name, theme)


def draw_anew(kind: str, name: str, theme: ThemeName = ThemeName.LIGHT) -> Picture:
    given = history(name)
    log, unit, first = given.workouts, given.unit, min(each.day for each in given.workouts)
    goal, age = given.training_goal, given.training_age
    week = TODAY if name == "one_workout" else TODAY - timedelta(weeks=1)
    match kind:
        case "strength":
            return strength_picture({each: one_rep_maxes(log, each) for each in main_lifts(log)}, unit, theme)
        case "reps":
            lifts = main_lifts(log, with_max=False)
            return reps_picture({each: best_reps(log, each) for each in lifts}, unit, theme)
        case "muscles":
            since = max(first, week - timedelta(weeks=4))
            return muscle_picture(weekly_sets(log, since, week), band(goal, age), theme=theme)
        case "tonnage":
            return tonnage_picture(tonnage(log, given.masses, first, TODAY), unit, theme=theme)
        case "body_mass":
            return body_mass_picture(body_mass(given.masses), unit, theme)
        case "calendar":
            return calendar_picture(streak((each.day for each in log), TODAY), TODAY, theme)
    review = weekly_review(log, given.masses, week, unit=unit, training_goal=goal, training_age=age)
    return review_picture(review, theme)


def draw_and_see(monkeypatch: pytest.MonkeyPatch, make: Callable[[], Picture]) -> tuple[Picture, list[Box], int]:
    """A picture, where its texts stand in phone pixels, and how tall it is."""
    canvases: list[Canvas] = []
    png = Canvas.png
    monkeypatch.setattr(Canvas, "png", lambda self: (canvases.append(self), png(self))[1])
    made = make()
    return made, [box for each in canvases for box in boxes(each)], canvases[0].height if canvases else 0


def boxes(canvas: Canvas) -> list[Box]:
    found = []
    for text in canvas.texts:
        box = text.get_window_extent(canvas.figure.canvas.get_renderer())
        left, right = box.x0 / SHARPNESS, box.x1 / SHARPNESS
        top, bottom = (canvas.height - each / SHARPNESS for each in (box.y1, box.y0))
        found.append((text.get_text(), left, top, right, bottom))
    return found


def overlap(one: Box, other: Box) -> float:
    """Pixels by which two texts cover each other, the lesser of across and up; glyphs leave two of slack."""
    across = min(one[3], other[3]) - max(one[1], other[1])
    up = min(one[4], other[4]) - max(one[2], other[2])
    return max(0, min(across, up))


@pytest.mark.parametrize("theme", ThemeName)
@pytest.mark.parametrize("name", HISTORIES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_fits_a_phone_and_no_text_is_cut_covered_or_small(
    kind: str, name: str, theme: ThemeName, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, texts, height = draw_and_see(monkeypatch, lambda: draw_anew(kind, name, theme))
    assert made.alt
    if made.png is None:
        assert not texts
        return
    width, tall = struct.unpack(">II", made.png[16:24])
    assert made.png.startswith(SIGNATURE)
    assert (width, tall) == (made.width, made.height) == (WIDTH * SHARPNESS, height * SHARPNESS)
    assert height <= TALLEST
    assert len(made.png) <= LARGEST
    assert len(texts) > 3
    for words, left, top, right, bottom in texts:
        assert left >= 4, words
        assert top >= 4, words
        assert right <= WIDTH - 4, words
        assert bottom <= height - 4, words
    covered = [(one[0], other[0]) for one, other in combinations(texts, 2) if overlap(one, other) > 1]
    assert not covered


def test_the_overlap_check_sees_an_overlap() -> None:
    assert overlap(("a", 0, 0, 10, 10), ("b", 8, 2, 20, 12)) == 2
    assert overlap(("a", 0, 0, 10, 10), ("b", 10, 0, 20, 10)) == 0


def test_no_text_is_smaller_than_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[float] = []
    text = Canvas.text

    def noted(self: Canvas, *given: object, size: float = 12, **more: object) -> object:
        sizes.append(size)
        return text(self, *given, size=size, **more)

    monkeypatch.setattr(Canvas, "text", noted)
    for kind in KINDS:
        draw_anew(kind, "five_years_in_pounds")
    assert min(sizes) >= LEAST_TEXT
    assert pytest.approx(72 / 100) == POINTS


@pytest.mark.parametrize("kind", KINDS)
def test_both_themes_say_the_same(kind: str) -> None:
    light, dark = (draw(kind, "novice", theme) for theme in ThemeName)
    assert light.alt == dark.alt
    assert light.png != dark.png or light.png is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", HISTORIES)
def test_every_figure_in_the_words_has_its_unit_and_no_gap_is_left(kind: str, name: str) -> None:
    alt = draw(kind, name).alt
    assert "{" not in alt
    assert "  " not in alt
    assert "None" not in alt
    assert alt[0].isupper()
    assert alt.endswith(".")
    other = "lb" if history(name).unit is MassUnit.KG else "kg"
    assert not re.search(rf"\d {other}\b", alt)


def test_the_words_of_a_1rm_name_lift_range_start_and_best() -> None:
    assert draw("strength", "novice").alt.startswith(
        "Estimated 1RM and the range of the formulas, 19 Jan to 27 Feb 2026. "
        "Barbell back squat: 90.4 kg now (87–91.5 kg), 46.6 kg at first, 90.4 kg at best. "
    )
    assert draw("strength", "one_workout").alt.startswith(
        "Estimated 1RM and the range of the formulas, 6 Mar 2026. "
        "Barbell back squat: 69.9 kg (67.5–70.5 kg), from 5 reps at 60 kg. "
    )
    assert "lb now (" in draw("strength", "pounds").alt


def test_the_words_of_other_pictures_name_their_figures() -> None:
    assert draw("reps", "own_weight").alt == (
        "Best set, 29 Dec 2025 to 6 Mar 2026. Bodyweight squat: 20 reps now, 20 reps at first, 20 reps at best. "
        "Pull-up: 5 reps with 5 kg added now, 4 reps at first, 5 reps with 5 kg added at best. "
        "Push-up: 21 reps now, 12 reps at first, 21 reps at best. "
        "Plank: 98 seconds now, 40 seconds at first, 98 seconds at best."
    )
    assert draw("muscles", "one_workout").alt.startswith(
        "Hard sets per muscle in the week of 2 Mar 2026, against 10–20 sets a week. Below: quads 3, glutes 3, "
    )
    assert draw("tonnage", "one_workout").alt == (
        "Weight moved in the week of 2 Mar 2026. 1,700 kg so far. Not in it, as their weight is not known: 1 set."
    )
    assert draw("body_mass", "pounds").alt == (
        "Body weight, 17 Oct 2025 to 6 Mar 2026: 193.4 lb now, 205.4 lb at first, 193.4 lb at least, 205.4 lb at most; "
        "mean of the last 7 days 193.4 lb."
    )
    assert draw("calendar", "with_gaps").alt == (
        "Training days, 8 Sep 2025 to 6 Mar 2026: 3 workouts on 3 days. "
        "Weeks in a row with a workout: 3 now, 20 at best. The latest was on 4 Mar 2026."
    )
    assert draw("review", "novice").alt.startswith(
        "Your week, 23 Feb to 1 Mar 2026: 3 workouts on Mon, Wed, Fri, 37 hard sets, 10,982 kg moved. "
        f"Usual are 3 workouts, 39 sets, {usual_of_the_novice():,.0f} kg moved. "
        "Hard sets per muscle against 4–10 sets a week. "
    )


def usual_of_the_novice() -> float:
    """What the novice lifts in a week, by hand: all exercises are on a bar."""
    before = [each for each in history("novice").workouts if date(2026, 1, 26) <= each.day < date(2026, 2, 23)]
    return sum(one.reps * (one.load_kg or 0) for each in before for one in each.sets if not one.is_warm_up) / 4


def test_without_anything_to_show_there_are_words_and_no_picture() -> None:
    monday = date(2026, 3, 2)
    nothing = [
        strength_picture({}), strength_picture({"deadlift": ()}), reps_picture({}), muscle_picture([], (10, 20)),
        muscle_picture([WeekOfSets(monday, 0, 0, {})], (10, 20)), tonnage_picture([]),
        tonnage_picture(tonnage([], [], monday, TODAY)), body_mass_picture([]),
        calendar_picture(streak([], TODAY), TODAY), review_picture(weekly_review([], [], TODAY)),
    ]  # fmt: skip
    assert all(each.png is None and each.width == 0 and len(each.alt.split()) >= 5 for each in nothing)
    assert "body weight" in draw("tonnage", "own_weight").alt


def test_one_point_many_points_and_a_long_name_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    longest = "cable_overhead_triceps_extension"
    log = [workout(TODAY - timedelta(days=at), sets(longest, 1234.5, 5, unit=MassUnit.LB)) for at in range(0, 4000, 2)]
    made, texts, _ = draw_and_see(
        monkeypatch, lambda: strength_picture({longest: one_rep_maxes(log, longest)}, MassUnit.LB)
    )
    assert made.png
    assert all(left >= 4 and right <= WIDTH - 4 for _, left, _, right, _ in texts)


def test_a_load_that_changes_is_told_at_the_point(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [RepsPoint(TODAY - timedelta(days=9 - at), 8, 0 if at < 5 else 10) for at in range(10)]
    _, texts, _ = draw_and_see(monkeypatch, lambda: reps_picture({"pull_up": points}))
    assert "+10 kg" in {words for words, *_ in texts}
    too_often = [replace(each, load_kg=at % 2) for at, each in enumerate(points)]
    _, texts, _ = draw_and_see(monkeypatch, lambda: reps_picture({"pull_up": too_often}))
    assert not any(words.startswith("+") for words, *_ in texts)


def test_a_mass_that_stays_the_same_has_a_scale() -> None:
    assert body_mass_picture(body_mass([weighed(TODAY - timedelta(days=at), 80) for at in range(3)])).png


def test_the_same_log_gives_the_same_bytes_alone_and_in_threads() -> None:
    alone = [draw(kind, "novice").png for kind in KINDS]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda kind: draw_anew(kind, "novice").png, KINDS * 2))
    assert together == alone * 2


def test_drawing_changes_no_setting_and_leaves_no_figure() -> None:
    before = dict(matplotlib.rcParams)
    draw_anew("review", "pounds")
    assert dict(matplotlib.rcParams) == before


def test_pyplot_is_never_loaded_and_other_settings_do_not_show() -> None:
    code = (
        "import sys, matplotlib; matplotlib.rcParams['font.size'] = 30; matplotlib.rcParams['text.color'] = 'red';"
        "from tests.bot.progress.test_pictures import draw;"
        "import hashlib; made = draw('strength', 'novice');"
        "print(hashlib.sha256(made.png).hexdigest(), 'matplotlib.pyplot' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert told == [hashlib.sha256(draw("strength", "novice").png or b"").hexdigest(), "False"]


def test_a_png_says_nothing_of_who_made_it() -> None:
    png = draw("calendar", "novice").png or b""
    kinds, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kinds.append(png[at + 4 : at + 8])
        at += 12 + length
    assert set(kinds) == {b"IHDR", b"PLTE", b"IDAT", b"IEND"}


def test_a_week_of_own_weight_does_not_tell_that_nothing_was_moved() -> None:
    assert " kg" not in draw("review", "own_weight").alt


def test_the_days_below_bars_are_those_of_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    weeks = [Tonnage(date(2026, 2, 16) + timedelta(weeks=at), 1000 + at, 0) for at in range(3)]
    _, texts, _ = draw_and_see(monkeypatch, lambda: tonnage_picture(weeks))
    assert {words for words, *_ in texts} >= {"16 Feb", "23 Feb", "2 Mar"}
    many = [Tonnage(date(2026, 1, 5) + timedelta(weeks=at), 1000 + at, 0) for at in range(8)]
    _, texts, _ = draw_and_see(monkeypatch, lambda: tonnage_picture(many))
    assert [words for words, *_ in texts if words.endswith(("Jan", "Feb"))] == ["5 Jan", "19 Jan", "2 Feb", "16 Feb"]
