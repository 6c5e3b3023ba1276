"""`spotter serve`: what others fetch from here. Imports what it needs when it does."""

import click

from bot.settings import settings
from bot.store.errors import StoreError

PORT = 5080


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes a free one.")
def serve_command(port: int) -> None:
    """Hand out the files that were made for lifters, each under an address that nobody can guess.

    Listens on this machine alone: put a proxy with TLS in front of it, and its address in SPOTTER_PUBLIC_URL.

    \b
    spotter serve
    spotter serve --port 8080
    """
    from actions.services import services_of
    from bot.server import ServerError, serve
    from bot.waking import stores_of

    here = settings()
    try:
        stores = stores_of(here)
        serve(services_of(here, stores).downloads, stores, port, _say)
    except (StoreError, ServerError) as error:
        raise click.ClickException(str(error)) from error


def _say(address: str) -> None:
    click.echo(f"Listening on {address}. Ctrl-C ends it.")
