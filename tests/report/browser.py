"""Chromium without a window, spoken to over two pipes (the DevTools protocol), for the tests of HTML."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqc.report.typefaces import PACKAGED

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)


def program() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One browser with one page; what it asks the network for and says on its console is kept."""

    def __init__(self, folder: Path) -> None:
        fonts = folder / "share" / "fonts"
        fonts.mkdir(parents=True)
        (fonts / PACKAGED.name).symlink_to(PACKAGED)  # Chinese where the system has no font for it
        (there, self._send), (self._receive, back) = os.pipe(), os.pipe()
        # numbers above those of the child's pipes, so that none is overwritten by the other
        ours = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (there, back)]
        os.close(there)
        os.close(back)
        name = program()
        assert name is not None
        self._pid = os.posix_spawn(
            name,
            [name, *FLAGS, f"--user-data-dir={folder / 'profile'}", "about:blank"],
            {**os.environ, "XDG_DATA_HOME": str(folder / "share")},
            file_actions=[
                (os.POSIX_SPAWN_DUP2, ours[0], 3),
                (os.POSIX_SPAWN_DUP2, ours[1], 4),
                (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            ],
        )
        for end in ours:
            os.close(end)
        self._rest, self._number, self._session = b"", 0, None
        self.events: list[dict[str, Any]] = []
        target = next(one for one in self.call("Target.getTargets")["targetInfos"] if one["type"] == "page")
        attached = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log", "Security"):
            self.call(f"{domain}.enable")

    def close(self) -> None:
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._send)
        os.close(self._receive)

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._send, data) :]
        while True:
            got = self._next()
            if got.get("id") == self._number:
                assert "error" not in got, got
                return got["result"]
            self.events.append(got)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            piece = os.read(self._receive, 1 << 20)
            assert piece, "the browser has ended"
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)

    def open(self, page: Path, width: int = 1000, height: int = 800) -> None:
        """Show a file and wait until it is loaded."""
        self.events.clear()
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        self.call("Page.navigate", url=page.as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def run(self, script: str) -> Any:
        """Return what an expression comes to."""
        found = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def press(self, *keys: str) -> None:
        for key in keys:
            for kind in ("rawKeyDown", "keyUp"):
                self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, **CODES.get(key, {}))

    def point(self, x: float, y: float) -> None:
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    def media(self, **features: str) -> None:
        self.call(
            "Emulation.setEmulatedMedia",
            features=[{"name": name.replace("_", "-"), "value": value} for name, value in features.items()],
        )

    def picture(self) -> bytes:
        """Return the whole page as a PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", captureBeyondViewport=True)["data"])

    def paper(self) -> bytes:
        """Return the page as a PDF, on the paper that it asks for."""
        found = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(found["data"])

    @property
    def requests(self) -> list[str]:
        """Everything asked for since the page was opened, but the page itself."""
        asked = self._of("Network.requestWillBeSent")
        return [one["request"]["url"] for one in asked if one["type"] != "Document"]

    @property
    def console(self) -> list[Mapping[str, Any]]:
        """Everything said on the console: messages, errors, refusals."""
        return [
            *self._of("Runtime.consoleAPICalled"),
            *self._of("Runtime.exceptionThrown"),
            *self._of("Log.entryAdded"),
        ]

    def _of(self, method: str) -> Sequence[Mapping[str, Any]]:
        self.call("Runtime.evaluate", expression="0")  # what happened before this has arrived
        return [event["params"] for event in self.events if event["method"] == method]


CODES = {
    "Tab": {"windowsVirtualKeyCode": 9},
    "End": {"windowsVirtualKeyCode": 35},
    "Home": {"windowsVirtualKeyCode": 36},
    "ArrowLeft": {"windowsVirtualKeyCode": 37},
    "ArrowUp": {"windowsVirtualKeyCode": 38},
    "ArrowRight": {"windowsVirtualKeyCode": 39},
    "ArrowDown": {"windowsVirtualKeyCode": 40},
    "Escape": {"windowsVirtualKeyCode": 27},
}
