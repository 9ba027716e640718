"""Words with exact offsets, and their pieces."""

from __future__ import annotations

import random
import re
import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.reader.tokenizer import MARKS, MAX_WORD, META, UNK, Tokenizer, split_words

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآةىؤئ"
TEXT = st.text(st.one_of(st.sampled_from(f"{ARABIC}\u064b\u0640\u200f ،.\n_-3٣x\u00a0"), st.characters()), max_size=80)
WORD = st.text(st.sampled_from(ARABIC), min_size=1, max_size=12)
SPECIALS = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
FEW = [("a", -3.0), ("b", -3.0), ("ab", -4.0), ("ba", -5.5), ("aab", -6.0), (META, -2.0), (META + "a", -4.5)]


def small(vocabulary: list[tuple[str, float]]) -> Tokenizer:
    """A tokenizer with a vocabulary of our own."""
    pairs = SPECIALS + vocabulary
    return Tokenizer([piece for piece, _ in pairs], [score for _, score in pairs])


def words(text: str) -> list[str]:
    return [text[w.start : w.end] for w in split_words(text)]


def test_a_word_keeps_its_diacritics() -> None:
    assert words("قُتِلَ 3.") == ["قُتِلَ", "3", "."]


def test_an_underscore_and_every_other_mark_stand_alone() -> None:
    assert words("#غزة_الآن!؟") == ["#", "غزة", "_", "الآن", "!", "؟"]


def test_a_word_knows_whether_space_precedes_it() -> None:
    assert [w.spaced for w in split_words("(وقف) إطلاق")] == [True, False, False, True]


def test_a_range_is_read_alone_with_offsets_into_the_whole() -> None:
    assert [(w.start, w.end, w.spaced) for w in split_words("قصف غارة", 1, 6)] == [(1, 3, True), (4, 6, True)]


@given(TEXT)
def test_words_are_in_order_and_cover_all_but_white_space(text: str) -> None:
    at, between = 0, []
    for word in split_words(text):
        assert at <= word.start < word.end
        assert not re.search(r"\s", text[word.start : word.end])
        between.append(text[at : word.start])
        assert word.spaced == (word.start == 0 or text[word.start - 1].isspace())
        at = word.end
    assert re.fullmatch(r"\s*", "".join(between) + text[at:])


@given(st.text(st.sampled_from("اب\u064e"), max_size=300))
def test_no_word_is_longer_than_the_bound(text: str) -> None:
    assert all(w.end - w.start <= MAX_WORD + 1 for w in split_words(text))


@given(WORD, st.booleans())
def test_known_pieces_join_to_the_word(tokenizer: Tokenizer, pieces: list[str], word: str, spaced: bool) -> None:
    found = tokenizer.pieces(word, spaced)
    assert UNK not in found
    assert "".join(pieces[i] for i in found) == (META if spaced else "") + word


@given(WORD, st.randoms(use_true_random=False))
def test_diacritics_and_tatweel_do_not_change_pieces(tokenizer: Tokenizer, word: str, chance: random.Random) -> None:
    marked = word[0] + "".join(
        letter + chance.choice(("", "\u064e", "\u0651\u0650", "\u0640", "\u200d")) for letter in word[1:]
    )
    assert tokenizer.pieces(marked, True) == tokenizer.pieces(word, True)


def test_letters_in_presentation_forms_are_the_letters(tokenizer: Tokenizer) -> None:
    assert tokenizer.pieces("\ufefb", True) == tokenizer.pieces("لا", True)


def test_a_word_of_marks_alone_still_has_a_piece(tokenizer: Tokenizer) -> None:
    assert len(tokenizer.pieces("\u0640", False)) == 1
    assert split_words("\u0640")[0].end == 1


def test_an_unknown_letter_is_unknown_and_the_rest_is_kept() -> None:
    tokenizer = small([("a", -1.0), (META + "a", -1.0)])
    assert tokenizer.pieces("aza", True) == (5, UNK, 4)


@given(st.text("ab", min_size=1, max_size=7), st.booleans())
def test_the_segmentation_is_the_likeliest_of_all(word: str, spaced: bool) -> None:
    plain, scores = (META if spaced else "") + word, dict(FEW)
    cuts = [c for n in range(len(plain)) for c in combinations(range(1, len(plain)), n)]
    splits = [[plain[a:b] for a, b in zip((0, *c), (*c, len(plain)), strict=True)] for c in cuts]
    best = max(sum(scores[p] for p in split) for split in splits if all(p in scores for p in split))
    found = [FEW[i - len(SPECIALS)] for i in small(FEW).pieces(word, spaced)]
    assert "".join(piece for piece, _ in found) == plain
    assert sum(score for _, score in found) == pytest.approx(best)


def test_a_long_line_of_garbage_takes_linear_time(tokenizer: Tokenizer) -> None:
    def seconds(size: int, seed: int) -> float:
        text = "".join(random.Random(seed).choices(ARABIC, k=size))
        start = time.process_time()
        for word in split_words(text):
            tokenizer.pieces(text[word.start : word.end], word.spaced)
        return time.process_time() - start

    short, long = (min(seconds(size, seed) for seed in range(3)) for size in (10_000, 80_000))
    assert long < 24 * short  # 8 times the text: 8 if linear, 64 if quadratic


def test_every_mark_is_dropped() -> None:
    assert re.fullmatch(f"[{MARKS}]+", "\u064b\u0670\u0640\u200e\u200f\u06e1\ufeff")
