"""Bring a SQLite file to the schema of this program: numbered migrations, each in a transaction of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from marsad.errors import StoreError

APPLICATION_ID = 0x4D525344  # "MRSD": tells `file` and us that the database is Marsad's


def prepare(connection: sqlite3.Connection) -> None:
    """Apply the migrations that the database lacks; an empty file gets them all.

    Raises `StoreError` `store.newer` for a database of a later program, `store.not_a_database` for another program's.
    """
    if _version(connection) == len(_migrations()) and _pragma(connection, "application_id") == APPLICATION_ID:
        return
    for number, script in enumerate(_migrations(), start=1):
        with transaction(connection):
            _refuse_strangers(connection)
            if _version(connection) < number:
                for statement in _statements(script):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


class transaction:  # noqa: N801 - used like a statement
    """`with transaction(connection):` takes the write lock, and commits or leaves everything as it was.

    Inside of another one it is a part of it: what it did is undone if it fails, and kept only when the outer one commits.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._inner = self._connection.in_transaction
        self._connection.execute("SAVEPOINT part" if self._inner else "BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._connection.execute("RELEASE part" if self._inner else "COMMIT")
        elif self._connection.in_transaction:
            self._connection.execute("ROLLBACK TO part" if self._inner else "ROLLBACK")
            if self._inner:
                self._connection.execute("RELEASE part")


def _refuse_strangers(connection: sqlite3.Connection) -> None:
    known = len(_migrations())
    if _pragma(connection, "application_id") != APPLICATION_ID:
        if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise StoreError(
                "store.not_a_database",
                "The file is a database of another program.",
                hint="Give the path of a Marsad database, or of a file that does not exist yet.",
            )
    elif _version(connection) > known:
        raise StoreError(
            "store.newer",
            f"The database has schema {_version(connection)}, and this program knows {known}.",
            hint="Install the newer Marsad that wrote it.",
        )


def _version(connection: sqlite3.Connection) -> int:
    return _pragma(connection, "user_version")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


@cache
def _migrations() -> tuple[str, ...]:
    folder = files("marsad.store").joinpath("migrations")
    scripts = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return tuple(script.read_text(encoding="utf-8") for script in scripts)


def _statements(script: str) -> Iterator[str]:
    # sqlite3's own executescript commits first, which would end the transaction that makes a migration all or nothing.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
