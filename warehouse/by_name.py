"""Names a function without importing it: only the process that calls it loads its module."""

from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True)
class ByName:
    """A function of a module, imported when it is called; it pickles as its two names."""

    module: str
    name: str

    def __call__(self, *given: object) -> object:
        """Call the function. Raises what it raises, or ImportError when there is none such."""
        return getattr(import_module(self.module), self.name)(*given)
