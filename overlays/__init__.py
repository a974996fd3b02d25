"""The chrome: what the platform draws over the creative. Knows no video and no Streamlit."""

import os

# NumPy's linear algebra is not used here; starting its threads costs every process time and memory.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
