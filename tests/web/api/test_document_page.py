"""A document to read on the screen."""

from documents import pdf
from tests.documents.samples import sample
from web.api.document_page import html


def test_the_page_says_what_the_paper_says_and_no_typed_markup() -> None:
    typed = {**sample("transfer_letter"), "matter": "<script>alert(1)</script>"}
    page = html({"title": "<转办函>", "content": pdf.page("transfer_letter", typed)})
    assert "<script>" not in page
    assert "&lt;script" in page
    assert "<h1>转办函</h1>" in page
    assert "<title>&lt;转办函&gt;</title>" in page
    assert page.count("<html") == 1
