"""What agents did in a conversation of the help desk, taken over: who has it, what they said, that it ended. All block.

Only what was taken in the help desk is handed on and ended there. Replies are numbered by Chatwoot: taken in again they
change nothing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.store.errors import ConsentMissingError, RecordError
from bot.store.handover_records import Handover, HandoverState, TrainerAccount
from bot.trainer_places.chatwoot.api import Conversation, Message
from bot.trainer_places.handing_back import HandBack, hand_back_in, said_back
from bot.trainer_places.ledger import Ledger
from bot.trainer_places.people import People
from bot.trainer_places.place import PlaceSurroundings
from bot.trainer_places.words import say

OPEN, PENDING, RESOLVED = "open", "pending", "resolved"


@dataclass
class Steps:
    """One look at a conversation. `kept` is what the place reagents of it; `agents` are e-mail addresses by agent."""

    given: PlaceSurroundings
    ledger: Ledger
    people: People
    there: Conversation
    agents: Mapping[int, str] = field(repr=False)
    kept: dict[str, Any] = field(repr=False)

    def take_in(self, messages: Sequence[Message]) -> bool:
        """Take over what is new; whether the conversation is now to be opened."""
        for each in messages:
            if each.agent is not None:
                (self._noted if each.is_private else self._said)(each, each.agent)
        wants_open = self._stands()
        new = {"assignee": self.there.assignee} if self.there.assignee != self.kept.get("assignee") else {}
        new |= {"heard": messages[-1].id} if messages else {}
        if new:
            last = max(messages[-1].id if messages else 0, self.kept.get("heard", 0))
            self._keep(f"heard:{last}:{self.there.assignee}:{self.given.desk.now().timestamp()}", **new)
        return wants_open

    def _said(self, message: Message, agent: int) -> None:
        """A public message of an agent."""
        account = self._account(agent)
        if account is None:
            return self._note(f"unknown:{message.id}", say("desk.unknown", agent=message.agent_name))
        if self._handover.state is HandoverState.WAITING:
            self._claim(account)
        elif agent == self.there.assignee:
            self._follow(account)
        words, is_said = message.text.strip(), False
        if words:
            try:
                is_said = self.given.desk.reply(self.there.handover, account.id, words, f"chatwoot:{message.id}")
            except RecordError:
                return self._note(f"long:{message.id}", say("refused.too_long"))
            if not is_said:
                return self._note(f"refused:{message.id}", self._why_not())
            self._keep("here", here=True)
        if message.has_files or not words:
            self._note(f"files:{message.id}", say("refused.files"))
        return None

    def _noted(self, message: Message, agent: int) -> None:
        """A private note: for the lifter it is nothing; it may say what was agreed."""
        account, back = self._account(agent), hand_back_in(message.text)
        if account is None or back is None or self._handover.trainer != account.id:
            return
        today = self.given.today
        self._keep(f"words:{message.id}", words=back.words, is_cleared=back.is_cleared, day=today.isoformat())
        self._note(f"read:{message.id}", f"{said_back(back.agreed(today), today)}\n\n{say('read.resolve')}")

    def _stands(self) -> bool:
        """Take over whose the conversation is; whether it is to be opened, as a human has it."""
        assignee = self._account(self.there.assignee) if self.there.assignee is not None else None
        if self._handover.state is HandoverState.WAITING:
            self._stands_waiting(assignee)
        handover, status = self._handover, self.there.status
        if handover.state is not HandoverState.CLAIMED or handover.trainer is None:
            return False
        if not self.kept.get("here"):
            if status == RESOLVED:
                self._note("elsewhere", say("desk.elsewhere", trainer=self._name(handover)))
            return False
        if assignee and status != RESOLVED:
            self._follow(assignee)
        if status == RESOLVED or (status == PENDING and self.kept.get("taken")):
            self._end(self._handover.trainer or handover.trainer)
        elif status == OPEN:
            self._keep("taken", taken=True)
        return status == PENDING and not self.kept.get("taken")

    def _stands_waiting(self, assignee: TrainerAccount | None) -> None:
        status = self.there.status
        who = assignee or (self.people.of_everybody_else() if status in (OPEN, RESOLVED) else None)
        if who is None:
            if status in (OPEN, RESOLVED) or self.there.assignee is not None:
                self._note(f"whose:{self.there.assignee}", say("desk.whose"))
        elif status == RESOLVED:
            self.given.stores.handovers.close(self.there.handover, who.id, self.given.desk.now())
        else:
            self._claim(who)

    def _claim(self, account: TrainerAccount) -> None:
        if self.given.desk.claim(self.there.handover, account.id):
            self._keep("here", here=True)

    def _follow(self, account: TrainerAccount) -> None:
        """It was assigned to another agent: that one has it. Not if it was moved somewhere else meanwhile."""
        handover = self._handover
        is_moved = self.there.assignee != self.kept.get("assignee")
        if is_moved and self.kept.get("here") and handover.trainer and handover.trainer != account.id:
            self.given.stores.handovers.hand_on(handover.id, handover.trainer, account.id, self.given.desk.now())

    def _end(self, trainer: str) -> None:
        """Resolved, or the bot's again."""
        id, now, words = self.there.handover, self.given.desk.now(), self.kept.get("words")
        if words is None and self.there.status == RESOLVED:
            self.given.stores.handovers.close(id, trainer, now)
            return
        back = HandBack(words or "", bool(self.kept.get("is_cleared")))
        day = date.fromisoformat(self.kept.get("day", self.given.today.isoformat()))
        try:
            self.given.desk.hand_back(id, trainer, back.words, back.agreed(day) if words is not None else ())
        except (ConsentMissingError, RecordError) as error:
            self.given.stores.handovers.close(id, trainer, now)
            self._note("ended", say("desk.health" if isinstance(error, ConsentMissingError) else "refused.too_long"))

    @property
    def _handover(self) -> Handover:
        return self.given.desk.handover(self.there.handover)

    def _account(self, agent: int) -> TrainerAccount | None:
        address = self.agents.get(agent, "")
        return self.people.account(address) if address else self.people.of_everybody_else()

    def _why_not(self) -> str:
        handover = self._handover
        if handover.state is not HandoverState.CLAIMED:
            return say("refused.ended")
        return say("desk.theirs", trainer=self._name(handover))

    def _name(self, handover: Handover) -> str:
        found = self.given.stores.trainers.find(handover.trainer) if handover.trainer else None
        return found.name if found else say("speakers.trainer")

    def _keep(self, key: str, **facts: Any) -> None:  # noqa: ANN401  whatever JSON has
        self.ledger.keep(self.there.handover, key, **facts)
        self.kept.update(facts)

    def _note(self, key: str, text: str) -> None:
        """Something that agents are to know, once."""
        conversation = self.ledger.conversation(self.there.handover)
        body = json.dumps({"kind": "note", "text": text})
        self.given.stores.outbox.post(conversation, f"note:{key}", [body], self.given.desk.now())
