"""The reception: what a lifter hears who wants a human, and how one is asked for. Its methods block.

Any of them may raise StoreError. What is said is a response of data/topics/trainer.yml with its values.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.coaching.terms import TrainingAge, TrainingGoal
from bot.handover.agreed_words import agreed_text
from bot.handover.gym import Gym, Trainer
from bot.handover.matching import Desk, Matching, Need, match
from bot.handover.matching_text import choice_texts, contact_text, here_text, matching_text
from bot.handover.offering import Outlook, alert_text, asked_text, joined, offer_text, status_text
from bot.handover.terms import DayTime
from bot.handover.waiting import measured_in, wait_at, wait_text
from bot.handover.when import day_time, hours_text, moment_text
from bot.handover.words import say
from bot.store.handover_records import Handover, HandoverReason, HandoverState, Presence, TrainerAccount
from bot.store.interface import Stores
from bot.store.log_records import new_id

REACHING = frozenset({"web", "slack", "telegram"})
"""Channels in which a trainer reaches a lifter."""
PLACE = 3
"""So many colons has a conversation in Slack that others read along."""
LATELY = timedelta(days=30)
"""From so far back the waits are measured."""
RECALLED = timedelta(days=14)
"""So long what a trainer did is told to who asks after one."""
URGENT = HandoverReason.RED_FLAG


@dataclass(frozen=True)
class Saying:
    """A response, and the values that it is uttered with."""

    response: str
    values: Mapping[str, str] = field(default_factory=dict)


def can_be_reached(conversation: str) -> bool:
    """Whether a trainer can take over a conversation: it is one of a channel, and nobody else reads along."""
    return conversation.partition(":")[0] in REACHING and not (
        conversation.startswith("slack:") and conversation.count(":") >= PLACE
    )


def at_the_desk(gym: Gym | None, *, is_stopped: bool = False) -> Saying:
    """Where to find a trainer from a chat that nobody can take over."""
    suffix = "_while_stopped" if is_stopped else ""
    if gym is None:
        return Saying(f"utter_trainer{suffix}")
    return Saying(f"utter_trainer_contact{suffix}", {"contact": contact_text(gym.contact)})


@dataclass(frozen=True)
class Reception:
    """Where a gym's trainers are asked for."""

    gym: Gym
    stores: Stores
    now: Callable[[], datetime]

    def serves(self, conversation: str) -> bool:
        """Whether somebody could ever take over this conversation."""
        return can_be_reached(conversation) and bool(self._at_work())

    def need(
        self, conversation: str, reason: HandoverReason, known: Callable[[str], Any], wanted: str | None = None
    ) -> Need:
        """What a lifter needs; `known` gives the value of a field of the profile, as the conversation has it."""
        goal, age = known("training_goal"), known("training_age")
        return Need(
            reason,
            TrainingGoal(goal) if goal else None,
            TrainingAge(age) if age else None,
            has_complaint=bool(known("complaints")),
            times=self._times(conversation),
            wanted=wanted if wanted and self.gym.trainer(wanted) else None,
        )

    def offer(self, need: Need) -> tuple[Saying, ...]:
        """Who it would be and why, when, and what they see; then the question what else they may see."""
        matching = self._matching(need)
        question = "utter_ask_trainer_sees_or_who" if len(matching.free) > 1 else "utter_ask_trainer_sees"
        told = offer_text(need.reason, self._outlook(need, matching, hours=True))
        return (
            Saying("utter_trainer_offer", {"told": told}),
            Saying(question, {"reason": need.reason.value, "wanted": need.wanted or ""}),
        )

    def choice(self, need: Need) -> tuple[Saying, tuple[Trainer, ...]]:
        """Up to three trainers who are free, with their reasons."""
        matching = self._matching(need)
        lines = "\n".join(f"- {line}" for _, line in choice_texts(matching))
        return Saying("utter_trainer_choice", {"trainers": lines, "reason": need.reason.value}), tuple(
            each.trainer for each in matching.free
        )

    def ask(self, conversation: str, need: Need, *, passes_on: bool) -> tuple[Handover, Saying]:
        """Ask for a human, and say so. Where one was asked for before, it stays that one."""
        found = self._kept(conversation, need, passes_on=passes_on)
        wanted = self.gym.trainer(need.wanted or "")
        outlook = self._outlook(need, self._matching(need), ahead=self._ahead(found))
        told = asked_text(need.reason, outlook, wanted.name if wanted else "", passes_on=found.passes_on)
        return found, Saying("utter_trainer_asked", {"told": told})

    def alert(self, conversation: str, need: Need) -> tuple[Handover, Saying] | None:
        """Tell the trainers of an emergency, without a yes to more than the chat; None if one knows of it already.

        Who waits for something else is in line for this from now on, and what they agreed to holds.
        """
        before = self.stores.handovers.open_in(conversation)
        if before and (not self.stores.handovers.alert(before.id, self.now()) or before.state is HandoverState.CLAIMED):
            return None
        found = self._kept(conversation, need, passes_on=False)
        return found, Saying("utter_trainer_alerted", {"told": alert_text(self._outlook(need, self._matching(need)))})

    def status(self, conversation: str, known: Callable[[str], Any]) -> Saying | None:
        """How far it is with the human who was asked for; None if nobody was."""
        found = self.stores.handovers.open_in(conversation)
        if found is None:
            return None
        is_urgent = found.reason is URGENT
        if found.state is HandoverState.CLAIMED:
            call = say("status.urgent") if is_urgent else ""
            told = joined(call, say("status.claimed", trainer=self._name_of(found.trainer)))
            return Saying("utter_trainer_status", {"told": told})
        account = self.stores.trainers.find(found.wanted_trainer) if found.wanted_trainer else None
        need = self.need(conversation, found.reason, known, account.login if account else None)
        ahead, since = self._ahead(found), moment_text(found.asked_at, self.now(), self.gym.zone)
        matching = self._matching(need)
        outlook = self._outlook(need, matching, ahead=ahead)
        if matching.free:
            outlook = Outlook(who=here_text(matching.free[0], need, self.gym, outlook.wait))
        return Saying("utter_trainer_status", {"told": status_text(outlook, since, ahead, is_urgent=is_urgent)})

    def last_time(self, conversation: str) -> Saying | None:
        """When a trainer handed the lifter back lately, and what was agreed; None if none did."""
        lifter, now = self.stores.lifters.find(conversation), self.now()
        ended = [
            (each, each.ended_at)
            for each in (self.stores.handovers.of_lifter(lifter.id) if lifter else ())
            if each.conversation == conversation and each.state is HandoverState.CLOSED
            and each.ended_at and now - each.ended_at <= RECALLED
        ]  # fmt: skip
        if not ended:
            return None
        last, ended_at = ended[-1]
        at = moment_text(ended_at, now, self.gym.zone)
        over = say("status.over", trainer=self._name_of(last.trainer), at=at) if last.trainer else ""
        told = joined(over or say("status.over_unseen", at=at), agreed_text(last.agreed))
        return Saying("utter_trainer_was_here", {"told": told})

    def cancel(self, conversation: str) -> Saying | None:
        """Call off what was asked for, unless a trainer has it; None if nothing was."""
        found = self.stores.handovers.open_in(conversation)
        if found is None:
            return None
        if self.stores.handovers.cancel(found.id, self.now()):
            return Saying("utter_trainer_cancelled")
        now = self.stores.handovers.find(found.id)
        is_claimed = now is not None and now.state is HandoverState.CLAIMED
        return Saying("utter_trainer_has_it", {"trainer": self._name_of(now.trainer)}) if now and is_claimed else None

    def _kept(self, conversation: str, need: Need, *, passes_on: bool) -> Handover:
        lifter = self.stores.lifters.lifter_of(conversation, self.now()).id
        account = self.stores.trainers.find_by_login(need.wanted) if need.wanted else None
        return self.stores.handovers.ask(
            Handover(
                new_id(), conversation, lifter, need.reason, HandoverState.WAITING, self.now(), need.languages,
                account.id if account else None, passes_on=passes_on,
            )
        )  # fmt: skip

    def _outlook(self, need: Need, matching: Matching, *, hours: bool = False, ahead: int | None = None) -> Outlook:
        """What comes; a wait is told only where it was measured, and never beside a red flag."""
        now, waiting = self.now(), len(self.stores.handovers.waiting()) if ahead is None else ahead
        measured = measured_in(self.stores.handovers.asked_since(now - LATELY), self.gym)
        wait = None if need.reason is URGENT else wait_at(self.gym, self._desk(), waiting, measured, now)
        return Outlook(
            hours_text(self.gym.hours, self.gym.zone, now) if hours else "",
            matching_text(matching, need, self.gym, now),
            wait_text(wait) if wait else "",
        )

    def _matching(self, need: Need) -> Matching:
        return match(need, self.gym, self._desk(), self.now())

    def _desk(self) -> Desk:
        here = [each for each in self._at_work() if each.presence is Presence.HERE]
        load = {each.login: len(self.stores.handovers.of_trainer(each.id)) for each in here}
        return Desk(frozenset(load), load)

    def _at_work(self) -> list[TrainerAccount]:
        return [each for each in self.stores.trainers.trainers() if each.is_active]

    def _ahead(self, handover: Handover) -> int:
        """How many wait who asked before; a red flag goes before all others."""
        return sum(_turn(each) < _turn(handover) for each in self.stores.handovers.waiting())

    def _times(self, conversation: str) -> tuple[DayTime, ...]:
        """The parts of the day at which a lifter trains, by their reminders."""
        lifter = self.stores.lifters.find(conversation)
        reminders = self.stores.reminders.reminders(lifter.id) if lifter else ()
        found = {day_time(each.local_time.hour) for each in reminders}
        return tuple(each for each in DayTime if each in found)

    def _name_of(self, trainer: str | None) -> str:
        account = self.stores.trainers.find(trainer) if trainer else None
        return account.name if account else say("booking.anybody")


def _turn(handover: Handover) -> tuple[bool, datetime]:
    """What lifters in line are ordered by."""
    return handover.reason is not URGENT, handover.asked_at
