"""Advice: one action per topic, all alike. A message with several questions gets all of them answered."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.agreed import without_agreed
from actions.base import CoachAction, Events
from actions.by_log import BY_LOG, STORE_TOPICS
from actions.drawing import draw_beside
from actions.lift_log import TOPIC as LOG
from actions.lift_log import LogSaid, ask_for_workout, log_told, offer_again
from actions.masses import has_guessed_pounds
from actions.program import SWAP, about_this_swap, form_done, in_program, offer_swap, program_slots
from actions.program_store import keep_rebuilt, remember_program
from actions.slots import Facts, carried_over, question_from
from actions.spared import asks_what_to_avoid, sparing_words
from actions.told import Told
from actions.topics import RULES
from actions.utter import utter
from actions.wishes import recovered_parts, wished
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.wording import show

MOST_ANSWERS = 3
NEXT_LOAD = "next_load"
SAID_WITH_A_LOG = (NEXT_LOAD, "progression")
"""What is said after a log anyway."""
UNSURE_OF_A_LOG = ("mass_unit", "one_rep_maxes")
"""What a log alone does not change: the log itself knows the lifts, and asks for the unit where it is not clear."""


def topics_asked(tracker: Tracker) -> list[str]:
    """Topics of the message that have a rule, in the order they were asked, the message's own intent among them."""
    message = tracker.latest_message
    intents = [each["intent"] for each in message.get("topics") or ()]
    own = message.get("intent", {}).get("name")
    asked = intents if own in intents else [own, *intents]
    return [topic for topic in map(topic_of, dict.fromkeys(asked)) if topic in RULES or topic in BY_LOG]


def last_asked(tracker: Tracker) -> list[str]:
    """The topics of the last answer, to be answered again with new facts; a log is none."""
    return [topic for topic in tracker.get_slot("last_topics") or () if topic != LOG]


def topic_of(intent: str | None) -> str:
    """ask_rep_range -> rep_range; intents that name the topic itself stay."""
    return (intent or "").removeprefix("ask_")


def answer(dispatcher: CollectingDispatcher, tracker: Tracker, topics: Sequence[str], facts: Facts) -> Events:
    """Answers topics, the first few in words and the rest as buttons; remembers them for follow-ups."""
    if LOG in topics:
        told, said = log_told(tracker)
        if told is not None:
            return _beside_a_log(dispatcher, tracker, [each for each in topics if each != LOG], facts, told, said)
        topics = [each for each in topics if each != "log"]  # "log a workout" does not ask what is in it
    return [*_answered(dispatcher, tracker, topics, facts), *_about_the_log(dispatcher, tracker, topics)]


def _beside_a_log(
    dispatcher: CollectingDispatcher, tracker: Tracker, topics: Sequence[str], facts: Facts, logged: Events,
    said: LogSaid,
) -> Events:  # fmt: skip
    """What was logged is said first, then the other answers, then what is to be asked about the log."""
    dispatcher.messages.extend(said.told)
    if any(str(each["response"]).startswith(f"utter_advise_{NEXT_LOAD}") for each in said.told):
        topics = [each for each in topics if each not in SAID_WITH_A_LOG]
    kept = [each for each in wished(tracker) if each.get("name") not in UNSURE_OF_A_LOG]
    remembered: Facts = {"last_topics": [LOG, *topics], "last_facts": facts, "misread": 0}
    if not topics:
        given, remembered = kept, remembered | {"last_sources": []}
    else:
        given = _answered(dispatcher, tracker, topics, facts)
    dispatcher.messages.extend(said.asked)
    return [*given, *(SlotSet(slot, value) for slot, value in remembered.items()), *logged]


def _about_the_log(dispatcher: CollectingDispatcher, tracker: Tracker, topics: Sequence[str]) -> Events:
    """A workout that could not be read is asked for; beside other answers, what waits is brought up again."""
    return ask_for_workout(dispatcher, tracker) if list(topics) == [LOG] else offer_again(dispatcher, tracker)


def _answered(dispatcher: CollectingDispatcher, tracker: Tracker, topics: Sequence[str], facts: Facts) -> Events:
    program = remember_program(tracker)
    question = question_from(tracker, facts)
    topics = in_program(topics, question, tracker.latest_message.get("text") or "")
    if parts := recovered_parts(tracker):
        if over := without_agreed(dispatcher, tracker, parts):
            dispatcher.utter_message(response="utter_recovered", parts=show(over))
        topics = [topic for topic in topics if topic != "report_complaint"]
        if not topics:
            return [*program, *wished(tracker)]
    if asks_what_to_avoid(tracker, topics):
        question = replace(question, exercises=())
    swap = about_this_swap(question, tracker) if SWAP in topics else question
    told = [tell(topic, tracker, swap if topic == SWAP else question) for topic in topics[:MOST_ANSWERS]]
    given = [advice for each in told for advice in each.advices]
    if first := sparing_words(tracker, question, topics[:MOST_ANSWERS], given):
        dispatcher.utter_message(text=first)
    for advice in given:
        utter(dispatcher, advice)
        offer_swap(dispatcher, advice, question)
    if rest := topics[MOST_ANSWERS:]:
        dispatcher.utter_message(response="utter_more_questions", buttons=[button_for(topic) for topic in rest])
    sources = list(dict.fromkeys(each for advice in given for each in advice.sources))
    remembered: Facts = {"last_topics": topics, "last_sources": sources, "last_facts": facts, "misread": 0}
    for advice in given:
        changed = program_slots(advice, tracker)
        remembered |= changed | keep_rebuilt(tracker, advice, changed)
    for each in told:
        remembered |= each.slots
    if has_guessed_pounds(tracker):
        dispatcher.utter_message(response="utter_guessed_pounds")
    opened = [FollowupAction(DIALOGUES[advice.topic]) for advice in given if advice.variant == "ask"
              and advice.topic in DIALOGUES and not tracker.active_loop]  # fmt: skip
    done = form_done(remembered, tracker)
    return [
        *program,
        *(SlotSet(slot, value) for slot, value in remembered.items()),
        *wished(tracker),
        *opened[:1],
        *done,
    ]


def tell(topic: str, tracker: Tracker, question: Question) -> Told:
    """The answer to a topic, from the store if it is one of those."""
    return BY_LOG[topic](tracker, question) if topic in BY_LOG else Told((RULES[topic](question),))


DIALOGUES = {"training_goal": "goal_choice_form", "request_program": "program_form"}
"""Topics that ask back in a short dialogue when nothing is known."""


def button_for(topic: str) -> dict[str, str]:
    """A button that asks a topic."""
    intent = topic if topic.startswith(("report_", "request_")) else f"ask_{topic}"
    title = guideline(topic).title
    return {"title": title[:1].upper() + title[1:], "payload": f"/{intent}"}


class AdviceAction(CoachAction):
    """Answers the topic it is named after, and what else the message asks."""

    @property
    @abstractmethod
    def topic(self) -> str:
        """The topic; abstract, so that the SDK does not register this class itself."""

    def name(self) -> str:
        return f"action_advise_{self.topic}"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        asked = topics_asked(tracker)
        topics = asked if self.topic in asked else [self.topic, *asked]
        said = answer(dispatcher, tracker, topics, carried_over(tracker))
        draw_beside(dispatcher, tracker)
        return said


ACTIONS = tuple(type(f"Advise_{topic}", (AdviceAction,), {"topic": topic}) for topic in (*RULES, *STORE_TOPICS))
"""One class per topic; the SDK finds them as subclasses."""
