"""What a message is beside a trainer who was offered or asked for: calling it off, or asking how long it takes.

"Never mind" and "how long?" say neither alone; behind what was said of a trainer they do.
"""

import json
import re
from itertools import takewhile
from typing import Any

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.handover.offers_made import ASKED

CANCEL, STATUS = "request_cancel_handover", "ask_handover_status"
OFFERED = ("utter_trainer_prompt", "utter_trainer_offer", "utter_ask_trainer_", "utter_trainer_choice")
ARRANGED = ("utter_trainer_asked", "utter_trainer_alerted", "utter_trainer_status", "utter_trainer_late")
STOPPING = frozenset({"request_stop", CANCEL})
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
    if reading["intent"]["name"] in STOPPING or NEVER_MIND.fullmatch(text):
        return _read_as(CANCEL, reading, _carried_by_no(last))
    is_waiting = _name(last).startswith(ARRANGED) and tracker.get_slot(ASKED)
    return _read_as(STATUS, reading, []) if is_waiting and HOW_LONG.fullmatch(text) else reading


def _last_of(tracker: DialogueStateTracker) -> BotUttered | None:
    """What was said of a trainer since the lifter spoke last; None if nothing was."""
    since = takewhile(lambda event: not isinstance(event, UserUttered), reversed(tracker.events))
    said = (event for event in since if isinstance(event, BotUttered))
    return next((event for event in said if _name(event).startswith((*OFFERED, *ARRANGED))), None)


def _name(event: BotUttered) -> str:
    return str(event.metadata.get("utter_action") or "")


def _carried_by_no(event: BotUttered) -> list[dict[str, Any]]:
    """What the button carries that says no to an offer: its reason."""
    payloads = [str(each["payload"]) for each in event.data.get("buttons") or ()]
    carried = [each.removeprefix(f"/{CANCEL}") for each in payloads if each.startswith(f"/{CANCEL}{{")]
    values = json.loads(carried[0]) if carried else {}
    return [{"entity": name, "value": value} for name, value in values.items()]


def _read_as(intent: str, reading: dict[str, Any], entities: list[dict[str, Any]]) -> dict[str, Any]:
    certain = {"name": intent, "confidence": 1.0}
    topics = [{"intent": intent, "confidence": 1.0}]
    return reading | {"intent": certain, "intent_ranking": [], "entities": entities, "topics": topics}
