"""Which characters are white space: those of `str.isspace`, which the ledger does not count."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

HIGHEST: Final = 0x3000
WHITE: Final = "".join(chr(point) for point in range(HIGHEST + 1) if chr(point).isspace())
SPACES: Final[NDArray[np.bool_]] = np.array(
    [chr(point).isspace() for point in range(HIGHEST + 1)], dtype=np.bool_
)
"""Indexed by code point, up to HIGHEST."""
