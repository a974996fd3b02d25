"""The chrome: what the platform draws over the creative.

In: a `SparkAd`, a `View`, what is known of the creative. Out: a `Chrome` of layers (`chrome.py`).
Never: opens a video, knows Streamlit.
"""

import os

# NumPy's linear algebra is not used here; starting its threads costs every process time and memory.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
