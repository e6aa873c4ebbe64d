"""A hand-written HTTP/1.1 client that can disconnect anywhere and validates every response."""
import json
import socket
import struct

TIMEOUT = 20


class Wrong(Exception):
    """A wrong or missing response."""


class Answer:
    def __init__(self, status, fields, body):
        self.status = status
        self.fields = fields
        self.body = body

    def json(self):
        if self.fields.get("content-type") != "application/json":
            raise Wrong(f"the content is of type {self.fields.get('content-type')}")
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise Wrong(f"the content is no JSON: {self.body[:80]!r}") from error

    @property
    def is_last(self):
        return self.fields.get("connection") == "close"


class Connection:
    """One connection with its own read buffer."""

    def __init__(self, port, receive_buffer=None):
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.settimeout(TIMEOUT)
        self.socket.connect(("127.0.0.1", port))
        self.buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, content):
        try:
            self.socket.sendall(content)
        except OSError as error:
            raise Wrong(f"nothing can be sent: {error}") from error

    def end(self):
        self.socket.shutdown(socket.SHUT_WR)

    def reset(self):
        """Resets the connection (RST)."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def receive(self, most=65536):
        try:
            content = self.socket.recv(most)
        except OSError as error:
            raise Wrong(f"no answer: {error or type(error).__name__}") from error
        return content

    def more(self):
        content = self.receive()
        if not content:
            raise Wrong(f"the connection ends inside an answer: {self.buffer[:80]!r}")
        self.buffer += content

    def line(self):
        while b"\r\n" not in self.buffer:
            self.more()
        line, self.buffer = self.buffer.split(b"\r\n", 1)
        return line.decode("latin-1")

    def take(self, count):
        parts, missing = [self.buffer], count - len(self.buffer)
        while missing > 0:
            part = self.receive()
            if not part:
                raise Wrong(f"the connection ends {missing} bytes before the content does")
            parts.append(part)
            missing -= len(part)
        content = b"".join(parts)
        self.buffer = content[count:]
        return content[:count]

    def answer(self):
        version, _, rest = self.line().partition(" ")
        if version != "HTTP/1.1" or not rest[:3].isdigit():
            raise Wrong(f"no status line: {version} {rest}"[:100])
        fields = {}
        while line := self.line():
            name, _, value = line.partition(":")
            fields[name.lower()] = value.strip()
        if "date" not in fields:
            raise Wrong("an answer without Date")
        if fields.get("transfer-encoding") == "chunked":
            body = b"".join(self.chunks())
        else:
            body = self.take(int(fields.get("content-length", 0)))
        return Answer(int(rest[:3]), fields, body)

    def chunks(self):
        while size := int(self.line(), 16):
            yield self.take(size)
            self.line()
        self.line()

    def rest(self):
        """The remaining bytes before the connection ends; fails if it is reset."""
        content = self.buffer
        while part := self.receive():
            content += part
        return content


def request(method, path, key, body=None, fields=None):
    """The bytes of a request; content other than bytes is sent as JSON."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    if key:
        lines.append(f"X-API-Key: {key}")
    if body is not None and not isinstance(body, bytes):
        body = json.dumps(body).encode()
        lines.append("Content-Type: application/json")
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    lines += [f"{name}: {value}" for name, value in (fields or {}).items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + (body or b"")


def form(name, content):
    """The body of a form with one file, and its content type."""
    boundary = "soak-boundary"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
    return body, {"Content-Type": f"multipart/form-data; boundary={boundary}"}
