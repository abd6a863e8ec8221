"""A real Chromium, driven through chromedriver by the words of the W3C's WebDriver."""

from __future__ import annotations

import json
import subprocess
from base64 import b64decode
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

from tests.evidence.verifier.in_node import PAGE, needed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--window-size=1000,1400",
)
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
TAB, ENTER, SPACE = "\ue004", "\ue007", " "
_PATIENCE = 600
"""How often a state is asked for, with 50 milliseconds between."""


class Browser:
    """One window."""

    def __init__(self, port: int, session: str) -> None:
        self._port = port
        self._session = session

    def _call(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        return call(self._port, method, f"/session/{self._session}{path}", body)

    def open(self, address: str = PAGE.as_uri()) -> None:
        """Load a page and wait until it is there."""
        self._call("POST", "/url", {"url": address})

    def run(self, script: str, *arguments: object) -> Any:  # noqa: ANN401 - JSON
        """What a script in the page returns."""
        return self._call("POST", "/execute/sync", {"script": script, "args": arguments})

    def wait_until(self, script: str, *arguments: object) -> Any:  # noqa: ANN401 - JSON
        """What a script returns as soon as it is something."""
        pause = {"script": "setTimeout(arguments[0], 50)", "args": []}
        for _ in range(_PATIENCE):
            found = self.run(script, *arguments)
            if found:
                return found
            self._call("POST", "/execute/async", pause)
        raise AssertionError(f"never came: {script}\n{self.text('body')}")

    def give(self, element: str, *files: Path) -> None:
        """Choose files in a field."""
        found = self._call("POST", "/element", {"using": "css selector", "value": element})
        text = "\n".join(str(each) for each in files)
        self._call("POST", f"/element/{found[_ELEMENT]}/value", {"text": text})

    def press(self, keys: Sequence[str]) -> None:
        """Strike keys, one after the other."""
        strokes = [
            {"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")
        ]
        keyboard = {"type": "key", "id": "keyboard", "actions": strokes}
        self._call("POST", "/actions", {"actions": [keyboard]})

    def focused(self) -> str:
        """The id, or else the text, of what the keyboard speaks to."""
        script = "const it = document.activeElement; return it.id || it.textContent"
        return str(self.run(script))

    def text(self, element: str) -> str:
        """The text that is shown in an element."""
        return str(self.run("return document.querySelector(arguments[0]).innerText", element))

    def answer(self) -> str:
        """The text of the answer, once it is there."""
        self.wait_until("return document.getElementById('verdict')")
        return self.text("#answer")

    def requests(self) -> list[str]:
        """The addresses of everything that was asked for since the window was opened."""
        entries = self._call("POST", "/se/log", {"type": "performance"})
        messages = [json.loads(one["message"])["message"] for one in entries]
        return [
            one["params"]["request"]["url"]
            for one in messages
            if one["method"] == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """What the browser complains of: errors and violations of the policy."""
        entries = self._call("POST", "/se/log", {"type": "browser"})
        return [one["message"] for one in entries]

    def picture(self) -> bytes:
        """The window as PNG."""
        return b64decode(self._call("GET", "/screenshot"))

    def printed(self) -> bytes:
        """The page as PDF, as its own style asks."""
        done = self._call(
            "POST",
            "/goog/cdp/execute",
            {
                "cmd": "Page.printToPDF",
                "params": {"preferCSSPageSize": True, "printBackground": True},
            },
        )
        return b64decode(done["data"])


def call(port: int, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        sent = None if method == "GET" else json.dumps(body or {})
        connection.request(method, path, sent, {"Content-Type": "application/json"})
        answer = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    value = answer["value"]
    assert not (isinstance(value, dict) and "error" in value), value
    return value


@contextmanager
def chromium(folder: Path) -> Iterator[Browser]:
    """A window of a new Chromium that knows nobody and reaches nobody."""
    program, driver = needed("chromium"), needed("chromedriver")
    with subprocess.Popen(  # noqa: S603 - the program of a Debian package
        [driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            port = _port_of(process)
            options = {
                "binary": program,
                "args": [*FLAGS, f"--user-data-dir={folder / 'profile'}"],
            }
            wanted = {
                "browserName": "chrome",
                "goog:chromeOptions": options,
                "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"},
            }
            made = call(port, "POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
            try:
                yield Browser(port, made["sessionId"])
            finally:
                call(port, "DELETE", f"/session/{made['sessionId']}")
        finally:
            process.terminate()


def _port_of(process: subprocess.Popen[str]) -> int:
    assert process.stdout is not None
    for line in process.stdout:
        if "started successfully on port" in line:
            return int(line.rsplit(" ", 1)[-1].strip(".\n"))
    raise AssertionError("chromedriver did not start")
