"""The switchboard: lifters and trainers' places hear what becomes of a handover, once, whatever ends meanwhile."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest

from bot.channels.replies import plain
from bot.handover.gym import Gym
from bot.store.errors import StoreUnavailableError
from bot.store.handover_records import Agreement, AgreementKind, Handover, HandoverReason, HandoverState
from bot.store.interface import Stores
from bot.store.log_records import ProfileEntry, new_id
from bot.store.memory import memory_stores
from bot.store.postbox_records import IncomingMessage
from bot.store.sql import open_stores
from bot.switchboard.words import ALERT, CANCELLED, GOES_ON, LATE, LOOK, NOT_KEPT
from bot.trainer_desk import CLEARED, TrainerDesk
from tests.bot.board import GOOD, NOON, PLACES, AnnouncingCoach, Board, Clock, board_on
from tests.bot.channels.conftest import tell  # noqa: F401  a fixture
from tests.bot.channels.handed_over import asked, trainer
from tests.bot.handover.gyms import GYM

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
GRAVE = {"hazard": "chest_pain", "severity": "emergency"}
ALERTS, LIVES = 100, 12
Open = Callable[..., Board]


@pytest.fixture(params=["memory", "sqlite"])
def stores(request: pytest.FixtureRequest, tmp_path) -> Stores:
    return memory_stores() if request.param == "memory" else open_stores(f"sqlite:///{tmp_path / 'spotter.db'}")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def coach() -> AnnouncingCoach:
    return AnnouncingCoach()


@pytest.fixture
async def make(stores: Stores, coach: AnnouncingCoach, clock: Clock) -> AsyncIterator[Open]:
    """Opens boards on the same stores: each stands for a process, or for one that began again."""
    boards: list[Board] = []

    def open_board(gym: Gym | None = None, places: tuple[str, ...] = PLACES) -> Board:
        boards.append(board_on(stores, coach, clock, gym, places))
        return boards[-1]

    yield open_board
    for each in boards:
        await each.office.stop(5)


@pytest.fixture
def board(make: Open) -> Board:
    return make()


def heard(stores: Stores, conversation: str) -> list[str]:
    """What Spotter said in a conversation."""
    bodies = [json.loads(each.body) for each in stores.outbox.after(conversation, 0, 9_999)]
    return [each["text"] for each in bodies if each["kind"] == "spotter"]


def rows(stores: Stores, handover: Handover, place: str = PLACES[0]) -> list[tuple[str, str]]:
    """What a place was told."""
    bodies = [json.loads(each.body) for each in stores.outbox.after(f"{place}:{handover.id}", 0, 9_999)]
    return [(each["kind"], each["text"]) for each in bodies]


def claim(stores: Stores, found: Handover, clock: Clock, name: str = "Robin") -> str:
    who = trainer(stores, name)
    assert stores.handovers.claim(found.id, who, clock())
    return who


def say(
    stores: Stores, conversation: str, text: str, clock: Clock, reply: str = "", *, forgotten: bool = False
) -> None:
    """The lifter says something, and it is answered, by silence or not."""
    stores.inbox.take(IncomingMessage(conversation, new_id(), clock(), text))
    (claimed,) = stores.inbox.claim(clock(), clock() + MINUTE)
    replies = [plain(reply)] if reply else []
    assert stores.inbox.answered(claimed, replies, clock(), is_forgotten=forgotten, unless_taken=True)


async def test_the_lifter_hears_once_who_is_here(board: Board, make: Open, stores: Stores, clock: Clock) -> None:
    found = asked(stores, "web:1", at=NOON)
    await board.look(1)
    assert heard(stores, "web:1") == []
    claim(stores, found, clock)
    for each in (board, board, make(), make()):
        await each.look()
    assert heard(stores, "web:1") == ["utter_trainer_is_here Robin"]
    assert board.coach.announced == [("web:1", "utter_trainer_is_here")]


async def test_who_gets_it_handed_on_is_named_too(board: Board, stores: Stores, clock: Clock) -> None:
    found = asked(stores, "web:1", at=NOON)
    who = claim(stores, found, clock)
    await board.look()
    stores.handovers.hand_on(found.id, who, trainer(stores, "Sam"), clock())
    await board.look(1)
    assert heard(stores, "web:1") == ["utter_trainer_is_here Robin", "utter_trainer_is_here Sam"]


async def test_a_trainer_who_has_spoken_already_is_not_announced_afterwards(
    board: Board, stores: Stores, clock: Clock
) -> None:
    found = asked(stores, "web:1", at=NOON)
    assert TrainerDesk(stores, clock).reply(found.id, claim(stores, found, clock), "Hi!", "r1")
    await board.look(1)
    assert heard(stores, "web:1") == []


async def test_who_waits_too_long_hears_once_how_to_reach_the_gym(make: Open, stores: Stores, clock: Clock) -> None:
    gym = GYM
    minutes = gym.escalation_minutes[HandoverReason.ASKED]
    found, board = asked(stores, "web:1", at=NOON), make(gym)
    await board.look(60 * minutes - 1)
    assert heard(stores, "web:1") == []
    for each in (board, board, make(gym)):
        await each.look(60 * minutes)
    (said,) = heard(stores, "web:1")
    assert said.startswith("utter_trainer_late ")
    assert gym.contact.phone in said or gym.contact.email in said
    assert stores.handovers.find(found.id).escalated_at == clock()
    assert rows(stores, found)[1] == ("escalated", LATE)
    assert [kind for kind, _ in rows(stores, found)].count("escalated") == 1


async def test_beside_a_red_flag_it_begins_with_whom_to_call(make: Open, stores: Stores) -> None:
    asked(stores, "web:1", HandoverReason.RED_FLAG, NOON)
    await make(GYM).look(120)
    (said,) = heard(stores, "web:1")
    assert said.startswith("utter_trainer_late_urgent ")


async def test_a_reply_in_time_escalates_nothing(board: Board, stores: Stores, clock: Clock) -> None:
    found = asked(stores, "web:1", HandoverReason.RED_FLAG, NOON)
    assert TrainerDesk(stores, clock).reply(found.id, claim(stores, found, clock), "Hi!", "r1")
    await board.look(600)
    assert heard(stores, "web:1") == []
    assert stores.handovers.find(found.id).escalated_at is None


async def test_a_process_that_died_between_escalating_and_telling_tells_later(
    board: Board, stores: Stores, clock: Clock
) -> None:
    found = asked(stores, "web:1", HandoverReason.RED_FLAG, NOON)
    assert stores.handovers.escalate(found.id, NOON + 2 * MINUTE)
    await board.look(130)
    assert len(heard(stores, "web:1")) == 1
    assert rows(stores, found)[-1] == ("escalated", LATE)


async def test_while_the_gym_is_closed_only_a_red_flag_is_late(make: Open, stores: Stores) -> None:
    gym, night = GYM, NOON.replace(hour=1)
    asked(stores, "web:1", at=night)
    asked(stores, "web:2", HandoverReason.RED_FLAG, night)
    await make(gym).look((night + 30 * MINUTE - NOON).total_seconds())
    assert heard(stores, "web:1") == []
    assert len(heard(stores, "web:2")) == 1


async def test_at_the_end_the_lifter_hears_what_was_agreed_and_may_rate_it(
    board: Board, make: Open, stores: Stores, clock: Clock
) -> None:
    found = asked(stores, "web:1", at=NOON)
    who = claim(stores, found, clock)
    await board.look()
    agreed = [
        Agreement("no heavy squats", AgreementKind.NOTE, until=(NOON + timedelta(days=14)).date()),
        Agreement("come on Tuesdays.", AgreementKind.NOTE),
    ]
    assert stores.handovers.hand_back(found.id, who, "fine", agreed, clock())
    for each in (board, board, make()):
        await each.look(2)
    _, said = heard(stores, "web:1")
    told = "What you agreed: no heavy squats (until Monday 16 March); come on Tuesdays."
    assert said == f"utter_handover_ended Robin {told}"
    assert GOOD.payload in json.loads(stores.outbox.latest("web:1", 1)[0].body)["buttons"][0]["payload"]
    assert rows(stores, found)[-1][0] == "ended"


async def test_what_ended_while_nobody_looked_is_told_at_the_start(make: Open, stores: Stores, clock: Clock) -> None:
    found = asked(stores, "web:1", at=NOON)
    stores.handovers.close(found.id, claim(stores, found, clock), clock())
    await make().look(3600)
    assert [each.split()[0] for each in heard(stores, "web:1")] == ["utter_handover_ended"]


async def test_what_the_lifter_called_off_is_told_to_trainers_alone(board: Board, stores: Stores, clock: Clock) -> None:
    found = asked(stores, "web:1", at=NOON)
    await board.look()
    stores.handovers.cancel(found.id, clock())
    await board.look(1)
    assert heard(stores, "web:1") == []
    assert rows(stores, found)[-1] == ("ended", CANCELLED)


async def test_one_that_makes_way_for_a_red_flag_says_that_it_goes_on(
    board: Board, stores: Stores, clock: Clock
) -> None:
    found = asked(stores, "web:1", at=NOON)
    await board.look()
    stores.handovers.cancel(found.id, clock())
    urgent = asked(stores, "web:1", HandoverReason.RED_FLAG, NOON)
    await board.look(1)
    assert rows(stores, found)[-1] == ("ended", GOES_ON)
    assert rows(stores, urgent) == [("handover", "brief of red_flag")]


def flagged(stores: Stores, found: Handover, seconds: float) -> None:
    at = NOON + timedelta(seconds=seconds)
    stores.profiles.keep_facts(found.lifter, [ProfileEntry(found.lifter, "red_flag", json.dumps(GRAVE), at, "")])


async def test_a_trainers_word_lets_spotter_coach_again_in_every_chat_once(
    board: Board, make: Open, stores: Stores, clock: Clock
) -> None:
    found = asked(stores, "web:1", HandoverReason.RED_FLAG, NOON)
    flagged(stores, found, -5)
    who = claim(stores, found, clock)
    cleared = Agreement("Looked into; Spotter may coach.", AgreementKind.NOTE, CLEARED)
    assert stores.handovers.hand_back(found.id, who, "", [cleared], clock())
    for each in (board, make()):
        await each.look(1)
    assert board.coach.cleared == ["web:1"]
    entries = [each for each in stores.audit.entries(found.lifter) if each.action == "red flag cleared"]
    assert [(each.actor, each.detail) for each in entries] == [("Robin", f"handover {found.id}")]
    assert heard(stores, "web:1") == ["utter_handover_ended Robin I am with you again."]


@pytest.mark.parametrize("agreed", [[], [Agreement("rest", AgreementKind.NOTE)]])
async def test_without_that_word_a_red_flag_goes_on_standing(
    agreed: list[Agreement], board: Board, stores: Stores, clock: Clock
) -> None:
    found = asked(stores, "web:1", HandoverReason.RED_FLAG, NOON)
    flagged(stores, found, -5)
    stores.handovers.hand_back(found.id, claim(stores, found, clock), "", agreed, clock())
    await board.look(1)
    assert board.coach.cleared == []


async def test_a_red_flag_that_came_up_after_the_end_goes_on_standing(
    board: Board, stores: Stores, clock: Clock
) -> None:
    found = asked(stores, "web:1", HandoverReason.RED_FLAG, NOON)
    who = claim(stores, found, clock)
    stores.handovers.hand_back(found.id, who, "", [Agreement("ok", AgreementKind.NOTE, CLEARED)], clock())
    flagged(stores, found, 5)
    await board.look(6)
    assert board.coach.cleared == []


async def test_a_place_hears_what_it_is_about_and_then_all_that_is_said_in_order_and_once(
    board: Board, make: Open, stores: Stores, clock: Clock
) -> None:
    clock.seconds = -60
    say(stores, "web:1", "before", clock, "re: before")
    clock.seconds = 0
    found = asked(stores, "web:1", at=NOON)
    await board.look(1)
    say(stores, "web:1", "one", clock, "re: one")
    await make().look(2)
    who = claim(stores, found, clock)
    await board.look(3)
    say(stores, "web:1", "two", clock, "never said")
    assert TrainerDesk(stores, clock).reply(found.id, who, "Hi!", "r1")
    say(stores, "web:1", "my knee hurts", clock, forgotten=True)
    for each in (make(), board, board):
        await each.look(4)
    stores.handovers.close(found.id, who, clock())
    clock.seconds = 5
    say(stores, "web:1", "after", clock, "re: after")
    await board.look(6)
    told = [
        ("handover", "brief of asked"), ("lifter", "one"), ("spotter", "re: one"),
        ("claimed", "Robin has this conversation now."), ("spotter", "utter_trainer_is_here Robin"),
        ("lifter", "two"), ("lifter", NOT_KEPT), ("ended", "Robin has ended this. Spotter answers the lifter again."),
    ]  # fmt: skip
    assert rows(stores, found) == told
    assert rows(stores, found, PLACES[1]) == told


async def test_a_message_is_passed_on_when_it_is_known_whether_its_text_is_kept(
    board: Board, stores: Stores, clock: Clock
) -> None:
    found = asked(stores, "web:1", at=NOON)
    stores.inbox.take(IncomingMessage("web:1", "m1", clock(), "my knee hurts"))
    await board.look(1)
    assert rows(stores, found) == [("handover", "brief of asked")]


async def test_a_red_flag_in_one_that_a_trainer_has_stands_out(board: Board, stores: Stores, clock: Clock) -> None:
    found = asked(stores, "web:1", at=NOON)
    TrainerDesk(stores, clock).reply(found.id, claim(stores, found, clock), "Hi!", "r1")
    await board.look(1)
    stores.handovers.alert(found.id, clock())
    await board.look(2)
    await board.look(300)
    assert [each for each in rows(stores, found) if each[0] == "escalated"] == [("escalated", ALERT)]
    assert heard(stores, "web:1") == []


async def test_processes_that_look_at_once_and_end_at_any_moment_tell_everything_once_and_in_order(
    make: Open, stores: Stores, clock: Clock, tell: Callable[[str], None]  # noqa: F811
) -> None:  # fmt: skip
    chance, found = random.Random(4), [asked(stores, f"web:{at}", at=NOON) for at in range(8)]
    desk, killed = TrainerDesk(stores, clock), 0
    for step in range(LIVES):
        clock.seconds = step
        for each in found:
            say(stores, each.conversation, f"said {step}", clock)
            if step == LIVES // 2:
                claim(stores, each, clock)
            if step == LIVES - 1:
                assert desk.hand_back(each.id, trainer(stores), "", [])
        looks = [asyncio.create_task(make().switchboard.look()) for _ in range(2)]
        await asyncio.sleep(chance.uniform(0, 0.05))
        for each in looks[: chance.randint(0, 2)]:
            killed += each.cancel()
        await asyncio.gather(*looks, return_exceptions=True)
    await make().look()
    for each in found:
        said = [f"said {step}" for step in range(LIVES)]
        for place in PLACES:
            told = rows(stores, each, place)
            assert [text for kind, text in told if kind == "lifter"] == said
            kinds = [kind for kind, _ in told if kind not in ("lifter", "spotter")]
            assert kinds == ["handover", "claimed", "ended"]
        ends = [text.split()[0] for text in heard(stores, each.conversation)]
        assert ends in (["utter_trainer_is_here", "utter_handover_ended"], ["utter_handover_ended"])
    tell(f"switchboard: {2 * LIVES} processes, {killed} ended in the middle: 8 handovers told once and in order")


async def test_where_no_place_is_on_nothing_is_posted_for_one(make: Open, stores: Stores) -> None:
    found = asked(stores, "web:1", at=NOON)
    await make(places=()).look(1)
    assert rows(stores, found) == []


async def test_a_brief_that_fails_is_no_reason_not_to_call(make: Open, stores: Stores, coach, clock: Clock) -> None:
    found, board = asked(stores, "web:1", at=NOON), make()
    board.switchboard._places._brief = lambda _: {}["secret"]
    await board.look(1)
    assert rows(stores, found) == [("handover", LOOK)]


async def test_one_that_fails_keeps_no_other_waiting_and_is_tried_again(
    board: Board, stores: Stores, clock: Clock, coach: AnnouncingCoach
) -> None:
    for each in ("web:1", "web:2"):
        claim(stores, asked(stores, each, at=NOON), clock)
    coach.troubles = [StoreUnavailableError("away")]
    await board.look(1)
    assert sorted(map(len, (heard(stores, "web:1"), heard(stores, "web:2")))) == [0, 1]
    await board.look(2)
    assert list(map(len, (heard(stores, "web:1"), heard(stores, "web:2")))) == [1, 1]


async def test_nothing_is_said_of_a_lifter_who_was_erased(board: Board, stores: Stores, clock: Clock) -> None:
    found = asked(stores, "web:1", at=NOON)
    await board.look(1)
    claim(stores, found, clock)
    stores.rights.erase(found.lifter, clock(), "operator")
    await board.look(2)
    assert stores.outbox.standings(["web:1", f"{PLACES[0]}:{found.id}"]) == {}


async def test_alerts_are_seen_within_5_seconds_and_escalate_after_2_minutes(
    board: Board, stores: Stores, clock: Clock, tell: Callable[[str], None]  # noqa: F811
) -> None:  # fmt: skip
    found = [asked(stores, f"web:{at}", HandoverReason.RED_FLAG, NOON + at * SECOND / ALERTS) for at in range(ALERTS)]
    waits: list[float] = []
    for second in (1, 2, 118, 119, 120, 121, 122):
        await board.look(second)
        if second == 1:
            assert len(stores.handovers.waiting()) == ALERTS
            waits = [_first(stores, each) for each in found]
        if second < 120:
            assert not [each for each in stores.handovers.all_open() if each.escalated_at]
    escalated = [stores.handovers.find(each.id).escalated_at - each.asked_at for each in found]
    assert max(waits) <= 5
    assert all(2 * MINUTE <= each <= 2 * MINUTE + SECOND for each in escalated)
    assert all(len(heard(stores, each.conversation)) == 1 for each in found)
    assert all(rows(stores, each)[1] == ("escalated", LATE) for each in found)
    tell(f"trainer alerts: {len(found)} of {ALERTS} in a place after {max(waits):.2f} s at most, "
         f"{len(escalated)} escalated after {max(escalated).total_seconds():.1f} s at most")  # fmt: skip


def _first(stores: Stores, found: Handover) -> float:
    (row,) = stores.outbox.latest(f"{PLACES[0]}:{found.id}", 1)
    assert json.loads(row.body)["kind"] == "handover"
    assert stores.handovers.find(found.id).state is HandoverState.WAITING
    return (row.at - found.asked_at).total_seconds()
