"""Two chats of one lifter made one: a code that is shown in one and typed in the other."""

from datetime import timedelta

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.base import CoachAction, Events
from actions.kept import channels
from actions.lifter import lifter_of
from bot.store.errors import CodeRefusal, JoinCodeError
from bot.store.join_code import find_code
from bot.store.log_records import AuditEntry

REFUSED = "join code refused"
MOST_REFUSED, WINDOW = 5, timedelta(hours=1)
"""So many wrong codes in such a time; 30 bits would stand more, but nobody needs more."""
GUESSED = (CodeRefusal.UNKNOWN, CodeRefusal.EXPIRED, CodeRefusal.USED)


class JoinChats(CoachAction):
    """Takes the code of another chat, or shows one to type there."""

    def name(self) -> str:
        return "action_join_chats"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        code = find_code(tracker.latest_message.get("text") or "")
        if code:
            _join(dispatcher, tracker, code)
        else:
            _show_code(dispatcher, tracker)
        return []


def _show_code(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    here = services.services()
    made = here.stores.lifters.make_join_code(lifter_of(tracker).id, here.now())
    until = made.expires_at.astimezone(here.zone)
    dispatcher.utter_message(response="utter_join_code", code=made.code, until=f"{until:%H:%M}")


def _join(dispatcher: CollectingDispatcher, tracker: Tracker, code: str) -> None:
    here, lifter = services.services(), lifter_of(tracker).id
    if _wrong_codes(lifter) >= MOST_REFUSED:
        dispatcher.utter_message(response="utter_join_later")
        return
    try:
        joined = here.stores.lifters.redeem_join_code(code, tracker.sender_id, here.now())
    except JoinCodeError as error:
        if error.refusal in GUESSED:
            here.stores.audit.write(AuditEntry(lifter, here.now(), "lifter", REFUSED, error.refusal))
        dispatcher.utter_message(response=f"utter_join_refused_{error.refusal}")
        return
    dispatcher.utter_message(response="utter_joined", chats=channels(here.stores.lifters.identities(joined.id)))


def _wrong_codes(lifter: str) -> int:
    """How many wrong codes the lifter has typed lately."""
    here = services.services()
    since = here.now() - WINDOW
    return sum(each.action == REFUSED and each.at > since for each in here.stores.audit.entries(lifter))
