"""A mock in a process of its own, and what is asked of it."""
import contextlib
import json
import subprocess
import urllib.request

KEY = "lbk_local_mock_key"
ACCOUNT = {"user": "admin@example.com", "password": "mock-password"}
# Seconds for anything to happen, on a machine that does much else.
PATIENCE = 60


class Failure(Exception):
    """An error message and its exit status."""

    def __init__(self, sentence, status=1):
        super().__init__(sentence)
        self.status = status


def expect(condition, what, seen=""):
    if not condition:
        raise Failure(f"{what}: {seen}" if seen != "" else what)
    print(f"ok  {what}", flush=True)


@contextlib.contextmanager
def started(binaries, release, *arguments):
    """The base URL of a mock of the release."""
    command = [binaries / "langbot-mock", "--profile", release, "--port", "0", "--quiet", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield json.loads(process.stdout.readline())["url"]
        if process.poll() is not None:
            raise Failure(f"the mock of {release} ended with {process.returncode}")
    finally:
        process.terminate()
        process.wait()


def asked(base, method, path, body=None, token=KEY):
    """The data of a response, which must report success."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    data = json.dumps(body).encode() if body is not None else None
    call = urllib.request.Request(base + path, data=data, method=method, headers=headers)
    # Loopback is never reached through a proxy.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(call, timeout=PATIENCE) as answer:
        return json.load(answer)["data"]


def user_token(base):
    return asked(base, "POST", "/api/v1/user/auth", ACCOUNT)["token"]


def echoing_pipeline(base):
    """A pipeline whose model repeats what it is told."""
    provider = {"name": "Echoes", "requester": "openai-chat-completions", "base_url": "https://models.invalid/v1"}
    provider = asked(base, "POST", "/api/v1/provider/providers", {**provider, "api_keys": ["k"]})["uuid"]
    model = {"name": "echo", "provider_uuid": provider, "abilities": [], "extra_args": {}}
    model = asked(base, "POST", "/api/v1/provider/models/llm", model)["uuid"]
    pipeline = asked(base, "POST", "/api/v1/pipelines", {"name": "Echoing pipeline", "description": ""})["uuid"]
    path = f"/api/v1/pipelines/{pipeline}"
    configuration = asked(base, "GET", path)["pipeline"]["config"]
    agent = configuration["ai"].get("local-agent")
    # 4.11 has no agent but those of plugins.
    if agent is not None:
        agent["model"] = {"primary": model, "fallbacks": []}
        asked(base, "PUT", path, {"name": "Echoing pipeline", "config": configuration})
    return pipeline
