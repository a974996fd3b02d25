"""The command `sparkproof`, and `python -m sparkproof`: the repository's `python cli.py`."""

import runpy


def main() -> None:
    """Runs cli.py as if it had been started itself, which is how it watches for Ctrl-C."""
    runpy.run_module("sparkproof.cli", run_name="__main__")


if __name__ == "__main__":
    main()
