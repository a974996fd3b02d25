"""What `app.py` shows: one page (`page.py`), its cards, its phone, and the server under it.

In: visitors with their clips and words. Out: the page, and what its addresses serve.
Never: makes pixels of its own.
"""
