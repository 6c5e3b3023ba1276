"""`spotter serve`: the channels, and what others fetch from here. Imports what it needs when it does."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from bot.settings import settings
from bot.spinner import current_model
from bot.store.errors import StoreError

if TYPE_CHECKING:
    from bot.channels.channel import Channel
    from bot.trainer_places.place import Place


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), help="In place of the one in the settings; 0 takes a free one.")
def serve_command(port: int | None) -> None:
    """Serve the chat: on websites, in Slack and in Telegram, whichever is set up (docs/settings.yml).

    Its own page shows the chat on a made-up gym's site. Listens on this machine alone: for others put a proxy with TLS
    in front of it, and its address in the setting public_url.

    \b
    spotter serve
    spotter serve --port 8080
    """
    from bot.logs import set_up_logs

    set_up_logs(settings().log_format)
    _warn()
    model = current_model()
    from actions.services import services_of
    from bot.channels.secret import SecretError
    from bot.dialogue.errors import ModelError
    from bot.gym import at_home_in, gym_of
    from bot.handover.errors import GymError
    from bot.health_server import health_blueprint
    from bot.open_channels import CREDENTIALS, ChannelsError, channels_in, open_channels, reminders_for
    from bot.open_places import open_places, places_of, switchboard_for
    from bot.server import LOOPBACK, House, ServerError, bound, serve
    from bot.trainer_places import PlaceError
    from bot.waking import stores_of, wake

    here = settings()
    try:
        listening = bound(here.port if port is None else port)
        address = f"http://{LOOPBACK}:{listening.getsockname()[1]}"
        gym = gym_of(here)
        here = at_home_in(gym, replace(here, public_url=here.public_url or address))
        stores = stores_of(here)
        channels = channels_in(here.project_folder / CREDENTIALS, here)
        coach = wake(model, here, stores)
        downloads, on = services_of(here, stores).downloads, [each for each in channels if not each.why_off]
        office = open_channels(on, coach, stores, downloads, here)
        reminders = reminders_for(on, coach, office, stores)
        health = health_blueprint(stores, office, [each.name() for each in on], lambda: coach.is_awake)
        everywhere = places_of(here)
        places = [each for each in everywhere if not each.why_off]
        open_places(places, here, office, stores, on)
        board = switchboard_for(places, here, coach, office, stores, downloads, gym)
        house = House(downloads, stores, on, office, reminders, (health,), here.proxies, board, places)
        set_up_logs(here.log_format)  # again: Rasa and TensorFlow were imported, and have set up theirs
        serve(house, listening, lambda: _say(address, [*channels, *everywhere]))
    except (StoreError, ServerError, ChannelsError, SecretError, ModelError, GymError, PlaceError) as error:
        raise click.ClickException(str(error)) from error


def _warn() -> None:
    """What `spotter doctor` would say; it is served all the same."""
    from bot.doctor import at_start

    for each in at_start(settings()):
        click.echo(f"{each.level.capitalize()} ({each.check}): {each.says}", err=True)


def _say(address: str, ways: "Sequence[Channel | Place]") -> None:
    for each in ways:
        click.echo(f"{each.title}: {f'off. {each.why_off}' if each.why_off else 'on.'}")
    click.echo(f"Listening on {address}. Ctrl-C ends it.")
