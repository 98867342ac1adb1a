"""Templates mean what they mean to Jinja2: whatever a designer writes, its own environment and ours give the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError, pass_context
from markupsafe import Markup, escape
from opslag.language import Language
from opslag.pages.markup import MOST, Ready, escaped, text, utf8
from opslag.pages.template_code import PageTemplate, TemplateEnvironment
from opslag.pages.template_fault import TemplateFaultError
from opslag.pages.theme import Theme

TEMPLATES = {
    "base": "<title>{% block title %}none{% endblock %}</title>{% block main %}{% endblock %}{{ site.name }}{{ said('<') }}",
    "inherits": '{% extends "base" %}{% block title %}{{ super() }} {{ event.title }}{% endblock %}dropped{% set x = 1 %}',
    "twice": '{% extends "base" %}{% block title %}A{% endblock %}{% block main %}{{ self.title() }}{% endblock %}',
    "perhaps": '{% if event %}{% extends "base" %}{% endif %}here{% block main %}{{ event.place.name }}{% endblock %}',
    "scoped": "{% for word in words %}{% block one scoped %}{{ word }}{{ loop.index }}{% endblock %}{% endfor %}",
    "includes": '{% set local = 3 %}a{% include "part" %}b{% include ["missing", "part"] %}{% include "no" ignore missing %}',
    "part": "[{{ event.title }}{{ local }}]",
    "includes alone": 'a{% include "said" without context %}b{% set c %}{% include "said" %}{% endset %}{{ c }}{{ c | length }}',
    "said": "<{{ said('æ<') }}→>",
    "blocks": '{% filter upper %}{% block one %}{{ event.title }}ß{% endblock %}{% endfilter %}{{ self.one() ~ "<" }}',
    "macros": "{% macro shown(of, class='c') %}<i class={{ class }}>{{ of }}{{ caller() if caller }}</i>{% endmacro %}",
    "imports": '{% from "macros" import shown %}{{ shown(event.title) }}{% call shown("x", class="y") %}&{% endcall %}',
    "imports all": '{% import "macros" as them with context %}{{ them.shown(words[0]) }}',
    "a module": '{% import "said" as them %}{{ them }}{{ event.ready }}{{ event.ready | upper }}',
    "mixed": '{% for one in mixed %}{{ one.title | default("-") }}{{ one.number }}{{ loop.index }}{% endfor %}',
    "either kind": "{% for one in mixed %}{{ one.title }}{% if one.n %}a{% elif one.number %}{{ one.n }}{% endif %}{% endfor %}",
    "branches": "{% if nobody is defined %}a{% elif event.place.name %}{{ event.place.name }}{% else %}c{% endif %}",
    "no branch": "{% if event.place.name == 1 %}a{% elif event.number %}{% if event.no %}{% endif %}{% endif %}",
    "used up": '{% set left = words | map("upper") %}{{ left | first }}{{ event.place.name }}{{ left | list }}',
    "used up by asking": '{% set all = words | map("upper") %}{% if "X" in all or event.place.name %}{{ all | list }}{% endif %}',
    "private": "{{ event.__class__.__name__ }}{{ nobody.__class__ }}",
    "items": '{% set row = {"title": "<b>", "class": 1} %}{{ row.title }}{{ row.class }}{{ event.place.name }}{{ row["title"] }}',
    "items first": '{% set row = {"items": 1} %}{{ row["items"] }}{{ row.items() | list }}{{ event["title"] }}',
    "filters": '{% filter upper %}a{{ event.title }}{% endfilter %}{{ words | map("upper") | join(", ") }}{{ words | length }}',
    "captured": "{% set both %}<p>{{ event.title }}</p>{% endset %}{{ both }}{{ both ~ event.title }}",
    "raw": "{% autoescape false %}{{ event.title }}{% endautoescape %}{{ event.title | safe }}{{ event.body }}",
    "recursive": "{% for one in tree recursive %}{{ one.n }}{{ loop(one.of) if one.of }}{% endfor %}",
    "recursive macro": "{% macro down(n) %}{{ n }}{% if n %}{{ down(n - 1) }}{% endif %}{% endmacro %}{{ down(3) }}",
    "namespace": "{% set n = namespace(x=1) %}{% for word in words %}{% set n.x = n.x + 1 %}{% endfor %}{{ n.x }}",
    "calls": "{{ said(*words[:1]) }}{{ said(words[0], end='!') }}{{ here('event') }}{{ event.loud() }}{{ said('<') | upper }}",
    "shadows": "{% macro said(a) %}mine {{ a }}{% endmacro %}{{ said('<') }}{% for site in words %}{{ site }}{% endfor %}",
    "empty": "",
    "values": "{{ 1 }}{{ none }}{{ 2.5 }}{{ true }}{{ words }}{{ event.markup }}{{ event.number }}",
    "undefined": "{{ nobody }}",
    "undefined attribute": "before {{ event.nobody }}",
    "undefined of undefined": "{{ nobody.name }}",
    "undefined item": "{{ event.place.nobody }}",
    "perhaps defined": "{{ nobody | default('d') }}{{ event.nobody | default('e') }}{{ nobody is defined }}",
    "no such parent": '{% extends "nowhere" %}',
    "divides": "{{ 1 // (event.number - 7) }}",
}


class Marked:
    def __html__(self) -> str:
        return "<marked>"


@dataclass(frozen=True)
class Event:
    title: str = "<Kaffe> & \"kage\" med 'Ø'"
    number: int = 7

    @property
    def body(self) -> Markup:
        return Markup("<p>")

    @property
    def markup(self) -> Marked:
        return Marked()

    @property
    def ready(self) -> Markup:
        return Ready.of("<b>æ</b>".encode())

    @property
    def place(self) -> dict[str, str]:
        return {"name": "<Sal>"}

    def loud(self) -> str:
        return self.title.upper()


@pass_context
def here(context: Any, name: str) -> str:
    return str(context[name].title)


def said(word: str, end: str = "") -> str:
    return word + end


def environment(kind: type[Environment]) -> Environment:
    made = kind(loader=DictLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    made.globals.update(site={"name": "A & B"}, said=said, here=here)
    return made


def rendered(kind: type[Environment], name: str) -> str:
    """The page, or how it failed."""
    tree = [{"n": 1, "of": [{"n": 2, "of": []}]}]
    try:
        template = environment(kind).get_template(name)
        told = {"event": Event(), "words": ["<a>", "b"], "tree": tree, "mixed": [Event(), {"title": "<i>", "n": 1, "number": 2}]}
        page = template.render(told)
        assert not isinstance(template, PageTemplate) or template.page(**told).decode() == page
        return page
    except (TemplateError, ArithmeticError) as error:
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_gives_what_jinja2_gives(name: str) -> None:
    assert rendered(TemplateEnvironment, name) == rendered(Environment, name)


@pytest.mark.parametrize(
    "template", ["{{ asked(event.title) }}", "{% if asked(event.title) %}{% endif %}", "{% if event.title is asked %}{% endif %}"]
)
def test_what_fails_is_not_asked_a_second_time(template: str) -> None:
    questions = []

    def asked(title: str) -> str:
        questions.append(title)
        raise AttributeError(title)

    made = environment(TemplateEnvironment)
    made.tests["asked"] = asked
    with pytest.raises(AttributeError):
        made.from_string(template).render(event=Event(), asked=asked)
    assert len(questions) == 1


@pytest.mark.parametrize("fault", ["event.nobody", "nobody.name", "event.place.nobody.name"])
def test_a_fault_is_told_with_the_line_of_the_template(tmp_path: Path, fault: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "one.html").write_text("{% if true %}\n\n{{ " + fault + " }}\n{% endif %}", encoding="utf-8")
    with pytest.raises(TemplateFaultError) as caught:
        Theme((tmp_path,), Language("da")).renderer("one.html")(event=Event())
    assert str(caught.value).startswith(f"{tmp_path}/templates/one.html:3: ")


@given(st.one_of(st.text(), st.text().map(Markup), st.booleans(), st.integers(), st.floats(), st.none(), st.just(Marked())))
def test_what_is_written_is_escaped_as_jinja2_escapes_it(value: object) -> None:
    assert text(value) == str(escape(value))
    assert utf8(value) == str(escape(value)).encode()


def test_html_is_not_taken_for_the_plain_text_that_it_is_equal_to() -> None:
    assert utf8("<b>") == b"&lt;b&gt;"
    assert utf8(Markup("<b>")) == utf8(Ready.of(b"<b>")) == b"<b>"


def test_what_is_kept_escaped_does_not_grow_without_end() -> None:
    for number in range(MOST + 10):
        assert utf8(f"<{number}") == f"&lt;{number}".encode()
    assert len(escaped) <= MOST
