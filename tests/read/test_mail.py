from __future__ import annotations

import io
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.custody import MediaType
from firsthand.read.archive import Found
from firsthand.read.mail import MESSAGES_MAX, read_mail, read_mailbox

WORDS = "They took blood from my whole village.\n"
PDF = b"%PDF-1.4 notice"


def letter(words: str = WORDS, *, html: str = "", **attached: bytes) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Aygul <aygul@secret.example>"
    made["To"] = "desk@paper.example"
    made["Subject"] = "血样 in our village"
    made["Date"] = "Thu, 3 Apr 2031 23:30:00 +0800"
    made.set_content(words)
    if html:
        made.add_alternative(html, subtype="html")
    for name, data in attached.items():
        kind = "pdf" if data.startswith(b"%PDF") else "octet-stream"
        made.add_attachment(data, maintype="application", subtype=kind, filename=f"{name}.pdf")
    return made


def read(made: EmailMessage | bytes) -> list[Found]:
    data = made if isinstance(made, bytes) else bytes(made)
    return list(read_mail(data, address="pile/a.eml"))


def box(
    *letters: EmailMessage, by: bytes = b"From a@a.example Thu Apr  3 10:00:00 2031\n"
) -> bytes:
    return b"\n".join(by + bytes(each) for each in letters)


def readbox(data: bytes) -> list[Found]:
    return list(read_mailbox(io.BytesIO(data), address="pile/all.mbox"))


def test_a_mails_words_come_with_its_subject_and_day() -> None:
    (found,) = read(letter())
    assert (found.kind, found.data.decode()) == (MediaType.TEXT, WORDS)
    assert {(each.name, each.text) for each in found.stated} == {
        ("title", "血样 in our village"),
        ("published", "2031-04-03"),
    }


def test_who_wrote_it_is_not_taken_over() -> None:
    for found in read(letter(html="<p>They took blood.</p>", notice=PDF)):
        told = repr((found.stated, found.locator, found.address, found.problems))
        assert "aygul" not in told.lower()
        assert "secret" not in told


def test_of_two_forms_of_one_text_the_plain_one_is_read() -> None:
    (found,) = read(letter(html="<p>They took blood from my whole village.</p>"))
    assert found.kind is MediaType.TEXT


def test_a_mail_that_is_a_page_is_read_as_one() -> None:
    made = EmailMessage()
    made["Subject"] = "x"
    made.set_content("<p>They took blood.</p>", subtype="html", charset="gbk")
    (found,) = read(made)
    assert (found.kind, found.charset) == (MediaType.HTML, "gbk")


def test_what_is_attached_is_read_under_its_own_name() -> None:
    """
    part 0   the mail
    part 1   its words
    part 2   a notice as PDF
    part 3   a file of no kind that is read
    """
    words, notice = read(letter(notice=PDF, tape=b"\x00\x01\x02"))
    assert (words.locator, notice.locator, notice.kind) == ("part=1", "part=2", MediaType.PDF)
    assert [each.text for each in notice.stated] == ["notice.pdf"]


def test_a_picture_is_kept_beside_the_pages() -> None:
    made = letter()
    made.add_attachment(b"\x89PNG\r\n\x1a\n" + bytes(60), maintype="image", subtype="png")
    words, picture = read(made)
    assert picture.is_picture
    assert not words.is_picture


def test_a_mail_within_a_mail_is_read() -> None:
    made = letter("I forward this.\n")
    made.add_attachment(letter("The first one said so.\n"))
    assert [each.data.decode() for each in read(made)] == ["I forward this.\n", "The first one said so.\n"]  # fmt: skip


def test_a_mail_with_nothing_to_read_says_what_is_in_it() -> None:
    made = EmailMessage()
    made["Subject"] = "x"
    made.set_content(b"\x00\x01", maintype="audio", subtype="ogg")
    (found,) = read(made)
    assert found.kind is None
    assert "1 audio/ogg" in found.problems[0].message


def test_a_damaged_part_is_named() -> None:
    data = b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!! no base 64 !\n"
    (found,) = read(data)
    assert [each.code for each in found.problems] == ["part-damaged"]


def test_each_message_of_a_mailbox_is_read() -> None:
    """a line that begins with From within a message is marked by whoever wrote the box"""
    found = readbox(box(letter("one\n"), letter(">From there we left.\n"), letter("three\n")))
    assert [each.data.decode().strip() for each in found] == ["one", "From there we left.", "three"]
    assert [each.locator for each in found] == [f"message={number};part=0" for number in range(3)]


def test_a_line_that_begins_with_from_is_no_new_message() -> None:
    assert len(readbox(box(letter("one\n\nFrom here on nobody slept.\n")))) == 1


def test_a_message_that_is_too_large_is_refused_and_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("firsthand.read.mail.PAGE_BYTES_MAX", 2000)
    large, small = readbox(box(letter("x" * 70 + "\n" + ("y" * 70 + "\n") * 99), letter()))
    assert large.problems[0].code == "too-large"
    assert small.data.decode() == WORDS


def test_a_mailbox_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MESSAGES_MAX > 1
    monkeypatch.setattr("firsthand.read.mail.MESSAGES_MAX", 1)
    assert [each.problems[0].code for each in readbox(box(letter(), letter()))[1:]] == ["too-many"]


def test_a_mail_of_parts_within_parts_is_cut() -> None:
    part = b"--x\nContent-Type: text/plain\n\na\n"
    data = b"Content-Type: multipart/mixed; boundary=x\n\n" + part * 3000 + b"--x--\n"
    assert read(data)[-1].problems[0].code == "too-many"


@given(st.binary(max_size=500))
def test_no_bytes_bring_it_down(data: bytes) -> None:
    assert read(data)
    readbox(b"From a@a.example Thu Apr  3 10:00:00 2031\n" + data)
