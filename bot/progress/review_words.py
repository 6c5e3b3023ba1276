"""What a week's picture does not show, in words: bests, what was left out, body weight, and whether to rest."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.coaching.advice import Mass
from bot.coaching.amounts import shown_mass
from bot.coaching.deload_proposal import DeloadProposal
from bot.coaching.exercise import Loading, exercise
from bot.coaching.personal_record import PersonalRecord, RecordKind
from bot.progress.weekly_review import WeeklyReview
from bot.progress.words import count, listed, say
from bot.wording import listed as in_a_row
from bot.wording import mass, name, show

MOST_RECORDS = 3
MOST_MUSCLES = 6
MOST_LIFTS = 4


def highlights(review: WeeklyReview) -> str:
    """Lines of text; "" if there is nothing to tell."""
    return "\n".join(_lines(review))


def _lines(review: WeeklyReview) -> Iterator[str]:
    records = [_record(each) for each in _leading(review)]
    if records:
        yield say("highlights.records", records=listed(records))
    if review.week.workouts and review.streak_weeks > 1:
        yield say("highlights.streak", weeks=count(review.streak_weeks, "weeks"))
    left_out = [name(each) for each in review.muscles("below") if not review.week.per_muscle.get(each)]
    if left_out and review.is_over and review.week.workouts:
        yield say("highlights.left_out", muscles=in_a_row(left_out[:MOST_MUSCLES]))
    if review.trend_kg is not None:
        yield _body_mass(review.trend_kg, review)
    if review.deload:
        yield _easy_week(review.deload)


def _leading(review: WeeklyReview) -> list[PersonalRecord]:
    """The most important record of each lift, the most important lifts first."""
    first: dict[str, PersonalRecord] = {}
    for each in review.records:
        first.setdefault(each.exercise, each)
    return list(first.values())[:MOST_RECORDS]


def _record(record: PersonalRecord) -> str:
    told = {"lift": name(record.exercise), "value": show(record.value), "before": show(record.before)}
    if record.load is not None:
        told["load"] = mass(record.load)
    if exercise(record.exercise).loading is Loading.BODYWEIGHT and record.kind is RecordKind.LOAD:
        return _added(record, told)
    own = "_own" if record.kind is RecordKind.REPS and record.load is None else ""
    return say(f"highlights.record_{record.kind}{own}", **told)


def _added(record: PersonalRecord, told: Mapping[str, str]) -> str:
    """A record of what was added to the body, or of how little of it a machine took off."""
    now, before = (each.value if isinstance(each, Mass) else 0 for each in (record.value, record.before))
    sizes = {"value": record.value, "before": record.before}
    shown = {key: mass(replace(each, value=abs(each.value))) for key, each in sizes.items() if isinstance(each, Mass)}
    kind = "helped" if now < 0 else "own" if not now else "added" if before > 0 else "added_first"
    return say(f"highlights.record_{kind}", **{**told, **shown})


def _body_mass(trend_kg: float, review: WeeklyReview) -> str:
    by = shown_mass(abs(trend_kg), review.unit)
    way = "same" if not by.value else "up" if trend_kg > 0 else "down"
    return say(f"highlights.mass_{way}", by=mass(by))


def _easy_week(proposal: DeloadProposal) -> str:
    values = {key: show(value) for key, value in proposal.advice.values.items()}
    reasons = [_stuck(proposal)] if proposal.stalls else []
    reasons += [say("highlights.easy_weeks", weeks=values["weeks"])] if "weeks" in values else []
    told = say("highlights.easy", length=values["length"], sets=values["sets"], load=values["load"])
    return " ".join([*reasons, told])


def _stuck(proposal: DeloadProposal) -> str:
    lifts = [name(each.exercise) for each in proposal.stalls]
    if len(lifts) <= MOST_LIFTS:
        return say("highlights.easy_lifts", lifts=in_a_row(lifts))
    return say("highlights.easy_more_lifts", lifts=listed(lifts[:MOST_LIFTS]), more=str(len(lifts) - MOST_LIFTS))
