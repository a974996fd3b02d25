"""The phone in a browser: its scripts and styles (`browser/`), and the data that they play.

In: ads with their chrome, a video, and `Addresses` for pictures. Out: plain values for the scripts.
Never: knows Streamlit or a server, makes pixels.
"""
