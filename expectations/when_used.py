"""Puts off importing a heavy module until something of it is used, which may be never."""

import sys
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from types import ModuleType


class _Waiting(ModuleType):
    """A module that runs its code when it is first asked for a name that is not there yet.

    Unlike that of `importlib.util.LazyLoader` it answers for its own file and path: `inspect`
    asks every module for these, and would so load them all.
    """

    def __getattr__(self, name: str) -> object:
        spec = self.__spec__
        if name.startswith("__") or spec is None or spec.loader is None:
            raise AttributeError(name)
        self.__class__ = ModuleType  # type: ignore[assignment]
        spec.loader.exec_module(self)
        return getattr(self, name)


def import_when_used(name: str) -> None:
    """Let later imports of a module succeed at once; one that is loaded or absent stays so."""
    spec = None if name in sys.modules else find_spec(name)
    if spec is not None:
        sys.modules[name] = _waiting(spec)


def _waiting(spec: ModuleSpec) -> ModuleType:
    module = module_from_spec(spec)
    module.__class__ = _Waiting
    return module
