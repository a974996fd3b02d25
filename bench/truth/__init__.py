"""Clips with known words and faces in known places, and how much of that the checks find.

python -m bench.truth.cases            writes cases.json anew: what is in each clip
python -m bench.truth [--docs]         makes the clips, looks at them, prints the table
"""
