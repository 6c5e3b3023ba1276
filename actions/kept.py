"""What the store holds of a lifter, in words; nothing that it does not."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from bot.coaching.advice import Amount
from bot.programs.template import all_templates
from bot.progress.words import day, from_to
from bot.store.handover_records import Handover
from bot.store.interface import Stores
from bot.store.log_records import RED_FLAG, Consent, ConsentKind, Identity, ProgramInProgress, Reminder
from bot.wording import WEEKDAYS, amount, listed

CONSENTS = {
    ConsentKind.HEALTH: "remarks about your health",
    ConsentKind.CONTACT: "how to reach you",
    ConsentKind.TEXTS: "messages that I did not get",
}
"""What each kind of consent allows to be kept."""
OWN_PROGRAM, OTHER_CHAT = "your own program", "another chat"


def what_is_kept(stores: Stores, lifter: str) -> str:
    """A line for each kind of record; "" if nothing is kept but that there is this chat."""
    lines = [*_lines(stores, lifter), *_paused(stores.profiles.profile(lifter))]
    chats = stores.lifters.identities(lifter)
    if not lines and len(chats) < 2:
        return ""
    return "\n".join(f"- {line}" for line in [*lines, f"Chats: {channels(chats)}"])


def what_is_deleted(stores: Stores, lifter: str) -> str:
    """A line for each kind of record that goes with everything, what is only told in a chat as well."""
    profile = stores.profiles.profile(lifter)
    told = ["What you told me about yourself"] if profile.keys() - {RED_FLAG} else []
    lines = [*_lines(stores, lifter), *told, *_paused(profile), "Our messages, of the last 30 days"]
    return "\n".join(f"- {line}" for line in [*lines, f"Chats: {channels(stores.lifters.identities(lifter))}"])


def _paused(profile: Collection[str]) -> list[str]:
    return ["That your coaching is paused, for your health"] if RED_FLAG in profile else []


def channels(chats: Sequence[Identity]) -> str:
    """ "Slack and Telegram"; each channel once, in the order of the alphabet."""
    return listed(sorted({_channel(each) for each in chats}, key=lambda each: (each == OTHER_CHAT, each)))


def _channel(chat: Identity) -> str:
    return chat.channel.capitalize() if ":" in chat.conversation else OTHER_CHAT


def _lines(stores: Stores, lifter: str) -> Iterator[str]:
    workouts = stores.log.workouts(lifter)
    if workouts:
        yield f"{_counted(len(workouts), 'workouts')}, {from_to(workouts[0].day, workouts[-1].day)}"
    masses = stores.log.body_masses(lifter)
    if masses:
        yield f"{_counted(len(masses), 'body weights')}, the last of {day(masses[-1].day, year=True)}"
    program = stores.programs.current(lifter)
    if program:
        yield f"Program: {_title(program)}, since {day(program.started, year=True)}"
    reminders = stores.reminders.reminders(lifter)
    if reminders:
        yield f"Reminders: {'; '.join(map(_when, reminders))}"
    yield from _agreed(stores, stores.handovers.of_lifter(lifter))
    consents = [each for each in stores.consents.consents(lifter) if each.withdrawn_at is None]
    if consents:
        yield f"Your yes to keeping {listed(_allowed(consents))}"


def _agreed(stores: Stores, handovers: Sequence[Handover]) -> Iterator[str]:
    """ "Agreed with Trainer one: no overhead work (until 7 Dec 2026)"; and that there were talks."""
    for each in handovers:
        for one in each.agreed:
            until = f" (until {day(one.until, year=True)})" if one.until else ""
            yield f"Agreed with {trainer_name(stores, each)}: {one.text.rstrip('.')}{until}"
    if handovers:
        counted = _counted(len(handovers), "times")
        yield f"That you asked for a trainer: {counted}, the last on {day(handovers[-1].asked_at.date(), year=True)}"


def trainer_name(stores: Stores, handover: Handover) -> str:
    """Who had the conversation; "a trainer" if that account is gone."""
    account = stores.trainers.find(handover.trainer) if handover.trainer else None
    return account.name if account else "a trainer"


def _counted(number: int, unit: str) -> str:
    return amount(Amount(number, number, unit))


def _title(program: ProgramInProgress) -> str:
    known = all_templates().get(program.template)
    return known.title if known else OWN_PROGRAM


def _when(reminder: Reminder) -> str:
    return f"{listed(WEEKDAYS[each] for each in reminder.weekdays)} at {reminder.local_time:%H:%M}"


def _allowed(consents: Iterable[Consent]) -> list[str]:
    """ "remarks about your health (since 5 Jan 2026)"."""
    latest = {each.kind: each.given_at for each in consents}
    return [f"{CONSENTS[kind]} (since {day(given.date(), year=True)})" for kind, given in latest.items()]
