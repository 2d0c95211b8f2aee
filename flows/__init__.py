"""Floor 2: the only place where the order of the stages is decided."""

import os

# stages run in a process a core: threads of the matrix library inside them only wait for each other
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
