import Foundation
import HTTPCore
import JSONCore
import Testing

/// How long a test waits for what must come: only a fault ever uses it up, however busy the machine is.
let patience = Duration.seconds(600)

/// Whether `LANGBOT_TESTS=all` asks for every operation and release where one or a few stand for all.
let isThorough = ProcessInfo.processInfo.environment["LANGBOT_TESTS"] == "all"

/// Leaves every check of the suite in, but of its operations only those of one kind of resource.
let fewOperations = isThorough ? [] : ["@model.*", "@bot.*", "@knowledge_base.*", "@mcp_server.*"]

/// A mock that runs as a process of its own, and raw connections to it.
struct MockProcess {
    static let bots = "/api/v1/platform/bots"

    let tool: Tool
    private let port: Int

    /// Starts one and waits until it is ready.
    ///
    /// - Parameter limits: a line of the shell's that is run before.
    init(under limits: String = ":", _ arguments: String...) async throws {
        tool = try Tool(under: limits, "langbot-mock", ["--port", "0", "--quiet"] + arguments)
        let ready = try JSONValue(parsing: Array(await tool.firstLine().utf8))
        let url = try #require(ready["url"]?.stringValue.flatMap(URL.init(string:)))
        port = try #require(url.port)
    }

    func connect() async throws -> HTTPClientConnection {
        try await HTTPClientConnection.open(host: "127.0.0.1", port: port, timeout: patience)
    }

    /// Ends it in order, and gives the exit status.
    func stop(_ signal: Int32 = SIGTERM) async -> Int32 {
        tool.send(signal)
        return await tool.result().status
    }

    static func request(_ method: HTTPMethod, _ path: String, body: JSONValue? = nil) -> HTTPRequest {
        var request = HTTPRequest(method, path)
        request.fields.append("Host", "127.0.0.1")
        request.fields.append("X-API-Key", "lbk_local_mock_key")
        if let body {
            request.fields.append("Content-Type", "application/json")
            request.body = body.serialized()
            request.fields.append("Content-Length", "\(request.body.count)")
        }
        return request
    }

    /// A request that makes a bot.
    static let creation = request(
        .post,
        bots,
        body: ["name": "kept", "description": "", "adapter": "telegram", "adapter_config": ["token": "1:a"]]
    )

    /// The identifiers of all bots.
    func identifiers() async throws -> Set<String> {
        let connection = try await connect()
        defer { connection.close() }
        let answer = try await connection.exchange(Self.request(.get, Self.bots))
        let bots = try JSONValue(parsing: answer.response.body)["data"]?["bots"]?.arrayValue ?? []
        return Set(bots.compactMap { $0["uuid"]?.stringValue })
    }
}

extension HTTPClientConnection {
    func exchange(_ request: HTTPRequest) async throws(HTTPClientError) -> HTTPResponseParser.Answer {
        try await send(request.bytes, timeout: patience)
        return try await answer(to: request.method, timeout: patience)
    }

    /// Makes a bot.
    ///
    /// - Returns: its identifier, or nil where that was refused.
    func createBot() async throws -> String? {
        let answer = try await exchange(MockProcess.creation)
        guard answer.response.status == 200 else { return nil }
        return try JSONValue(parsing: answer.response.body)["data"]?["uuid"]?.stringValue
    }
}
