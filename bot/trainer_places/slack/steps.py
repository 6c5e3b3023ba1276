"""The steps that a trainer takes in a thread. Each gives what is whispered to them, "" for nothing. All block."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.store.errors import ConsentMissingError, MissingError, RecordError
from bot.store.handover_records import HandoverState, TrainerAccount
from bot.trainer_places.handing_back import HandBack, said_back
from bot.trainer_places.ledger import Ledger
from bot.trainer_places.place import PlaceSurroundings
from bot.trainer_places.words import say


class Steps:
    """The desk's steps, and what is said of those that cannot be taken."""

    def __init__(self, given: PlaceSurroundings, ledger: Ledger) -> None:
        self._given, self._desk, self._ledger = given, given.desk, ledger

    def take(self, id: str, account: TrainerAccount) -> str:
        """Have the conversation. Raises MissingError."""
        if self._desk.claim(id, account.id):
            return say("told.taken")
        handover = self._desk.handover(id)
        if handover.state is not HandoverState.CLAIMED:
            return say("refused.ended")
        return say("told.yours_already") if handover.trainer == account.id else self._whose(id, "refused.quicker")

    def reply(self, id: str, account: TrainerAccount, words: str, reply_id: str) -> str:
        """Say something to the lifter."""
        try:
            return "" if self._desk.reply(id, account.id, words, reply_id) else self._why_not(id, account)
        except RecordError:
            return say("refused.too_long")
        except MissingError:
            return say("refused.ended")

    def propose(self, id: str, account: TrainerAccount, back: HandBack, ts: str) -> str:
        """Tell what was read of the words to hand back with; the trainer's yes to it is a button."""
        if why_not := self._why_not(id, account):
            return why_not
        today = self._given.today
        text = f"{said_back(back.agreed(today), today)}\n\n{say('read.ask')}"
        buttons = [{"title": say(f"buttons.{each}"), "payload": each} for each in ("confirm", "dismiss")]
        body = {
            "kind": "proposal", "text": text, "words": back.words, "is_cleared": back.is_cleared, "buttons": buttons,
            "day": today.isoformat(),
        }  # fmt: skip
        conversation = self._ledger.conversation(id)
        self._given.stores.outbox.post(conversation, f"proposal:{ts}", [json.dumps(body)], self._desk.now())
        return ""

    def hand_back(self, id: str, account: TrainerAccount, proposal: Mapping[str, Any]) -> str:
        """End it with what was proposed, as it was read on its day."""
        back = HandBack(proposal["words"], proposal["is_cleared"])
        try:
            agreed = back.agreed(date.fromisoformat(proposal["day"]))
            is_done = self._desk.hand_back(id, account.id, back.words, agreed)
            return say("told.handed_back") if is_done else self._why_not(id, account)
        except ConsentMissingError:
            return say("refused.health")
        except RecordError:
            return say("refused.too_long")
        except MissingError:
            return say("refused.ended")

    def close(self, id: str, account: TrainerAccount) -> str:
        """End it without a word. Raises MissingError."""
        is_done = self._given.stores.handovers.close(id, account.id, self._desk.now())
        return say("told.closed") if is_done else self._why_not(id, account)

    def _why_not(self, id: str, account: TrainerAccount) -> str:
        """Why a step of whoever has it cannot be taken; "" if it can."""
        try:
            handover = self._desk.handover(id)
        except MissingError:
            return say("refused.ended")
        match handover.state:
            case HandoverState.WAITING:
                return say("refused.free")
            case HandoverState.CLAIMED:
                return "" if handover.trainer == account.id else self._whose(id, "refused.theirs")
            case _:
                return say("refused.ended")

    def _whose(self, id: str, key: str) -> str:
        """Who has it."""
        trainer = self._desk.handover(id).trainer
        found = self._given.stores.trainers.find(trainer) if trainer else None
        return say(key, trainer=found.name if found else say("speakers.trainer"))
