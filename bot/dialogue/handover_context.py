"""What a message is beside a trainer who was offered or asked for: a button in words, calling it off, "how long?".

None of it says so alone; behind what was said of a trainer it does.
"""

import json
import re
from itertools import takewhile
from typing import Any

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.handover.offers_made import ASKED

REQUEST, CANCEL, STATUS = "request_trainer", "request_cancel_handover", "ask_handover_status"
OFFERED = ("utter_trainer_prompt", "utter_trainer_offer", "utter_ask_trainer_", "utter_trainer_choice")
ARRANGED = ("utter_trainer_asked", "utter_trainer_alerted", "utter_trainer_status", "utter_trainer_late")
OVER = ("utter_trainer_cancelled", "utter_trainer_is_here", "utter_handover_ended")
"""Behind these nobody is waited for."""
STOPPING = frozenset({"request_stop", CANCEL})
STOPS = frozenset({"request_stop", "nlu_fallback"})
SHORT = 7
NEVER_MIND = re.compile(
    r"""(?:(?:no|nah|ok(?:ay)?|oh|actually|sorry|hm+|um+|pls|please|stop|wait)[,. ]+)*
    (?: never\ ?mind (?:\ (?:that|it))? | nvm | forget\ (?:it|that|about\ it) | call\ (?:it|them|that)\ off
      | cancel (?:\ (?:it|that|this))? | leave\ it (?:\ be)? | drop\ (?:it|that) | stop (?:\ (?:it|that))?
      | don'?t (?:\ (?:do|bother))? (?:\ (?:that|it))? | not\ now | no\ (?:thanks|thank\ you|thx|need|trainer)
      | (?:i'?d\ )?rather\ not | tell\ nobody | don'?t\ tell\ (?:anyone|anybody|them)
      | (?:i\ )?changed\ my\ mind | undo (?:\ (?:it|that))? | false\ alarm )
    (?:[,. ]+(?:pls|please|thanks|thx|then|after\ all|now|i'?m\ (?:fine|good|ok)|for\ now|anyway))*[.! ]*""",
    re.IGNORECASE | re.VERBOSE,
)
CHAT_ALONE = re.compile(
    r"""(?:(?:no|nah|nope|pls|please|um+|hm+)[,. ]+)*
    (?: (?:just|only)\ (?:(?:this|the|our|my)\ )?(?:chat|conversation) | (?:this|the)?\ ?chat\ (?:only|alone|is\ enough)
      | (?:not|don'?t\ show)\ (?:(?:them|him|her)\ )?my\ (?:log|profile|data) (?:\ (?:and|or)\ (?:log|profile))? )
    (?:[,. ]+(?:pls|please|thanks|thx|then))*[.! ]*""",
    re.IGNORECASE | re.VERBOSE,
)
SEE_ALL = re.compile(
    r"""(?:(?:yes|yeah|yep|sure|ok(?:ay)?|pls|please|of\ course)[,. ]+)*
    (?: (?:show|give|send)\ (?:them|him|her)\ (?:it|all|it\ all|everything|both|my\ (?:log|profile|data))
      | (?:they|he|she|the\ trainer)\ (?:can|may)\ (?:see|look\ at|have)\ (?:it|all|it\ all|everything|both|that)
      | show\ (?:it|all|everything|both) | (?:that\ is|that'?s)\ (?:fine|ok(?:ay)?|alright) | no\ problem )
    (?:[,. ]+(?:pls|please|thanks|thx|then))*[.! ]*""",
    re.IGNORECASE | re.VERBOSE,
)
CHOOSE = re.compile(
    r"(?:(?:can|may|could) i )?(?:choose|pick)(?: (?:one|somebody|someone|a trainer|who|myself))?[?. ]*"
    r"|who(?: else)? (?:is|are) (?:there|here)[? ]*|(?:somebody|someone) else(?: please| pls)?[?. ]*",
    re.IGNORECASE,
)
IN_WORDS = ((CHAT_ALONE, '"handover_shows": "no"'), (SEE_ALL, '"handover_shows": "yes"'), (CHOOSE, "handover_choice"))
"""What somebody says in place of a button, and what that button carries."""
HOW_LONG = re.compile(
    r"""(?:(?:ok(?:ay)?|and|so|hey|hi|hello|um+|sorry)[,. ]+)*
    (?: how\ (?:much\ )?long(?:er)? (?:\ (?: now|then|still|more|left|do\ i\ (?:have|need)\ to\ wait
          | is\ (?:the|my)\ wait
          | (?:will|would|does|is|could|might)\ (?:it|that|this|they)\ (?:going\ to\ )?(?:take|be) ))?
      | when (?:\ (?:then|exactly|is\ it|will\ that\ be))? | how\ soon (?:\ is\ that)? | any\ ?minute (?:\ now)?
      | (?:is\ )?(?:any|some)(?:body|one)\ (?:there|here|coming) (?:\ yet)? | any\ (?:news|updates?) | what\ now
      | still\ (?:waiting|nobody|no\ one|nothing) | (?:are|r)\ (?:we|they)\ there\ yet | status | eta | hello
      | where\ (?:are\ they|is\ (?:he|she|everybody|everyone)) )
    (?:[,. ]+(?:pls|please|roughly|about|now|yet|then))*[?!. ]*""",
    re.IGNORECASE | re.VERBOSE,
)


def in_handover_context(reading: dict[str, Any], tracker: DialogueStateTracker) -> dict[str, Any]:
    """The reading of a typed message (Rasa's parse data), with what it is to a trainer who was spoken of just now."""
    last, text = _last_of(tracker), reading["text"].replace("’", "'").strip()
    if last is None or tracker.active_loop_name or len(text.split()) > SHORT:
        return reading
    if pressed := _in_words(text, last):
        return _read_as(REQUEST, reading, _entities(pressed, REQUEST))
    if reading["intent"]["name"] in STOPPING or NEVER_MIND.fullmatch(text):
        return _read_as(CANCEL, reading, _carried_by_no(last))
    is_waiting = _name(last).startswith(ARRANGED) and tracker.get_slot(ASKED)
    return _read_as(STATUS, reading, []) if is_waiting and HOW_LONG.fullmatch(text) else reading


def in_line_context(reading: dict[str, Any], tracker: DialogueStateTracker) -> dict[str, Any]:
    """A stop that is about nothing else calls off the trainer who is waited for, whatever was said in between."""
    is_free = reading["intent"]["name"] in STOPS and not tracker.active_loop_name
    is_stop = is_free and NEVER_MIND.fullmatch(reading["text"].replace("’", "'").strip())
    return _read_as(CANCEL, reading, []) if is_stop and _is_in_line(tracker) else reading


def _is_in_line(tracker: DialogueStateTracker) -> bool:
    """Whether a trainer was asked for, and no end of it was told since."""
    said = (_name(event) for event in reversed(tracker.events) if isinstance(event, BotUttered))
    told = next((each for each in said if each.startswith((*ARRANGED, *OVER))), "")
    return bool(tracker.get_slot(ASKED)) and not told.startswith(OVER)


def _last_of(tracker: DialogueStateTracker) -> BotUttered | None:
    """What was said of a trainer since the lifter spoke last; None if nothing was."""
    since = takewhile(lambda event: not isinstance(event, UserUttered), reversed(tracker.events))
    said = (event for event in since if isinstance(event, BotUttered))
    return next((event for event in said if _name(event).startswith((*OFFERED, *ARRANGED))), None)


def _name(event: BotUttered) -> str:
    return str(event.metadata.get("utter_action") or "")


def _in_words(text: str, event: BotUttered) -> str:
    """The payload of the button that a message says in words: a trainer's name, or what they may see; "" for none."""
    offered = {each["title"].casefold(): payload for each, payload in _buttons(event, REQUEST)}
    carrying = [carried for said, carried in IN_WORDS if said.fullmatch(text)]
    named = [payload for payload in offered.values() if any(carried in payload for carried in carrying)]
    return offered.get(text.casefold().rstrip(" .!"), next(iter(named), ""))


def _carried_by_no(event: BotUttered) -> list[dict[str, Any]]:
    """What the button carries that says no to an offer: its reason."""
    payloads = [payload for _, payload in _buttons(event, CANCEL)]
    return _entities(payloads[0], CANCEL) if payloads else []


def _buttons(event: BotUttered, intent: str) -> list[tuple[dict[str, Any], str]]:
    """The buttons of an intent that carry something, each with its payload."""
    buttons = [(each, str(each["payload"])) for each in event.data.get("buttons") or ()]
    return [(each, payload) for each, payload in buttons if payload.startswith(f"/{intent}{{")]


def _entities(payload: str, intent: str) -> list[dict[str, Any]]:
    values = json.loads(payload.removeprefix(f"/{intent}"))
    return [{"entity": name, "value": value} for name, value in values.items()]


def _read_as(intent: str, reading: dict[str, Any], entities: list[dict[str, Any]]) -> dict[str, Any]:
    certain = {"name": intent, "confidence": 1.0}
    topics = [{"intent": intent, "confidence": 1.0}]
    return reading | {"intent": certain, "intent_ranking": [], "entities": entities, "topics": topics}
