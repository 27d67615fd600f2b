"""The manuals on /help: each opens for everybody, as text and tables and never as markup of its own."""

from typing import Any

import pytest

from web import manual

SAMPLE = """一段 **重要** 的 `code`，见 [别处](../x.md) <script>。

## 小标题

| 事 | 限 |
|---|---|
| 签收 | 2 天 |

- 一
  接着
- 二

```sh
yimen doctor  # 看 <b>
```
"""


@pytest.mark.parametrize("name", manual.names())
def test_every_manual_opens(name: str, anybody: Any) -> None:
    anybody.get("/help").get(f"/help/{name}")
    assert anybody.answer.status_code == 200
    assert anybody.title == manual.title(name, "zh")
    assert "**" not in anybody.text
    assert "|---" not in anybody.text


def test_there_is_no_other_file_behind_it(anybody: Any) -> None:
    assert anybody.get("/help/nothing").answer.status_code == 404
    assert anybody.get("/help/..%2Fglossary").answer.status_code == 404


def test_marks_become_elements_and_all_else_is_text() -> None:
    drawn = manual.draw(SAMPLE)
    assert "<p>一段 <strong>重要</strong> 的 <code>code</code>，见 别处 &lt;script&gt;。</p>" in drawn
    assert "<h2>小标题</h2>" in drawn
    assert '<th scope="row">签收</th><td data-label="限">2 天</td>' in drawn
    assert "<ul><li>一 接着</li><li>二</li></ul>" in drawn
    assert '<pre tabindex="0">' in drawn
    assert ">yimen doctor  # 看 &lt;b&gt;\n</pre>" in drawn
