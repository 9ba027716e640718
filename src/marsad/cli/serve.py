"""`marsad serve`: read a database in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from marsad.cli.options import database


@click.command()
@database
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8800, show_default=True, type=click.IntRange(1, 65535), help="The port to listen at.")
@click.option("--allow-remote", is_flag=True, help="Let other machines in. There are no accounts: everybody reads all.")
def serve(database: Path, host: str, port: int, allow_remote: bool) -> None:
    """Show articles and events of a database as pages, at http://127.0.0.1:8800/ unless told otherwise.

    Pages only read. They are for the person at this machine: Marsad has no accounts yet, so whoever reaches the port
    reads the whole database. A host other than this machine is therefore refused without --allow-remote.
    """
    import uvicorn

    from marsad.store import open_store
    from marsad.web.app import create_app
    from marsad.web.guard import is_loopback

    if not allow_remote and not is_loopback(host):
        raise click.UsageError(
            f"{host} can be reached by others, and there are no accounts. Add --allow-remote if you mean it."
        )
    open_store(database, create=False).close()  # a database that cannot be read is refused now, not at the first page
    click.echo(f"http://{f'[{host}]' if ':' in host else host}:{port}/", err=True)
    uvicorn.run(
        create_app(lambda: open_store(database, create=False), remote=allow_remote),
        host=host,
        port=port,
        log_level="warning",
    )
