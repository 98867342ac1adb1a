"""Whatever a library writes: forms, or a Problem at a line of the file; never anything else."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from opslag.forms.making import make_forms
from opslag.forms.reading import read_form_files

from tests.forms.made import SITE

scalars = st.one_of(
    st.text(max_size=12),
    st.integers(-9, 999),
    st.booleans(),
    st.none(),
    st.sampled_from(
        ["now", "now + 2 days", "Y-m-d", "api", "email", "%%x%%", "%%x", "https://x.example", "test", "${A}", "[", "x"]
    ),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["pre", "email", "value", "label", "x"]), inner),
    max_leaves=5,
)
types = st.sampled_from(["text", "textarea", "date", "email", "url", "select", "radio", "checkbox", "hidden", "?"])


def mapping(keys: str, **known: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Some of these keys, with anything behind them; those that are ``known`` mostly with what they are for."""
    optional = dict.fromkeys(keys.split(), values)
    return st.fixed_dictionaries({}, optional=optional | {key: one | values for key, one in known.items()})


fields = mapping(
    "label required requireOne settings help options optionGroups placeholder value format minValue maxValue recipient unknown",
    name=st.sampled_from(["x", "y", "name", "record"]),
    type=types,
)
forms = mapping(
    "title enabled onlyForLoggedUsers useCaptcha emailSubject response sendMethod primaryHandler secondaryHandlers emailFrom "
    "recipient reminderEmail senderInfoRequired hideSenderInfo includeBarcode help prefillFields unknown",
    fields=st.lists(fields, max_size=3),
    apiSettings=mapping("url username password authMethod headers successCodes"),
)
files = st.dictionaries(st.sampled_from(["a", "A", "sign-in", "å", "b"]), forms | values, max_size=3)


@given(files, st.dictionaries(st.sampled_from(["x", "x_html"]), values))
@settings(max_examples=50)
def test_every_definition_is_read_or_told(definitions: Any, texts: Any) -> None:
    data = {
        "forms/a.yaml": yaml.safe_dump({"forms": definitions}, allow_unicode=True).encode(),
        "forms/translations/da.yaml": yaml.safe_dump(texts, allow_unicode=True).encode(),
    }
    problems: list[Any] = []
    made = make_forms(read_form_files(data, data.__getitem__, problems), SITE, data.__getitem__, problems)
    for problem in problems:
        lines = data[problem.path.removeprefix("content/")].decode().splitlines()
        assert 1 <= problem.line <= len(lines) + 1, problem
        assert problem.found and problem.remedy
    assert all(form.fields is not None for form in made)
