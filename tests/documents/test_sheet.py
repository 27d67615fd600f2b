"""A table as a file: what goes in is what a spreadsheet reads, and no cell becomes a formula."""

import csv
import io
import zipfile

from lxml import etree

from documents import sheet

COLUMNS = ("名称", "数", "说明")
ROWS = (("示例镇", 3, "a < b & 'c'"), ("=1+1", None, "@SUM(A1)"), ("第二行\n换行", 0, "-5"))
NAMESPACE = {"m": sheet.MAIN}


def read_back(content: bytes) -> list[list[str | int | None]]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        tree = etree.fromstring(file.read("xl/worksheets/sheet1.xml"))
        for name in file.namelist():
            etree.fromstring(file.read(name).removeprefix(b"\xef\xbb\xbf"))
    found: list[list[str | int | None]] = []
    for row in tree.iterfind(".//m:row", NAMESPACE):
        cells: list[str | int | None] = []
        for cell in row.iterfind("m:c", NAMESPACE):
            text, number = cell.find("m:is/m:t", NAMESPACE), cell.find("m:v", NAMESPACE)
            cells.append(int(number.text) if number is not None else text.text if text is not None else None)
        found.append(cells)
    return found


def test_what_goes_into_a_workbook_comes_out_of_it() -> None:
    content = sheet.as_xlsx("办理情况", COLUMNS, ROWS)
    assert read_back(content) == [list(COLUMNS), *map(list, ROWS)]
    assert content == sheet.as_xlsx("办理情况", COLUMNS, ROWS)


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    assert read_back(sheet.as_xlsx("a", ("x",), [("示\x00例\x0b",)])) == [["x"], ["示例"]]


def test_csv_is_read_as_utf8_and_begins_no_formula() -> None:
    content = sheet.as_csv(COLUMNS, ROWS)
    assert content.startswith(b"\xef\xbb\xbf")
    found = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert found[1] == ["示例镇", "3", "a < b & 'c'"]
    assert found[2] == ["'=1+1", "", "'@SUM(A1)"]
    assert found[3][2] == "'-5"
