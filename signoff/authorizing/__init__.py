"""How a creator authorizes a post: each platform's way as data, drawn as phone screens, as a page.

In: an ad, a language. Out: steps with pictures, a page that stands alone, pictures for messages.
Never: shows a code, asks a platform anything, claims to be a platform's own screen.
"""
