"""The screens in a web browser: each page is a process of its own, for who is on this machine and knows the address."""

from __future__ import annotations

import asyncio
import secrets
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

import aiohttp_jinja2
from aiohttp import web
from textual_serve.server import Server

from tui.i18n import Texts
from tui.model.errors import Unavailable

HOST: Final = "127.0.0.1"
"""Nobody reaches it from another machine."""
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; connect-src 'self' ws:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""Nothing is loaded from elsewhere, no page may frame it, and its address is told to no other page."""


class Page(Server):
    """The pages of one workspace, below one secret word."""

    def __init__(self, command: str, port: int, texts: Texts) -> None:
        """`command` starts the screens; raises `Unavailable` (`port_taken`). Port 0 takes any that is free."""
        self._ear = socket.socket()
        self._ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._ear.bind((HOST, port))
            self._ear.listen()  # who is told the address may come at once
        except (OSError, OverflowError) as error:
            self._ear.close()
            raise Unavailable("port_taken", port=port, reason=getattr(error, "strerror", None) or error) from error
        port = self._ear.getsockname()[1]
        super().__init__(command, HOST, port, "duban 督办", templates_path=Path(__file__).parent / "page")
        self._texts = texts
        self._hosts = {f"{HOST}:{port}", f"localhost:{port}"}
        self._token = secrets.token_urlsafe(24)
        self.address = f"{self.public_url}/{self._token}/"
        """What one opens; who knows it acts as the person who started this."""

    def serve(self, debug: bool = False) -> None:
        """Serve until it is interrupted."""
        del debug
        loop = asyncio.new_event_loop()
        web.run_app(self._make_app(), sock=self._ear, print=None, access_log=None, loop=loop, shutdown_timeout=1.0)

    def close(self) -> None:
        """Listen no more."""
        self._ear.close()

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: who calls has said the address."""

    async def _make_app(self) -> web.Application:
        """The library's pages below the secret word, and nothing beside them."""
        outer = web.Application(middlewares=[self._guard])
        outer.add_subapp(f"/{self._token}", await super()._make_app())
        return outer

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Refuse who does not know the word, and pages of other origins that a browser here may have open."""
        given = request.path.lstrip("/").partition("/")[0].encode()
        if not (secrets.compare_digest(given, self._token.encode()) and self._is_ours(request)):
            return web.Response(status=403, text=self._texts("cli.serve.refused"), headers=_HEADERS)
        response = await handler(request)
        if not response.prepared:
            response.headers.update(_HEADERS)
        return response

    def _is_ours(self, request: web.Request) -> bool:
        """Whether it was asked under our own name, by our own page; a line for the screens must say so."""
        origin = request.headers.get("Origin")
        if origin is None and request.path.endswith("/ws"):
            return False
        ours = {f"http://{host}" for host in self._hosts}
        return request.host in self._hosts and (origin is None or origin in ours)

    async def handle_index(self, request: web.Request) -> Any:  # noqa: ANN401 - as the library has it
        """The page, with words in the reader's language."""
        texts = self._texts
        about = {
            "name": self.title,
            "lang": texts.lang,
            "opening": texts("cli.serve.opening"),
            "again": texts("cli.serve.again"),
        }
        router = request.app.router
        socket_address = f"ws://{request.host}{router['websocket'].url_for()}"
        static = f"http://{request.host}{router['static'].url_for(filename='/')}".rstrip("/") + "/"
        context = {
            "font_size": 16,
            "app_websocket_url": socket_address,
            "config": {"static": {"url": static}},
            "application": about,
        }
        return aiohttp_jinja2.render_template("app_index.html", request, context)
