"""The sandbox: what a template may say, and the Jinja environment that knows nothing else.

A template reaches no Python object: names are looked up in dicts, loops run over lists, and the
only calls are helpers that the caller puts among the fields by name. Two walls stand behind one
another: `audit` refuses a forbidden construct when the template is taken apart, and the
environment has no way to reach an attribute even if one slipped through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext, Undefined
from jinja2.sandbox import SandboxedEnvironment

from recoverydocs.documents.engine.saying import Saying

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOOP_NAMES = frozenset({
    "first", "last", "index", "index0", "revindex", "revindex0", "length", "depth", "depth0",
    "previtem", "nextitem",
})  # fmt: skip
FORBIDDEN_NAMES = frozenset({"self", "super", "caller", "varargs", "kwargs", "context"})
FILTERS = frozenset({
    "optional", "length", "count", "first", "last", "join", "upper", "lower", "trim",
})  # fmt: skip
TESTS = frozenset({
    "defined", "undefined", "none", "string", "number", "mapping", "odd", "even", "divisibleby",
    "==", "eq", "equalto", "!=", "ne", ">", "gt", "greaterthan", "ge", ">=", "<", "lt",
    "lessthan", "<=", "le", "in",
})  # fmt: skip
_STATEMENTS = (nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign, nodes.With)
_EXPRESSIONS = (
    nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem, nodes.Filter, nodes.Test,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Concat,
    nodes.Add, nodes.Sub, nodes.Mul, nodes.Neg, nodes.List, nodes.Tuple, nodes.Call,
)  # fmt: skip
_LONGEST_CONST = 2000


class Missing(StrictUndefined):
    """A name that nobody gave; any use of it but ``is defined`` is an error."""


class Sandbox(SandboxedEnvironment):
    """Jinja without globals, attributes, imports, or calls."""

    context_class = Saying

    def __init__(self, filters: dict[str, Callable[..., Any]]) -> None:
        super().__init__(undefined=Missing, autoescape=False, keep_trailing_newline=True)
        self.globals = {}
        self.filters = filters
        self.tests = {name: self.tests[name] for name in TESTS}

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's own types
        """A member of a dict, or what a loop knows of itself; nothing else has members."""
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401 - Jinja's own types
        """A member of a dict, an item of a list, or what a loop knows of itself."""
        kind = type(obj)
        if kind is dict:
            if argument in obj:
                return obj[argument]
        elif kind is LoopContext:
            if argument in LOOP_NAMES:
                return getattr(obj, argument)
        elif kind in {list, tuple}:
            if type(argument) is int and -len(obj) <= argument < len(obj):
                return obj[argument]
        elif isinstance(obj, Undefined):
            return obj[argument]
        return self.undefined(obj=obj, name=argument)

    def call(self, *_: Any, **__: Any) -> Any:  # noqa: ANN401 - Jinja's own types
        """Nothing is called from a template; helpers go through the filter woven in.

        Raises:
            SecurityError: always.
        """
        raise SecurityError("a call")


def audit(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Line and reason (Chinese) of each construct that a template may not hold."""
    for child in tree.body:
        yield from _audit(child, 1)


def _audit(node: nodes.Node, line: int) -> Iterator[tuple[int, str]]:
    line = node.lineno or line  # Jinja gives some nodes no line
    reason = _reason(node)
    if reason:
        yield line, reason
        return
    for child in node.iter_child_nodes():
        yield from _audit(child, line)


def _reason(node: nodes.Node) -> str:
    """Why this one node is refused; empty when it is not."""
    if not isinstance(node, _STATEMENTS + _EXPRESSIONS):
        return f"不允许的语句或表达式 {type(node).__name__}"
    check = _CHECKS.get(type(node))
    return check(node) if check else ""


def _name(node: nodes.Name) -> str:
    if node.name.startswith("_") or node.name in FORBIDDEN_NAMES:
        return f"不允许的名称 {node.name}"
    return ""


def _member(node: nodes.Getattr) -> str:
    return f"不允许的属性 {node.attr}" if node.attr.startswith("_") else ""


def _item(node: nodes.Getitem) -> str:
    if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str | int):
        private = isinstance(node.arg.value, str) and node.arg.value.startswith("_")
        return f"不允许的属性 {node.arg.value}" if private else ""
    return "方括号内只能是文字或整数"


def _filter(node: nodes.Filter) -> str:
    if node.name not in FILTERS or node.node is None:
        return f"不允许的过滤器 {node.name}"
    return _plain_arguments(node)


def _test(node: nodes.Test) -> str:
    return "" if node.name in TESTS else f"不允许的判断 {node.name}"


def _call(node: nodes.Call) -> str:
    if not isinstance(node.node, nodes.Name) or node.node.name == "loop":
        return "只能调用程序提供的函数"
    return _plain_arguments(node)


def _plain_arguments(node: nodes.Call | nodes.Filter) -> str:
    return "不允许的参数形式" if node.kwargs or node.dyn_args or node.dyn_kwargs else ""


def _const(node: nodes.Const) -> str:
    if isinstance(node.value, float):
        return "不允许小数常量，金额由程序给出"
    if isinstance(node.value, str) and (len(node.value) > _LONGEST_CONST or "\n" in node.value):
        return "常量文字过长或含换行"
    if isinstance(node.value, int) and abs(node.value) > 10**6:
        return "常量数字过大"
    return ""


def _mul(node: nodes.Mul) -> str:
    """Only what ``{% hm %}`` makes: a cell's span times the length of the loop."""
    spans = isinstance(node.left, nodes.Const) and isinstance(node.left.value, int)
    length = isinstance(node.right, nodes.Getattr) and node.right.attr == "length"
    return "" if spans and length else "不允许乘法，数值由程序算好"


def _for(node: nodes.For) -> str:
    return "不允许递归循环" if node.recursive else ""


_CHECKS: dict[type[nodes.Node], Callable[[Any], str]] = {
    nodes.Name: _name,
    nodes.Getattr: _member,
    nodes.Getitem: _item,
    nodes.Filter: _filter,
    nodes.Test: _test,
    nodes.Call: _call,
    nodes.Const: _const,
    nodes.Mul: _mul,
    nodes.For: _for,
}
