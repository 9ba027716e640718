"""Near-duplicates at the door: the same agency text in several outlets."""

from __future__ import annotations

from pathlib import Path

from ingest.warcs import SENTENCES
from store.reports import report

from marsad.ingest import Document, Failure
from marsad.intake import Desk
from marsad.store import open_store

WIRE = "\n".join(f"{sentence} في المدينة رقم {n}." for n, sentence in enumerate(SENTENCES))
REPRINT = "نقلا عن الوكالة\n" + WIRE.replace("أعلنت", "اعلنت").replace("رقم 4", "رقم أربعة")
OTHER = "\n".join(f"{sentence} يوم {n} من الشهر القادم بعد الظهر." for n, sentence in enumerate(reversed(SENTENCES)))


def refuse(failure: Failure) -> None:
    raise AssertionError(failure)


def test_an_article_that_nearly_repeats_an_earlier_one_is_marked(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        desk = Desk(store, lambda d: report(article_id=d.id, text=d.text), refuse)
        desk.take_all([Document("wire", WIRE), Document("paper", REPRINT), Document("own", OTHER)])
        desk.take(Document("blog", REPRINT + "\nللمتابعة."))
        assert (desk.counts["new"], desk.counts["near"], dict(desk.originals)) == (4, 2, {"wire": 2})
        near = store.duplicates.of("paper")
        assert near is not None
        assert (near.of, near.resemblance > 0.6) == ("wire", True)
        assert [found.article for found in store.duplicates.repeating("wire")] == ["blog", "paper"]
        assert store.duplicates.of("wire") is store.duplicates.of("own") is store.duplicates.of("none") is None


def test_a_new_version_that_is_another_text_is_no_duplicate_any_more(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        desk = Desk(store, lambda d: report(article_id=d.id, text=d.text), refuse)
        desk.take_all([Document("wire", WIRE), Document("paper", REPRINT), Document("paper", OTHER)])
        assert store.duplicates.of("paper") is None
        assert store.duplicates.repeating("wire") == []


def test_taking_an_article_again_marks_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        desk = Desk(store, lambda d: report(article_id=d.id, text=d.text), refuse)
        desk.take_all([Document("wire", WIRE), Document("wire", WIRE)])
        assert (desk.counts["unchanged"], desk.counts["near"]) == (1, 0)
