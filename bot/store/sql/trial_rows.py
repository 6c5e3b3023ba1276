"""How trials are read and written within a transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from bot.store.sql.rows import Row, with_zone, without_zone
from bot.store.tables import trials
from bot.store.trial_checks import SEPARATOR
from bot.store.trial_records import Trial, TrialState

MOMENTS = ("asked_at", "begins", "changed_at")


def read_trials(connection: Connection, condition: Any) -> tuple[Trial, ...]:  # noqa: ANN401  it has no type
    """Trials under a condition, the longest waiting first."""
    query = select(trials).where(condition).order_by(trials.c.asked_at, trials.c.id)
    return tuple(map(trial_of, connection.execute(query).mappings()))


def drop_over(connection: Connection, limit: datetime) -> int:
    """Deletes trials that were over before a moment; how many."""
    return int(connection.execute(delete(trials).where(trials.c.ends < without_zone(limit))).rowcount)


def row_of_trial(trial: Trial) -> dict[str, Any]:
    plain = vars(trial)
    moments = {name: plain[name] and without_zone(plain[name]) for name in MOMENTS}
    times = SEPARATOR.join(without_zone(each).isoformat() for each in trial.times)
    return plain | moments | {"state": trial.state.value, "times": times, "ends": without_zone(trial.ends)}


def trial_of(row: Row) -> Trial:
    moments = {name: row[name] and with_zone(row[name]) for name in MOMENTS}
    plain = {name: value for name, value in row.items() if name != "ends"}
    times = tuple(with_zone(datetime.fromisoformat(each)) for each in row["times"].split(SEPARATOR))
    return Trial(**{
        **plain, **moments, "state": TrialState(row["state"]), "times": times, "is_told": bool(row["is_told"]),
    })  # fmt: skip
