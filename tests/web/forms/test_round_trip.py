"""What a form shows is what it reads back: schema → HTML → typed → the same values."""

import string
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, render_template_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from werkzeug.datastructures import MultiDict

from assistance.fields import TYPES
from assistance.forms import schema, shipped
from engine.forms.fields import Number
from engine.forms.schema import FieldSpec, FormSchema
from web.forms import Sheet, ask, parse
from web.forms.widgets import widget

FORM = (
    '{% import "forms/fields.html" as fields with context %}'
    "<form>{{ fields.sheet_of(forms, sheet) }}<textarea name=other>x</textarea></form>"
)
LETTERS = string.ascii_letters + string.digits + "张王〔〕·“”<>&\"'{}[].%中文 "
texts = st.text(LETTERS, min_size=1, max_size=12).filter(lambda text: text == text.strip())
ids = st.from_regex(r"[a-f0-9]{8}", fullmatch=True)


def value_of(spec: FieldSpec) -> st.SearchStrategy[Any]:
    kind = widget(spec)
    if kind.name == "rows":
        return st.lists(data_of(spec.fields).filter(bool), min_size=1, max_size=3)
    if kind.name == "yesno":
        # a tick that is not set says nothing, so that only "yes" comes back
        return st.booleans() if spec.required and not spec.must_be else st.just(True)
    simple: dict[str, st.SearchStrategy[Any]] = {
        "date": st.dates().map(str),
        "moment": st.datetimes(timezones=st.none()).map(lambda at: at.isoformat()[:16]),
        "files": st.lists(ids, min_size=1, max_size=3, unique=True) if kind.many else ids,
    }
    if kind.name in simple:
        return simple[kind.name]
    if isinstance(TYPES[spec.type], Number):
        return st.integers(-999, 999)
    if kind.name == "checklist":
        # a page gives ticks back in its own order
        several = [choice.value for choice in spec.choices]
        return (
            st.sets(st.sampled_from(several), min_size=1).map(sorted_like(several))
            if several
            else st.lists(texts, min_size=1, max_size=3)
        )
    if spec.choices:
        return st.sampled_from([choice.value for choice in spec.choices])
    return texts.filter(lambda text: " " not in text) if kind.compact else texts


def sorted_like(order: list[str]) -> Callable[[set[str]], list[str]]:
    return lambda values: sorted(values, key=order.index)


def data_of(specs: tuple[FieldSpec, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {}, optional={spec.key: value_of(spec) for spec in specs if not spec.computed}
    )


@pytest.fixture(scope="module")
def drawing(app: Flask) -> Iterator[Flask]:
    with app.test_request_context("/"):
        yield app


def drawn(form: FormSchema, data: dict[str, Any]) -> Any:
    sheet = Sheet(data={form.form: data})
    forms = ask({form.form: form}, sheet)
    return html.fromstring(render_template_string(FORM, forms=forms, sheet=sheet))


@pytest.mark.parametrize("key", list(shipped()))
@given(chance=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_form_reads_back_what_it_shows(key: str, chance: st.DataObject, drawing: Flask) -> None:
    form = schema(key)
    data = chance.draw(data_of(form.fields))
    page = drawn(form, data)
    # a browser drops the line break right after <textarea>, lxml keeps it
    typed = MultiDict((name, value.removeprefix("\n")) for name, value in page.form_values())
    assert parse({key: form}, typed) == {key: data}


@pytest.mark.parametrize("key", list(shipped()))
def test_every_input_has_a_label_and_a_name_of_its_own(key: str, drawing: Flask) -> None:
    page = drawn(schema(key), {})
    labels = {label.get("for") for label in page.iter("label") if label.get("for")}
    for control in page.xpath("//*[self::input or self::select or self::textarea][not(@type='hidden')]"):
        inside = any(parent.tag == "label" for parent in control.iterancestors())
        assert inside or control.get("id") in labels or control.get("name") == "other", control.attrib
    every = [one.get("id") for one in page.xpath("//*[@id]")]
    assert len(every) == len(set(every))
