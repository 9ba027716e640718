"""The options that say which events are wanted, the same for every verb that lists or exports them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar, get_args

import click

from marsad.record.types import OWN_TYPE, EventType, Status
from marsad.store import EventFilter

_Command = TypeVar("_Command", bound=Callable[..., Any])
_day = click.DateTime(["%Y-%m-%d"])


def _type_code(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """One of PLOVER's types, or one that a user defined, in capitals."""
    code = value and value.upper()
    if code and code not in get_args(EventType) and not re.fullmatch(OWN_TYPE, code):
        raise click.BadParameter(f"{value!r} is none of {', '.join(get_args(EventType))}, nor a type of your own.")
    return code


_OPTIONS = (
    click.option("--type", "event_type", callback=_type_code, help="PLOVER type (ASSAULT), or one of your own."),
    click.option("--actor", help="Actor id, or part of the name of who did it or to whom it was done."),
    click.option("--country", metavar="ISO3", help="Country of any party or of the place, such as SDN."),
    click.option("--place", help="GeoNames id, or part of the place's name."),
    click.option("--from", "first", type=_day, metavar="DAY", help="Not over before this day (2024-05-01)."),
    click.option("--to", "last", type=_day, metavar="DAY", help="Begun by this day."),
    click.option("--status", type=click.Choice(get_args(Status)), help="How the article presents it."),
    click.option("--source", help="Part of the name of who says so."),
    click.option("--query", help='Words of the article; "…" for words that stand together.'),
    click.option("--min-confidence", type=click.FloatRange(0, 1), help="At least so sure."),
)


def event_filters(command: _Command) -> _Command:
    """Add the options to a command, which takes them as `**filters` and hands them to `event_filter`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def event_filter(event_type: str | None, first: datetime | None, last: datetime | None, **others: Any) -> EventFilter:
    """The filter that the options ask for."""
    return EventFilter(
        type=event_type,
        date_from=first.date().isoformat() if first else None,
        date_to=last.date().isoformat() if last else None,
        **others,
    )
