"""The Python that a template becomes. It says what Jinja2's own does, and asks less often: a site has 100,000 pages.

Four things differ, and none of them can be told from the pages that come out:

- What a template writes is gathered in a list and joined, where Jinja2 yields it piece by piece through every template that the
  page extends.
- It is gathered as the bytes that are published (``pages.markup``): what stands in the template itself is encoded when it is
  compiled. Only what a macro, a filter or a variable takes up is text.
- Plain text is escaped to plain text, where Jinja2 makes a ``Markup`` of each piece and throws it away again.
- ``event.title`` is looked up as Python looks it up, where it stands. Only where that fails is Jinja2 asked, which looks among
  the items as well and says what is undefined. And a function that every template knows is called as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from hashlib import sha256
from keyword import iskeyword
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.utils import missing

from opslag.pages import markup
from opslag.pages.lazy import lazy


def digest() -> str:
    """Changes with the Python that is written here: eight hexadecimal digits."""
    return sha256(Path(__file__).read_bytes()).hexdigest()[:8]


class TemplateCode(CodeGenerator):
    """Writes the Python of one template (``Environment.code_generator_class``)."""

    _outermost: str | None = None
    """The list in which the page or block that is being written is gathered: bytes."""
    _in_bytes = False
    """Whether what is being written goes there."""
    _direct = False
    """Whether attributes are looked up as Python does it, for Jinja2 is asked elsewhere where that fails."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - as Jinja2 calls it
        self.writeline("from jinja2.runtime import internalcode")
        self.writeline(f"from {markup.__name__} import escaped, joined_bytes, text, utf8")
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
        elif self._direct and isinstance(node.node, nodes.Name):
            self.write(f"{frame.symbols.ref(node.node.name)}.{node.attr}")  # where nobody told the name, there is no attribute
        else:
            self.write("(" if self._direct else f"get_{node.attr}(")
            self.visit(node.node, frame)
            self.write(f").{node.attr}" if self._direct else ")")

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

    # What is looked up: Python remembers, for each place in a page, where an attribute of such an object was found

    def visit_If(self, node: nodes.If, frame: Frame) -> None:  # noqa: N802
        self._branches([node, *node.elif_], node.else_, frame.soft())

    def _branches(self, branches: list[nodes.If], otherwise: list[nodes.Node], frame: Frame) -> None:
        first, *rest = branches
        self._attempt(first.test, lambda: self._ask(first, frame))
        self.writeline("if asked:")
        self.indent()
        self.blockvisit(first.body, frame)
        self.outdent()
        if rest or otherwise:
            self.writeline("else:")
            self.indent()
            if rest:
                self._branches(rest, otherwise, frame)
            else:
                self.blockvisit(otherwise, frame)
            self.outdent()

    def _ask(self, branch: nodes.If, frame: Frame) -> None:
        self.writeline("asked = ", branch)
        self.visit(branch.test, frame)

    def _attempt(self, of: nodes.Node, write: Callable[[], None]) -> None:
        """Writes a statement as if every attribute were one to Python, and as it is for where one is not."""
        inside = [of, *of.find_all(nodes.Node)]
        asked = [one.attr for one in inside if isinstance(one, nodes.Getattr)]
        underscored = any(name.startswith("_") for name in asked)  # every object has __class__
        if not asked or underscored or not all(map(_is_repeatable, inside)):
            write()
            return
        for line, self._direct in (("try:", True), ("except AttributeError:", False)):
            self.writeline(line)
            self.indent()
            write()
            self.outdent()

    # What is written

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        if _outermost(frame):
            self.buffer(frame)
            self._outermost = frame.buffer

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        if _outermost(frame):
            self.writeline(f"if {frame.buffer}:")  # a template that extends another writes nothing itself: its page is not copied
            self.writeline(f"    yield joined_bytes({frame.buffer})")
        super().leave_frame(frame, with_python_scope)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        self._in_bytes = frame.buffer == self._outermost
        self._attempt(node, lambda: super(TemplateCode, self).visit_Output(node, frame))

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802
        if not node.with_context:  # Jinja2 yields such a template's pieces as they are
            self.writeline(f"yield joined_bytes({self._outermost})")
            self.writeline(f"{self._outermost}.clear()")
        super().visit_Include(node, frame)

    def _output_const_repr(self, group: Iterable[Any]) -> str:
        return repr("".join(group).encode()) if self._in_bytes else super()._output_const_repr(group)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        elif self._in_bytes:
            self.write("(escaped[value] if type(value := ")
        else:
            self.write("text(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None or not self._in_bytes:
            super()._output_child_post(node, frame, finalize)
        else:
            self.write(") is str else utf8(value))")


class PageContext(Context):
    """What a template is told. What few templates ask for is made when they do."""

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: dict[str, Callable[[Context], Iterator[str]]],
        globals: MutableMapping[str, Any] | None = None,
    ) -> None:
        self.environment, self.name = environment, name
        self.parent = self.vars = known = parent if type(parent) is _Known else _Known(parent)
        self.resolve_or_missing = known.__getitem__  # type: ignore[assignment,method-assign]
        self.exported_vars = set()
        self.blocks = {name: [block] for name, block in blocks.items()}
        self._globals = globals

    def get_all(self) -> dict[str, Any]:
        """For another context, which may set what it likes."""
        return dict(self.vars)

    @lazy
    def eval_ctx(self) -> nodes.EvalContext:
        return nodes.EvalContext(self.environment, self.name)

    @lazy
    def globals_keys(self) -> set[str]:
        return set(self._globals or ())


class _Known(dict[str, Any]):
    """What a template is told and what it has set, in one: which of it goes out is told by the names of that."""

    def __missing__(self, name: str) -> Any:
        return missing


class PageTemplate(Template):
    """A template that gives bytes."""

    def page(self, **told: Any) -> bytes:
        """As ``render``, in UTF-8."""
        try:
            known = _Known(self.globals, **told)
            context = PageContext(self.environment, known, self.name, self.blocks, self.globals)
            return markup.joined_bytes(self.root_render_func(context))
        except Exception:
            self.environment.handle_exception()

    def make_module(
        self, vars: dict[str, Any] | None = None, shared: bool = False, locals: Mapping[str, Any] | None = None
    ) -> TemplateModule:
        context = self.new_context(vars, shared, locals)
        return TemplateModule(self, context, [markup.joined_text(self.root_render_func(context))])


class TemplateEnvironment(Environment):
    """Templates of a theme that does not change while it is used: each is looked up once."""

    code_generator_class = TemplateCode
    context_class = PageContext
    template_class = PageTemplate
    concat = staticmethod(markup.joined_text)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, auto_reload=False)
        self._found: dict[str, PageTemplate] = {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> PageTemplate:
        """``extends`` and ``import`` ask for theirs each time a page is rendered."""
        if not isinstance(name, str) or globals:
            return super().get_template(name, parent, globals)  # type: ignore[return-value]
        if name not in self._found:
            self._found[name] = super().get_template(name, parent)  # type: ignore[assignment]
        return self._found[name]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own, for no template has others: a chain of two would be copied key by key for every page."""
        return super().make_globals(d) if d else self.globals


def _is_repeatable(node: nodes.Node) -> bool:
    """It may be worked out a second time where the first failed: it calls nothing, and uses no iterator up."""
    uses_up = isinstance(node, nodes.Operand) and node.op in ("in", "notin")
    return not uses_up and not isinstance(node, (nodes.Call, nodes.Filter, nodes.Test))


def _outermost(frame: Frame) -> bool:
    """The frame of a whole template or of a block, where Jinja2 would yield."""
    return frame.rootlevel or frame.block_frame
