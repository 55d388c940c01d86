"""Make ledger.xls: `python -m tests.ingest.made.ledger`, with xlwt, which only this wants.

Run by hand; the file is committed, so that the tests need no more than what reads it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
HEAD = ("序号", "工作任务", "牵头单位", "完成时限", "完成比例", "投资（万元）")
ROWS = (
    ("1", "建设社区食堂", "市民政局", date(2024, 6, 30), 0.4, 1234.5),
    ("2", "建设养老院", "", date(2024, 12, 31), 0.955, 20000),
    ("3", "修缮道路", "市交通局", date(2025, 3, 1), 1, 0),
    ("4", "废止的任务", "市水利局", date(2025, 6, 1), 0, 0),
)


def main() -> None:
    """Write the file beside this one."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("任务")
    for edge, words in (("header", "&C内部资料"), ("footer", "&P")):
        setattr(sheet, f"_Worksheet__{edge}_str", words)  # what its own setter takes it cannot write
    sheet.write_merge(0, 0, 0, 5, "某市2024年重点任务台账")
    for column, words in enumerate(HEAD):
        sheet.write(1, column, words)
    styles: dict[int, Any] = {
        3: xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"'),
        4: xlwt.easyxf(num_format_str="0.0%"),
        5: xlwt.easyxf(num_format_str="#,##0.00"),
    }
    struck = xlwt.easyxf("font: struck_out on")
    for at, row in enumerate(ROWS, 2):
        for column, value in enumerate(row):
            if at == 2 and column == 2:
                sheet.write_merge(2, 3, 2, 2, value)
            elif not (at == 3 and column == 2):
                sheet.write(at, column, value, struck if at == 5 and column < 3 else styles.get(column, xlwt.easyxf()))
    sheet.row(4).hidden = True
    sheet.col(5).hidden = True
    draft = book.add_sheet("草稿")
    draft.write(0, 0, "尚未议定的内容")
    draft.visibility = 1
    second = book.add_sheet("补充")
    for column, words in enumerate(HEAD[:3]):
        second.write(0, column, words)
        second.write(1, column, ("5", "架设桥梁", "市水利局")[column])
    book.save(str(HERE / "ledger.xls"))


if __name__ == "__main__":
    main()
