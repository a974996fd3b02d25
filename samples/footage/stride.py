"""How Luna runs: the angles of hips, knees, feet and arms through a stride."""

from __future__ import annotations

import numpy as np

from samples.footage import people


def wrapped(phase: float, centre: float, width: float) -> float:
    away = (phase - centre + 180) % 360 - 180
    return float(np.exp(-((away / width) ** 2)))


def leg(phase: float) -> tuple[float, float, float]:
    """Hip swing forward, knee bend and toe drop (degrees) at a phase of the stride."""
    hip = 17 + 37 * np.cos(np.radians(phase))
    knee = (
        16
        + 98 * wrapped(phase, 262, 62)
        + 20 * wrapped(phase, 95, 45)
        + 30 * wrapped(phase, 330, 40)
    )
    toe = 26 * wrapped(phase, 178, 46) - 14 * wrapped(phase, 40, 40) + 16 * wrapped(phase, 262, 60)
    return float(hip), float(knee), float(toe)


def stride(t: float, cadence: float, lean: float = 10.0) -> tuple[people.Pose, float]:
    """The pose at a time and the height of the hips; `cadence` is strides a second."""
    turn = 360 * cadence * t
    pose: people.Pose = {}
    swing = float(np.cos(np.radians(turn)))
    pose["root"] = people.turn(lean * 0.45, -9 * swing, 0)
    pose["spine03"] = people.turn(lean * 0.3, 9 * swing, 0)
    pose["spine01"] = people.turn(lean * 0.25, 10 * swing, 0)
    pose["neck02"] = people.turn(-lean * 0.4, -6 * swing, 0)
    pose["head"] = people.turn(-lean * 0.3 + 2 * np.sin(np.radians(2 * turn)), -4 * swing, 0)
    for side, phase, sign in (("L", turn, 1), ("R", turn + 180, -1)):
        hip, knee, toe = leg(phase % 360)
        pose[f"upperleg01.{side}"] = people.turn(-hip, 0, -3 * sign)
        pose[f"lowerleg01.{side}"] = people.turn(knee)
        pose[f"foot.{side}"] = people.turn(toe)
        arm_swing(pose, side, sign, np.cos(np.radians(phase + 180)))
    lift = 0.42 * np.cos(np.radians(2 * turn - 150))
    return pose, float(lift)


def arm_swing(pose: people.Pose, side: str, sign: int, swing: float) -> None:
    """A bent arm that pumps to and fro, with a loose fist."""
    person = people.load("runner")
    head = {b: person.heads[k] for k, b in enumerate(person.bones)}
    upper = head[f"lowerarm01.{side}"] - head[f"upperarm01.{side}"]
    lower = head[f"wrist.{side}"] - head[f"lowerarm01.{side}"]
    angle = np.radians(-12 + 46 * swing)
    aim = np.array([sign * 0.22, -np.cos(angle), np.sin(angle)])
    turned = people.point_bone(pose, f"upperarm01.{side}", np.eye(3), upper, aim)
    fore = angle + np.radians(92 + 10 * swing)
    aim = np.array([-sign * (0.12 + 0.22 * max(0.0, swing)), -np.cos(fore), np.sin(fore)])
    people.point_bone(pose, f"lowerarm01.{side}", turned, lower, aim)
    palm = np.cross(
        head[f"finger2-1.{side}"] - head[f"wrist.{side}"],
        head[f"finger5-1.{side}"] - head[f"wrist.{side}"],
    )
    along = head[f"finger3-1.{side}"] - head[f"wrist.{side}"]
    axis = np.cross(along, palm) * (1 if side == "R" else -1)
    for finger in (2, 3, 4, 5):
        for joint, bend in ((1, 48), (2, 62), (3, 40)):
            pose[f"finger{finger}-{joint}.{side}"] = people.about(axis, bend)
