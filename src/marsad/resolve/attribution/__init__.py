"""Who says it, and through whom: attribution in a sentence of Arabic news, read from the words.

"قالت وزارة الصحة لوكالة الأنباء إن …" is said by "وزارة الصحة", through "وكالة الأنباء". Rules only; the lexicon is
`knowledge/attribution.yaml`. What a source and a relay are: the coding guidelines, section 4.
"""

from __future__ import annotations

from marsad.resolve.attribution.found import attributions, relay, said_by
from marsad.resolve.attribution.patterns import Attribution

__all__ = ["Attribution", "attributions", "relay", "said_by"]
