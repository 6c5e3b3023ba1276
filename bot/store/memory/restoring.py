"""How what was exported is kept again, in memory."""

from bot.store.log_records import LifterRecords
from bot.store.memory.shared import Memory
from bot.store.restoring import There, count, ids_wanted, missing


def restore(memory: Memory, lifter: str, records: LifterRecords) -> int:
    """Keeps for a lifter what an export holds and is not there yet; how many records that were."""
    found = missing(records, _there(memory, lifter, records))
    memory.consents += found.consents
    memory.profile += found.profile
    memory.workouts |= {each.id: (each, None) for each in found.workouts}
    memory.masses |= {(lifter, each.day): (each, None) for each in found.body_masses}
    memory.programs |= {each.id: each for each in found.programs}
    memory.reminders |= {each.id: each for each in found.reminders}
    return count(found)


def _there(memory: Memory, lifter: str, records: LifterRecords) -> There:
    owners = {id: workout.lifter for id, (workout, _) in memory.workouts.items()}
    owners |= {id: program.lifter for id, program in memory.programs.items()}
    owners |= {id: reminder.lifter for id, reminder in memory.reminders.items()}
    wanted = ids_wanted(lifter, records)
    return There(
        lifter=lifter,
        conversations=frozenset(each.conversation for each in memory.conversations(lifter)),
        consents=tuple(each for each in memory.consents if each.lifter == lifter),
        profile=tuple(each for each in memory.profile if each.lifter == lifter),
        weighed=frozenset(day for owner, day in memory.masses if owner == lifter),
        program=memory.current_program(lifter),
        owners={id: owner for id, owner in owners.items() if id in wanted},
    )
