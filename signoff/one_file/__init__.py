"""A page as one HTML file that needs nothing beside it: styles and scripts inside, nothing loaded.

In: modules and style sheets of ours, plain values. Out: the whole page as text, its policy in it.
Never: loads anything, runs a script but its own, takes words of users as markup.
"""
