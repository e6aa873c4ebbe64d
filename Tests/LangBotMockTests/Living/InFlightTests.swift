import Foundation
import HTTPCore
import JSONCore
import LangBotMock
import Testing

/// What runs is told as it changes.
struct InFlightTests {
    private static let path = "/api/v1/monitoring/in-flight/stream"

    /// Watches until a frame meets the condition.
    private static func watch(
        _ client: MockClient,
        _ token: String,
        until isWanted: @escaping @Sendable (JSONValue) -> Bool,
        meanwhile work: () async throws -> Void = {}
    ) async throws -> [JSONValue] {
        var request = HTTPRequest(.get, path)
        request.fields.append("Host", "127.0.0.1")
        request.fields.append("Authorization", "Bearer \(token)")
        let connection = try await HTTPClientConnection.open(
            host: "127.0.0.1",
            port: client.mock.port,
            timeout: patience
        )
        defer { connection.close() }
        try await connection.send(request.bytes, timeout: patience)
        let (frames, continuation) = AsyncStream.makeStream(of: [JSONValue].self)
        let reading = Task {
            defer { continuation.finish() }
            _ = try? await connection.answer(to: .get, timeout: patience) { response in
                #expect(response.fields["content-type"] == "text/event-stream")
                let events = String(decoding: response.body, as: UTF8.self).split(separator: "\n\n")
                continuation.yield(events.compactMap { try? JSONValue(parsing: String($0.dropFirst(6))) })
            }
        }
        defer { reading.cancel() }
        var hasBegun = false
        for await seen in frames where !seen.isEmpty {
            if !hasBegun { try await work() }
            hasBegun = true
            if seen.contains(where: isWanted) { return seen }
        }
        return []
    }

    @Test func beginsWithWhatThereIs() async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let token = try await client.signIn()
            let frames = try await Self.watch(client, token) { $0["kind"] == "snapshot" }
            #expect(frames.first?["data"] == ["active_total": 0, "items": [], "truncated": false])
            #expect(try await client.send("GET", Self.path).status == 401)
        }
    }

    @Test func tellsOfAnExecutionWithoutItsText() async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let token = try await client.signIn()
            let made = try await client.send("POST", "/api/v1/pipelines", ["name": "p"])
            let pipeline = "/api/v1/pipelines/\(try #require(made.data?["uuid"]?.stringValue))"
            let whole = try await client.send("GET", pipeline).data?["pipeline"]?["config"]?.objectValue ?? [:]
            let chosen = whole.merging([
                "ai": ["runner": ["id": "plugin:a/b/c"], "runner_config": ["plugin:a/b/c": [:]]]
            ])
            _ = try await client.send("PUT", pipeline, ["config": .object(chosen)])
            let frames = try await Self.watch(client, token) {
                $0["data"]?["items"]?.arrayValue?.isEmpty == false
            } meanwhile: {
                _ = try await client.send("POST", "\(pipeline)/run", ["message": "a secret"])
            }
            let item = frames.last?["data"]?["items"]?[0]
            #expect(item?["source"] == "pipeline" && item?["title"] == "p" && item?["input_preview"] == "")
            #expect(!frames.description.contains("a secret"))
        }
    }

    @Test func showsWhatRuns() async throws {
        try await withPluginMock(.v4_11) { client throws in
            try await ModelPeer.with(.hangs) { peer, address in
                let token = try await client.signIn()
                let user = try await client.signedIn()
                let package = PackageBuilder.runner("LocalAgent", fields: ["model", "prompt"]).bytes
                let path = "/api/v1/plugins/install/local"
                _ = try await client.ended(client.upload(path, "agent.lbpkg", package, user), user)
                let id = "plugin:langbot-team/LocalAgent/default"
                let model = try await LivingModel.make(client, address)
                let made = try await client.send("POST", "/api/v1/pipelines", ["name": "p"])
                let pipeline = "/api/v1/pipelines/\(try #require(made.data?["uuid"]?.stringValue))"
                let whole = try await client.send("GET", pipeline).data?["pipeline"]?["config"]?.objectValue ?? [:]
                let agent: JSONValue = ["model": ["fallbacks": [], "primary": .string(model.uuid)], "prompt": []]
                let chosen = whole.merging([
                    "ai": ["runner": ["id": .string(id)], "runner_config": .object([id: agent])]
                ])
                _ = try await client.send("PUT", pipeline, ["config": .object(chosen)])
                let running = Task { try await client.send("POST", "\(pipeline)/run", ["message": "hi"]) }
                while peer.requests.isEmpty { await Task.yield() }
                let frames = try await Self.watch(client, token) { $0["data"]?["active_total"] == 1 }
                #expect(frames.last?["data"]?["items"]?[0]?["status_group"] == "running")
                running.cancel()
            }
        }
    }
}
