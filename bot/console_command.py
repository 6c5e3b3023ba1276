"""`spotter console`: where trainers answer. Imports what it needs when it does."""

from typing import TYPE_CHECKING

import click

from bot.settings import Settings, settings
from bot.store.errors import StoreError

if TYPE_CHECKING:
    from bot.handover.gym import Gym


@click.command("console")
@click.option("--port", type=click.IntRange(0, 65535), help="In place of the one in the settings; 0 takes a free one.")
def console_command(port: int | None) -> None:
    """Serve the console, where trainers answer lifters (docs/console.md).

    Runs beside `spotter serve`, on the same database. Listens on this machine alone: for others put a proxy with TLS in
    front of it. `spotter trainer add` makes accounts.

    \b
    spotter console
    spotter console --port 8081
    """
    from bot.logs import set_up_logs

    here = settings()
    set_up_logs(here.log_format)
    from bot.channels.secret import SecretError, secret_of
    from bot.console.app import make_console
    from bot.console.server import serve
    from bot.console.surroundings import Surroundings
    from bot.downloads import Downloads
    from bot.handover.errors import GymError
    from bot.server import LOOPBACK, ServerError, bound
    from bot.store.sql import open_stores
    from bot.trainer_brief import told_of
    from bot.trainer_desk import utc_now

    try:
        gym, stores, secret = _gym(here), open_stores(here.database), secret_of(here.secret, here.secret_file)
        zone, served = gym.zone if gym else here.zone, here.public_url or f"http://{LOOPBACK}:{here.port}"
        surroundings = Surroundings(
            stores, gym, zone, secret, lambda each: told_of(stores, each, utc_now(), zone), proxies=here.proxies,
            downloads=Downloads(here.downloads_folder, served, here.downloads_kept),
        )  # fmt: skip
        listening = bound(here.console_port if port is None else port)
    except (StoreError, SecretError, ServerError, GymError) as error:
        raise click.ClickException(str(error)) from error
    if not any(each.is_active for each in stores.trainers.trainers()):
        click.echo("Nobody can sign in yet. Make an account: spotter trainer add LOGIN", err=True)
    if gym is None:
        click.echo(f"There is no gym file at {here.gym_file}, so no hours are shown (docs/gym.yml).", err=True)
    address = f"http://{LOOPBACK}:{listening.getsockname()[1]}"
    serve(make_console(surroundings), listening, lambda: click.echo(f"Listening on {address}. Ctrl-C ends it."))


def _gym(here: Settings) -> "Gym | None":
    from bot.gym import gym_of

    return gym_of(here)
