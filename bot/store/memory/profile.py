"""What is known of lifters and what they agreed to, in memory."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.store.conversation_records import ConversationState
from bot.store.errors import ConsentMissingError
from bot.store.facts import current, new_facts
from bot.store.log_records import Consent, ConsentKind, FactValue, ProfileEntry
from bot.store.memory.handover_words import forget_health
from bot.store.memory.shared import Memory
from bot.store.record_checks import check_consent, check_fact
from bot.store.records import digest


class MemoryProfileStore:
    """Profiles for as long as the program runs."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def keep_facts(self, lifter: str, entries: Iterable[ProfileEntry]) -> tuple[ProfileEntry, ...]:
        """Keep facts; those that are new. Raises ConsentMissingError, and keeps none, if one lacks its consent."""
        given = tuple(entries)
        for each in given:
            check_fact(each, lifter)
        with self._memory.of(lifter):
            for kind in {each.consent for each in given if each.consent}:
                if not holds(self._memory, lifter, kind):
                    raise ConsentMissingError(f"The lifter has not agreed to: {kind}. Ask first.")
            found = new_facts(given, self.history(lifter))
            self._memory.profile += found
        return found

    def profile(self, lifter: str) -> dict[str, ProfileEntry]:
        """What holds now, by field; without what was taken back."""
        return current(self.history(lifter))

    def history(self, lifter: str, field: str | None = None) -> tuple[ProfileEntry, ...]:
        """Everything that was found of a field, or of all, the oldest first."""
        with self._memory.lock:
            theirs = [each for each in self._memory.profile if each.lifter == lifter and field in (None, each.field)]
        return tuple(sorted(theirs, key=lambda each: each.said_at))

    def lifters_with(self, field: str) -> tuple[str, ...]:
        """The lifters (ids) of whom something was ever found in a field, whether it holds or not."""
        with self._memory.lock:
            return tuple(sorted({each.lifter for each in self._memory.profile if each.field == field}))

    def found_since(self, field: str, moment: datetime) -> tuple[tuple[datetime, FactValue], ...]:
        """What was found in a field since a moment, of whomever, and when; the oldest first."""
        with self._memory.lock:
            found = [each for each in self._memory.profile if each.field == field and each.said_at >= moment]
        return tuple((each.said_at, each.value) for each in sorted(found, key=lambda each: each.said_at))

    def forget(self, lifter: str, field: str) -> int:
        """Delete a field with its history; how many entries that were."""
        with self._memory.of(lifter):
            kept = [each for each in self._memory.profile if (each.lifter, each.field) != (lifter, field)]
            count = len(self._memory.profile) - len(kept)
            self._memory.profile = kept
        return count


class MemoryConsentStore:
    """Consents for as long as the program runs."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def give(self, lifter: str, kind: ConsentKind, text: str, now: datetime) -> Consent:
        """The lifter agrees to the text shown. One that holds for the same text is left as it is."""
        given = Consent(lifter, kind, text, now)
        check_consent(given)
        with self._memory.of(lifter):
            for each in self.consents(lifter):
                if (each.kind, each.text, each.withdrawn_at) == (kind, text, None):
                    return each
            self._memory.consents.append(given)
        return given

    def withdraw(self, lifter: str, kind: ConsentKind, now: datetime) -> int:
        """The lifter no longer agrees; what was kept on that consent is deleted. How many records that were."""
        with self._memory.of(lifter):
            self._memory.consents = [
                replace(each, withdrawn_at=now)
                if (each.lifter, each.kind, each.withdrawn_at) == (lifter, kind, None)
                else each
                for each in self._memory.consents
            ]
            return forget_kept_on(self._memory, lifter, kind)

    def holds(self, lifter: str, kind: ConsentKind) -> bool:
        """Whether the lifter agreed and has not withdrawn it."""
        with self._memory.lock:
            return holds(self._memory, lifter, kind)

    def consents(self, lifter: str) -> tuple[Consent, ...]:
        """All consents ever given, the oldest first."""
        with self._memory.lock:
            theirs = [each for each in self._memory.consents if each.lifter == lifter]
        return tuple(sorted(theirs, key=lambda each: each.given_at))


def holds(memory: Memory, lifter: str, kind: ConsentKind) -> bool:
    """Whether a lifter agreed and has not withdrawn it."""
    return any((each.lifter, each.kind, each.withdrawn_at) == (lifter, kind, None) for each in memory.consents)


def forget_kept_on(memory: Memory, lifter: str, kind: ConsentKind) -> int:
    """Deletes what was kept on a consent; how many records that were."""
    kept = [each for each in memory.profile if (each.lifter, each.consent) != (lifter, kind)]
    count = len(memory.profile) - len(kept)
    memory.profile = kept
    theirs = [each.conversation for each in memory.conversations(lifter) if each.conversation in memory.talks]
    count += sum(_forget_in(memory, each, kind) for each in theirs)
    if kind is ConsentKind.HEALTH:
        count += forget_health(memory, lifter)
    if kind is ConsentKind.TEXTS:
        count += sum(memory.unread.drop_texts(digest(each.conversation)) for each in memory.conversations(lifter))
    return count


def _forget_in(memory: Memory, conversation: str, kind: ConsentKind) -> int:
    talk, nothing = memory.talks[conversation], ConversationState().health
    events = tuple(each for each in talk.events if each.consent is not kind)
    is_left = kind is not ConsentKind.HEALTH or talk.state.health == nothing
    state = talk.state if is_left else replace(talk.state, health=nothing)
    memory.talks[conversation] = replace(talk, events=events, state=state)
    return len(talk.events) - len(events) + (not is_left)
