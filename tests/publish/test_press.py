from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from firsthand.publish.press import Press, Section
from firsthand.publish.redact import redact
from publish.told import dossier


def press() -> Press:
    sections = [Section(target="index.html", name="Findings")]
    return Press(redact(dossier(case="<b>"), withheld=()), sections)


def test_whatever_a_page_is_given_is_escaped() -> None:
    made = press().page("a/x.html", "check.html", title="<i>", section="index.html", kit=False)
    text = made.content.decode()
    assert "<title>&lt;i&gt; · &lt;b&gt;</title>" in text
    assert 'href="../index.html" aria-current="true"' in text


def test_a_value_that_a_page_lacks_is_our_fault_and_not_an_empty_space() -> None:
    with pytest.raises(UndefinedError):
        press().page("x.html", "check.html", title="t", section="index.html")
