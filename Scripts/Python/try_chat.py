"""The client of the `websockets` package, in the debug chat of a pipeline."""
import json

from mock import PATIENCE, asked, echoing_pipeline, expect, started, user_token
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

# 4.11 runs a pipeline by a plugin, and the mock starts without one.
ANSWERS = {"4.11.2": "Agent runner not found"}
QUESTION = "one two three four five six seven eight nine ten eleven twelve"


def opened(base, pipeline, first):
    """A socket that has said who it is."""
    url = f"ws{base.removeprefix('http')}/api/v1/pipelines/{pipeline}/ws/connect?session_type=person"
    socket = connect(url, origin=base, open_timeout=PATIENCE, proxy=None)
    socket.send(json.dumps(first))
    return socket


def received(socket):
    return json.loads(socket.recv(timeout=PATIENCE))


def answered(socket, text):
    """The frames that a message leads to."""
    message = [{"type": "Plain", "text": text}]
    socket.send(json.dumps({"type": "message", "message": message, "stream": True}))
    frames = [received(socket)]
    while frames[-1]["type"] != "response" or not frames[-1]["data"]["is_final"]:
        frames.append(received(socket))
    return frames


def use(binaries, release):
    with started(binaries, release) as base:
        pipeline, token = echoing_pipeline(base), user_token(base)
        workspace = asked(base, "GET", "/api/v1/workspaces/current", token=token)["workspace"]["uuid"]
        first = {"type": "authenticate", "token": token, "workspace_uuid": workspace}
        with opened(base, pipeline, first) as socket:
            frame = received(socket)
            expect(frame["type"] == "connected", f"{release}: a socket connects", frame)
            question, *answer = answered(socket, QUESTION)
            shown = question["type"] == "user_message" and question["data"]["content"] == QUESTION
            expect(shown, f"{release}: it shows the question", question)
            texts = [frame["data"]["content"] for frame in answer]
            expected = ANSWERS.get(release, "Echo: " + QUESTION)
            expect(texts[-1].startswith(expected), f"{release}: and the answer", texts)
            growing = all(later.startswith(text) for text, later in zip(texts, texts[1:]))
            expect(growing and len({frame["data"]["id"] for frame in answer}) == 1, f"{release}: which grows", texts)
            socket.send('{"type": "ping"}')
            frame = received(socket)
            expect(frame["type"] == "pong", f"{release}: it answers a ping", frame)
        with opened(base, pipeline, {**first, "token": "wrong"}) as socket:
            frame, closed = received(socket), None
            try:
                received(socket)
            except ConnectionClosed as end:
                closed = end.rcvd.code
            refused = frame == {"type": "error", "message": "Unauthorized"} and closed == 1000
            expect(refused, f"{release}: a wrong token is refused, and the socket closed", [frame, closed])
