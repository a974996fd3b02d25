"""Widgets: one for one value, and those that Streamlit lacks (`*.js`).

In: a value and what to do with another one. Out: what was typed, chosen or uploaded.
Never: knows what the value is for.
"""
