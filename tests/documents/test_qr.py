from lxml import etree

from documents.qr import svg


def test_a_code_is_an_svg_that_can_stand_in_a_page() -> None:
    text = svg("https://example.test/progress?no=130399100-2026-000001")
    assert text.startswith("<svg")
    assert "style" not in text
    picture = etree.fromstring(text.encode())
    assert picture.get("class") == "qr"


def test_other_text_gives_another_code() -> None:
    assert svg("示例甲") != svg("示例乙")
    assert svg("示例甲") == svg("示例甲")
