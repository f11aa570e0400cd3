"""Ask a language model at an address that the operator gave, in the form of OpenAI's chat completions.

In: an address such as `http://127.0.0.1:8080/v1`, a model's name, words.  Out: the answer's words. This is one
of the modules that open the network (`tools/buckets.py` and `tools/gate.py` are the others). Nothing is asked at any
other address: no redirect is followed, and no proxy of the environment is used.
A key comes from FIRSTHAND_MODEL_KEY alone; it is never shown, kept, or sent without encryption to another machine.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import os
import urllib.parse

from firsthand.errors import OperatorError, SettingError
from firsthand.model.value import value

KEY = "FIRSTHAND_MODEL_KEY"
ANSWER_BYTES_MAX = 8 << 20  # an answer is shorter; a stream without end would fill the memory
ANSWER_SECONDS_MAX = 600  # a large model on a small machine
TOKENS_MAX = 8_192  # of an answer
OK = 200


class NoAnswerError(OperatorError):
    """the model gave no answer."""


@value
class Endpoint:
    """An address that speaks chat completions, and the model asked there."""

    address: str
    model: str

    def __post_init__(self) -> None:
        """Take no address that could send words elsewhere than it says.

        Raises:
            SettingError: it is no address of this kind.
        """
        parts = _parts(self.address)
        if not _is_here(parts.hostname or "") and parts.scheme != "https":
            raise SettingError(
                f"expected https for another machine than this one, found {self.address}"
            )
        if not self.model.strip():
            raise SettingError("expected the name of a model, found none")

    @property
    def is_here(self) -> bool:
        """Whether it is this machine: then words leave nobody's house."""
        return _is_here(_parts(self.address).hostname or "")

    def ask(self, system: str, user: str) -> str:
        """The answer to *user* under the rules *system*.

        Raises:
            NoAnswerError: nobody answered, or not in this form.
        """
        body = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": system},
                {"role": "user", "content": user},
            ],
            "temperature": 0,
            "seed": 0,
            "max_tokens": TOKENS_MAX,
            "stream": False,
        }
        data = self._post(json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"))
        try:
            content = json.loads(data)["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError):
            content = None
        if not isinstance(content, str):
            raise NoAnswerError(f"{self.address} answered, but not in the form of chat completions")
        return content

    def _post(self, data: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if os.environ.get(KEY):
            headers["Authorization"] = f"Bearer {os.environ[KEY]}"
        parts = _parts(self.address)
        kind = (
            http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        )
        connection = kind(parts.hostname or "", parts.port, timeout=ANSWER_SECONDS_MAX)
        try:
            connection.request(
                "POST", f"{parts.path.rstrip('/')}/chat/completions", body=data, headers=headers
            )
            answer = connection.getresponse()
            found = answer.read(ANSWER_BYTES_MAX + 1)
        except (OSError, http.client.HTTPException, ValueError) as problem:
            told = str(problem) or type(problem).__name__
            raise NoAnswerError(f"{self.address} cannot be asked: {told}") from None
        finally:
            connection.close()
        if answer.status != OK:
            raise NoAnswerError(f"{self.address} refused: status {answer.status}")
        if len(found) > ANSWER_BYTES_MAX:
            raise NoAnswerError(f"{self.address} answered with more than {ANSWER_BYTES_MAX} bytes")
        return found


def _parts(address: str) -> urllib.parse.SplitResult:
    try:
        parts = urllib.parse.urlsplit(address)
        port = parts.port
    except ValueError:
        parts, port = urllib.parse.urlsplit(""), None
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        raise SettingError(f"expected an address like https://host:port/v1, found {address!a}")
    if parts.username is not None or parts.query or parts.fragment:
        raise SettingError(f"an address holds no keys: they come from ${KEY}")
    return parts


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
