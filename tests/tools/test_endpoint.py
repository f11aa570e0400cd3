from __future__ import annotations

import pytest

from answering import answering
from firsthand.errors import SettingError
from firsthand.tools.endpoint import ANSWER_BYTES_MAX, KEY, Endpoint, NoAnswerError


def test_a_model_on_this_machine_is_asked_and_its_words_come_back() -> None:
    with answering("four") as server:
        endpoint = Endpoint(address=server.address, model="small")
        assert endpoint.is_here
        assert endpoint.ask("be brief", "two and two?") == "four"
    (sent,) = server.sent
    assert sent["path"] == "/v1/chat/completions"
    assert (sent["model"], sent["temperature"]) == ("small", 0)
    assert [m["content"] for m in sent["messages"]] == ["be brief", "two and two?"]
    assert server.keys == [None]


def test_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, "secret-1")
    with answering("yes") as server:
        Endpoint(address=server.address, model="m").ask("", "")
    assert server.keys == ["Bearer secret-1"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://models.example/v1", "expected https for another machine"),
        ("ftp://127.0.0.1/v1", "expected an address like"),
        ("https://", "expected an address like"),
        ("https://key@models.example/v1", "an address holds no keys"),
        ("https://models.example/v1?key=1", "an address holds no keys"),
        ("http://127.0.0.1:0/v1", "expected an address like"),
        ("http://127.0.0.1:99999/v1", "expected an address like"),
        ("http://localhost.models.example/v1", "expected https"),
    ],
)
def test_an_address_that_could_betray_is_refused(address: str, told: str) -> None:
    with pytest.raises(SettingError, match=told):
        Endpoint(address=address, model="m")


def test_a_model_has_a_name() -> None:
    with pytest.raises(SettingError, match="the name of a model"):
        Endpoint(address="https://models.example/v1", model=" ")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((500, b""), "refused: status 500"),
        ((401, b"who are you"), "refused: status 401"),
        ((307, b""), "refused: status 307"),
        ((200, b"not json"), "not in the form of chat completions"),
        ((200, b'{"choices": []}'), "not in the form"),
        ((200, b'{"choices": [{"message": {"content": 5}}]}'), "not in the form"),
        ((200, b"[" * 200_000), "not in the form"),
        ((200, b" " * (ANSWER_BYTES_MAX + 1)), "answered with more than"),
    ],
)
def test_what_is_no_answer_is_told(answer: tuple[int, bytes], told: str) -> None:
    with answering(answer) as server, pytest.raises(NoAnswerError, match=told):
        Endpoint(address=server.address, model="m").ask("", "")


def test_nobody_there() -> None:
    with answering("") as server:
        address = server.address
    with pytest.raises(NoAnswerError, match="cannot be asked"):
        Endpoint(address=address, model="m").ask("", "")
