"""The judgement: what was shown, held against what the template says.

In: finished frames, layers, pictures from elsewhere. Out: findings, and reports of them.
Never: draws or encodes; raises for a bad ad (that is a finding).
"""
