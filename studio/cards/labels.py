"""What the fields of the form are called, by the path of their value."""

from __future__ import annotations

LABELS = {
    "post.creator.username": "Username",
    "post.creator.display_name": "Display name",
    "post.creator.avatar": "Avatar",
    "post.creator.verified": "Verified",
    "post.creator.followed": "Followed",
    "post.video": "Video",
    "post.caption": "Caption",
    "post.sound.title": "Sound title",
    "post.sound.author": "Sound author",
    "post.sound.cover": "Cover",
    "post.sound.original": "Original sound",
    "post.counts.views": "Views",
    "post.counts.likes": "Likes",
    "post.counts.comments": "Comments",
    "post.counts.saves": "Saves",
    "post.counts.shares": "Shares",
    "post.disclosure": "Disclosure",
    "post.posted_on": "Posted on",
    "ad.call_to_action.kind": "Button",
    "ad.call_to_action.label": "Button text",
    "ad.call_to_action.landing_url": "Landing page",
    "ad.call_to_action.color": "Color",
    "ad.placement": "Placement",
    "ad.locale": "Language",
    "ad.label": "Label",
    "ad.region": "Region",
    "ad.tabs": "Words at the top",
    "ad.viewed_on": "Viewed on",
}
