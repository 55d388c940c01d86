"""Mails: the text, each file attached as an annex of its name, and all that is not read named and counted."""

from __future__ import annotations

import sys
from base64 import b64encode
from email.message import EmailMessage

import pytest

from tui.ingest import read_bytes
from tui.ingest.readers import eml
from tui.ingest.readers.packages import Package, shared_bounds
from tui.model.document import Document, Kind
from tui.model.errors import Invalid, Problem, Usage

from .made_office import docx, p, row, xlsx
from .test_conservation import check

TEXT = "各县区人民政府：\n请按以下要求抓好落实。\n一、修缮道路。（市交通局牵头）\n某市人民政府办公室\n2024年3月5日\n"
LEDGER = xlsx(row(1, "序号", "工作任务", "牵头单位") + row(2, "1", "建设养老院", "市民政局"))
PLAN = docx(p("重点工作方案"), p("一、开放公园。（市园林局牵头）"))


def mail(text: str = TEXT, subject: str = "关于抓好落实的通知") -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = subject, "市政府办公室 <office@example.com>", "all@example.com"
    made.set_content(text)
    return made


def attach(to: EmailMessage, data: bytes, name: str) -> None:
    to.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)


def read(made: EmailMessage | bytes) -> Document:
    """Read a mail, and hold it against the dumb counter."""
    data = bytes(made)
    document = read_bytes(data, "来信.eml")
    check(document, data, "来信.eml")
    return document


def annexes(document: Document) -> list[str]:
    return [f"{each.number} {each.heading}" for each in document.sections if each.kind is Kind.ANNEX]


def told(document: Document, code: str) -> list[object]:
    return [doubt.values.get("name") for doubt in document.doubts if doubt.code == code]


def test_the_text_is_the_document_and_each_attached_file_an_annex() -> None:
    inner = mail("见附件。二、清理河道。（市水利局牵头）\n", "转来的信")
    attach(inner, "一、种树。（市林业局牵头）\n".encode("gbk") * 3, "补充.txt")
    made = mail(f"{TEXT}另见所附（未完")
    attach(made, LEDGER, "任务台账.xlsx")
    attach(made, b"\xff\xd8\xff\xe0", "公章.jpg")
    attach(made, PLAN, "关于　方案，定稿.docx")
    made.add_attachment(inner)
    attach(made, bytes(inner), "原信.eml")
    document = read(made)
    assert (document.title, document.source.format) == ("关于抓好落实的通知", "eml")
    names = ["任务台账.xlsx", "关于方案，定稿.docx", "转来的信.eml", "补充.txt", "原信.eml", "补充.txt"]
    assert annexes(document) == [f"附件{at} {name}" for at, name in enumerate(names, 1)]
    assert [(task.text[:5], task.leads) for task in document.tasks[:3]] == [
        ("修缮道路。", ("市交通局",)),
        ("建设养老院", ("市民政局",)),
        ("开放公园。", ("市园林局",)),
    ]
    assert document.tasks[1].origin.where == "任务台账.xlsx 任务 row 2"
    assert told(document, "attachment_unread") == ["公章.jpg"]
    assert len(told(document, "mail_head")) == 2


def test_names_and_subjects_are_read_in_the_letters_they_are_in() -> None:
    def word(text: str) -> str:
        return f"=?GB2312?B?{b64encode(text.encode('gb18030')).decode()}?="

    subject = f"Subject: {word('转发：关于镕炉')}\r\n {word('的通知')}\r\n"
    head = f"{subject}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    body = b'--x\r\nContent-Type: text/plain; charset="gb2312"\r\n\r\n' + TEXT.replace("道路", "镕炉").encode("gbk")
    named = f'\r\n--x\r\nContent-Disposition: attachment; filename="{word("镕炉.txt")}"\r\n\r\n'.encode()
    bare = '\r\n--x\r\nContent-Type: text/plain; name="又一.txt"\r\n\r\n'.encode("gbk")
    document = read_bytes(head.encode() + body + named + TEXT.encode() + bare + TEXT.encode() + b"\r\n--x--", "a.eml")
    assert document.title == "关于镕炉的通知"
    assert annexes(document) == ["附件1 镕炉.txt", "附件2 又一.txt"]
    assert document.tasks[0].text == "修缮镕炉。"


def test_soft_line_ends_are_none() -> None:
    made = mail("一、建设社区 \n食堂。（市民政局牵头）\n再说几句话。\n")
    made.set_param("format", "flowed")
    made.set_param("delsp", "yes")
    assert read(made).tasks[0].text == "建设社区食堂。"


def test_a_mail_without_a_text_is_its_subject_and_what_is_attached() -> None:
    made = mail("\n")
    attach(made, LEDGER, "台账.xlsx")
    document = read(made)
    assert (document.title, annexes(document)) == ("关于抓好落实的通知", ["附件1 台账.xlsx"])
    assert [task.leads for task in document.tasks] == [("市民政局",)]


def test_a_page_is_read_where_it_says_more_than_the_plain_text() -> None:
    pytest.importorskip("lxml")
    page = "<table><tr><td>工作任务</td><td>牵头单位</td></tr><tr><td>建设养老院</td><td>市民政局</td></tr></table>"
    stub = mail("请用能显示网页的程序打开这封邮件。\n")
    stub.add_alternative(f"<p>{TEXT}</p>{page}", subtype="html")
    document = read(stub)
    assert [task.leads for task in document.tasks] == [("市交通局",), ("市民政局",)]
    assert "said_again" in {doubt.code for doubt in document.doubts}
    both = mail()
    both.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    assert [task.text for task in read(both).tasks] == ["修缮道路。"]


@pytest.mark.parametrize("end", ["附件", "第一篇", "（牵头单位：市财政局、"])
def test_what_stands_open_at_the_end_of_the_text_does_not_go_on_in_the_name_of_a_file(end: str) -> None:
    made = mail(f"{TEXT}以下见附件。\n{end}\n")
    attach(made, LEDGER, "台账.xlsx")
    assert annexes(read(made))[-1] == "附件1 台账.xlsx"


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    monkeypatch.setitem(sys.modules, "lxml", None)
    monkeypatch.setenv("PATH", "")
    made = mail()
    made.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    attach(made, b"%PDF-1.4 x", "方案.pdf")
    attach(made, b"{\\rtf1 x}", "方案.rtf")
    attach(made, b"PK\x03\x04broken", "坏的.docx")
    document = read_bytes(bytes(made), "a.eml")
    assert told(document, "attachment_needs") == ["方案.pdf", "方案.rtf"]
    assert told(document, "attachment_unread") == ["坏的.docx"]
    page = EmailMessage()
    page["Subject"] = "通知"
    page.set_content(f"<p>{TEXT}</p>", subtype="html")
    with pytest.raises(Usage) as refused:
        read_bytes(bytes(page), "a.eml")
    assert (refused.value.code, refused.value.exit_code) == ("missing_extra", 2)


def test_what_is_no_policy_is_named_and_counted() -> None:
    made = mail()
    attach(made, b"Nothing but English words stands in this file, " * 40, "en.txt")
    document = read(made)
    assert told(document, "attachment_unread") == ["en.txt"]
    assert annexes(document) == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Content-Type: multipart/encrypted; boundary=x\n\n--x\n\nx\n--x--", "encrypted_file"),
        (b"Content-Type: application/pkcs7-mime\n\nx", "encrypted_file"),
        (b"Content-Type: " + b"(" * 5_000 + b"\n\nx", "broken_file"),
        ("没有邮件头的一段文字。".encode(), "broken_file"),
        (b"Subject: x\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n" * 9_000, "too_many_elements"),
        (
            b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(300)),
            "too_many_elements",
        ),
    ],
)
def test_what_is_none_or_would_take_long_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_bytes(data, "a.eml")
    assert refused.value.code == code


def test_mails_in_mails_and_files_share_their_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    made = mail()
    for _ in range(6):
        outer = mail()
        outer.add_attachment(made)
        made = outer
    document = read_bytes(bytes(made), "a.eml")
    assert len(annexes(document)) == 3
    assert len(told(document, "attachment_unread")) == 1
    monkeypatch.setattr(eml, "_MOST_READ", 2)
    many = mail()
    for at in range(4):
        attach(many, LEDGER, f"{at}.xlsx")
    assert told(read_bytes(bytes(many), "a.eml"), "attachment_unread") == ["2.xlsx", "3.xlsx"]
    with shared_bounds():
        first, second = Package(PLAN, "a", "docx"), Package(PLAN, "b", "docx")
        first.left.room = 10
        with pytest.raises(Problem):
            second.xml("word/document.xml")
    assert Package(PLAN, "a", "docx").left.room > 10
