"""`app.py`: the app in the browser, for one person at this computer or as a server for a team."""

from __future__ import annotations

import os
import re
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated

import typer

from commands.door import OneDoor
from overlays.errors import SparkproofError
from renderer.output.option_text import bytes_from_text, size_words
from studio.store.hosting import Hosting, Limits, Network, SignIn, host
from studio.store.typed_path import typed_path

_HERE = "127.0.0.1"
_USUAL = Limits()
_HOW = (
    "Say how people sign in: --sign-in-header NAME with --trusted-proxy ADDRESS, an [auth] section "
    "in Streamlit's secrets file (docs/server.md), or --no-sign-in where everybody may look."
)


def app(
    ad: Annotated[
        Path | None, typer.Argument(metavar="AD", help="an ad file to begin with")
    ] = None,
    port: Annotated[
        int, typer.Option(min=0, max=65535, envvar="STREAMLIT_SERVER_PORT", help="to listen at")
    ] = 8501,
    home: Annotated[
        Path | None, typer.Option(help="folder of all work; else SPARKPROOF_WORK, or a usual one")
    ] = None,
    server: Annotated[bool, typer.Option("--server", help="for a team; needs a sign-in")] = False,
    address: Annotated[str, typer.Option(help="to listen at, such as 0.0.0.0")] = _HERE,
    base_path: Annotated[str, typer.Option(metavar="/PATH", help="behind a proxy")] = "",
    sign_in_header: Annotated[
        str, typer.Option(metavar="NAME", help="in which the proxy names the person")
    ] = "",
    trusted_proxy: Annotated[
        list[str] | None,
        typer.Option(metavar="ADDRESS", help="or network, as 10.0.0.0/8; repeatable"),
    ] = None,
    no_sign_in: Annotated[
        bool, typer.Option("--no-sign-in", help="a person is a browser; anybody may come")
    ] = False,
    host_name: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="by which it is called; repeatable")
    ] = None,
    most_bytes_each: Annotated[
        int | None,
        typer.Option(
            parser=bytes_from_text,
            metavar="SIZE",
            help=f"on disk, of one person; {size_words(_USUAL.person_bytes)}",
        ),
    ] = None,
    most_made_bytes_each: Annotated[
        int | None,
        typer.Option(
            parser=bytes_from_text,
            metavar="SIZE",
            help=f"of finished files, of one person; {size_words(_USUAL.person_made_bytes)}",
        ),
    ] = None,
    most_bytes: Annotated[
        int | None,
        typer.Option(
            parser=bytes_from_text,
            metavar="SIZE",
            help=f"on disk, of all people; {size_words(_USUAL.all_bytes)}",
        ),
    ] = None,
    most_jobs_each: Annotated[
        int, typer.Option(min=1, help="that wait or work, of one person")
    ] = _USUAL.person_jobs,
    most_jobs: Annotated[
        int, typer.Option(min=1, help="that wait or work, of all people")
    ] = _USUAL.all_jobs,
) -> None:
    """Open the app in the browser: preview, edit, compare, check and export an ad."""
    names = tuple(host_name or ())
    proxies = tuple(map(_network, trusted_proxy or ()))
    sign_in: SignIn = "none"
    limits = None
    if server:
        sign_in = _sign_in(sign_in_header, proxies, no_sign_in=no_sign_in)
        limits = Limits(
            most_bytes_each or _USUAL.person_bytes,
            most_bytes or _USUAL.all_bytes,
            most_jobs_each,
            most_jobs,
            most_made_bytes_each or _USUAL.person_made_bytes,
        )
    elif base_path or sign_in_header or proxies or no_sign_in or names or address != _HERE:
        raise SparkproofError("These options are a server's: write --server, too.")
    host(
        Hosting(
            is_server=server,
            address=address,
            port=port,
            base_path=_base(base_path),
            home=_folder(home, is_server=server),
            ad=ad,
            sign_in=sign_in,
            header=sign_in_header,
            proxies=proxies,
            host_names=names,
            limits=limits,
        )
    )
    _serve()


def _serve() -> None:
    # The page is imported when it is known where it is hosted: its parts carry their addresses.
    from studio.serving import serve

    try:
        serve()
    except KeyboardInterrupt:
        # Everything has been put away by now: the server hands Ctrl-C on when it is done.
        raise typer.Exit(130) from None


def _sign_in(header: str, proxies: tuple[Network, ...], *, no_sign_in: bool) -> SignIn:
    """The one way that was chosen. Raises SparkproofError for none, and for more than one."""
    # Streamlit takes a while to load, and only the secrets file needs it.
    from studio.server.open_id import has_open_id, open_id_problem

    if bool(header) + no_sign_in > 1:
        raise SparkproofError("Choose one: --sign-in-header or --no-sign-in.")
    if header and not proxies:
        raise SparkproofError(
            "--sign-in-header needs --trusted-proxy: anybody else could write that header."
        )
    if header or no_sign_in:
        return "header" if header else "none"
    if not has_open_id():
        raise SparkproofError(_HOW)
    if problem := open_id_problem():
        raise SparkproofError(problem)
    return "openid"


def _network(text: str) -> Network:
    try:
        return ip_network(text.strip())
    except ValueError:
        raise SparkproofError(
            f"--trusted-proxy {text[:60]!r} is no address or network: write it as in 10.0.0.0/8."
        ) from None


def _base(text: str) -> str:
    """`/ads`, however the slashes were written."""
    path = text.strip().strip("/")
    if not re.fullmatch(r"[A-Za-z0-9._~/-]*", path) or ".." in path or "//" in path:
        raise SparkproofError(f"--base-path {text[:60]!r} is no path: write it as in /ads.")
    return f"/{path}" if path else ""


def _folder(home: Path | None, *, is_server: bool) -> Path | None:
    """Where all work lies. A server's outlasts a restart of the computer, unlike a temporary one.

    None is the usual place of one person.
    """
    if home is not None:
        return typed_path(str(home)).resolve()
    if not is_server or os.environ.get("SPARKPROOF_WORK"):
        return None
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "sparkproof"


def door() -> None:
    """`python app.py` with its options; one sentence and exit code 2 for a wrong one."""
    app_alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app_alone.command(cls=OneDoor)(app)
    app_alone(prog_name="app.py")
