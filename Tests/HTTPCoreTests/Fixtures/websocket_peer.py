"""A websocket client or server made of the `websockets` package, to talk to the one of this repository.

    websocket_peer.py client URL    sends messages to a server that echoes, and checks what comes back
    websocket_peer.py server        prints its port, and echoes until its input ends
"""
import sys
import threading

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.sync.server import serve


def client(url):
    with connect(url, max_size=None) as socket:
        assert not socket.protocol.extensions, "compression was agreed on"
        for message in ("hello", "", "é\U0001f642" * 500, "x" * 65536, b"", bytes(range(256)), bytes(200_000)):
            socket.send(message)
            assert socket.recv(timeout=60) == message, message[:20]
        socket.send(["in ", "", "three ", "parts"])
        assert socket.recv(timeout=60) == "in three parts"
        assert socket.ping(b"1234").wait(60), "no pong"
    with connect(url) as socket:
        socket.send("end")
        try:
            socket.recv(timeout=60)
        except ConnectionClosed as closed:
            assert (closed.rcvd.code, closed.rcvd.reason) == (4000, "as you wish"), closed
        else:
            raise AssertionError("the server did not close")
    with connect(url) as socket:
        socket.close(code=3001, reason="mine")
        assert socket.protocol.close_rcvd.code == 3001, socket.protocol.close_rcvd
    print("ok")


def echo(socket):
    for message in socket:
        if message == "end":
            socket.close(code=4000, reason="as you wish")
            return
        if message == "ping":
            socket.ping(b"p").wait(60)
        socket.send(["par", "ts"] if message == "parts" else message)


def server():
    with serve(echo, "127.0.0.1", 0, max_size=None) as instance:
        print(instance.socket.getsockname()[1], flush=True)
        threading.Thread(target=instance.serve_forever, daemon=True).start()
        sys.stdin.read()
        instance.shutdown()


if __name__ == "__main__":
    client(sys.argv[2]) if sys.argv[1] == "client" else server()
