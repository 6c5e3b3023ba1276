"""Who answers in the console, in memory."""

from dataclasses import replace
from datetime import datetime

from bot.store.console_token import new_login, token_digest
from bot.store.errors import MissingError, RecordError
from bot.store.handover_checks import check_moment, check_trainer
from bot.store.handover_records import ConsoleLogin, Presence, TrainerAccount
from bot.store.handover_steps import LOGIN_TAKEN, NO_TRAINER, at_work
from bot.store.memory.shared import Memory


class MemoryTrainerStore:
    """Trainers for as long as the program runs."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def keep(self, account: TrainerAccount) -> None:
        """Keep an account in place of the one with its id. Raises RecordError if another has its login."""
        check_trainer(account)
        with self._memory.lock:
            there, other = self.find(account.id), self.find_by_login(account.login)
            if other and other.id != account.id:
                raise RecordError(LOGIN_TAKEN)
            self._memory.trainers[account.id] = account
            if there and (there.password_hash != account.password_hash or not account.is_active):
                logins = self._memory.logins.items()
                self._memory.logins = {key: each for key, each in logins if each.trainer != account.id}

    def find(self, id: str) -> TrainerAccount | None:
        """An account by its id."""
        with self._memory.lock:
            return self._memory.trainers.get(id)

    def find_by_login(self, login: str) -> TrainerAccount | None:
        """An account by its login, in small letters."""
        return next((each for each in self.trainers() if each.login == login), None)

    def trainers(self) -> tuple[TrainerAccount, ...]:
        """All accounts, by name."""
        with self._memory.lock:
            return tuple(sorted(self._memory.trainers.values(), key=lambda each: (each.name, each.id)))

    def set_presence(self, id: str, presence: Presence) -> None:
        """Say whether a trainer takes conversations now. Raises MissingError."""
        with self._memory.lock:
            if id not in self._memory.trainers:
                raise MissingError(NO_TRAINER)
            self._memory.trainers[id] = replace(self._memory.trainers[id], presence=presence)

    def begin_login(self, trainer: str, until: datetime) -> ConsoleLogin:
        """Sign a trainer in, whose password was right, until a moment. Raises MissingError if they are not at work."""
        check_moment(until)
        made = new_login(trainer, until)
        with self._memory.lock:
            at_work(self._memory.trainers.get(trainer))
            self._memory.logins[token_digest(made.token)] = made
        return made

    def find_login(self, token: str, now: datetime) -> ConsoleLogin | None:
        """Who holds a token; None if it was never given, has expired, or was ended."""
        with self._memory.lock:
            found = self._memory.logins.get(token_digest(token))
        return found if found and now < found.expires_at else None

    def end_login(self, token: str) -> bool:
        """Sign out; False if nobody was signed in with that token."""
        with self._memory.lock:
            return self._memory.logins.pop(token_digest(token), None) is not None
