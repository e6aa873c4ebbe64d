"""The client of the `mcp` package, on the MCP server that LangBot is since 4.10."""
import asyncio
import contextlib
import json

import httpx2
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mock import KEY, PATIENCE, asked, expect, started, user_token

TOOLS = {"4.10.11": 21, "4.11.2": 54}
# Both releases answer so to every tool that reads or writes their database.
FAULT = "Scoped persistence boundaries cannot be inherited by child tasks"
BOT = {"name": "Made by a tool", "description": "", "adapter": "telegram", "adapter_config": {"token": "1:a"}}
CALLS = [("get_system_info", {}), ("create_bot", {"bot_data": BOT})]
REFUSAL = "Missing Workspace permission: resource.manage"


@contextlib.asynccontextmanager
async def connected(base, key):
    """A session that is initialized."""
    async with httpx2.AsyncClient(headers={"X-API-Key": key}, timeout=PATIENCE, trust_env=False) as carrier:
        async with streamable_http_client(base + "/mcp", http_client=carrier) as (incoming, outgoing, *_):
            async with ClientSession(incoming, outgoing) as session:
                await session.initialize()
                yield session


async def called(base, key):
    """The names of the tools, and what one that reads and one that writes answer: whether it failed, and its text."""
    async with connected(base, key) as session:
        tools = [tool.name for tool in (await session.list_tools()).tools]
        results = [await session.call_tool(*call) for call in CALLS]
    return tools, *[(result.is_error, result.content[0].text) for result in results]


async def refused(base, key):
    """Whether a session cannot begin."""
    try:
        async with connected(base, key):
            return False
    except Exception:
        return True


def use(binaries, release):
    with started(binaries, release) as base:
        tools, (failed, text), written = asyncio.run(called(base, KEY))
        expect(len(tools) == TOOLS[release], f"{release}: {TOOLS[release]} tools", tools)
        version = None if failed else json.loads(text)["version"].removeprefix("v")
        expect(version == release, f"{release}: a tool that reads", text)
        expect(written[0] and FAULT in written[1], f"{release}: one that writes fails as the release's", written)
        key = {"name": "Reader", "description": "", "scopes": ["workspace.view"]}
        key = asked(base, "POST", "/api/v1/apikeys", key, user_token(base))["key"]["key"]
        tools, (failed, text), written = asyncio.run(called(base, key))
        expect(len(tools) == TOOLS[release] and not failed, f"{release}: a key that may only read reads", text)
        expect(written[0] and REFUSAL in written[1], f"{release}: and is refused where it writes", written)
        expect(asyncio.run(refused(base, "lbk_wrong")), f"{release}: a wrong key does not connect")
        refusal = httpx2.post(base + "/mcp", headers={"X-API-Key": "lbk_wrong"}, timeout=PATIENCE, trust_env=False)
        told = (refusal.status_code, refusal.headers.get("WWW-Authenticate"))
        expect(told == (401, "Bearer"), f"{release}: and is told which credential is wanted", told)
        bots = asked(base, "GET", "/api/v1/platform/bots")["bots"]
        expect(bots == [], f"{release}: no bot was made", bots)
