"""The card Authorize: what the creator allows and for how long, and the way there step by step.

In: the ad as it stands. Out: its authorization and flight, drawn steps, the page for the creator.
Never: shows a code, draws a step in a way of its own.
"""
