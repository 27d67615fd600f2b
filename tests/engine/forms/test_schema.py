"""The schema language: what `load` and `check_types` refuse, with the place."""

import pytest

from engine.forms import GENERIC, SchemaFault, check_types, load


def form(**field):
    return {
        "form": "T1",
        "version": 1,
        "title": "示例",
        "fields": [{"key": "x", "label": "项", "type": "textfield", **field}],
    }


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({}, "form.form"),
        ({"form": "T1"}, "form.title"),
        ({"form": "T1", "title": "示例"}, "version"),
        ({"form": "T1", "title": "示例", "version": True}, "version"),
        ({"form": "T1", "title": "示例", "version": 1}, "fields"),
        ({**form(), "colour": "red"}, "form.colour"),
        ({**form(), "fields": ["x"]}, "fields[0]"),
        ({**form(), "fields": form()["fields"] * 2}, "fields"),
        ({**form(), "rules": [{"when": {}, "path": "x", "code": "E", "message": "m"}]}, "rules[0].when"),
        (
            {**form(), "rules": [{"when": {"field": "x", "filled": True}, "path": "x", "code": "E"}]},
            "rules[0].message",
        ),
        ({**form(), "rules": ["x"]}, "rules[0]"),
        (form(key="X"), "fields[0].key"),
        (form(key="__class__"), "fields[0].key"),
        (form(label=""), "fields[0].label"),
        (form(tooltip="x"), "fields[0].tooltip"),
        (form(required={"like": 1}), "fields[0].required"),
        (form(visible_when=True), "fields[0].visible_when"),
        (form(min=[1]), "fields[0].min"),
        (form(min=True), "fields[0].min"),
        (form(max="$tomorrow"), "fields[0].max"),
        (form(pattern="(a+)+b"), "fields[0].pattern"),
        (form(pattern="a*a*a*a*a*b"), "fields[0].pattern"),
        (form(choices="ab"), "fields[0].choices"),
        (form(choices=["a"]), "fields[0].choices[0]"),
        (form(choices=[{"value": "a"}]), "fields[0].choices[0].label"),
        (form(derived="x"), "fields[0].derived"),
        (form(derived={"field": "y"}), "fields[0].derived.part"),
        (form(unique_in="county"), "fields[0].unique_in"),
        (form(personal=True, fact="x"), "fields[0].fact"),
        (form(fields=[{"key": "y"}]), "fields[0].fields[0].label"),
    ],
)
def test_refuses_with_the_place(data, path):
    with pytest.raises(SchemaFault) as caught:
        load(data)
    assert caught.value.path == path
    assert caught.value.message


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (form(type="hologram"), "fields[0].type"),
        (form(type="select"), "fields[0].choices"),
        (form(type="dynamiclist"), "fields[0].fields"),
        (form(fields=form()["fields"]), "fields[0].fields"),
        (form(derived={"field": "y", "part": "sex"}), "fields[0].derived"),
        (form(max="$today"), "fields[0].max"),
        (form(type="money", max="$today"), "fields[0].max"),
        (form(type="date", max=5), "fields[0].max"),
        (form(type="dynamiclist", fields=form(type="hologram")["fields"]), "fields[0].fields[0].type"),
    ],
)
def test_refuses_what_does_not_fit_the_types(data, path):
    with pytest.raises(SchemaFault) as caught:
        check_types(load(data), GENERIC)
    assert caught.value.path == path


def test_a_table_becomes_one_list_named_rows():
    found = load({**form(), "rows": True, "min": 1, "max": 3})
    rows = found.fields[0]
    assert (rows.key, rows.type, rows.required, rows.min, rows.max) == ("rows", "dynamiclist", True, 1, 3)
    assert [field.key for field in rows.fields] == ["x"]
    check_types(found, GENERIC)
