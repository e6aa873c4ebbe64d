import Foundation
import HTTPCore
import JSONCore
import LangBotContract
import LangBotMock
import Testing

/// One socket of a chat.
struct ChatClient {
    let socket: WebSocketClient

    /// Opens a socket.
    static func open(_ mock: MockLangBot, _ target: String) async throws -> ChatClient {
        ChatClient(
            socket: try await WebSocketClient.open(
                host: "127.0.0.1",
                port: mock.port,
                target: target,
                fields: ["Origin": "http://127.0.0.1"],
                timeout: patience
            )
        )
    }

    func send(_ frame: JSONValue) async throws { try await socket.send(frame.description, timeout: patience) }

    func say(_ text: String, stream: Bool = true) async throws {
        let message: JSONValue = [["type": "Plain", "text": .string(text)]]
        try await send(["type": "message", "message": message, "stream": .bool(stream)])
    }

    /// The next frame.
    func frame() async throws -> JSONValue {
        guard case .text(let text)? = try await socket.receive(timeout: patience) else {
            Issue.record("no frame came")
            return .null
        }
        return try JSONValue(parsing: Array(text.utf8))
    }

    /// The frames up to the final answer.
    func answer() async throws -> [JSONValue] {
        var frames: [JSONValue] = []
        while frames.last?["type"] != "response" || frames.last?["data"]?["is_final"] != true, frames.count < 100 {
            frames.append(try await frame())
            if frames.last == .null { break }
        }
        return frames
    }

    /// Whether the other side ends in order.
    func isClosed() async throws -> Bool {
        try await socket.receive(timeout: patience) == .close(WebSocketClose(code: 1000))
    }
}

extension MockClient {
    /// A mock's options for a release.
    static func options(_ release: Release) throws -> MockLangBot.Options {
        var options = MockLangBot.Options()
        options.profile = try #require(MockProfile(release.rawValue))
        return options
    }

    /// A pipeline that a model answers, of a service that is not called.
    func pipeline(_ release: Release, model: String = "echo") async throws -> String {
        var members: JSONObject = ["name": .string(model), "abilities": [], "extra_args": [:]]
        if release < .v4_7_2 {
            members["requester"] = "openai-chat-completions"
            members["requester_config"] = ["base_url": "https://models.invalid/v1", "args": [:], "timeout": 30]
            members["api_keys"] = ["k"]
            members["description"] = ""
        } else {
            let provider = try await send(
                "POST",
                "/api/v1/provider/providers",
                [
                    "name": "p", "requester": "openai-chat-completions", "base_url": "https://models.invalid/v1",
                    "api_keys": ["k"],
                ]
            )
            members["provider_uuid"] = try #require(provider.data?["uuid"])
        }
        let uuid = try #require(try await send("POST", "/api/v1/provider/models/llm", .object(members)).data?["uuid"])
        let pipeline = try await send("POST", "/api/v1/pipelines", ["name": "chat", "description": ""])
        let id = try #require(pipeline.data?["uuid"]?.stringValue)
        let path = "/api/v1/pipelines/\(id)"
        var configuration = try #require(try await send("GET", path).data?["pipeline"]?["config"]?.objectValue)
        let agent = configuration["ai"]?["local-agent"]?.objectValue ?? [:]
        let choice: JSONValue = release < .v4_9_7 ? uuid : ["primary": uuid, "fallbacks": []]
        configuration["ai"] = [
            "runner": ["runner": "local-agent"], "local-agent": .object(agent.merging(["model": choice])),
        ]
        _ = try await send("PUT", path, ["name": "chat", "config": .object(configuration)])
        return id
    }

    /// Opens the debug chat with a pipeline, signed in where that is needed, and returns its first frame too.
    func debugChat(_ release: Release, _ pipeline: String, kind: String = "person") async throws -> (
        ChatClient, JSONValue
    ) {
        let target = "/api/v1/pipelines/\(pipeline)/ws/connect?session_type=\(kind)"
        let chat = try await ChatClient.open(mock, target)
        if release >= .v4_10_11 {
            let token = try await signIn()
            let workspace = try await workspace(token)
            try await chat.send([
                "type": "authenticate", "token": .string(token), "workspace_uuid": .string(workspace),
            ])
        }
        return (chat, try await chat.frame())
    }

    func workspace(_ token: String) async throws -> String {
        let answer = try await send("GET", "/api/v1/workspaces/current", [("Authorization", "Bearer \(token)")])
        return try #require(answer.data?["workspace"]?["uuid"]?.stringValue)
    }
}
