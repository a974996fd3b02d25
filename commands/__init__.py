"""The command line taken apart: one command a file, and the options that they share.

In: words of a terminal. Out: calls of the houses below, lines for people, exit codes.
Never: decides what is drawn, fitted or encoded.
"""
