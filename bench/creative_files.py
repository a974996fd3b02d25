"""One file for each kind of creative, made with the ffmpeg binary, so with none of our own code.

red   | green     Quarters of the upright picture. Of kinds with alpha the right half is half
------+-------    transparent.
blue  | white
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import numpy.typing as npt
from PIL import Image

Color = tuple[int, int, int]
Pixels = npt.NDArray[np.uint8]

COLORS: tuple[Color, ...] = ((200, 40, 40), (40, 180, 60), (40, 60, 200), (230, 230, 230))
HALF_ALPHA = 128
WIDTH, HEIGHT = 216, 384

# Dull, so that BT.709 has room for them; then what the reference in tests/support/tone_mapping.py
# makes of them.
DULL: tuple[Color, ...] = ((140, 90, 90), (90, 130, 95), (90, 95, 140), (180, 180, 180))
HLG_COLORS: tuple[Color, ...] = ((173, 95, 103), (69, 148, 107), (94, 107, 153), (217, 217, 217))
PQ_COLORS: tuple[Color, ...] = ((255, 41, 86), (0, 199, 89), (59, 99, 224), (255, 255, 254))
BT2020_COLORS: tuple[Color, ...] = ((163, 80, 89), (42, 134, 90), (81, 95, 144), (180, 180, 180))
P3_COLORS: tuple[Color, ...] = ((148, 87, 89), (77, 131, 91), (89, 95, 143), (180, 180, 180))
OVER_BLACK: tuple[Color, ...] = (COLORS[0], (20, 90, 30), COLORS[2], (115, 115, 115))

_X264 = "-c:v libx264 -preset ultrafast -qp 4"
_X265 = "-c:v libx265 -preset ultrafast -x265-params log-level=none:qp=4"
_VP9 = "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -crf 8 -b:v 0"
_VP8 = "-c:v libvpx -deadline realtime -cpu-used 8 -qmin 0 -qmax 8 -b:v 4M"
_AV1 = "-c:v libaom-av1 -cpu-used 8 -crf 10"
_PRORES = "-c:v prores_ks"
_MPEG4 = "-c:v mpeg4 -qscale:v 1"
_MPEG2 = "-c:v mpeg2video -qscale:v 1"
_MJPEG = "-c:v mjpeg -qscale:v 1"
_OWN_TIMES = "-enc_time_base:v filter"
_TONE = "sine=frequency=440:sample_rate=48000"


@dataclass(frozen=True, slots=True)
class Creative:
    """How to make a file, and what is known of it by construction."""

    kind: str
    file: str
    video: str = _X264
    """Options of the video encoder."""
    pix_fmt: str = "yuv420p"
    size: tuple[int, int] = (WIDTH, HEIGHT)
    """Width and height as stored."""
    rate: str = "30"
    count: int = 30
    filters: str = ""
    matrix: str = "bt709"
    full_range: bool = False
    tags: str = "bt709"
    """Primaries and transfer, or nothing for an untagged file."""
    sound: str = _TONE
    """A source of sound, or nothing."""
    audio: str = "-c:a aac"
    seconds: float = 1.0
    more: str = ""
    """Further options of the output."""
    turn: int = 0
    """Quarters anticlockwise by which a player turns the stored picture."""
    flip: str = ""
    """`h` or `v`: how a player flips it after that."""
    remux: str = ""
    """Input options of a second run that copies all tracks."""
    cover: bool = False
    track: int = 0
    """Which track of sound a player chooses."""
    signal: tuple[Color, ...] = COLORS
    """The colors by the numbers in the file."""
    colors: tuple[Color, ...] = COLORS
    """The same as BT.709, over black."""


# One line is one kind; the formatter would make a page of it.
# fmt: off
CREATIVES = (
    Creative("H.264 and AAC, 30 fps", "plain.mp4"),
    Creative("turned 90", "turned_90.mp4", size=(HEIGHT, WIDTH), turn=3),
    Creative("turned 180", "turned_180.mp4", turn=2),
    Creative("turned 270", "turned_270.mp4", size=(HEIGHT, WIDTH), turn=1),
    Creative("flipped left to right", "flipped_h.mp4", flip="h"),
    Creative("flipped upside down", "flipped_v.mp4", flip="v"),
    Creative("turned 90 and flipped", "turned_90_h.mp4", size=(HEIGHT, WIDTH), turn=3, flip="h"),
    Creative("turned 270 and flipped", "turned_270_h.mov", size=(HEIGHT, WIDTH), turn=1, flip="h"),
    Creative("samples 2:1", "wide_samples.mp4", size=(WIDTH // 2, HEIGHT), filters="setsar=2"),
    Creative("samples 404:405", "nearly_square.mp4", filters="setsar=404/405"),
    Creative("variable rate, mp4", "variable.mp4", more=_OWN_TIMES,
             filters="settb=1/90000,setpts=(N/30+0.011*mod(N\\,3))/TB"),
    Creative("variable rate, mkv", "variable.mkv", more=_OWN_TIMES,
             filters="settb=1/90000,setpts=(N/30+0.011*mod(N\\,3))/TB"),
    Creative("a long gap in the times", "gap.mp4", more=_OWN_TIMES,
             filters="settb=1/90000,setpts=(N/30+gte(N\\,15)*2)/TB"),
    Creative("23.976 fps", "rate_23976.mp4", rate="24000/1001", count=24),
    Creative("29.97 fps", "rate_2997.mp4", rate="30000/1001"),
    Creative("59.94 fps", "rate_5994.mp4", rate="60000/1001", count=60),
    Creative("120 fps", "rate_120.mp4", rate="120", count=120),
    Creative("10 bits, HEVC", "ten_bits.mp4", _X265, "yuv420p10le"),
    Creative("10 bits, H.264", "ten_bits.mov", pix_fmt="yuv420p10le"),
    Creative("4:2:2", "chroma_422.mp4", pix_fmt="yuv422p"),
    Creative("4:2:2, 10 bits", "chroma_422_10.mp4", _X265, "yuv422p10le"),
    Creative("4:4:4", "chroma_444.mp4", pix_fmt="yuv444p"),
    Creative("RGB", "rgb.mkv", "-c:v libx264rgb -preset ultrafast -qp 4", "rgb24",
             full_range=True, tags=""),
    Creative("full range", "full_range.mp4", full_range=True),
    Creative("BT.601", "bt601.mp4", matrix="bt601", tags="smpte170m"),
    Creative("untagged, small", "untagged.mp4", matrix="bt601", tags=""),
    Creative("untagged, 720 lines", "untagged_720.mp4", size=(406, 720), tags=""),
    Creative("BT.2020, no HDR", "bt2020.mp4", _X265, "yuv420p10le", matrix="bt2020",
             tags="bt2020 bt2020-10", signal=DULL, colors=BT2020_COLORS),
    Creative("Display P3", "p3.mp4", tags="smpte432 bt709", signal=DULL, colors=P3_COLORS),
    Creative("HLG", "hlg.mp4", _X265, "yuv420p10le", matrix="bt2020",
             tags="bt2020 arib-std-b67", signal=DULL, colors=HLG_COLORS),
    Creative("PQ", "pq.mp4", _X265, "yuv420p10le", matrix="bt2020",
             tags="bt2020 smpte2084", signal=DULL, colors=PQ_COLORS),
    Creative("HLG in ProRes", "hlg.mov", _PRORES, "yuv422p10le", matrix="bt2020",
             tags="bt2020 arib-std-b67", signal=DULL, colors=HLG_COLORS),
    Creative("odd size, VP9", "odd.webm", _VP9, size=(215, 383), audio="-c:a libopus"),
    Creative("odd size, FFV1", "odd.mkv", "-c:v ffv1", size=(217, 385), audio="-c:a flac"),
    Creative("odd size, turned 90", "odd_turned.mp4", pix_fmt="yuv444p", size=(383, 215), turn=3),
    Creative("interlaced, top first", "interlaced_t.mp4", filters="setfield=tff",
             more="-flags +ilme+ildct -x264opts tff=1"),
    Creative("interlaced, bottom first", "interlaced_b.mp4", filters="setfield=bff",
             more="-flags +ilme+ildct -x264opts bff=1"),
    Creative("interlaced ProRes", "interlaced.mov", _PRORES, "yuv422p10le",
             filters="setfield=tff", more="-flags +ildct"),
    Creative("alpha, VP9", "alpha.webm", _VP9, "yuva420p", audio="-c:a libopus", colors=OVER_BLACK),
    Creative("alpha, VP8", "alpha_vp8.webm", f"{_VP8} -auto-alt-ref 0", "yuva420p",
             matrix="bt601", tags="",
             audio="-c:a libvorbis", colors=OVER_BLACK),
    Creative("alpha, ProRes 4444", "alpha.mov", f"{_PRORES} -profile:v 4444", "yuva444p10le",
             colors=OVER_BLACK),
    Creative("alpha, PNG in mov", "alpha_png.mov", "-c:v png", "rgba", colors=OVER_BLACK),
    Creative("alpha, Animation", "alpha_rle.mov", "-c:v qtrle", "argb", colors=OVER_BLACK),
    Creative("starts at 5 s", "late.mkv", more="-output_ts_offset 5"),
    Creative("cut by an edit list", "edit_list.mp4", more="-g 30", remux="-ss 0.5"),
    Creative("sound 0.5 s before", "late_picture.mp4", more=_OWN_TIMES,
             filters="settb=1/90000,setpts=PTS+0.5/TB", seconds=1.5),
    Creative("picture 0.5 s before", "late_sound.mkv", sound=f"{_TONE},asetpts=PTS+0.5/TB"),
    Creative("B-frames", "b_frames.mp4", "-c:v libx264 -preset medium -qp 4 -bf 3 -b_strategy 0"),
    Creative("B-frames without an edit list", "b_frames_late.mp4",
             "-c:v libx264 -preset medium -qp 4 -bf 3 -b_strategy 0", more="-use_editlist 0"),
    Creative("sound longer", "long_sound.mp4", seconds=3),
    Creative("sound shorter", "short_sound.mp4", seconds=0.4),
    Creative("mono", "mono.mp4", audio="-c:a aac -ac 1"),
    Creative("5.1", "surround.mp4", audio="-c:a aac -ac 6"),
    Creative("8 kHz", "rate_8k.mp4", audio="-c:a aac -ar 8000"),
    Creative("192 kHz", "rate_192k.mov", audio="-c:a pcm_s24le -ar 192000"),
    Creative("two tracks of sound", "tracks.mp4",
             more="-map 1:a -disposition:a:0 0 -disposition:a:1 default", track=1),
    Creative("a data track", "timecode.mov", more="-timecode 01:00:00:00"),
    Creative("cover art", "cover.mp4", cover=True),
    Creative("no sound", "silent.mp4", sound=""),
    Creative("one frame", "one_frame.mp4", count=1, sound=""),
    Creative("one hour", "hour.mp4", rate="10", count=600, sound="", remux="-stream_loop 59"),
    Creative("H.264 in mov", "h264.mov", audio="-c:a pcm_s16le"),
    Creative("H.264 in mkv", "h264.mkv", audio="-c:a libopus"),
    Creative("H.264 in avi", "h264.avi", f"{_X264} -bf 0", audio="-c:a libmp3lame"),
    Creative("H.264 in 3gp", "h264.3gp", audio="-c:a libopencore_amrnb -ac 1 -ar 8000 -b:a 12.2k"),
    Creative("HEVC in mov", "hevc.mov", f"{_X265} -tag:v hvc1"),
    Creative("HEVC in mkv", "hevc.mkv", _X265, audio="-c:a ac3"),
    Creative("AV1 in mp4", "av1.mp4", _AV1),
    Creative("AV1 in webm", "av1.webm", _AV1, audio="-c:a libopus"),
    Creative("VP8 in webm", "vp8.webm", _VP8,
             matrix="bt601", tags="", audio="-c:a libvorbis"),
    Creative("VP9 in webm", "vp9.webm", _VP9, audio="-c:a libopus"),
    Creative("VP9 in mp4", "vp9.mp4", _VP9),
    Creative("ProRes 422 HQ", "prores.mov", f"{_PRORES} -profile:v hq", "yuv422p10le",
             audio="-c:a pcm_s24le"),
    Creative("MPEG-4 in mp4", "mpeg4.mp4", _MPEG4),
    Creative("MPEG-4 with B-frames in avi", "mpeg4.avi", f"{_MPEG4} -bf 2",
             matrix="bt601", tags="",
             audio="-c:a pcm_s16le"),
    Creative("MPEG-4 in 3gp", "mpeg4.3gp", _MPEG4,
             matrix="bt601", tags=""),
    Creative("H.263 in 3gp", "h263.3gp", "-c:v h263 -qscale:v 1", size=(176, 144),
             matrix="bt601", tags="",
             filters="setsar=12/11", rate="30000/1001",
             audio="-c:a libopencore_amrnb -ac 1 -ar 8000 -b:a 12.2k"),
    Creative("MJPEG in mov", "mjpeg.mov", _MJPEG, "yuvj420p", full_range=True,
             matrix="bt601", tags="", audio="-c:a pcm_s16le"),
    Creative("MJPEG in avi", "mjpeg.avi", _MJPEG, "yuvj422p", full_range=True, matrix="bt601",
             tags="", audio="-c:a pcm_s16le"),
    Creative("MPEG-2 with B-frames in mpeg", "mpeg2.mpg", f"{_MPEG2} -bf 2",
             matrix="bt601", tags="", audio="-c:a mp2"),
    Creative("MPEG-1 with B-frames in mpeg", "mpeg1.mpeg", "-c:v mpeg1video -qscale:v 1 -bf 2",
             matrix="bt601", tags="", audio="-c:a mp2"),
    Creative("a PNG", "still.png", sound=""),
    Creative("a PNG with alpha", "still_alpha.png", sound="", colors=OVER_BLACK),
    Creative("a JPEG, turned by EXIF", "still.jpg", sound="", size=(HEIGHT, WIDTH), turn=3),
    Creative("a WebP", "still.webp", sound=""),
)
# fmt: on


def make_creative(creative: Creative, folder: Path) -> Path:
    """Makes the file in `folder` and says where it is. CalledProcessError when ffmpeg fails."""
    path = folder / creative.file
    if path.suffix in (".png", ".jpg", ".webp"):
        _save_picture(creative, path)
        return path
    options = _second_run(creative, folder)
    first = path.with_stem(f"{path.stem}_first") if options else path
    _run([*_inputs(creative), *_encoders(creative), str(first)], _stored(creative).tobytes())
    if options:
        before, after = options
        _run([*before, "-i", str(first), *after, "-c", "copy", str(path)])
        first.unlink()
    return path


def _stored(creative: Creative) -> Pixels:
    """The picture once for each frame, count x height x width x 4, as it lies in the file."""
    width, height = creative.size
    upright = (height, width) if creative.turn % 2 else (width, height)
    shown = np.empty((upright[1], upright[0], 4), np.uint8)
    middle_x, middle_y = upright[0] // 2, upright[1] // 2
    for index, color in enumerate(creative.signal):
        rows = slice(middle_y, None) if index > 1 else slice(middle_y)
        columns = slice(middle_x, None) if index % 2 else slice(middle_x)
        shown[rows, columns, :3] = color
    shown[..., 3] = 255
    if creative.colors is OVER_BLACK:
        shown[:, middle_x:, 3] = HALF_ALPHA
    unflipped = {"": shown, "h": shown[:, ::-1], "v": shown[::-1]}[creative.flip]
    stored = np.rot90(unflipped, -creative.turn)
    return np.ascontiguousarray(np.broadcast_to(stored, (creative.count, *stored.shape)))


def _inputs(creative: Creative) -> list[str]:
    width, height = creative.size
    size = f"{width}x{height}"
    picture = ["-f", "rawvideo", "-pix_fmt", "rgba", "-s", size, "-r", creative.rate, "-i", "-"]
    if not creative.sound:
        return picture
    tone = ["-f", "lavfi", "-t", str(creative.seconds), "-i", creative.sound]
    return [*picture, *tone]


def _encoders(creative: Creative) -> list[str]:
    spread = "pc" if creative.full_range else "tv"
    scale = (
        "scale=flags=accurate_rnd+full_chroma_int"
        f":out_color_matrix={creative.matrix}:out_range={spread},format={creative.pix_fmt}"
    )
    filters = ",".join(filter(None, (scale, _tags(creative), creative.filters)))
    sound = ["-map", "1:a", *creative.audio.split()] if creative.sound else []
    return [
        *("-map", "0:v", *sound, "-vf", filters, "-fps_mode", "passthrough"),
        *(*creative.video.split(), "-pix_fmt", creative.pix_fmt),
        *("-color_range", spread, *creative.more.split()),
    ]


def _tags(creative: Creative) -> str:
    if not creative.tags:
        return "setparams=color_primaries=unknown:color_trc=unknown:colorspace=unknown"
    primaries, transfer = (creative.tags.split() * 2)[:2]
    matrix = {"bt601": "smpte170m", "bt2020": "bt2020nc"}.get(creative.matrix, creative.matrix)
    return f"setparams=color_primaries={primaries}:color_trc={transfer}:colorspace={matrix}"


def _second_run(creative: Creative, folder: Path) -> tuple[list[str], list[str]] | None:
    """Options before and after the input of a run that copies the tracks, where one is needed."""
    if creative.cover:
        cover = folder / "cover.png"
        Image.new("RGB", (64, 64), "orange").save(cover)
        maps = ["-map", "0", "-map", "1", "-disposition:v:0", "attached_pic"]
        return ["-i", str(cover)], maps
    turn = ["-display_rotation", str(creative.turn * 90)] if creative.turn else []
    flip = [f"-display_{creative.flip}flip"] if creative.flip else []
    before = [*creative.remux.split(), *turn, *flip]
    return (before, ["-map", "0"]) if before else None


def _save_picture(creative: Creative, path: Path) -> None:
    picture = Image.fromarray(_stored(creative)[0])
    if creative.colors is not OVER_BLACK:
        picture = picture.convert("RGB")
    exif = Image.Exif()
    if creative.turn:
        exif[0x0112] = {1: 8, 2: 3, 3: 6}[creative.turn]
    picture.save(path, quality=98, exif=exif)


def _run(arguments: list[str], data: bytes = b"") -> None:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *arguments]
    subprocess.run(command, input=data, check=True)
