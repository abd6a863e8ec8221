"""The names of fields that a template uses, as dotted paths such as ``creditor.name``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def names_in(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Line and dotted path of each field used; an item of a list counts as the list itself."""
    yield from _statements(tree.body, {"loop": ""})


def _statements(
    body: Sequence[nodes.Node], scope: Mapping[str, str]
) -> Iterator[tuple[int, str]]:
    known = dict(scope)
    for node in body:
        if isinstance(node, nodes.For):
            yield from _in_expression(node.iter, known)
            inner = {**known, **_bound(node.target, path_of(node.iter, known))}
            if node.test is not None:
                yield from _in_expression(node.test, inner)
            yield from _statements(node.body, inner)
            yield from _statements(node.else_, known)
        elif isinstance(node, nodes.If):
            yield from _in_expression(node.test, known)
            for branch in (node.body, node.elif_, node.else_):
                yield from _statements(branch, known)
        elif isinstance(node, nodes.Assign):
            yield from _in_expression(node.node, known)
            known |= _bound(node.target, path_of(node.node, known))
        elif isinstance(node, nodes.With):
            inner = dict(known)
            for target, value in zip(node.targets, node.values, strict=True):
                yield from _in_expression(value, known)
                inner |= _bound(target, path_of(value, known))
            yield from _statements(node.body, inner)
        else:
            yield from _in_expression(node, known)


def _bound(target: nodes.Node, path: str) -> dict[str, str]:
    """The names that a loop or a ``set`` binds; several at once are of no known path."""
    if isinstance(target, nodes.Name):
        return {target.name: path}
    return {name.name: "" for name in target.find_all(nodes.Name)}


def _in_expression(node: nodes.Node, scope: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
        path = path_of(node, scope)
        if path:
            yield node.lineno, path
        if path or isinstance(node, nodes.Name):
            return
    for child in node.iter_child_nodes():
        yield from _in_expression(child, scope)


def path_of(node: nodes.Node, scope: Mapping[str, str]) -> str:
    """The dotted path of an expression; empty when the template bound it, or it is no path."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        return _joined(path_of(node.node, scope), node.attr)
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        inner = path_of(node.node, scope)
        return _joined(inner, node.arg.value) if isinstance(node.arg.value, str) else inner
    return ""


def _joined(path: str, member: str) -> str:
    return f"{path}.{member}" if path else ""
