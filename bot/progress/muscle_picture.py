"""Hard sets per muscle in a week, as bars against the guideline's band."""

from collections.abc import Sequence
from statistics import fmean as mean

from bot.coaching.advice import Amount
from bot.coaching.terms import Muscle
from bot.progress.axis import Scale
from bot.progress.canvas import MARGIN, WIDTH, Canvas
from bot.progress.chart import LABEL, LINE, SUBTITLE, heading
from bot.progress.picture import Picture, picture_of, words_only
from bot.progress.series import WeekOfSets
from bot.progress.theme import THEMES, ThemeName
from bot.progress.words import count, day, listed, say
from bot.wording import amount, name, number, span

ROW, BAR = 22, 12
NAMES = 92
"""Where bars begin, right of the muscles' names."""
BEFORE = 4
"""So many weeks before make what is usual."""


def muscle_picture(
    weeks: Sequence[WeekOfSets], aim: tuple[float, float], *, is_over: bool = True, theme: ThemeName = ThemeName.LIGHT
) -> Picture:
    """The last of the weeks (the oldest first), which may be over, and the mean of up to four before it."""
    if not weeks or not weeks[-1].per_muscle:
        monday = day(weeks[-1].monday) if weeks else ""
        return words_only(say("muscles.nothing" if weeks else "muscles.nothing_at_all", monday=monday))
    week = weeks[-1]
    canvas = Canvas(THEMES[theme])
    of_week = say("muscles.week" if is_over else "muscles.week_so_far", monday=day(week.monday, year=True))
    y = heading(canvas, say("muscles.title"), of_week, *legend(weeks, aim))
    y = draw_muscles(canvas, weeks, aim, y + 4)
    canvas.cut(y + 10)
    return picture_of(canvas, muscle_words(week, aim))


def draw_muscles(canvas: Canvas, weeks: Sequence[WeekOfSets], aim: tuple[float, float], y: float) -> float:
    """The bars from `y` on, under the ends of the band; where they end."""
    week, usual = weeks[-1], usual_sets(weeks)
    shown = [muscle for muscle in Muscle if muscle in week.per_muscle or muscle in usual]
    most = max(*week.per_muscle.values(), *usual.values(), aim[1] * 1.1)
    across = Scale(0, most, NAMES, WIDTH - MARGIN - 30)
    top, bottom = y + LINE + 2, y + LINE + 4 + len(shown) * ROW
    _band(canvas, across, aim, top, bottom)
    for at, muscle in enumerate(shown):
        middle = top + (at + 0.5) * ROW
        canvas.text(NAMES - 8, middle, name(muscle), size=LABEL, across="right", up="center")
        sets = week.per_muscle.get(muscle, 0)
        canvas.box(NAMES, middle - BAR / 2, across(sets) - NAMES, BAR, _colour(canvas, sets, aim), round=2)
        if muscle in usual:
            canvas.dots([(across(usual[muscle]), middle)], canvas.theme.text, size=7, shape="D")
        end = max(across(sets), across(usual[muscle]) + 4 if muscle in usual else 0)
        canvas.text(end + 5, middle, number(round(sets, 1)), size=LABEL, up="center", bold=True)
    return bottom


def muscle_words(week: WeekOfSets, aim: tuple[float, float], *, in_review: bool = False) -> str:
    """What the bars say; in a review the week is told already."""
    where: dict[str, list[str]] = {"below": [], "in": [], "above": []}
    for muscle, sets in week.per_muscle.items():
        place = "below" if sets < aim[0] else "above" if sets > aim[1] else "in"
        where[place].append(say("muscles.alt_muscle", muscle=name(muscle), sets=number(round(sets, 1))))
    told = " ".join(say(f"muscles.alt_{place}", muscles=listed(found)) for place, found in where.items() if found)
    if in_review:
        return say("muscles.alt_of_review", band=_aim(aim), muscles=told)
    return say("muscles.alt", monday=day(week.monday, year=True), band=_aim(aim), muscles=told)


def usual_sets(weeks: Sequence[WeekOfSets]) -> dict[Muscle, float]:
    """The mean of each muscle over the weeks before the last, those off among them; {} if there are none."""
    before = weeks[:-1][-BEFORE:]
    muscles = dict.fromkeys(muscle for week in before for muscle in week.per_muscle)
    return {muscle: mean(week.per_muscle.get(muscle, 0) for week in before) for muscle in muscles}


def legend(weeks: Sequence[WeekOfSets], aim: tuple[float, float]) -> list[str]:
    """What the marks mean."""
    before = weeks[:-1][-BEFORE:]
    told = [say("muscles.aim", band=_aim(aim))]
    if usual_sets(weeks):
        told.append(say("muscles.usual", weeks=count(len(before), "weeks")))
    return told


def _aim(aim: tuple[float, float]) -> str:
    return amount(Amount(*aim, "sets per week"))


def _band(canvas: Canvas, across: Scale, aim: tuple[float, float], top: float, bottom: float) -> None:
    left, right = across(aim[0]), across(aim[1])
    canvas.box(left, top - 2, right - left, bottom - top + 2, canvas.theme.soft)
    for x in (left, right):
        canvas.line([(x, top - 2), (x, bottom)], canvas.theme.frame, width=1, dashes=(3, 3))
    canvas.text((left + right) / 2, top - 8, span(*aim), size=SUBTITLE, colour=canvas.theme.quiet_text, across="center")


def _colour(canvas: Canvas, sets: float, aim: tuple[float, float]) -> str:
    if sets < aim[0]:
        return canvas.theme.second
    return canvas.theme.third if sets > aim[1] else canvas.theme.main
