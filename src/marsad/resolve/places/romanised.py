"""Arabic names read back from their scholarly romanisation ("Ma‘arrat an Nu‘mān" → "معرة النعمان").

GeoNames gives many villages only in the romanisation of the BGN/PCGN (1956), which writes every Arabic letter in its
own way; what it leaves open (which seat a hamza has, ة or ه) does not matter to a key. A name that was romanised in
another way ("Zaouiet") has no reading.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = {
    "b": "ب", "t": "ت", "th": "ث", "j": "ج", "ḩ": "ح", "kh": "خ", "d": "د", "dh": "ذ", "r": "ر", "z": "ز", "s": "س",
    "sh": "ش", "ş": "ص", "ḑ": "ض", "ţ": "ط", "z̧": "ظ", "‘": "ع", "gh": "غ", "f": "ف", "q": "ق", "k": "ك", "l": "ل",
    "m": "م", "n": "ن", "h": "ه", "w": "و", "y": "ي", "ā": "ا", "á": "ى", "ī": "ي", "ū": "و",
}  # fmt: skip
_SHORT = "aiu"
_SEAT = {"a": "أ", "i": "ئ", "u": "ؤ"}
_OPENING = {"ā": "آ", "ī": "إي", "ū": "أو"}
_LETTER = re.compile("kh|th|dh|sh|gh|z̧|[a-zāáīūḩşḑţ‘’]")
_ARTICLE = re.compile(r"\b(al|a(?:th|dh|sh|t|d|r|z̧|z|ş|s|ḑ|ţ|l|n))[ -](?=\S)")
_FOREIGN = re.compile("[ceopvx'é]|g(?!h)|[ai]$")
_SIGNS = frozenset("āīūḩşḑţ‘’̧")


def arabic(name: str) -> str | None:
    """The Arabic name that was romanised, up to the seat of a hamza and short vowels; none for another spelling.

    >>> arabic("Tall Jum‘ah")
    'تل جمعة'
    """
    text = unicodedata.normalize("NFC", name).lower().replace("ʻ", "‘").replace("ʼ", "’")
    words = _ARTICLE.sub("al-", text).split()
    if not words or not (_SIGNS & set(text) or _plain(text)):
        return None
    read = [_word(word, last=at == len(words) - 1) for at, word in enumerate(words)]
    return None if None in read else " ".join(word for word in read if word)


def _plain(text: str) -> bool:
    """Whether a name without signs may still be of this romanisation ("Kafr Nubl"): two words of its letters."""
    return " " in text and not _FOREIGN.search(text)


def _word(word: str, *, last: bool) -> str | None:
    article = word.startswith("al-")
    stem = word.removeprefix("al-")
    letters = _LETTER.findall(stem)
    if "".join(letters) != stem:
        return None
    feminine = len(letters) > 2 and letters[-2] == "a" and letters[-1] in ("h" if last else "ht")
    out: list[str] = []
    body = letters[:-2] if feminine else letters
    for at, letter in enumerate(body):
        before = body[at - 1] if at else ""
        if letter in _SHORT:
            out += ["ا"] if not at else []
        elif letter == "’":
            out.append(
                "ء" if at == len(body) - 1 and before not in _SHORT else _SEAT.get(before, "ا" if not at else "ئ")
            )
        elif letter == before:
            continue
        elif letter not in _LETTERS:
            return None
        elif not at and letter in _OPENING:
            out.append(_OPENING[letter])
        elif (before, letter) in {("y", "ī"), ("ī", "y")}:
            continue
        else:
            out.append(_LETTERS[letter])
    return ("ال" if article else "") + "".join(out) + ("ة" if feminine else "")
