"""Handovers: one open in a conversation, had by one trainer, and told in the audit."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from bot.store.errors import ConsentMissingError, MissingError, NoSuchLifterError, RecordError
from bot.store.handover_records import Agreement, AgreementKind, Handover, HandoverReason, HandoverState
from bot.store.interface import Stores
from bot.store.log_records import AuditEntry, ConsentKind, new_id
from bot.store.records import KEEPS_FOR
from tests.at_once import at_once
from tests.bot.store.conftest import DAY, NOON, handover, note, trainer

MINUTE, HOUR, ONE_DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SHOULDER = Agreement("no overhead work", AgreementKind.COMPLAINT, "shoulder", DAY + timedelta(days=14))
TUESDAYS = Agreement("come on Tuesdays", AgreementKind.NOTE)
SORE = Agreement("rest while it is sore", AgreementKind.NOTE, is_about_health=True)


@pytest.fixture
def coach(stores: Stores) -> str:
    """The id of a trainer."""
    return trainer(stores, "Coach")


@pytest.fixture
def second(stores: Stores) -> str:
    """The id of another."""
    return trainer(stores, "Second")


@pytest.fixture
def asked(stores: Stores, lifter: str) -> Handover:
    """A handover that waits."""
    return stores.handovers.ask(handover(lifter))


@pytest.fixture
def claimed(stores: Stores, asked: Handover, coach: str) -> Handover:
    """The same, and the trainer has it."""
    assert stores.handovers.claim(asked.id, coach, NOON + MINUTE)
    return replace(asked, state=HandoverState.CLAIMED, trainer=coach, claimed_at=NOON + MINUTE)


def allow_health(stores: Stores, lifter: str) -> None:
    stores.consents.give(lifter, ConsentKind.HEALTH, "May I?", NOON)


def audit(stores: Stores, lifter: str) -> list[tuple[str, str]]:
    """Who did what with a lifter's handovers."""
    return [(each.actor, each.action) for each in stores.audit.entries(lifter) if each.detail.startswith("handover ")]


def test_a_handover_comes_back_as_it_was(stores: Stores, lifter: str, coach: str) -> None:
    kept = handover(
        lifter, reason=HandoverReason.RED_FLAG, languages=("de", "en"), wanted_trainer=coach, passes_on=True
    )  # fmt: skip
    assert stores.handovers.ask(kept) == kept
    assert stores.handovers.find(kept.id) == stores.handovers.open_in("web:1") == kept
    assert stores.handovers.waiting() == stores.handovers.of_lifter(lifter) == (kept,)


def test_a_conversation_has_one_open_handover(stores: Stores, asked: Handover, lifter: str, coach: str) -> None:
    later = handover(lifter, reason=HandoverReason.FRUSTRATED, asked_at=NOON + MINUTE)
    assert stores.handovers.ask(later) == asked
    stores.handovers.claim(asked.id, coach, NOON)
    assert stores.handovers.ask(later).id == asked.id
    stores.handovers.close(asked.id, coach, NOON)
    assert stores.handovers.open_in("web:1") is None
    assert stores.handovers.ask(later) == later
    assert [each.id for each in stores.handovers.of_lifter(lifter)] == [asked.id, later.id]


def test_a_handover_that_is_asked_for_again_under_its_id_is_the_one_that_is_there(
    stores: Stores, asked: Handover
) -> None:
    stores.handovers.cancel(asked.id, NOON)
    again = stores.handovers.ask(asked)
    assert again.state is HandoverState.CANCELLED
    assert len(stores.handovers.of_lifter(asked.lifter)) == 1


def test_many_who_ask_at_once_get_the_same_one(stores: Stores, lifter: str) -> None:
    found: set[str] = set()
    at_once(*[lambda: found.add(stores.handovers.ask(handover(lifter)).id)] * 24)
    assert len(found) == len(stores.handovers.of_lifter(lifter)) == 1


def test_conversations_of_a_lifter_have_a_handover_each(stores: Stores, asked: Handover, lifter: str) -> None:
    code = stores.lifters.make_join_code(lifter, NOON).code
    stores.lifters.redeem_join_code(code, "slack:9", NOON)
    other = stores.handovers.ask(handover(lifter, conversation="slack:9", asked_at=NOON + MINUTE))
    assert stores.handovers.open_in("slack:9") == other
    assert stores.handovers.open_in("web:1") == asked
    assert stores.handovers.waiting() == (asked, other)


def test_a_handover_is_in_a_conversation_of_the_lifters_own(stores: Stores, lifter: str, other: str) -> None:
    with pytest.raises(MissingError):
        stores.handovers.ask(handover(lifter, conversation="slack:2"))
    with pytest.raises(MissingError):
        stores.handovers.ask(handover(lifter, conversation="telegram:9"))
    with pytest.raises(NoSuchLifterError):
        stores.handovers.ask(handover(new_id()))
    assert stores.handovers.waiting() == ()


def test_only_a_trainer_who_is_at_work_can_be_wanted_or_have_it(stores: Stores, asked: Handover, other: str) -> None:
    gone = trainer(stores, "Gone", is_active=False)
    for who in (gone, new_id()):
        with pytest.raises(MissingError):
            stores.handovers.ask(handover(other, conversation="slack:2", wanted_trainer=who))
        with pytest.raises(MissingError):
            stores.handovers.claim(asked.id, who, NOON)
    assert stores.handovers.waiting() == (asked,)
    assert audit(stores, asked.lifter) == []


def test_a_claimed_handover_is_the_trainers_and_nobody_elses(
    stores: Stores, claimed: Handover, coach: str, second: str
) -> None:
    assert stores.handovers.find(claimed.id) == stores.handovers.open_in("web:1") == claimed
    assert stores.handovers.of_trainer(coach) == (claimed,)
    assert stores.handovers.waiting() == stores.handovers.of_trainer(second) == ()
    assert not stores.handovers.claim(claimed.id, second, NOON)
    assert not stores.handovers.claim(claimed.id, coach, NOON)
    assert not stores.handovers.replied(claimed.id, second, NOON)
    assert not stores.handovers.hand_on(claimed.id, second, coach, NOON)
    assert not stores.handovers.hand_back(claimed.id, second, "x", [], NOON)
    assert not stores.handovers.close(claimed.id, second, NOON)
    assert not stores.handovers.cancel(claimed.id, NOON)
    assert not stores.handovers.rate(claimed.id, 1)
    assert stores.handovers.find(claimed.id) == claimed
    assert audit(stores, claimed.lifter) == [("Coach", "claimed")]


def test_the_first_reply_is_kept(stores: Stores, claimed: Handover, coach: str) -> None:
    assert stores.handovers.replied(claimed.id, coach, NOON + HOUR)
    assert stores.handovers.replied(claimed.id, coach, NOON + 2 * HOUR)
    assert stores.handovers.find(claimed.id) == replace(claimed, replied_at=NOON + HOUR)
    assert audit(stores, claimed.lifter) == [("Coach", "claimed"), ("Coach", "replied")]


def test_handed_on_it_is_anothers_at_once(stores: Stores, claimed: Handover, coach: str, second: str) -> None:
    assert stores.handovers.hand_on(claimed.id, coach, second, NOON)
    assert stores.handovers.of_trainer(second) == (replace(claimed, trainer=second),)
    assert not stores.handovers.replied(claimed.id, coach, NOON)
    assert stores.handovers.replied(claimed.id, second, NOON)


def test_an_owner_hands_on_what_a_trainer_left_behind(
    stores: Stores, claimed: Handover, coach: str, second: str
) -> None:
    trainer(stores, "Coach", is_active=False)
    with pytest.raises(MissingError):
        stores.handovers.hand_on(claimed.id, coach, second, NOON)
    owner = trainer(stores, "Owner")
    assert stores.handovers.hand_on(claimed.id, coach, second, NOON, by=owner)
    assert audit(stores, claimed.lifter)[-1] == ("Owner", "handed on")
    with pytest.raises(MissingError):
        stores.handovers.hand_on(claimed.id, second, coach, NOON)


def test_handed_back_it_is_closed_with_a_word_to_the_bot(stores: Stores, claimed: Handover, coach: str) -> None:
    allow_health(stores, claimed.lifter)
    agreed = (SHOULDER, TUESDAYS, SORE)
    assert stores.handovers.hand_back(claimed.id, coach, "we talked", agreed, NOON + HOUR)
    found = stores.handovers.find(claimed.id)
    assert found == replace(
        claimed, state=HandoverState.CLOSED, ended_at=NOON + HOUR, summary="we talked", agreed=agreed
    )  # fmt: skip
    assert stores.handovers.open_in("web:1") is None
    assert stores.handovers.of_trainer(coach) == ()
    assert not stores.handovers.hand_back(claimed.id, coach, "again", [], NOON)
    assert stores.handovers.find(claimed.id) == found


@pytest.mark.parametrize(("agreed", "is_about_health"), [([SHOULDER], False), ([SORE], False), ([], True)])
def test_what_is_about_health_is_handed_back_only_with_the_lifters_consent(
    stores: Stores, claimed: Handover, coach: str, agreed: list[Agreement], is_about_health: bool
) -> None:
    with pytest.raises(ConsentMissingError):
        stores.handovers.hand_back(claimed.id, coach, "x", agreed, NOON, is_about_health=is_about_health)
    assert stores.handovers.find(claimed.id) == claimed
    assert audit(stores, claimed.lifter) == [("Coach", "claimed")]
    allow_health(stores, claimed.lifter)
    assert stores.handovers.hand_back(claimed.id, coach, "x", agreed, NOON, is_about_health=is_about_health)


def test_an_agreement_holds_up_to_its_day() -> None:
    last = SHOULDER.until
    assert last
    assert [SHOULDER.holds_on(last + each * ONE_DAY) for each in (-1, 0, 1)] == [True, True, False]
    assert TUESDAYS.holds_on(last + 999 * ONE_DAY)
    assert (str(SHOULDER), str(TUESDAYS)) == ("no overhead work (until 2026-03-15)", "come on Tuesdays")


def test_complaints_that_were_agreed_can_be_forgotten_by_part_or_all_of_one_lifter(
    stores: Stores, lifter: str, other: str, coach: str
) -> None:
    knee = replace(SHOULDER, value="knee")
    for whose, conversation in ((lifter, "web:1"), (other, "slack:2")):
        allow_health(stores, whose)
        mine = stores.handovers.ask(handover(whose, conversation=conversation))
        stores.handovers.claim(mine.id, coach, NOON)
        stores.handovers.hand_back(mine.id, coach, "See you.", [SHOULDER, knee, SORE, TUESDAYS], NOON)
    assert stores.handovers.forget_agreed(lifter, ["knee", "hip"]) == 1
    assert stores.handovers.of_lifter(lifter)[0].agreed == (SHOULDER, SORE, TUESDAYS)
    assert stores.handovers.forget_agreed(lifter) == 1
    assert stores.handovers.forget_agreed(lifter) == 0
    (left,) = stores.handovers.of_lifter(lifter)
    assert (left.agreed, left.summary) == ((SORE, TUESDAYS), "See you.")
    assert len(stores.handovers.of_lifter(other)[0].agreed) == 4
    with pytest.raises(NoSuchLifterError):
        stores.handovers.forget_agreed(new_id())


def test_one_that_waits_can_be_closed_by_any_trainer_and_cancelled_by_the_lifter(
    stores: Stores, asked: Handover, lifter: str, coach: str
) -> None:
    assert stores.handovers.cancel(asked.id, NOON + MINUTE)
    assert not stores.handovers.cancel(asked.id, NOON + MINUTE)
    assert not stores.handovers.claim(asked.id, coach, NOON)
    cancelled = replace(asked, state=HandoverState.CANCELLED, ended_at=NOON + MINUTE)
    assert stores.handovers.find(asked.id) == cancelled
    again = stores.handovers.ask(handover(lifter))
    assert stores.handovers.close(again.id, coach, NOON)
    found = stores.handovers.find(again.id)
    assert found == replace(again, state=HandoverState.CLOSED, ended_at=NOON)
    assert audit(stores, lifter) == [("Coach", "closed")]


def test_those_without_a_reply_are_told_until_they_are_escalated(stores: Stores, coach: str) -> None:
    asked = []
    for number in range(4):
        made = stores.lifters.lifter_of(f"web:{number}", NOON).id
        asked.append(handover(made, conversation=f"web:{number}", asked_at=NOON + number * MINUTE))
        stores.handovers.ask(asked[-1])
    first, second, third, _ = (each.id for each in asked)
    stores.handovers.claim(first, coach, NOON)
    assert [each.id for each in stores.handovers.unanswered(NOON + 2 * MINUTE)] == [first, second, third]
    stores.handovers.replied(first, coach, NOON)
    assert stores.handovers.escalate(second, NOON + HOUR)
    assert not stores.handovers.escalate(second, NOON + 2 * HOUR)
    assert not stores.handovers.escalate(first, NOON)
    stores.handovers.cancel(third, NOON)
    assert not stores.handovers.escalate(third, NOON)
    assert stores.handovers.unanswered(NOON + 2 * MINUTE) == ()
    found = stores.handovers.find(second)
    assert found
    assert found.escalated_at == NOON + HOUR
    assert stores.handovers.claim(second, coach, NOON + HOUR)
    assert [each.id for each in stores.handovers.asked_since(NOON + MINUTE)] == [each.id for each in asked[1:]]


def test_a_closed_handover_can_be_rated_and_the_last_word_counts(stores: Stores, claimed: Handover, coach: str) -> None:
    stores.handovers.close(claimed.id, coach, NOON)
    for rating in (1, 0):
        assert stores.handovers.rate(claimed.id, rating)
        found = stores.handovers.find(claimed.id)
        assert found
        assert found.rating == rating
    for bad in (2, -1, True, 0.5):
        with pytest.raises(RecordError, match="0 or 1"):
            stores.handovers.rate(claimed.id, bad)


def test_a_note_is_kept_once(stores: Stores, claimed: Handover, coach: str) -> None:
    later, first = note(claimed.id, coach, at=NOON + HOUR), note(claimed.id, coach)
    assert [stores.handovers.note(each) for each in (later, first, later)] == [True, True, False]
    assert stores.handovers.notes(claimed.id) == (first, later)
    assert stores.handovers.notes(new_id()) == ()
    assert audit(stores, claimed.lifter)[1:] == [("Coach", "noted")] * 2


def test_a_note_is_of_a_trainer_about_a_handover_and_about_health_with_consent(
    stores: Stores, claimed: Handover, coach: str
) -> None:
    with pytest.raises(MissingError):
        stores.handovers.note(note(new_id(), coach))
    with pytest.raises(MissingError):
        stores.handovers.note(note(claimed.id, new_id()))
    about_health = note(claimed.id, coach, is_about_health=True)
    with pytest.raises(ConsentMissingError):
        stores.handovers.note(about_health)
    allow_health(stores, claimed.lifter)
    assert stores.handovers.note(about_health)
    assert stores.handovers.notes(claimed.id) == (about_health,)


def test_every_step_of_a_trainer_is_in_the_audit_with_its_moment(
    stores: Stores, asked: Handover, coach: str, second: str
) -> None:
    stores.handovers.claim(asked.id, coach, NOON)
    stores.handovers.replied(asked.id, coach, NOON)
    stores.handovers.note(note(asked.id, coach))
    stores.handovers.hand_on(asked.id, coach, second, NOON)
    stores.handovers.hand_back(asked.id, second, "done", [], NOON + HOUR)
    names = ["Coach"] * 4 + ["Second"]
    actions = ["claimed", "replied", "noted", "handed on", "handed back"]
    assert audit(stores, asked.lifter) == list(zip(names, actions, strict=True))
    last = stores.audit.entries(asked.lifter)[-1]
    assert last == AuditEntry(asked.lifter, NOON + HOUR, "Second", "handed back", f"handover {asked.id}")


def test_what_is_not_there_is_missing(stores: Stores, coach: str) -> None:
    id, there = new_id(), stores.handovers
    assert there.find(id) is there.open_in("web:1") is None
    steps: list[Callable[[], object]] = [
        lambda: there.claim(id, coach, NOON), lambda: there.replied(id, coach, NOON), lambda: there.rate(id, 1),
        lambda: there.hand_on(id, coach, coach, NOON), lambda: there.hand_back(id, coach, "", [], NOON),
        lambda: there.close(id, coach, NOON), lambda: there.cancel(id, NOON), lambda: there.escalate(id, NOON),
    ]  # fmt: skip
    for step in steps:
        with pytest.raises(MissingError):
            step()


NAIVE = NOON.replace(tzinfo=None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id": "short"}, r"handover\.id"), ({"conversation": ""}, "conversation"), ({"reason": "bored"}, "reason"),
        ({"asked_at": NAIVE}, "asked_at"), ({"languages": ("de,en",)}, "languages"),
        ({"languages": ("",)}, "languages"), ({"languages": ("de",) * 11}, "languages"),
        ({"state": HandoverState.CLAIMED}, "waits"), ({"rating": 1}, "waits"),
        ({"summary": "x"}, "waits"), ({"agreed": (TUESDAYS,)}, "waits"),
        ({"trainer": "a" * 32}, "waits"), ({"ended_at": NOON}, "waits"), ({"is_about_health": True}, "waits"),
    ],
)  # fmt: skip
def test_a_handover_without_a_sense_is_refused(stores: Stores, lifter: str, changes: dict, field: str) -> None:
    with pytest.raises(RecordError, match=field):
        stores.handovers.ask(handover(lifter, **changes))
    assert stores.handovers.waiting() == ()


@pytest.mark.parametrize(
    ("summary", "changes", "field"),
    [
        ("x" * 100_001, {}, "summary"), ("\0", {}, "summary"), ("x", {"text": ""}, r"agreement\.text"),
        ("x", {"text": "x" * 4001}, r"agreement\.text"), ("x", {"kind": "promise"}, "kind"),
        ("x", {"kind": AgreementKind.COMPLAINT}, r"agreement\.value"), ("x", {"until": NOON}, "until"),
    ],
)  # fmt: skip
def test_words_that_cannot_be_kept_are_refused(
    stores: Stores, claimed: Handover, coach: str, summary: str, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(RecordError, match=field):
        stores.handovers.hand_back(claimed.id, coach, summary, [replace(TUESDAYS, **changes)], NOON)
    with pytest.raises(RecordError, match="50 at most"):
        stores.handovers.hand_back(claimed.id, coach, "", [TUESDAYS] * 51, NOON)
    assert stores.handovers.find(claimed.id) == claimed


def test_a_step_and_a_note_have_a_moment_with_its_zone(stores: Stores, asked: Handover, coach: str) -> None:
    steps: list[Callable[[], object]] = [
        lambda: stores.handovers.claim(asked.id, coach, NAIVE), lambda: stores.handovers.cancel(asked.id, NAIVE),
        lambda: stores.handovers.escalate(asked.id, NAIVE),
        lambda: stores.handovers.note(note(asked.id, coach, at=NAIVE)),
    ]  # fmt: skip
    for step in steps:
        with pytest.raises(RecordError, match="a moment with its zone"):
            step()
    for changes in ({"id": "1"}, {"text": ""}, {"text": "\ud800"}):
        with pytest.raises(RecordError, match=r"note\."):
            stores.handovers.note(note(asked.id, coach, **changes))
    assert stores.handovers.find(asked.id) == asked
    assert stores.handovers.notes(asked.id) == ()


def test_joined_lifters_have_all_handovers_of_both(stores: Stores, asked: Handover, other: str, coach: str) -> None:
    theirs = stores.handovers.ask(handover(other, conversation="slack:2", asked_at=NOON + MINUTE))
    stores.handovers.claim(theirs.id, coach, NOON)
    stores.handovers.note(note(theirs.id, coach))
    code = stores.lifters.make_join_code(asked.lifter, NOON).code
    stores.lifters.redeem_join_code(code, "slack:2", NOON)
    assert [each.id for each in stores.handovers.of_lifter(asked.lifter)] == [asked.id, theirs.id]
    assert stores.handovers.replied(theirs.id, coach, NOON)
    assert stores.handovers.cancel(asked.id, NOON)
    found = stores.rights.export(asked.lifter, NOON, "lifter")
    assert (len(found.handovers), len(found.trainer_notes)) == (2, 1)


def test_what_is_kept_on_a_consent_goes_with_it_and_the_rest_stays(stores: Stores, coach: str, lifter: str) -> None:
    allow_health(stores, lifter)
    ids = []
    for is_about_health in (True, False):
        asked = stores.handovers.ask(handover(lifter, asked_at=NOON + len(ids) * MINUTE))
        stores.handovers.claim(asked.id, coach, NOON)
        stores.handovers.note(note(asked.id, coach, is_about_health=is_about_health))
        stores.handovers.hand_back(
            asked.id, coach, "we talked", [SHOULDER, TUESDAYS, SORE], NOON, is_about_health=is_about_health
        )
        ids.append(asked.id)
    assert (
        stores.consents.withdraw(lifter, ConsentKind.HEALTH, NOON) == 6
    )  # two complaints, two remarks, a summary, a note
    found = stores.handovers.of_lifter(lifter)
    assert [(each.summary, each.is_about_health) for each in found] == [("", False), ("we talked", False)]
    assert [each.agreed for each in found] == [(TUESDAYS,)] * 2
    assert [len(stores.handovers.notes(id)) for id in ids] == [0, 1]
    assert stores.consents.withdraw(lifter, ConsentKind.HEALTH, NOON) == 0


def end(stores: Stores, coach: str, conversation: str, *agreed: Agreement) -> str:
    """A handover that was handed back at NOON with a summary and a note."""
    lifter = stores.lifters.lifter_of(conversation, NOON).id
    allow_health(stores, lifter)
    asked = stores.handovers.ask(handover(lifter, conversation=conversation))
    stores.handovers.claim(asked.id, coach, NOON)
    stores.handovers.note(note(asked.id, coach))
    stores.handovers.hand_back(asked.id, coach, "we talked", agreed, NOON)
    return asked.id


def purged(stores: Stores, **since_the_end: int) -> tuple[int, ...]:
    counts = stores.rights.purge(NOON + timedelta(**since_the_end))
    return tuple(counts[name] for name in ("handovers", "trainer_notes", "agreements"))


def test_what_trainers_wrote_goes_after_30_days_and_that_there_was_a_handover_stays(
    stores: Stores, coach: str, second: str
) -> None:
    id = end(stores, coach, "web:1", TUESDAYS, SHOULDER)
    open_still = stores.handovers.ask(handover(stores.lifters.lifter_of("web:2", NOON).id, conversation="web:2"))
    stores.handovers.note(note(open_still.id, coach))
    before = stores.handovers.find(id)
    assert purged(stores, days=30) == (0, 0, 0)
    assert purged(stores, days=30, seconds=1) == (1, 1, 1)
    assert purged(stores, days=31) == (0, 0, 0)
    assert before
    assert stores.handovers.find(id) == replace(before, summary="", agreed=(TUESDAYS,))
    assert stores.handovers.notes(id) == ()
    assert len(stores.handovers.notes(open_still.id)) == 1


def test_what_trainers_wrote_stays_while_something_agreed_until_a_day_holds(stores: Stores, coach: str) -> None:
    last = DAY + timedelta(days=60)
    id = end(stores, coach, "web:1", replace(SHOULDER, until=last), replace(TUESDAYS, until=DAY), TUESDAYS)
    assert purged(stores, days=60, hours=23) == (0, 0, 0)  # in the last zone of the world it is still that day
    assert purged(stores, days=61) == (1, 1, 2)
    found = stores.handovers.find(id)
    assert found
    assert (found.summary, found.agreed) == ("", (TUESDAYS,))


def test_an_export_names_trainers_as_the_lifter_knows_them(stores: Stores, coach: str, lifter: str) -> None:
    asked = stores.handovers.ask(handover(lifter, wanted_trainer=coach))
    stores.handovers.claim(asked.id, coach, NOON)
    stores.handovers.note(note(asked.id, coach))
    found = stores.rights.export(lifter, NOON, "lifter")
    assert [(each.trainer, each.wanted_trainer) for each in found.handovers] == [("Coach", "Coach")]
    assert [each.trainer for each in found.trainer_notes] == ["Coach"]
    assert coach not in repr(found)


def test_nothing_with_a_trainer_comes_back_from_an_export(stores: Stores, coach: str) -> None:
    """Else a file would say what a trainer agreed to, and one that is still open would call a trainer."""
    end(stores, coach, "web:1", TUESDAYS)
    stores.handovers.ask(handover(stores.lifters.lifter_of("web:1", NOON).id))
    exported = stores.rights.export(stores.lifters.lifter_of("web:1", NOON).id, NOON, "lifter")
    assert len(exported.handovers) == 2
    stores.rights.erase(exported.lifter.id, NOON, "lifter")
    assert stores.handovers.waiting() == stores.handovers.asked_since(NOON - KEEPS_FOR) == ()
    again = stores.lifters.lifter_of("web:1", NOON).id
    stores.rights.restore(again, exported)
    assert stores.handovers.of_lifter(again) == stores.handovers.waiting() == ()


def test_a_step_with_what_was_erased_is_refused(stores: Stores, claimed: Handover, coach: str) -> None:
    stores.rights.erase(claimed.lifter, NOON, "lifter")
    with pytest.raises(MissingError):
        stores.handovers.hand_back(claimed.id, coach, "we talked", [], NOON)
    with pytest.raises(MissingError):
        stores.handovers.note(note(claimed.id, coach))
    assert stores.handovers.of_trainer(coach) == ()


def test_every_field_of_a_handover_is_kept(stores: Stores, coach: str, lifter: str) -> None:
    allow_health(stores, lifter)
    asked = handover(lifter, languages=("de",), wanted_trainer=coach, passes_on=True)
    stores.handovers.ask(asked)
    stores.handovers.escalate(asked.id, NOON)
    stores.handovers.claim(asked.id, coach, NOON)
    stores.handovers.replied(asked.id, coach, NOON)
    stores.handovers.hand_back(asked.id, coach, "we talked", [SHOULDER], NOON, is_about_health=True)
    stores.handovers.rate(asked.id, 1)
    found = stores.handovers.find(asked.id)
    assert found
    assert not [each.name for each in fields(found) if getattr(found, each.name) in (None, "", (), False)]
