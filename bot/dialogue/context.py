"""What a message means where it is said: some are answers to what was just asked, or about what was just logged."""

from datetime import date
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.erase_context import with_erase_answer
from bot.dialogue.handover_context import in_handover_context, in_line_context
from bot.dialogue.join_context import with_join_code
from bot.dialogue.log_context import in_log_context
from bot.dialogue.reminder_context import in_reminder_context
from bot.dialogue.trial_context import in_trial_context


def in_context(reading: dict[str, Any], tracker: DialogueStateTracker, today: date) -> dict[str, Any]:
    """The reading (Rasa's parse data) of a typed message, as it is meant here. `today` is the lifter's own date."""
    reading = in_handover_context(with_erase_answer(with_join_code(reading), tracker), tracker)
    reading = in_reminder_context(in_log_context(reading, tracker, today), tracker)
    return in_line_context(in_trial_context(reading, tracker, today), tracker)
