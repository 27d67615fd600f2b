"""Two languages, complete: a code, a name or a sentence without its words is found here and not by a clerk."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import web
from engine.errors import all_refusals
from web.i18n.catalogue import HERE
from web.i18n.guidance import GUIDANCE
from web.i18n.names import KINDS, name
from web.i18n.refusals import REASONS, REFUSALS, refusal_words

WEB = Path(str(web.__file__)).parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SPOKEN = re.compile(r"_\((?:'[^']*'|\"[^\"]*\")")
METHODS = [("api/**.py", "ignore"), ("**.py", "python"), ("**/templates/**.html", "jinja2")]


def said() -> set[str]:
    found = extract_from_dir(str(WEB), method_map=METHODS, keywords={"_": None})
    return {str(message) for _file, _line, message, _comments, _context in found}


def english() -> dict[str, str]:
    with (HERE / "en" / "LC_MESSAGES" / "messages.po").open("rb") as source:
        return {str(one.id): str(one.string) for one in read_po(source) if one.id}


def test_every_sentence_of_the_pages_has_its_english() -> None:
    assert sorted(said() - {key for key, text in english().items() if text}) == []


def test_the_catalogue_holds_nothing_that_no_page_says() -> None:
    assert sorted(set(english()) - said()) == []


def test_english_fills_the_same_places_as_chinese() -> None:
    places = re.compile(r"%\(\w+\)s|{\w+}")
    for chinese, text in english().items():
        assert sorted(places.findall(chinese)) == sorted(places.findall(text)), chinese


def test_english_has_no_chinese_left() -> None:
    assert [text for text in english().values() if CHINESE.search(text)] == []


@pytest.mark.parametrize("path", sorted((WEB / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_templates_say_nothing_in_chinese_outside_the_catalogue(path: Path) -> None:
    text = re.sub(r"{#.*?#}", "", path.read_text("utf-8"), flags=re.DOTALL)
    left = [line.strip() for line in SPOKEN.sub("", text).splitlines() if CHINESE.search(line)]
    assert [line for line in left if "'中文' if lang" not in line] == []


@pytest.mark.parametrize("code", sorted({kind.code for kind in all_refusals()}))
def test_every_refusal_has_words_in_both_languages(code: str) -> None:
    chinese, text = REFUSALS[code]
    assert CHINESE.search(chinese)
    assert text
    assert not CHINESE.search(text)


def test_a_refusal_with_a_known_reason_says_the_reason() -> None:
    assert refusal_words("E_FORBIDDEN", {"why": "not_candidate"}, "zh") == REASONS["not_candidate"][0]
    assert refusal_words("E_TAKEN", {"holder": "王"}, "zh") == "此件已被 王 认领。"


def test_a_missing_fact_leaves_a_dash_and_no_error() -> None:
    assert "—" in refusal_words("E_LOCKED", {}, "zh")


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_has_both_languages(kind: str) -> None:
    for key, (chinese, text) in KINDS[kind].items():
        assert CHINESE.search(chinese), key
        assert text, key
        assert not CHINESE.search(text), key


def test_an_unknown_key_shows_itself() -> None:
    assert name("step", "no_such_step") == "no_such_step"
    assert name("step", "accept", "zh", "受理（县）") == "受理（县）"
    assert name("step", "accept", "en", "受理（县）") == "Acceptance"


def test_guidance_is_in_both_languages() -> None:
    for step, (chinese, text) in GUIDANCE.items():
        assert step in KINDS["step"]
        assert CHINESE.search(chinese)
        assert not CHINESE.search(text)
