"""Makes web archives of own pages."""

from __future__ import annotations

import gzip
import random
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

SENTENCES = [
    "وصل وفد من غرفة التجارة إلى الميناء القديم في جولة تستمر يومين",
    "أعلنت لجنة الإغاثة فتح مركز جديد لتوزيع الخبز على العائلات",
    "قال متحدث باسم الدفاع المدني إن فرق الإطفاء سيطرت على الحريق",
    "اتفقت قبيلتان على وقف القتال بينهما بعد وساطة من شيوخ المنطقة",
    "دعت نقابة الصيادين إلى التحقيق في إطلاق نار على مركبين",
    "أغلقت الشرطة الطريق الساحلي وطلبت من السكان البقاء في بيوتهم",
]


def page(number: int) -> bytes:
    """An Arabic article with its time of publication; each number gives another one."""
    told = random.Random(number)
    body = "".join(
        f"<p>{told.choice(SENTENCES)} في الحي {told.randrange(10_000)} من المدينة رقم {told.randrange(10_000)}.</p>"
        for _ in range(4)
    )
    return (
        f'<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>خبر {number}</title>'
        f'<meta property="article:published_time" content="2026-02-08T07:{number % 60:02}:00+03:00"></head>'
        f"<body><article><h1>خبر {number} من المدينة</h1>{body}</article></body></html>"
    ).encode()


def foreign_page(number: int, size: int = 30_000) -> bytes:
    """A page that is not Arabic, of incompressible words."""
    return b"<html><body><p>" + random.Random(number).randbytes(size // 2).hex().encode() + b"</p></body></html>"


def record(url: str, body: bytes, *, kind: str = "response", headers: str = "Content-Type: text/html") -> bytes:
    """One WARC record."""
    http = f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\n"
        f"WARC-Date: 2026-02-08T07:15:42Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def article(number: int) -> bytes:
    """The record of an article."""
    return record(f"https://a.example/{number}", page(number))


def packed(records: Iterable[bytes]) -> Iterator[bytes]:
    """Each record as a gzip member of its own."""
    return (gzip.compress(data, 1, mtime=0) for data in records)


def write_wacz(path: Path, *archives: bytes) -> None:
    """A package with these WARC files."""
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("datapackage.json", "{}")
        for number, data in enumerate(archives):
            package.writestr(f"archive/data-{number}.warc.gz", data)
