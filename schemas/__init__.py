"""What a row is: one file per table, the vocabulary of its values, and the gate that refuses what does not fit.

Import `schemas.vocabulary` for the words alone (light); `schemas.tables` for the Pandera models (takes a third of a second).
"""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class _PanderaWithoutPandas(MetaPathFinder):
    """Hides pandas from Pandera while that is loaded: where pandas is installed, it would be loaded too, and never used.

    That doubles the time of loading, in every process. Whoever asks for pandas otherwise gets it.
    """

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return nothing, so that others look for the module. Raises ModuleNotFoundError for pandas, if Pandera asks."""
        del path, target
        if fullname == "pandas" and _is_being_loaded("pandera"):
            raise ModuleNotFoundError("No module named 'pandas'", name="pandas")  # as Pandera knows it
        return None


def _is_being_loaded(name: str) -> bool:
    """Tell whether a module is being imported at this moment."""
    return bool(getattr(getattr(sys.modules.get(name), "__spec__", None), "_initializing", False))


sys.meta_path.insert(0, _PanderaWithoutPandas())
