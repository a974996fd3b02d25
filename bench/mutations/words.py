"""Faults in words and in time: another letter, digit, accent, language, count, order, moment."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

from bench.mutations.faults import Fault, Made, Scene, shifted, with_layers
from overlays.ad import SparkAd
from overlays.layers import Chrome, Layer
from overlays.motion import FadeIn, Reveal

_ACCENTS = {"a": "á", "e": "é", "i": "í", "o": "ó", "u": "ú", "n": "ñ", "c": "ç", "é": "e"}
_TWINS = {"l": "I", "O": "0", "I": "l", "0": "O", "i": "ı", "-": "–", "'": "’"}


def letter(scene: Scene, seed: random.Random) -> Made | None:
    """One letter of the caption, where it is shown, or of the name, is another one."""
    field = seed.choice(("caption", "username"))
    return _retyped(scene, seed, field, "letter", _other_letter)


def digit(scene: Scene, seed: random.Random) -> Made | None:
    """One digit of a count."""
    name = seed.choice(("likes", "comments", "shares", "saves"))
    counts = scene.ad.post.counts
    value = getattr(counts, name)
    text = str(value)
    place = seed.randrange(min(3, len(text)))
    other = seed.choice([d for d in "123456789" if d != text[place]])
    changed = counts.model_copy(update={name: int(text[:place] + other + text[place + 1 :])})
    ad = _with_post(scene.ad, counts=changed)
    return _compared(scene, ad, Fault("digit", name, ("retyped",), f"{value}"))


def accent(scene: Scene, seed: random.Random) -> Made | None:
    return _retyped(scene, seed, "caption", "accent", _accented)


def homoglyph(scene: Scene, seed: random.Random) -> Made | None:
    return _retyped(scene, seed, "caption", "homoglyph", _twin)


def language(scene: Scene, seed: random.Random) -> Made | None:
    """The app's own words in another language."""
    other = seed.choice([code for code in ("de", "fr", "pl", "vi") if code != scene.ad.ad.locale])
    ad = scene.ad.model_copy(update={"ad": scene.ad.ad.model_copy(update={"locale": other})})
    return _compared(scene, ad, Fault("language", "*", ("retyped", "moved", "resized"), other))


def count(scene: Scene, seed: random.Random) -> Made | None:
    """A count of another length."""
    name = seed.choice(("likes", "comments", "shares"))
    counts = scene.ad.post.counts.model_copy(update={name: seed.choice((7, 4_400_000))})
    return _compared(scene, _with_post(scene.ad, counts=counts), Fault("count", name, ("retyped",)))


def swapped(scene: Scene, seed: random.Random) -> Made | None:
    """Two of the rail in each other's place."""
    pair = seed.sample(scene.ids(("likes", "comments", "shares", "saves")), 2)
    if len(pair) < 2:
        return None
    first, second = (scene.plan.chrome.layer(name) for name in pair)
    way = second.rect.y - first.rect.y

    def edit(layer: Layer) -> Layer:
        return shifted(layer, 0, way if layer.id == pair[0] else -way)

    layers = [edit(la) if la.id in pair else la for la in scene.plan.chrome.layers]
    chrome = with_layers(scene, layers)
    return chrome, Fault("reordered", pair[0], ("moved", "order"), " ".join(pair))


def late(scene: Scene, seed: random.Random) -> Made | None:
    """What fades in does so later than it should, and is not there yet."""
    fading = [
        layer
        for layer in scene.plan.chrome.layers
        if isinstance(layer.motion, FadeIn) and layer.motion.opacity(scene.time) == 255
    ]
    if not fading:
        return None
    layer = seed.choice(fading)
    later = scene.time + Fraction(seed.choice((-1, 3)), 10)
    assert isinstance(layer.motion, FadeIn)
    motion = replace(layer.motion, at=later)
    chrome = _edited_one(scene, layer.id, replace(layer, motion=motion))
    names = {other.rect: other.id for other in reversed(scene.plan.chrome.layers)}
    codes = ("late", "missing", "recolored", "faded", "retyped")
    return chrome, Fault("late", names[layer.rect], codes)


def early(scene: Scene, seed: random.Random) -> Made | None:
    """What comes later, by a fade or with a stage, is there already."""
    coming = [
        layer
        for layer in scene.plan.chrome.layers
        if (isinstance(layer.motion, FadeIn) and layer.motion.opacity(scene.time) == 0)
        or (layer.span.start > scene.time and not isinstance(layer.motion, Reveal))
    ]
    if not coming:
        return None
    layer = seed.choice(coming)
    sooner = scene.time - Fraction(seed.choice((2, 5)), 10)
    motion = replace(layer.motion, at=sooner) if isinstance(layer.motion, FadeIn) else layer.motion
    span = replace(layer.span, start=min(layer.span.start, sooner))
    chrome = _edited_one(scene, layer.id, replace(layer, motion=motion, span=span, fade=None))
    shown = {one.rect: one.id for one in scene.plan.chrome.layers if one.is_visible(scene.time)}
    # Over a sign that is there it is another look of it, and elsewhere something more.
    name = shown.get(layer.rect, "")
    codes = ("early", "recolored", "retyped", "covered", "faded") if name else ("unexpected",)
    return chrome, Fault("early", name, codes, layer.id)


def _edited_one(scene: Scene, name: str, layer: Layer) -> Chrome:
    return with_layers(scene, [layer if la.id == name else la for la in scene.plan.chrome.layers])


def _retyped(
    scene: Scene, seed: random.Random, field: str, kind: str, change: object
) -> Made | None:
    post = scene.ad.post
    text = post.caption if field == "caption" else post.creator.username
    changed = change(text[:60], seed) + text[60:]  # type: ignore[operator]
    if changed == text:
        return None
    if field == "caption":
        ad = _with_post(scene.ad, caption=changed)
    else:
        ad = _with_post(scene.ad, creator=post.creator.model_copy(update={"username": changed}))
    place = next(i for i, (a, b) in enumerate(zip(text, changed, strict=False)) if a != b)
    what = f"{text[place]}>{changed[place]} at {place}"
    return _compared(scene, ad, Fault(kind, field, ("retyped",), what))


def _compared(scene: Scene, ad: SparkAd, fault: Fault) -> Made | None:
    """None where the two cannot be told apart by anybody, or the element is not there."""
    chrome = scene.chrome_of(ad)
    if fault.element != "*":
        ours = [la for la in scene.plan.chrome.layers if la.id == fault.element]
        theirs = [la for la in chrome.layers if la.id == fault.element]
        if not ours or not theirs or ours[0].key == theirs[0].key:
            return None
    return chrome, fault


def _with_post(ad: SparkAd, **values: object) -> SparkAd:
    return ad.model_copy(update={"post": ad.post.model_copy(update=values)})


def _other_letter(text: str, seed: random.Random) -> str:
    places = [i for i, letter in enumerate(text) if letter.isascii() and letter.islower()]
    place = seed.choice(places)
    others = [letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter != text[place]]
    return text[:place] + seed.choice(others) + text[place + 1 :]


def _accented(text: str, seed: random.Random) -> str:
    return _exchanged(text, _ACCENTS, seed)


def _twin(text: str, seed: random.Random) -> str:
    return _exchanged(text, _TWINS, seed)


def _exchanged(text: str, table: dict[str, str], seed: random.Random) -> str:
    places = [i for i, letter in enumerate(text) if letter in table]
    if not places:
        return text
    place = seed.choice(places)
    return text[:place] + table[text[place]] + text[place + 1 :]


WORD_FAULTS = (letter, digit, accent, homoglyph, language, count, swapped, late, early)
