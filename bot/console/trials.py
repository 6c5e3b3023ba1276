"""Trials: who asks for one, what is booked, and what a trainer does with it. A trainer's own, an owner everybody's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.identity import channel_of
from bot.console.pages import say, words
from bot.console.visit import Visit, as_id, signed_in
from bot.handover.booking import Wall
from bot.handover.brief_text import short_day
from bot.handover.errors import BookingError
from bot.handover.gym import Gym, Trainer
from bot.handover.hours import HOUR
from bot.handover.when import NAMED_DAYS, moment_text
from bot.store.errors import MissingError
from bot.store.field_checks import NOTE
from bot.store.handover_records import Role
from bot.store.trial_records import Trial, TrialState
from bot.trial_desk import FILE, TrialDesk, is_waiting

REFUSED = 409
CALENDAR = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Card:
    """A trial in a list. `times`: each as it is sent, and in words. `trainers`: whom one may book here."""

    trial: Trial
    channel: str
    when: str
    times: tuple[tuple[str, str], ...]
    trainers: tuple[Trainer, ...]
    trainer: str
    is_mine: bool


def show(visit: Visit) -> Response:
    """The page."""
    told = visit.request.query_params.get("told", "")
    return _page(visit, told=words()["trials"].get(told, ""))


def confirm(visit: Visit) -> Response:
    """Agree to a time."""

    def step(desk: TrialDesk, trial: Trial) -> None:
        begins = next((each for each in trial.times if each.isoformat() == visit.form.get("time")), None)
        trainer = visit.form.get("trainer", "")
        if begins is None or trainer not in {each.id for each in _bookable(visit, desk.gym, trial)}:
            raise BookingError(say("trials.pick"))
        desk.confirm(trial.id, begins, trainer, visit.account.id)

    return _do(visit, "booked", step)


def decline(visit: Visit) -> Response:
    """None of the times can be had."""
    written = visit.form.get("words", "")[:NOTE]
    return _do(visit, "declined", lambda desk, trial: desk.decline(trial.id, written, visit.account.id))


def move(visit: Visit) -> Response:
    """Another time for one that is booked."""

    def step(desk: TrialDesk, trial: Trial) -> None:
        try:
            day, at = date.fromisoformat(visit.form.get("day", "")), time.fromisoformat(visit.form.get("at", ""))
        except ValueError as error:
            raise BookingError(say("trials.when")) from error
        desk.move(_own(visit, trial).id, Wall(day, at.hour * HOUR + at.minute), visit.account.id)

    return _do(visit, "moved", step)


def cancel(visit: Visit) -> Response:
    """Call one that is booked off."""
    return _do(visit, "off", lambda desk, trial: desk.cancel(_own(visit, trial).id, visit.account.id))


def calendar(visit: Visit) -> Response:
    """The file for the trainer's calendar, as the trial stands now."""
    desk = _desk(visit)
    try:
        content = desk.calendar(_trial(visit, desk).id)
    except BookingError as error:
        raise MissingError(str(error)) from error
    return Response(content, media_type=CALENDAR, headers={"content-disposition": f'attachment; filename="{FILE}"'})


def _do(visit: Visit, told: str, step: Callable[[TrialDesk, Trial], None]) -> Response:
    """Take a step; why it cannot be stands on the page."""
    desk = _desk(visit)
    try:
        step(desk, _trial(visit, desk))
    except BookingError as error:
        return _page(visit, problem=str(error), status=REFUSED)
    return RedirectResponse(f"/trials?told={told}", 303)


def _page(visit: Visit, *, told: str = "", problem: str = "", status: int = 200) -> Response:
    desk = visit.here.trial_desk
    cards = [_card(visit, desk.gym, each) for each in desk.trials()] if desk else []
    now, states = visit.here.now(), TrialState
    booked = [each for each in cards if each.trial.state is states.BOOKED]
    return visit.page(
        "trials.html", status, told=told, problem=problem, has_gym=desk is not None,
        asked=[each for each in cards if is_waiting(each.trial, now)],
        booked=sorted(booked, key=lambda each: each.trial.begins or now),
        off=[each for each in cards if each.trial.state is states.CANCELLED and each.trial.begins],
        today=now.astimezone(desk.gym.zone).date() if desk else now.date(), longest=NOTE,
    )  # fmt: skip


def _card(visit: Visit, gym: Gym, trial: Trial) -> Card:
    now, channel = visit.here.now(), channel_of(trial.conversation)

    def told(moment: datetime) -> str:
        at, day, today = moment_text(moment, now, gym.zone), _day(moment, gym), _day(now, gym)
        return f"{at} ({short_day(day, today)})" if 0 <= (day - today).days <= NAMED_DAYS else at

    trainer = gym.trainer(trial.trainer or trial.wanted_trainer or "")
    return Card(
        trial, words()["channels"].get(channel, channel), told(trial.begins) if trial.begins else "",
        tuple((each.isoformat(), told(each)) for each in trial.times if each > now), _bookable(visit, gym, trial),
        trainer.name if trainer else "", _is_own(visit, trial),
    )  # fmt: skip


def _day(moment: datetime, gym: Gym) -> date:
    return moment.astimezone(gym.zone).date()


def _bookable(visit: Visit, gym: Gym, trial: Trial) -> tuple[Trainer, ...]:
    """Whom a request can be booked with by who looks at it, themselves first."""
    is_owner = visit.account.role is Role.OWNER
    found = [
        each for each in gym.trainers
        if trial.wanted_trainer in (None, each.id) and (is_owner or each.id == visit.account.login)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: each.id != visit.account.login))


def _is_own(visit: Visit, trial: Trial) -> bool:
    return visit.account.role is Role.OWNER or trial.trainer == visit.account.login


def _own(visit: Visit, trial: Trial) -> Trial:
    if not _is_own(visit, trial):
        raise BookingError(say("trials.not_yours"))
    return trial


def _desk(visit: Visit) -> TrialDesk:
    if visit.here.trial_desk is None:
        raise MissingError(say("trials.no_gym"))
    return visit.here.trial_desk


def _trial(visit: Visit, desk: TrialDesk) -> Trial:
    return desk.trial(as_id(visit.request.path_params["id"]))


ROUTES = [
    Route("/trials", signed_in(show), methods=["GET"]),
    Route("/trials/{id}/confirm", signed_in(confirm), methods=["POST"]),
    Route("/trials/{id}/decline", signed_in(decline), methods=["POST"]),
    Route("/trials/{id}/move", signed_in(move), methods=["POST"]),
    Route("/trials/{id}/cancel", signed_in(cancel), methods=["POST"]),
    Route("/trials/{id}/trial.ics", signed_in(calendar), methods=["GET"]),
]
