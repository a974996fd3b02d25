"""What a creative shows: words and faces, where and when; it knows no ad and no placement.

In: a probed creative. Out: `Seen`, kept on disk by the file's content; model files are beside it.
Never: judges what it found, draws, loads a model before something is to be found.
"""
