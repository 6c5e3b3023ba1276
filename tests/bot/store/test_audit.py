"""The audit: who did what, in the order in which it was done."""

import pytest

from bot.store.errors import NoSuchLifterError, RecordError
from bot.store.interface import Stores
from bot.store.log_records import AuditEntry, new_id
from tests.bot.store.conftest import NOON


def test_entries_come_in_the_order_in_which_they_were_written(stores: Stores, lifter: str, other: str) -> None:
    entries = [AuditEntry(lifter, NOON, "trainer Kim", action, "the log") for action in ("read", "changed", "read")]
    for entry in entries:
        stores.audit.write(entry)
    stores.audit.write(AuditEntry(other, NOON, "operator", "exported"))
    assert stores.audit.entries(lifter) == tuple(entries)
    assert stores.audit.entries(None) == ()


def test_an_entry_is_of_a_lifter_who_is_there_or_of_nobody(stores: Stores) -> None:
    with pytest.raises(NoSuchLifterError):
        stores.audit.write(AuditEntry(new_id(), NOON, "operator", "read"))
    purge = AuditEntry(None, NOON, "spotter", "purged")
    stores.audit.write(purge)
    assert stores.audit.entries(None) == (purge,)


def test_an_entry_says_who_and_when(stores: Stores, lifter: str) -> None:
    with pytest.raises(RecordError, match="actor"):
        stores.audit.write(AuditEntry(lifter, NOON, "", "read"))
    with pytest.raises(RecordError, match="at"):
        stores.audit.write(AuditEntry(lifter, NOON.replace(tzinfo=None), "operator", "read"))
