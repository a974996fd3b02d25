"""The judgement: what the real app, a file or another picture shows, against our own render.

In: frames and chrome of the houses below, screenshots, dumps of an app. Out: findings, places.
Never: draws a pixel of the chrome, decides where the platform puts something.
"""
