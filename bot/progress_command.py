import click


@click.command("progress")
def progress_command() -> None:
    """x"""
