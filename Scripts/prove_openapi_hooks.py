"""The schemathesis hooks of Scripts/prove-openapi: existing resources to request, and a key that stays valid.

Made-up identifiers lead to nothing, so that hardly any answer would be a success. Every other request has a real one
in its place instead; deleted resources are created again.
"""

import json
import os
import random
import threading
import urllib.parse

import requests
import schemathesis

SERVER = json.loads(os.environ["LANGBOT_PROVED_SERVER"])
SEEN = open(os.environ["LANGBOT_SEEN"], "a", encoding="utf-8")
LOCK = threading.RLock()
DICE = random.Random(6)
SESSION = requests.Session()
SESSION.trust_env = False

# By the path below which a thing is found: the contents that make one, of which the first that is taken counts, and
# where its identifier stands. Releases refuse what they do not know, so that no content fits all.
MODEL = [
    {"name": "m", "provider_uuid": "$/api/v1/provider/providers/"},
    {"name": "m", "description": "", "requester": "openai-chat-completions", "requester_config": {}, "api_keys": ["k"]},
]
THINGS = {
    "/api/v1/provider/providers/": (
        [{"name": "p", "requester": "openai-chat-completions", "base_url": "http://127.0.0.1:1", "api_keys": ["k"]}],
        "uuid",
    ),
    "/api/v1/provider/models/llm/": (MODEL, "uuid"),
    "/api/v1/provider/models/embedding/": (MODEL, "uuid"),
    "/api/v1/provider/models/rerank/": ([dict(MODEL[0], provider={"requester": "jina-rerank"}), MODEL[0]], "uuid"),
    "/api/v1/platform/bots/": (
        [{"name": "b", "description": "", "adapter": "telegram", "adapter_config": {"token": "1:t"}, "enable": False}],
        "uuid",
    ),
    "/api/v1/pipelines/": ([{"name": "p", "description": ""}], "uuid"),
    "/api/v1/knowledge/bases/": (
        [
            {"name": "k", "description": "", "knowledge_engine_plugin_id": "langbot-mock/plain-text"},
            {"name": "k", "description": "", "embedding_model_uuid": "$/api/v1/provider/models/embedding/"},
        ],
        "uuid",
    ),
    "/api/v1/mcp/servers/": ([{"name": "#", "mode": "sse", "enable": True, "extra_args": {"url": ""}}], "name"),
    "/api/v1/apikeys/": ([{"name": "k", "description": ""}], "key.id"),
    "/api/v1/files/documents/": ("notes.txt", "file_id"),
    "/api/v1/files/images/": ("dot.png", "file_key"),
}
ELSEWHERE = {"/api/v1/files/image/": "/api/v1/files/images/"}
FIXED = {
    "/api/v1/platform/adapters/": ["telegram"],
    "/api/v1/provider/requesters/": ["openai-chat-completions"],
    "/api/v1/system/tasks/": [0, 1, 2, 3, 4],
}
# Body members that refer to other resources, or that accept few values.
MEMBERS = {
    "provider_uuid": "/api/v1/provider/providers/",
    "embedding_model_uuid": "/api/v1/provider/models/embedding/",
    "use_pipeline_uuid": "/api/v1/pipelines/",
    "file_id": "/api/v1/files/documents/",
}
VALUES = {
    "adapter": "telegram",
    "adapter_config": {"token": "1:t"},
    "requester": "openai-chat-completions",
    "knowledge_engine_plugin_id": "langbot-mock/plain-text",
    "target_type": "person",
    "launcher_type": "group",
    "launcher_id": "1",
    "user": SERVER["user"],
    "password": SERVER["password"],
}
POOL = {below: [] for below in THINGS}


def sent(path, **content):
    # User tokens may do what early releases deny to API keys.
    headers = {"Authorization": "Bearer " + SERVER["user_token"]}
    answer = SESSION.post(SERVER["base_url"] + path.rstrip("/"), headers=headers, timeout=30, **content)
    with_data = answer.status_code == 200 and "json" in answer.headers.get("Content-Type", "")
    return (answer.json().get("data") or {}) if with_data else {}


def made(below):
    """Creates a resource and returns its identifier, or None if this server has no such kind."""
    contents, member = THINGS[below]
    if isinstance(contents, str):
        files = {"file": (contents, b"One paragraph.\n\nAnother one.")}
        return sent(below, files=files).get(member)
    for content in contents:
        content = {
            name: f"s{DICE.getrandbits(60)}" if value == "#"
            else known(value[1:]) if isinstance(value, str) and value.startswith("$") else value
            for name, value in content.items()
        }
        data = sent(below, json=content)
        if member == "name" and data:
            return content["name"]
        for part in member.split("."):
            data = data.get(part) if isinstance(data, dict) else None
        if data is not None:
            return data
    return None


def known(below):
    below = ELSEWHERE.get(below, below)
    if below in FIXED:
        return DICE.choice(FIXED[below])
    if below not in POOL:
        return None
    while len(POOL[below]) < 2:
        identifier = made(below)
        if identifier is None:
            break
        POOL[below].append(identifier)
    return DICE.choice(POOL[below]) if POOL[below] else None


def first_parameter(path):
    below, _, rest = path.partition("{")
    return below, rest.partition("}")[0]


def is_own_key(text):
    return str(text).strip().isdecimal() and int(text) == SERVER["key_id"]


@schemathesis.hook
def before_call(context, case, kwargs):
    # Names with slashes or empty names would change the path.
    for name, value in case.path_parameters.items():
        if value == "" or (name == "server_name" and "/" in urllib.parse.unquote(str(value))):
            case.path_parameters[name] = "-"
    # Requests derived from earlier responses have real identifiers already.
    if case.meta is not None and case.meta.phase.name.name == "STATEFUL_TESTING":
        return
    with LOCK:
        below, parameter = first_parameter(case.operation.path)
        if parameter and DICE.random() < 0.5 and (identifier := known(below)) is not None:
            case.path_parameters[parameter] = identifier
            if case.method.upper() == "DELETE" and identifier in POOL.get(below, ()):
                POOL[below].remove(identifier)
        if "session_type" in case.path_parameters and DICE.random() < 0.5:
            case.path_parameters["session_type"] = "person"
        if isinstance(case.body, dict) and DICE.random() < 0.5:
            for name in list(case.body):
                if name in MEMBERS and (identifier := known(MEMBERS[name])) is not None:
                    case.body[name] = identifier
                elif name in VALUES:
                    case.body[name] = VALUES[name]
        # Without the key, every request would be rejected before validation.
        if below == "/api/v1/apikeys/" and is_own_key(case.path_parameters.get(parameter, "")):
            case.path_parameters[parameter] = SERVER["key_id"] + 1_000_000


@schemathesis.hook
def after_call(context, case, response):
    if response.request.method == case.operation.method.upper():
        with LOCK:
            SEEN.write(f"{case.operation.definition.raw['operationId']} {response.status_code}\n")
            SEEN.flush()
