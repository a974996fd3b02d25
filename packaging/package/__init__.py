"""See, play, tap and export a creator's video as the TikTok Spark Ad it will become.

In: words of a terminal (`sparkproof --help`), or the names of `sparkproof.renderer` in a script.
Out: pictures, videos, findings. Never: sends anything anywhere.
"""
