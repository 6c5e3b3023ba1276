"""What a trainer may see of a lifter outside of the brief: a name, and that a red flag stands."""

import json
from dataclasses import dataclass

from bot.handover.brief import RED_FLAG, known_facts
from bot.handover.words import words as handover_words
from bot.store.handover_records import Handover, HandoverReason
from bot.store.interface import Stores
from bot.store.log_records import ConsentKind
from bot.wording import name

NAMELESS = "A lifter"


@dataclass(frozen=True)
class Lifter:
    """`name` only where the lifter agreed to both: that it is kept, and that it is passed on."""

    name: str
    red_flag: str = ""
    """What it is about, in words; empty where none stands."""
    keeps_health: bool = False
    """Whether remarks about health may be kept."""


def lifter_of(stores: Stores, handover: Handover) -> Lifter:
    """The lifter of a handover."""
    agreed = {each.kind for each in stores.consents.consents(handover.lifter) if each.withdrawn_at is None}
    facts = known_facts(stores.profiles.profile(handover.lifter).values(), agreed)
    standing = json.loads(str(facts[RED_FLAG])) if RED_FLAG in facts else None
    flag = _hazard(standing["hazard"]) if standing else ""
    if handover.reason is HandoverReason.RED_FLAG and not flag:
        flag = "see what they wrote"
    told = str(facts.get("name", "")) if handover.passes_on else ""
    return Lifter(told or NAMELESS, flag, ConsentKind.HEALTH in agreed)


def _hazard(hazard: str) -> str:
    known: str = handover_words()["hazards"].get(hazard) or name(hazard)
    return known
