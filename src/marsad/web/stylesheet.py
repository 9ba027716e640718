"""The style sheet of one article: which words light up for which field, without any script.

Spans overlap and elements nest, so no fixed rule can say "all pieces of this span". The rules are therefore written for
the article: `#span-4-8` as the target of a link, or a pointer on that link, lights up the pieces of class `s-4-8`.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from marsad.web.reading import Reading, Words, bounds, claim_words, event_words, figure_words


def stylesheet(reading: Reading) -> str:
    """The rules for all fields and all event cards of an article; the colours are those of marsad.css."""
    by_card = [list(event_words(card)) for card in reading.cards]
    loose = [
        *chain.from_iterable(map(figure_words, reading.figures)),
        *chain.from_iterable(map(claim_words, reading.claims)),
    ]
    fields = {name: role for role, name in _named(chain(*by_card, loose))}
    rules = [_field_rule(name, role) for name, role in fields.items()]
    rules += [_card_rule(number, words) for number, words in enumerate(by_card, start=1)]
    return "\n".join(rules) + "\n"


def _named(words: Iterable[Words]) -> list[tuple[str, str]]:
    return [(role, "{}-{}".format(*bounds(span))) for role, span in words]


def _field_rule(name: str, role: str) -> str:
    target = f".text:has(#span-{name}:target) .s-{name}"
    pointed = f'html:not(.live):has(.words[href="#span-{name}"]:is(:hover, :focus-visible)) .s-{name}'
    return f"{target}, {pointed} {{ background: var(--{role}); }}"


def _card_rule(number: int, words: list[Words]) -> str:
    pieces = ", ".join(dict.fromkeys(f".s-{name}" for _, name in _named(words)))
    pointed = f'html:not(.live):has([data-card="{number}"]:hover):not(:has(.words:hover))'
    return f"{pointed} :is({pieces}) {{ background: var(--lit); }}"
