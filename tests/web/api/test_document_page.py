"""A document to read on the screen."""

from flask import Flask

from web.api.document_page import html


def test_what_stands_in_the_fields_is_text_and_never_markup(app: Flask) -> None:
    document = {
        "type": "transfer_letter",
        "title": "转办函",
        "fields": {"matter": "<script>alert(1)</script>", "attachments": [{"name": "a&b"}, {"name": "c"}]},
    }
    with app.test_request_context():
        page = html(document)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "a&amp;b<br>c" in page
    assert "<h1>转办函</h1>" in page
