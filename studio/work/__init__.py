"""What one visitor works on: the values of the ad, the clips, the link to a view.

In: ad files, what was typed, paths of creatives. Out: a `Studio`, what is known of each `Clip`.
Never: draws a widget.
"""
