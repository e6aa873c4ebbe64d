"""The kinds of clients of `Scripts/soak`. Each knows the correct response to each of its requests."""
import itertools
import random
import threading
import time

from wire import Connection, Wrong, form, request

KEY = "lbk_soak"
MODELS = "/api/v1/provider/models/embedding"
BOTS = "/api/v1/platform/bots"
DOCUMENTS = "/api/v1/files/documents"
SEED = [
    {"uuid": f"soak-{number}", "name": f"Model {number}", "requester": "openai", "requester_config": {"n": number},
     "api_keys": ["k"], "description": "x" * 200}
    for number in range(2000)
]  # fmt: skip

# Path, member of one, member of all, what is written first, what is changed; a name is what tells one's own apart.
LIVES = [
    (BOTS, "bot", "bots", {"adapter": "telegram", "adapter_config": {"token": "1:é"}}, {"enable": False}),
    ("/api/v1/pipelines", "pipeline", "pipelines", {"description": "first"}, {"description": "second"}),
    (
        "/api/v1/provider/models/llm", "model", "models",
        {"requester": "openai", "requester_config": {"url": "http://a"}, "api_keys": ["k"], "abilities": ["vision"]},
        {"extra_args": {"temperature": 0.25, "seed": 9007199254740993}},
    ),
    ("/api/v1/knowledge/bases", "base", "bases", {"description": "first"}, {"top_k": 3}),
    # Not enabled, so that no attempt to connect changes what it shows.
    (
        "/api/v1/mcp/servers", "server", "servers", {"mode": "stdio", "enable": False},
        {"extra_args": {"args": ["\U0001f600", "\\\""]}},
    ),
]  # fmt: skip
NAMED = "/api/v1/mcp/servers"


class Client(threading.Thread):
    """Repeats its round until the end."""

    pause = 0.0
    count = 1
    numbers = itertools.count()

    def __init__(self, port, end, shared):
        super().__init__(daemon=True)
        self.port, self.end, self.shared = port, end, shared
        self.requests = self.checked = self.broken = 0
        self.wrong = []
        self.kept = None
        self.random = random.Random(next(self.numbers))

    def run(self):
        while time.monotonic() < self.end:
            try:
                self.round()
            except Wrong as error:
                self.wrong.append(str(error))
                self.kept = None
            except Exception as error:  # noqa: BLE001: a client that dies must not look like one that is content.
                self.wrong.append(f"{type(error).__name__}: {error}")
                self.kept = None
            time.sleep(self.pause)
        if self.kept:
            self.kept.socket.close()

    def open(self, **options):
        return Connection(self.port, **options)

    def name(self):
        return f"soak-{next(self.numbers)}"

    def check(self, found, wanted, what):
        if found != wanted:
            raise Wrong(f"{what}: {str(found)[:200]} instead of {str(wanted)[:200]}")

    def send(self, connection, *parts):
        self.requests += 1
        connection.send(request(*parts))

    def read(self, connection, what, status=200):
        """A response with that status and a documented envelope."""
        answer = connection.answer()
        self.check(answer.status, status, f"the status of {what}")
        envelope = answer.json()
        self.check(envelope.get("code") == 0, status == 200, f"success in the envelope of {what}: {envelope}")
        self.checked += 1
        return envelope.get("data")

    def ask(self, method, path, body=None, status=200, fields=None):
        """Sends a request on the persistent connection, which is closed now and then."""
        if self.kept is None:
            self.kept = self.open()
        self.send(self.kept, method, path, KEY, body, fields)
        data = self.read(self.kept, f"{method} {path}", status)
        if self.random.random() < 0.02:
            self.kept.socket.close()
            self.kept = None
        return data


class Lives(Client):
    """Creates, reads, lists, changes and deletes resources."""

    kind, count = "life of resources", 3

    def round(self):
        path, one, many, draft, change = self.random.choice(LIVES)
        draft = {"name": self.name(), **draft}
        uuid = self.ask("POST", path, draft)["uuid"]
        own = f"{path}/{draft['name'] if path == NAMED else uuid}"
        first = self.ask("GET", own)[one]
        for member, value in {**draft, "uuid": uuid}.items():
            self.check(first.get(member), value, f"'{member}' of {own}")
        self.check([row for row in self.ask("GET", path)[many] if row["uuid"] == uuid], [self.shown(first)], path)
        self.check(self.ask("PUT", own, change), None, f"PUT {own}")
        second = self.ask("GET", own)[one]
        self.check(second, {**first, **change, "updated_at": second["updated_at"]}, f"{own} after PUT")
        if path == BOTS:
            logs = self.ask("POST", f"{own}/logs", {})
            self.check([row["seq_id"] for row in logs["logs"]], [0, 1], f"the log of {own}")
        self.ask("DELETE", own)
        self.ask("GET", own, status=404)
        self.check([row for row in self.ask("GET", path)[many] if row["uuid"] == uuid], [], f"{path} after DELETE")

    @staticmethod
    def shown(record):
        """A pipeline's extensions are not in its list."""
        return {name: value for name, value in record.items() if name != "extensions"}


class Files(Client):
    """Uploads, stores, retrieves and removes documents; few, since uploads remain."""

    kind, pause = "files", 0.5

    def round(self):
        word = self.name().replace("-", "")
        body, fields = form(f"{word}.txt", f"first {word}\n\nsecond é".encode())
        file = self.ask("POST", DOCUMENTS, body, fields=fields)["file_id"]
        self.shared.uploads.append(file)
        base = f"/api/v1/knowledge/bases/{self.ask('POST', '/api/v1/knowledge/bases', {'name': word})['uuid']}"
        task = self.ask("POST", f"{base}/files", {"file_id": file})["task_id"]
        self.shared.tasks.append(task)
        self.check(self.ask("GET", f"/api/v1/system/tasks/{task}")["status"], "completed", "the task")
        (stored,) = self.ask("GET", f"{base}/files")["files"]
        self.check((stored["file_id"], stored["file_name"]), (file, f"{word}.txt"), "the stored file")
        found = self.ask("POST", f"{base}/retrieve", {"query": word})["results"]
        self.check([row["metadata"]["text"] for row in found], [f"first {word}"], "what is found")
        self.ask("DELETE", f"{base}/files/{stored['uuid']}")
        self.check(self.ask("GET", f"{base}/files")["files"], [], "the files after DELETE")
        self.ask("DELETE", base)


class Faults(Client):
    """One fault after another on a bot of its own: what was ordered comes, to that bot alone, as often as ordered."""

    kind, pause = "faults", 0.02
    DELAY = 0.05
    ORDERS = {
        "status": {"status": 503, "code": -7, "message": "soaked"},
        "latency": {"milliseconds": 50},
        "slow": {"milliseconds": 5},
        "reset": {}, "empty": {}, "truncated": {}, "garbage": {},
        "content-type": {"type": "text/soaked"},
    }  # fmt: skip

    def round(self):
        own = f"{BOTS}/{self.ask('POST', BOTS, {'name': self.name(), **LIVES[0][3]})['uuid']}"
        self.plain = self.ask("GET", own)["bot"]
        for effect, order in self.ORDERS.items():
            fault = self.control("POST", "faults", {"path": own, "effect": effect, **order})["ids"][0]
            with self.open() as connection:
                started = time.monotonic()
                self.send(connection, "GET", own, KEY)
                getattr(self, effect.replace("-", "_"))(connection)
                if effect == "latency" and time.monotonic() - started < self.DELAY:
                    raise Wrong("latency: the answer came at once")
                self.checked += 1
            # Its client leaves before the response is due.
            with self.open() as connection:
                self.send(connection, "GET", own, KEY)
                connection.reset()
            rows = {row["id"]: row for row in self.control("GET", "faults")["faults"]}
            if rows[fault]["done"] < 1:
                raise Wrong(f"{effect}: not counted as done")
            self.control("DELETE", f"faults?id={fault}")
            self.check(self.ask("GET", own)["bot"], self.plain, f"{own} without fault")
            time.sleep(0.02)
        self.ask("DELETE", own)

    def control(self, method, name, body=None):
        with self.open() as connection:
            self.send(connection, method, f"/__mock/{name}", None, body)
            answer = connection.answer()
            self.check(answer.status, 200, f"{method} {name}")
            self.checked += 1
            return answer.json()

    def status(self, connection):
        answer = connection.answer()
        self.check(answer.status, 503, "the fault's status")
        self.check(answer.json(), {"code": -7, "msg": "soaked"}, "the fault's envelope")

    def latency(self, connection):
        self.check(connection.answer().json()["data"]["bot"], self.plain, "the late answer")

    slow = latency

    def content_type(self, connection):
        self.check(connection.answer().fields["content-type"], "text/soaked", "the fault's type")

    def reset(self, connection):
        try:
            self.check(connection.socket.recv(1), "a reset", "an answer")
        except ConnectionResetError:
            pass

    def empty(self, connection):
        self.check(connection.rest(), b"", "what comes of an empty answer")

    def garbage(self, connection):
        self.check(connection.rest()[:3], b"\1\2\3", "garbage")

    def truncated(self, connection):
        head, _, body = connection.rest().partition(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        self.check(len(body), length // 2, "half the content")


class Pipelines(Client):
    """Pipelined requests, answered in order."""

    kind = "pipelined requests"

    def round(self):
        with self.open() as connection:
            self.batch(connection)

    def batch(self, connection, ends=False):
        numbers = [self.random.randrange(len(SEED) + 40) for _ in range(self.random.randrange(1, 40))]
        wanted = request("GET", MODELS, KEY) if self.random.random() < 0.1 else b""
        self.requests += len(numbers) + bool(wanted)
        connection.send(b"".join(request("GET", f"{MODELS}/soak-{number}", KEY) for number in numbers) + wanted)
        if ends:
            connection.end()
        for number in numbers:
            exists = number < len(SEED)
            data = self.read(connection, f"model {number} in a row", 200 if exists else 404)
            if exists:
                self.check(data["model"]["name"], f"Model {number}", "the answer in a row")
        if wanted:
            self.whole_list(connection.answer())

    def whole_list(self, answer):
        self.check((answer.status, answer.body == self.shared.list), (200, True), "the long list")
        self.checked += 1


class HalfCloses(Pipelines):
    """The client closes its side, and its requests are answered nevertheless."""

    kind = "half-closes"

    def round(self):
        with self.open() as connection:
            self.batch(connection, ends=True)
            self.check(connection.rest(), b"", "what comes after the last answer")
        with self.open() as connection:
            whole = request("POST", BOTS, KEY, {"name": "never", **LIVES[0][3]})
            self.requests += 1
            connection.send(whole[: self.random.randrange(1, len(whole) - 1)])
            connection.end()
            self.read(connection, "half a request", 400)
            self.check(connection.rest(), b"", "what comes after the refusal")


class Resets(Client):
    """RST during a request, before the response and during the response."""

    kind, count, pause = "resets", 2, 0.002

    def round(self):
        whole = self.random.choice([
            request("GET", MODELS, KEY), request("GET", MODELS, KEY) * 4,
            request("POST", f"{BOTS}/none/logs", KEY, {}), request("POST", BOTS, "lbk_wrong", {}),
        ])  # fmt: skip
        connection = self.open()
        self.broken += 1
        moment = self.random.randrange(3)
        connection.send(whole[: self.random.randrange(len(whole))] if moment == 0 else whole)
        if moment == 2:
            connection.receive(self.random.randrange(1, 100_000))
        connection.reset()


class SlowSenders(Client):
    """A request that arrives byte by byte."""

    kind, count = "slow senders", 3

    def round(self):
        name = self.name()
        content = request("POST", BOTS, KEY, {"name": name, **LIVES[0][3]})
        with self.open() as connection:
            self.requests += 1
            while content:
                count = self.random.randrange(1, 12)
                connection.send(content[:count])
                content = content[count:]
                time.sleep(self.random.random() * 0.02)
            uuid = self.read(connection, "a request in drops")["uuid"]
            self.send(connection, "GET", f"{BOTS}/{uuid}", KEY)
            self.check(self.read(connection, "the bot")["bot"]["name"], name, "the name that came in drops")
            self.send(connection, "DELETE", f"{BOTS}/{uuid}", KEY)
            self.read(connection, "its deletion")


class SlowReaders(Client):
    """A long list, read slowly, to its end or not."""

    kind, count = "slow readers", 3

    def round(self):
        with self.open(receive_buffer=8192) as connection:
            self.send(connection, "GET", MODELS, KEY)
            leaves = self.random.random() < 0.3
            parts = []
            size = 0
            while size < len(self.shared.list) and not (leaves and size > 200_000):
                parts.append(connection.receive(16384))
                if not parts[-1]:
                    raise Wrong("the long list ends early")
                size += len(parts[-1])
                time.sleep(0.005)
            if leaves:
                self.broken += 1
                return
            connection.buffer = b"".join(parts)
            answer = connection.answer()
            self.check((answer.status, answer.body == self.shared.list), (200, True), "the list read in sips")
            self.checked += 1


class Stalls(Client):
    """A request that never completes: the server answers 408 after ten seconds."""

    kind, count = "stalled requests", 4

    def round(self):
        with self.open() as connection:
            self.requests += 1
            connection.send(request("GET", BOTS, KEY)[:-5])
            started = time.monotonic()
            self.read(connection, "a request that stalls", 408)
            if time.monotonic() - started < 9:
                raise Wrong("408 came too early")
            connection.end()
            self.check(connection.rest(), b"", "what comes after 408")


class Uploads(Client):
    """Truncated uploads, none of which leaves a document."""

    kind, count, pause = "aborted uploads", 2, 0.02

    def round(self):
        size = self.random.choice([2_000, 100_000, 1_500_000])
        body, fields = form("never.txt", self.random.randbytes(size // 2).hex().encode())
        whole = request("POST", DOCUMENTS, KEY, body, fields)
        if self.random.random() < 0.3:
            head = request("POST", DOCUMENTS, KEY, None, {**fields, "Transfer-Encoding": "chunked"})
            whole = head + f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
        cut = self.random.randrange(1, len(whole) - 8)
        with self.open() as connection:
            connection.send(whole[:cut])
            ending = self.random.randrange(3)
            if ending == 0:
                self.requests += 1
                connection.end()
                self.read(connection, "half an upload", 400)
                self.check(connection.rest(), b"", "what comes after the refusal")
                return
            self.broken += 1
            if ending == 1:
                connection.reset()


class Refusals(Client):
    """Requests that must be rejected, each with its status."""

    kind, pause = "bad requests", 0.005
    JSON = {"Content-Type": "application/json"}
    HEAD = f"X-API-Key: {KEY}\r\n"
    ROWS = [
        (401, request("GET", BOTS, None)),
        (401, request("GET", BOTS, "lbk_wrong")),
        (401, request("POST", BOTS, "lbk_wrong", {"name": "never"})),
        (404, request("GET", "/api/v1/nothing", KEY)),
        (404, request("DELETE", f"{BOTS}/none", KEY)),
        (405, request("PATCH", BOTS, KEY)),
        (400, request("POST", BOTS, KEY, {"name": "never"})),
        (400, request("POST", BOTS, KEY, b'{"name": ', JSON)),
        (400, request("POST", BOTS, KEY, b"[" * 20_000, JSON)),
        (400, request("POST", BOTS, KEY, b"", JSON)),
        (415, request("POST", BOTS, KEY, b"a=b", {"Content-Type": "text/plain"})),
        (415, request("POST", DOCUMENTS, KEY, {"file": 1})),
        (413, request("POST", BOTS, KEY, b"", {"Content-Type": "application/json"}).replace(b": 0", b": 99999999")),
        (400, f"GET {BOTS} HTTP/1.1\r\n{HEAD}\r\n".encode()),
        (400, request("GET", BOTS, KEY).replace(b"\r\n", b"\n")),
        (400, request("GET", BOTS, KEY, b"abc", {"Transfer-Encoding": "chunked"})),
        (400, request("GET", BOTS, KEY, None, {"Content-Length": "-1"})),
        (400, request("GET", BOTS, KEY, None, {"Host": "other"})),
        (400, request("POST", BOTS, KEY, None, {"Transfer-Encoding": "chunked"}) + b"zz\r\n"),
        (414, request("GET", "/" + "a" * 9_000, KEY)),
        (417, request("GET", BOTS, KEY, None, {"Expect": "miracles"})),
        (431, request("GET", BOTS, KEY, None, {f"X-{number}": "a" for number in range(120)})),
        (501, request("POST", BOTS, KEY, None, {"Transfer-Encoding": "gzip, chunked"})),
        (505, request("GET", BOTS, KEY).replace(b"HTTP/1.1", b"HTTP/2.0")),
    ]

    def round(self):
        status, content = self.random.choice(self.ROWS)
        with self.open() as connection:
            self.requests += 1
            connection.send(content)
            self.read(connection, f"{content[:40]!r}…", status)


KINDS = [Lives, Files, Faults, Pipelines, HalfCloses, Resets, SlowSenders, SlowReaders, Stalls, Uploads, Refusals]
