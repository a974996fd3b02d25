"""What every command begins and ends with: how much it says, a sentence of ours, an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from commands.isolation import isolate
from commands.telling import begin_telling
from overlays.errors import SparkproofError

# Of the library that reads the options, in words for people.
_PLAIN_WORDS = {
    "Value error, ": "",
    "Input should be": "it should be",
    ", unable to parse string as an integer": "",
}


# These start processes, each of which gives up the rest itself.
_STARTERS = ("batch", "check", "approve", "verify")


def _print_version(is_asked: bool) -> None:
    if is_asked:
        from renderer.code_version import VERSION, code_version

        print(f"sparkproof {VERSION} ({code_version()[:12]})")
        raise typer.Exit


def begin(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_print_version, help="say which version this is"
        ),
    ] = False,
    is_quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="say nothing but errors and what is asked for")
    ] = False,
    is_isolated: Annotated[
        bool,
        typer.Option("--isolated", help="without network and other programs; memory limited"),
    ] = False,
) -> None:
    """What is said before the name of a command."""
    begin_telling(is_quiet=is_quiet)
    if is_isolated and context.invoked_subcommand == "app":
        raise typer.BadParameter("the app is a server: it isolates what opens files by itself")
    if is_isolated:
        isolate(may_start=context.invoked_subcommand in _STARTERS, tells=True)


class Door(TyperGroup):
    """Turns every error of ours, and every wrong option, into its sentence and an exit code."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        with _one_sentence(ctx):
            return super().parse_args(ctx, args or ["--help"])

    def invoke(self, ctx: Any) -> Any:
        with _one_sentence(ctx):
            return super().invoke(ctx)


class OneDoor(TyperCommand):
    """The same for a command that stands alone."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        with _one_sentence(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        with _one_sentence(ctx):
            return super().invoke(ctx)


@contextmanager
def _one_sentence(ctx: Any) -> Iterator[None]:
    try:
        yield
    except SparkproofError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
    except TyperException as error:
        print(_usage_sentence(error, ctx), file=sys.stderr)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        print("Stopped; nothing was written under the output's name.", file=sys.stderr)
        raise typer.Exit(130) from None


def _usage_sentence(error: Any, ctx: Any) -> str:
    """`Invalid value for '--crf': …; see cli.py export --help.`, whatever lines it came in."""
    words = " ".join(error.format_message().split()).removesuffix(".")
    for given, plain in _PLAIN_WORDS.items():
        words = words.replace(given, plain)
    known = (ctx.command_path, ctx.invoked_subcommand)
    command = error.ctx.command_path if error.ctx else " ".join(filter(None, known))
    return f"{words}; see {command} --help."
