"""All of Skia: fonts, paragraphs of text, and the painting of drawings.

Runs of text come in and sizes go out; a `Drawing` comes in and premultiplied RGBA goes out.
It decides nothing, and nothing outside this folder imports the library.
"""

try:
    import skia  # noqa: F401 - here, so that every module of the folder can rely on it
except ImportError as error:  # pragma: no cover - depends on the system
    raise ImportError(
        f"Skia cannot start ({error}). On Linux it needs libEGL and libGL: "
        "apt-get install -y libegl1 libgl1"
    ) from error
