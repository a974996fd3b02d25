"""The phone of the page: what it shows now, and the player as a component.

In: the visitor's ad, view and clip. Out: the last good chrome, and the data that the player gets.
Never: changes what the visitor typed.
"""
