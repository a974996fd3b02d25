"""Noa's right hand: where it goes, how it holds the bottle."""

from __future__ import annotations

import numpy as np

from samples.footage import people
from samples.footage.picture import drift, smooth
from samples.footage.raster import unit

FINGERS = {2: (-2, 8, 6), 3: (-8, 6, 4), 4: (6, 12, 10), 5: (12, 18, 14)}
"""How far each finger's joints bend, in degrees."""


THUMB = ((0.55, 0.80, 0.38), (0.22, 0.78, 0.62), (-0.80, 0.12, 0.58))
"""Where the thumb's bones point: to the side, out of the palm, along the hand."""


def hold(
    person: people.Person, pose: people.Pose, wrist: np.ndarray, up: np.ndarray, palm: np.ndarray
) -> None:
    """Bring her right hand to `wrist` with the fingers towards `up` and the palm towards `palm`."""
    head = {b: person.heads[k] for k, b in enumerate(person.bones)}
    base = people.bone_transforms(person, pose)[person.bones.index("shoulder01.R")]
    shoulder = base[:3, :3] @ head["upperarm01.R"] + base[:3, 3]
    upper = head["lowerarm01.R"] - head["upperarm01.R"]
    lower = head["wrist.R"] - head["lowerarm01.R"]
    elbow = elbow_between(
        shoulder, wrist, float(np.linalg.norm(upper)), float(np.linalg.norm(lower))
    )
    arm = people.point_bone(pose, "upperarm01.R", base[:3, :3], upper, elbow - shoulder)
    fore = people.point_bone(pose, "lowerarm01.R", arm, lower, wrist - elbow)
    rest_up = unit(head["finger3-1.R"] - head["wrist.R"])
    rest_palm = unit(
        np.cross(head["finger2-1.R"] - head["wrist.R"], head["finger5-1.R"] - head["wrist.R"])
    )
    rest = np.stack([np.cross(rest_up, rest_palm), rest_palm, rest_up], 1)
    up = unit(up)
    palm = unit(palm - up * (palm @ up))
    frame = np.stack([np.cross(up, palm), palm, up], 1)
    hand = frame @ rest.T
    pose["wrist.R"] = fore.T @ hand
    for finger, bends in FINGERS.items():
        for joint, degrees in enumerate(bends, 1):
            pose[f"finger{finger}-{joint}.R"] = people.about(np.cross(rest_up, rest_palm), degrees)
    ends = [
        head["finger1-1.R"],
        head["finger1-2.R"],
        head["finger1-3.R"],
        person.tails[person.bones.index("finger1-3.R")],
    ]
    turned = hand
    for joint, aim in enumerate(THUMB):
        turned = people.point_bone(
            pose,
            f"finger1-{joint + 1}.R",
            turned,
            ends[joint + 1] - ends[joint],
            frame @ np.array(aim),
        )


def elbow_between(
    shoulder: np.ndarray, wrist: np.ndarray, upper: float, lower: float
) -> np.ndarray:
    """Where the elbow goes, hanging down."""
    line = wrist - shoulder
    gap = min(float(np.linalg.norm(line)), (upper + lower) * 0.99)
    line = unit(line)
    along = (upper**2 - lower**2 + gap**2) / (2 * gap)
    bend = np.array([-0.35, -1.0, 0.05])
    bend = unit(bend - line * (bend @ line))
    return np.asarray(shoulder + line * along + bend * np.sqrt(max(upper**2 - along**2, 0.01)))


def bottle_place(person: people.Person, pose: people.Pose) -> np.ndarray:
    """The bottle rests on the fingers, under the thumb."""
    matrices = people.bone_transforms(person, pose)
    head = {b: person.heads[k] for k, b in enumerate(person.bones)}

    def now(bone: str) -> np.ndarray:
        m = matrices[person.bones.index(bone)]
        return np.asarray(m[:3, :3] @ head[bone] + m[:3, 3])

    wrist, index, middle, little = (
        now(b) for b in ("wrist.R", "finger2-1.R", "finger3-1.R", "finger5-1.R")
    )
    up = unit(middle - wrist)
    palm = unit(np.cross(index - wrist, little - wrist))
    axis = unit(np.array([0.02, 1.0, 0.06]) + 0.12 * up)
    front = unit(palm - axis * (palm @ axis))
    place = np.eye(4)
    place[:3, :3] = np.stack([np.cross(axis, front), axis, front], 1)
    place[:3, 3] = (
        middle + up * BOTTLE_AT[0] + palm * BOTTLE_AT[1] + np.cross(up, palm) * BOTTLE_AT[2]
    )
    return place


BOTTLE_AT = (0.10, 0.35, 0.08)


def hand_path(t: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where the hand with the bottle is: wrist, finger direction, palm direction."""
    raised = smooth(t, 1.1, 2.2)
    offer = smooth(t, 9.5, 10.3)
    shake = drift(t, 95, 1.3)
    wrist = np.array(
        [
            -1.10 + 0.10 * offer + 0.03 * shake,
            4.15 + 0.5 * raised + 0.12 * offer,
            1.45 + 0.35 * offer,
        ]
    )
    wrist = wrist + np.array([0.03, 0.05, 0.03]) * drift(t, 96, 0.9)
    up = np.array([0.26 + 0.06 * shake, 0.95, 0.06])
    return wrist, up, np.array([0.22 + 0.10 * shake, 0.0, 1.0])
