"""One list of findings, told four ways: on a terminal, as JSON, as JUnit, as one page of HTML.

In: reports. Out: lines and whole files. Never: judges, decodes, asks a network.
"""
