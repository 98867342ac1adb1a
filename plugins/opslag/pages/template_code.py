"""The Python that a template becomes. It says what Jinja2's own does, and asks less often: a site has 100,000 pages.

Three things differ, and none of them can be told from the pages that come out:

- What a template writes is gathered in a list and joined, where Jinja2 yields it piece by piece through every template that the
  page extends.
- Plain text is escaped to plain text, where Jinja2 makes a ``Markup`` of each piece and throws it away again.
- ``event.title`` is looked up as Python looks it up. Only where that fails is Jinja2 asked, which looks among the items as well
  and says what is undefined. And a function that every template knows is called as it is.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import lru_cache
from hashlib import sha256
from keyword import iskeyword
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from markupsafe import Markup, escape


def text(value: object) -> str:
    """The value as it stands in HTML, to be joined with the rest of its page."""
    if value.__class__ is str:
        return _escaped(value)
    if value.__class__ is Markup:
        return value
    return str(value) if value.__class__ is int else escape(value)


@lru_cache(maxsize=8192)
def _escaped(value: str) -> str:
    """Kept, because a page says its title five times and a site its branches on every page."""
    return str(escape(value))


def digest() -> str:
    """Changes with the Python that is written here: eight hexadecimal digits."""
    return sha256(Path(__file__).read_bytes()).hexdigest()[:8]


class TemplateCode(CodeGenerator):
    """Writes the Python of one template (``Environment.code_generator_class``)."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - as Jinja2 calls it
        self.writeline("from jinja2.runtime import internalcode")
        self.writeline(f"from {text.__module__} import {text.__name__}")
        for name in sorted({one.attr for one in node.find_all(nodes.Getattr)}):
            if not iskeyword(name):
                self.writeline("@internalcode")  # whoever reads a traceback is told the template's line
                self.writeline(f"def get_{name}(of):")
                self.writeline("    try:")
                self.writeline(f"        return of.{name}")
                self.writeline("    except AttributeError:")
                self.writeline(f"        return environment.getattr(of, {name!r})")
        super().visit_Template(node, frame)

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write(f"get_{node.attr}(")
        self.visit(node.node, frame)
        self.write(")")

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if forward_caller or node.dyn_args or node.dyn_kwargs or not self._known(node.node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _known(self, node: nodes.Expr) -> bool:
        """It names a function that all templates know, and that takes no more than it is given."""
        function = self.environment.globals.get(node.name) if isinstance(node, nodes.Name) else None
        return callable(function) and not hasattr(function, "jinja_pass_arg")

    # What is written

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        if _outermost(frame):
            self.buffer(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        if _outermost(frame):
            self.writeline(f"if {frame.buffer}:")  # a template that extends another writes nothing itself: its page is not copied
            self.writeline(f"    yield concat({frame.buffer})")
        super().leave_frame(frame, with_python_scope)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write(f"{text.__name__}(")
        else:
            super()._output_child_pre(node, frame, finalize)


class TemplateEnvironment(Environment):
    """Templates of a theme that does not change while it is used: each is looked up once."""

    code_generator_class = TemplateCode

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, auto_reload=False)
        self._found: dict[str, Template] = {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """``extends`` and ``import`` ask for theirs each time a page is rendered."""
        if not isinstance(name, str) or globals:
            return super().get_template(name, parent, globals)
        if name not in self._found:
            self._found[name] = super().get_template(name, parent)
        return self._found[name]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own, for no template has others: a chain of two would be copied key by key for every page."""
        return super().make_globals(d) if d else self.globals


def _outermost(frame: Frame) -> bool:
    """The frame of a whole template or of a block, where Jinja2 would yield."""
    return frame.rootlevel or frame.block_frame
