"""Every method of every service that can come to a write, found in the source, and arguments to try it with."""

import ast
import dataclasses
import enum
import importlib
import inspect
import textwrap
import types
import typing
from collections import ChainMap
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.office import Office
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.storage.database import Database
from tests.made_services import made_services

_SERVICES = "friendly_desktop.services"
_OPENERS = frozenset({"write", "changing", "permit"})


class Method(typing.NamedTuple):
    """A public method of a service."""

    service: str
    name: str
    call: Callable[..., Any]

    def __str__(self) -> str:
        return f"{self.service}.{self.name}"


def writing_methods(services: Services) -> list[Method]:
    """The public methods that can come to a write, by themselves or through what they call."""
    found = []
    for service_name, service in made_services(services).items():
        for name, function in inspect.getmembers(type(service), inspect.isfunction):
            if not name.startswith("_") and _Walk().comes_to_a_write(service, function):
                found.append(Method(service_name, name, getattr(service, name)))
    return found


class _Walk:
    """Follows calls from a method; objects are looked up in the living services, so that names are no guesses."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, str, str]] = set()

    def comes_to_a_write(self, owner: object, function: Callable[..., Any]) -> bool:
        function = inspect.unwrap(function)
        key = (id(owner), function.__module__, function.__qualname__)
        written = function.__code__.co_filename.endswith(".py")  # not made by a dataclass
        if key in self._seen or not written or not function.__module__.startswith(_SERVICES):
            return False
        self._seen.add(key)
        calls, names = _read(function)
        return any(self._is_write(owner, call) for call in calls) or any(
            self.comes_to_a_write(*one) for call in calls for one in _called(owner, names, call)
        )

    def _is_write(self, owner: object, call: ast.Call) -> bool:
        """``db.write(...)``, by the object where it is known, else by its arguments."""
        if not isinstance(call.func, ast.Attribute) or call.func.attr not in _OPENERS:
            return False
        known = _object(owner, call.func.value)
        if known is not None:
            return isinstance(known, Database)
        return any("Area." in ast.unparse(one) or "Right." in ast.unparse(one) for one in call.args)


@cache
def _read(function: Callable[..., Any]) -> tuple[list[ast.Call], Mapping[str, object]]:
    """The calls in a function, and what its names mean."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return calls, ChainMap(_imported_inside(tree), function.__globals__)


def _imported_inside(tree: ast.AST) -> dict[str, object]:
    """What a function imports for itself, because it is heavy."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(_SERVICES):
            module = importlib.import_module(node.module)
            found.update({one.asname or one.name: getattr(module, one.name, None) for one in node.names})
    return found


def _called(
    owner: object, names: Mapping[str, object], call: ast.Call
) -> Iterator[tuple[object, Callable[..., Any]]]:
    """The functions that a call may mean, each with the object it belongs to."""
    target = call.func
    if isinstance(target, ast.Name):
        yield from _functions(names.get(target.id))
    elif isinstance(target, ast.Attribute):
        if isinstance(target.value, ast.Call) and ast.unparse(target.value) == "super()":
            for base in type(owner).__mro__:
                if inspect.isfunction(base.__dict__.get(target.attr)):
                    yield owner, base.__dict__[target.attr]
        known = _object(owner, target.value)
        if known is None and isinstance(target.value, ast.Name):
            known = names.get(target.value.id)
        if isinstance(known, types.ModuleType):
            yield from _functions(getattr(known, target.attr, None))
        elif known is not None:
            method = getattr(type(known), target.attr, None)
            if inspect.isfunction(method):
                yield known, method


def _functions(found: object) -> Iterator[tuple[object, Callable[..., Any]]]:
    """A function, or every method of a class whose object is made here."""
    if inspect.isfunction(found):
        yield None, found
    elif inspect.isclass(found) and found.__module__.startswith(_SERVICES):
        for _name, method in inspect.getmembers(found, inspect.isfunction):
            yield None, method


def _object(owner: object, expression: ast.expr) -> object | None:
    """What ``self.a.b`` is; ``self._records()`` too, where it takes nothing."""
    if isinstance(expression, ast.Name):
        return owner if expression.id == "self" else None
    if isinstance(expression, ast.Attribute):
        inner = _object(owner, expression.value)
        return None if inner is None else getattr(inner, expression.attr, None)
    if (
        isinstance(expression, ast.Call)
        and not expression.args
        and isinstance(expression.func, ast.Attribute)
    ):
        inner = _object(owner, expression.func)
        return inner() if inspect.ismethod(inner) and expression.func.attr == "_records" else None
    return None


class Arguments:
    """Something of the right kind for each parameter, taken from an office that has records."""

    def __init__(self, services: Services, file: Path, named: Mapping[str, Any]) -> None:
        """Make arguments.

        Args:
            services: the office.
            file: for every path.
            named: values by ``service.method.parameter``, ``service.parameter`` or ``parameter``, the first that
                is there; a callable is called with the services.
        """
        self._services = services
        self._file = file
        self._named = named

    def of(self, method: Method) -> tuple[list[Any], dict[str, Any]]:
        """Positional and named arguments for a call."""
        signature = inspect.signature(method.call)
        hints = typing.get_type_hints(inspect.unwrap(method.call))
        positional: list[Any] = []
        named: dict[str, Any] = {}
        for name, parameter in signature.parameters.items():
            given = self._known(method, name)
            if given is _NOTHING:
                if parameter.default is not inspect.Parameter.empty:
                    continue
                given = self._made(hints.get(name, str), name)
            if parameter.kind is inspect.Parameter.KEYWORD_ONLY or named:
                named[name] = given
            elif parameter.kind is inspect.Parameter.VAR_POSITIONAL:
                positional.append(given)
            elif len(positional) < list(signature.parameters).index(name):
                named[name] = given
            else:
                positional.append(given)
        return positional, named

    def _known(self, method: Method, name: str) -> Any:
        for key in (f"{method}.{name}", f"{method.service}.{name}", name):
            if key in self._named:
                value = self._named[key]
                return value(self._services) if callable(value) else value
        return _NOTHING

    def _made(self, hint: Any, name: str) -> Any:
        origin, inner = typing.get_origin(hint), typing.get_args(hint)
        if origin in {typing.Union, types.UnionType}:
            wanted = [one for one in inner if one is not type(None)]
            return self._made(wanted[0], name)
        if origin in {Sequence, Iterable, Collection, tuple, list}:
            return (self._made(inner[0], name),)
        if origin in {Mapping, dict}:
            return {self._made(inner[0], name): self._made(inner[1], name)}
        simple = {
            str: "Thử",
            int: 1,
            bool: False,
            bytes: b"thu",
            float: 1.0,
            Decimal: Decimal(1),
            date: date(2026, 11, 20),
            datetime: self._services.clock.now(),
            Path: self._file,
            JobContext: UNWATCHED,
            Any: "Thử",
        }
        if hint in simple:
            return simple[hint]
        if inspect.isclass(hint) and issubclass(hint, enum.Enum):
            return next(iter(hint))
        if hint is Office:
            return self._services.office.office()
        if inspect.isclass(hint) and dataclasses.is_dataclass(hint):
            hints = typing.get_type_hints(hint)
            return hint(
                **{
                    one.name: self._made(hints[one.name], one.name)
                    for one in dataclasses.fields(hint)
                    if one.init
                    and one.default is dataclasses.MISSING
                    and one.default_factory is dataclasses.MISSING
                }
            )
        if inspect.isclass(hint) and issubclass(hint, tuple):
            hints = typing.get_type_hints(hint)
            return hint(**{one: self._made(kind, one) for one, kind in hints.items()})
        raise TypeError(f"no value for {name}: {hint}")


_NOTHING = object()
