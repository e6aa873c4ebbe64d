"""What a living LangBot has behind it, on one loopback port: a model API, an MCP server and packages of plugins.

    peers.py PORT

`/v1` speaks as OpenAI's API does. Models, by name: `echo` repeats the question, `tool` asks for the first tool that it
is offered and then tells its result, `empty` says nothing, `status-429` (or another status) fails with that status,
`embed` embeds. `/mcp` is an MCP server over streamable HTTP with the tool `add` and the resource `note://one`.
"""
import hashlib
import http.server
import io
import json
import os
import sys
import zipfile

MODELS = ["echo", "tool", "empty", "status-401", "status-429", "status-500", "embed"]
ADD = {"name": "add", "description": "Adds two numbers.", "inputSchema": {
    "type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}, "required": ["a", "b"]}}
NOTE = {"uri": "note://one", "name": "one", "mimeType": "text/plain", "description": "A note"}

MANIFEST = """apiVersion: v1
kind: Plugin
metadata:
  author: example
  name: %(name)s
  repository: https://example.com/%(name)s
  version: 0.1.0
  label: {en_US: %(name)s, zh_Hans: %(name)s}
  description: {en_US: For tests., zh_Hans: For tests.}
  icon: assets/icon.svg
spec:
  config:
    - {name: word, label: {en_US: Word, zh_Hans: Word}, type: string, required: false, default: hello}
  components:
    %(kind)s:
      fromDirs:
        - {path: components/, maxDepth: 1}
execution:
  python: {path: main.py, attr: Main}
"""
MAIN = "from langbot_plugin.api.definition.plugin import BasePlugin\n\n\nclass Main(BasePlugin):\n    pass\n"
TOOL = """apiVersion: v1
kind: Tool
metadata:
  name: shout
  label: {en_US: Shout, zh_Hans: Shout}
  description: {en_US: Shouts., zh_Hans: Shouts.}
spec:
  parameters: {type: object, properties: {text: {type: string, description: What to shout.}}, required: [text]}
  llm_prompt: Shouts a text.
execution:
  python: {path: shout.py, attr: Shout}
"""
TOOL_CODE = """from langbot_plugin.api.definition.components.tool.tool import Tool


class Shout(Tool):
    async def call(self, params, *args, **kwargs):
        return str(params.get("text", "")).upper()
"""
RUNNER = """apiVersion: langbot/v1
kind: Runner
metadata:
  name: default
  label: {en_US: Runner, zh_Hans: Runner}
  description: {en_US: Asks one model., zh_Hans: Asks one model.}
spec:
  usages: [agent]
  config:
    - name: model
      label: {en_US: Model, zh_Hans: Model}
      type: model-fallback-selector
      required: true
      default: {primary: '', fallbacks: []}
  capabilities: {streaming: false, tool_calling: false, knowledge_retrieval: false}
  permissions: {models: [invoke]}
execution:
  python: {path: runner.py, attr: OneModel}
"""
RUNNER_CODE = """from langbot_plugin.api.definition.components.runner.runner import Runner
from langbot_plugin.api.entities.builtin.provider.message import Message
from langbot_plugin.api.entities.builtin.runner import RunnerResult


class OneModel(Runner):
    async def run(self, ctx):
        chosen = ctx.config.get("model") or {}
        wanted = [uuid for uuid in [chosen.get("primary"), *(chosen.get("fallbacks") or [])] if uuid]
        granted = {model.model_id for model in ctx.resources.models}
        model = next((uuid for uuid in wanted if uuid in granted), None)
        if model is None:
            reason = "The configured model is not available to this run" if wanted else "No model is configured"
            yield RunnerResult.run_failed(ctx.run_id, reason, "runner.config_error", False)
            return
        try:
            question = Message(role="user", content=ctx.input.to_text())
            answer = await ctx.api.invoke_llm_with_usage(model, [question], [])
        except Exception as error:
            yield RunnerResult.run_failed(ctx.run_id, str(error), "runner.llm_error", True)
            return
        message = Message(role="assistant", content=answer.message.content or "")
        yield RunnerResult.message_completed(ctx.run_id, message)
        yield RunnerResult.run_completed(ctx.run_id)
"""
ICON = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>\n'
SKILL = "---\nname: greet\ndescription: Greets.\n---\n\nSay hello.\n"
PACKAGES = {
    "tool.lbpkg": {"manifest.yaml": MANIFEST % {"name": "shouter", "kind": "Tool"}, "main.py": MAIN,
                   "assets/icon.svg": ICON, "README.md": "# Shouter\n", "components/shout.yaml": TOOL,
                   "components/shout.py": TOOL_CODE},
    "runner.lbpkg": {"manifest.yaml": MANIFEST % {"name": "runner", "kind": "Runner"}, "main.py": MAIN,
                     "assets/icon.svg": ICON, "README.md": "# Runner\n", "components/runner.yaml": RUNNER,
                     "components/runner.py": RUNNER_CODE},
    "empty.lbpkg": {"README.md": "no manifest\n"},
    "skill.zip": {"greet/SKILL.md": SKILL},
}


def package(files):
    """A zip file, the same bytes each time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(info, text)
    return packed.getvalue()


def write_packages(folder):
    os.makedirs(folder, exist_ok=True)
    for name, files in PACKAGES.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(package(files))
    with open(os.path.join(folder, "nozip.lbpkg"), "w", encoding="utf-8") as file:
        file.write("this is no zip file\n")


def said(message):
    content = message.get("content")
    if isinstance(content, list):
        return " ".join(part.get("text", "") for part in content)
    return content or ""


def vector(text):
    digest = hashlib.sha256(text.encode()).digest()
    return [round(byte / 255 - 0.5, 4) for byte in digest[:16]]


class Peer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, body, media="application/json"):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        if self.path == "/v1/models":
            rows = [{"id": name, "object": "model", "created": 1, "owned_by": "peers"} for name in MODELS]
            return self.answer(200, {"object": "list", "data": rows})
        self.answer(405 if self.path == "/mcp" else 404, {"error": {"message": "no such path"}})

    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        try:
            body = json.loads(self.rfile.read(length) or b"{}")
        except ValueError:
            return self.answer(400, {"error": {"message": "no JSON"}})
        if self.path == "/mcp":
            return self.mcp(body)
        model = str(body.get("model", ""))
        if model.startswith("status-"):
            return self.answer(int(model[7:]), {"error": {"message": "Fails with " + model[7:]}})
        if self.path == "/v1/embeddings":
            texts = body.get("input")
            texts = texts if isinstance(texts, list) else [texts]
            rows = [{"object": "embedding", "index": index, "embedding": vector(str(text))}
                    for index, text in enumerate(texts)]
            usage = {"prompt_tokens": len(texts), "total_tokens": len(texts)}
            return self.answer(200, {"object": "list", "model": model, "data": rows, "usage": usage})
        if self.path == "/v1/chat/completions":
            return self.chat(body, model)
        self.answer(404, {"error": {"message": "no such path"}})

    def chat(self, body, model):
        messages = body.get("messages") or [{}]
        asked = next((said(row) for row in reversed(messages) if row.get("role") == "user"), "")
        message = {"role": "assistant", "content": "" if model == "empty" else "Echo: " + asked}
        if model == "tool" and body.get("tools"):
            if messages[-1].get("role") == "tool":
                message["content"] = "Result: " + said(messages[-1])
            else:
                call = {"id": "call_1", "type": "function",
                        "function": {"name": body["tools"][0]["function"]["name"], "arguments": "{}"}}
                message = {"role": "assistant", "content": None, "tool_calls": [{**call, "index": 0}]}
        ends = "tool_calls" if "tool_calls" in message else "stop"
        head = {"id": "chat-1", "created": 1, "model": model}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        if not body.get("stream"):
            choice = {"index": 0, "message": message, "finish_reason": ends}
            return self.answer(200, {**head, "object": "chat.completion", "choices": [choice], "usage": usage})
        events = [{"index": 0, "delta": delta, "finish_reason": end} for delta, end in ((message, None), ({}, ends))]
        rows = [{**head, "object": "chat.completion.chunk", "choices": [event]} for event in events]
        rows.append({**head, "object": "chat.completion.chunk", "choices": [], "usage": usage})
        text = "".join("data: %s\n\n" % json.dumps(row) for row in rows) + "data: [DONE]\n\n"
        self.answer(200, text.encode(), "text/event-stream")

    def mcp(self, body):
        results = {
            "initialize": {"protocolVersion": "2025-06-18", "capabilities": {"tools": {}, "resources": {}},
                           "serverInfo": {"name": "peers", "version": "1"}},
            "ping": {}, "tools/list": {"tools": [ADD]}, "resources/list": {"resources": [NOTE]},
            "resources/templates/list": {"resourceTemplates": []},
            "resources/read": {"contents": [{"uri": NOTE["uri"], "mimeType": "text/plain", "text": "one note"}]},
        }
        method, number = body.get("method"), body.get("id")
        if number is None:
            return self.answer(202, b"")
        if method == "tools/call":
            given = body.get("params", {}).get("arguments", {})
            text = str(int(given.get("a", 0)) + int(given.get("b", 0)))
            results[method] = {"content": [{"type": "text", "text": text}], "isError": False}
        if method in results:
            return self.answer(200, {"jsonrpc": "2.0", "id": number, "result": results[method]})
        self.answer(200, {"jsonrpc": "2.0", "id": number, "error": {"code": -32601, "message": "no such method"}})


if __name__ == "__main__":
    http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Peer).serve_forever()
