"""What the fields of the form are called, by the path of their value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from overlays.layout.placement import Buying

LABELS = {
    "post.creator.username": "Username",
    "post.creator.display_name": "Display name",
    "post.creator.avatar": "Avatar",
    "post.creator.verified": "Verified",
    "post.creator.followed": "Followed",
    "post.video": "Video",
    "post.carousel.pictures": "Pictures",
    "post.carousel.sound": "Sound file",
    "post.carousel.seconds": "Seconds each",
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
    "post.ai_label": "Creator’s AI label",
    "post.search": "Offered search",
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
    "ad.news": "Red dot",
    "ad.see_translation": "See translation",
    "ad.brand.name": "Brand",
    "ad.brand.username": "Brand's username",
    "ad.brand.picture": "Brand's picture",
    "ad.brand.verified": "Brand verified",
    "ad.headline": "Headline",
    "ad.disclaimer.text": "Disclaimer",
    "ad.disclaimer.links": "Disclaimer’s links",
    "ad.ai_label": "AI label",
    "ad.countdown.title": "Countdown",
    "ad.countdown.ends": "Countdown ends",
    "ad.countdown.first_frame": "Seen at",
    "ad.countdown.color": "Color of the countdown",
    "ad.countdown.x": "Countdown from the left",
    "ad.countdown.y": "Countdown from the top",
    "ad.card.picture": "Display card",
    "ad.vote.title": "Vote",
    "ad.vote.first": "First answer",
    "ad.vote.second": "Second answer",
    "ad.vote.first_percent": "Chose the first",
    "ad.vote.color": "Color of the answers",
    "ad.vote.x": "Vote from the left",
    "ad.vote.y": "Vote from the top",
    "ad.query": "Viewer’s search",
    "ad.viewed_on": "Viewed on",
    "ad.buying": "Bought as",
    "ad.authorization.mode": "Authorization",
    "ad.authorization.days": "Days",
    "ad.authorization.extended_days": "Extended by",
    "ad.authorization.code": "Code",
    "ad.authorization.granted_on": "Granted on",
    "ad.flight.from": "Campaign from",
    "ad.flight.to": "Campaign to",
    "ad.flight.time_zone": "Time zone",
}

ALL_LABELS = LABELS | {
    "ad.disclaimer": "Disclaimer",
    "ad.countdown": "Countdown",
    "ad.vote": "Vote",
}
"""Those of whole groups, too, of which something can be wrong that no single field holds."""
BUYING_WORDS: Mapping[str, str] = {
    "": "As usual here",
    "spark_pull": "Spark Ad by the post’s code",
    "spark_push": "Spark Ad from the account",
    "auction": "Auction",
    "reservation": "Reservation",
    "top_view": "TopView",
}
"""Ways of buying; "" is the placement's usual one."""
assert {*BUYING_WORDS} - {""} == {*get_args(Buying)}
