"""What the stores of handovers and of trainers can do, wherever they keep them: see bot.store.interface."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.store.handover_records import Agreement, ConsoleLogin, Handover, Presence, TrainerAccount, TrainerNote


class HandoverStore(Protocol):
    """Keeps handovers: who waits for a human, and who has whom.

    A step returns False, and changes nothing, if it can no longer be taken: another claimed it, or it has ended. Where
    a step names who has the handover, it is taken only if that trainer still has it. Every step of a trainer is in the
    audit of the lifter, under the trainer's name, if and only if it was taken. Methods raise MissingError where the
    handover, or a trainer who is at work, is not there.

    What trainers wrote is kept for 30 days after the end, and longer while something agreed until a day still holds:
    then it says why. The agreements go when both are over; those without an end stay. That there was a handover
    stays, with its moments and its rating, until the lifter is erased.
    """

    def ask(self, handover: Handover) -> Handover:
        """Keep a new handover; the one that is there, if it was kept before or another is open in the conversation.

        Raises MissingError if the conversation is not the lifter's.
        """
        ...

    def find(self, id: str) -> Handover | None:
        """A handover by its id."""
        ...

    def open_in(self, conversation: str) -> Handover | None:
        """The handover that is open in a conversation. While it is claimed the bot is silent there."""
        ...

    def all_open(self) -> tuple[Handover, ...]:
        """Those that wait, and those that a trainer has, the oldest first."""
        ...

    def waiting(self) -> tuple[Handover, ...]:
        """Those that nobody has claimed, the longest waiting first."""
        ...

    def of_trainer(self, trainer: str) -> tuple[Handover, ...]:
        """Those that a trainer has now, the longest waiting first."""
        ...

    def of_lifter(self, lifter: str) -> tuple[Handover, ...]:
        """All handovers of a lifter, the oldest first."""
        ...

    def asked_since(self, moment: datetime) -> tuple[Handover, ...]:
        """All that were asked for since a moment, the oldest first."""
        ...

    def unanswered(self, before: datetime) -> tuple[Handover, ...]:
        """Open ones without a reply, asked for up to a moment and not escalated yet, the longest waiting first."""
        ...

    def claim(self, id: str, trainer: str, now: datetime) -> bool:
        """A trainer takes a handover that waits. Of many who claim it at once exactly one gets True."""
        ...

    def replied(self, id: str, trainer: str, now: datetime) -> bool:
        """The trainer who has it says something; the first time is kept. False: the conversation is not theirs."""
        ...

    def hand_on(self, id: str, trainer: str, to: str, now: datetime, by: str | None = None) -> bool:
        """Give a handover from the trainer who has it to another, who has it at once. `by`: an owner does it."""
        ...

    def hand_back(
        self, id: str, trainer: str, summary: str, agreed: Sequence[Agreement], now: datetime, *,
        is_about_health: bool = False,
    ) -> bool:  # fmt: skip
        """End a handover with a word to the bot. `is_about_health` is said of the summary.

        Raises ConsentMissingError, and keeps nothing, if the summary or an agreement is about health and the lifter has
        not agreed that this is kept.
        """
        ...

    def close(self, id: str, trainer: str, now: datetime) -> bool:
        """End a handover without a word: one that the trainer has, or one that waits."""
        ...

    def cancel(self, id: str, now: datetime) -> bool:
        """The lifter no longer wants a human. False if somebody has claimed it."""
        ...

    def escalate(self, id: str, now: datetime) -> bool:
        """Say that others are called, as nobody replies. True once; False too if there was a reply or it has ended."""
        ...

    def alert(self, id: str, now: datetime) -> bool:
        """Say that a red flag came up in an open one: it counts as one of that reason from then on.

        Others are called at once if a trainer has it; one that waits is escalated as any red flag is. False if that
        changes nothing, or it has ended.
        """
        ...

    def rate(self, id: str, rating: int) -> bool:
        """The lifter says how a closed handover was: 1 good, 0 not; the last word counts."""
        ...

    def forget_agreed(self, lifter: str, values: Collection[str] | None = None) -> int:
        """Delete the complaints that a lifter and trainers agreed, all of them or those of values; how many."""
        ...

    def note(self, note: TrainerNote) -> bool:
        """Keep a trainer's note; False if it was kept before. Raises ConsentMissingError as `hand_back`."""
        ...

    def notes(self, handover: str) -> tuple[TrainerNote, ...]:
        """The notes about a handover, the oldest first."""
        ...


class TrainerStore(Protocol):
    """Keeps who answers in the console, and who is signed in there. Accounts are never deleted, but made inactive."""

    def keep(self, account: TrainerAccount) -> None:
        """Keep an account in place of the one with its id. Raises RecordError if another has its login.

        With another password hash, or made inactive, the trainer is signed out everywhere.
        """
        ...

    def find(self, id: str) -> TrainerAccount | None:
        """An account by its id."""
        ...

    def find_by_login(self, login: str) -> TrainerAccount | None:
        """An account by its login, in small letters."""
        ...

    def trainers(self) -> tuple[TrainerAccount, ...]:
        """All accounts, by name."""
        ...

    def set_presence(self, id: str, presence: Presence) -> None:
        """Say whether a trainer takes conversations now. Raises MissingError."""
        ...

    def begin_login(self, trainer: str, until: datetime) -> ConsoleLogin:
        """Sign a trainer in, whose password was right, until a moment. Raises MissingError if they are not at work."""
        ...

    def find_login(self, token: str, now: datetime) -> ConsoleLogin | None:
        """Who holds a token; None if it was never given, has expired, or was ended."""
        ...

    def end_login(self, token: str) -> bool:
        """Sign out; False if nobody was signed in with that token."""
        ...
