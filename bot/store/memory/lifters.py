"""Lifters and the conversations that belong to them, in memory."""

from datetime import datetime

from bot.store.errors import CodeRefusal, JoinCodeError
from bot.store.join_code import HOLDS_FOR, code_digest, new_code
from bot.store.log_records import AuditEntry, Identity, JoinCode, Lifter, new_id
from bot.store.memory.join import merge
from bot.store.memory.shared import Code, Memory
from bot.store.record_checks import check_conversation


class MemoryLifterStore:
    """Who is who, for as long as the program runs."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def lifter_of(self, conversation: str, now: datetime) -> Lifter:
        """The lifter that a conversation belongs to; made now if there is none."""
        check_conversation(conversation)
        with self._memory.lock:
            if conversation not in self._memory.identities:
                made = Lifter(new_id(), now)
                self._memory.lifters[made.id] = made
                self._memory.identities[conversation] = Identity(conversation, made.id, now)
            return self._memory.lifters[self._memory.identities[conversation].lifter]

    def find(self, name: str) -> Lifter | None:
        """The lifter with an id or a conversation; nobody is made."""
        check_conversation(name)
        with self._memory.lock:
            identity = self._memory.identities.get(name)
            return self._memory.lifters.get(identity.lifter if identity else name)

    def identities(self, lifter: str) -> tuple[Identity, ...]:
        """The conversations of a lifter, the first one first."""
        with self._memory.lock:
            return self._memory.conversations(lifter)

    def make_join_code(self, lifter: str, now: datetime) -> JoinCode:
        """A code to show now and to type in another conversation, once; the lifter's earlier codes are void."""
        made = JoinCode(new_code(), lifter, now + HOLDS_FOR)
        with self._memory.of(lifter):
            codes = self._memory.codes
            for key in [key for key, each in codes.items() if each.lifter == lifter and each.used_at is None]:
                del codes[key]
            codes[code_digest(made.code)] = Code(lifter, made.expires_at)
        return made

    def redeem_join_code(self, code: str, conversation: str, now: datetime) -> Lifter:
        """Make the lifter of a conversation and the one who was shown the code one. Raises JoinCodeError."""
        check_conversation(conversation)
        with self._memory.lock:
            found, theirs = self._memory.codes.get(code_digest(code)), self.find(conversation)
            refusal = _refusal(found, theirs, now)
            if refusal or found is None:
                raise JoinCodeError(refusal or CodeRefusal.UNKNOWN)
            theirs = self.lifter_of(conversation, now)
            found.used_at = now
            merge(self._memory, theirs.id, found.lifter)
            self._memory.audit.append(AuditEntry(found.lifter, now, "lifter", "joined"))
            return self._memory.lifters[found.lifter]


def _refusal(code: Code | None, theirs: Lifter | None, now: datetime) -> CodeRefusal | None:
    if code is None:
        return CodeRefusal.UNKNOWN
    if theirs and theirs.id == code.lifter:
        return CodeRefusal.OWN
    if code.used_at:
        return CodeRefusal.USED
    return CodeRefusal.EXPIRED if code.expires_at <= now else None
