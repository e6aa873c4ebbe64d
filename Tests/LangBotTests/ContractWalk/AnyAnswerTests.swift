import Foundation
import LangBot
import LangBotContract
import Testing

/// Whatever comes back, every call ends in a value or an error of this SDK.
@Suite(.serialized) struct AnyAnswerTests {
    @Test(arguments: Contract.requestRows.map(\.id))
    func anyJSONEndsInAValueOrAnError(_ id: OperationID) async throws {
        var random = SeededGenerator(seed: UInt64(id.rawValue.utf8.reduce(7) { $0 * 31 % 1_000_003 + UInt64($1) }))
        for _ in 0..<60 {
            let body = try JSONValue.object(["code": 0, "msg": "ok", "data": Self.value(depth: 4, &random)]).json()
            try await call(id, TransportResponse(status: 200, headers: Self.headers(&random), body: body))
        }
    }

    @Test(arguments: Contract.requestRows.map(\.id))
    func anyBytesEndInAValueOrAnError(_ id: OperationID) async throws {
        var random = SeededGenerator(seed: UInt64(id.rawValue.utf8.count) + 5)
        for _ in 0..<60 {
            let bytes = (0..<Int.random(in: 0..<50, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let status = [200, 201, 204, 206, 302, 400, 401, 403, 404, 405, 409, 429, 500, 503, 599]
                .randomElement(using: &random)
            let response = TransportResponse(status: status ?? 200, headers: Self.headers(&random), body: Data(bytes))
            try await call(id, response)
        }
    }

    /// Makes the call of the walk against a server that says nothing else.
    private func call(_ id: OperationID, _ response: TransportResponse) async throws {
        let url = try #require(URL(string: "http://langbot.test"))
        let credential = Walk.credential(Contract.observed.last { $0.id == id }?.credentials(in: .v4_11_2) ?? .open)
        let client = try LangBotClient(
            baseURL: url,
            credential: credential,
            configuration: .with { $0.retry = .never },
            transport: Constant(response: response)
        )
        do {
            try await Walk.calls[id]?.first?(client)
        } catch let error as LangBotError {
            #expect(!error.localizedDescription.isEmpty)
        }
    }

    /// Members that the SDK looks for, with values of any type.
    private static func value(depth: Int, _ random: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 10 : 7), using: &random) {
        case 0: .null
        case 1: .bool(.random(using: &random))
        case 2: .integer(.random(in: .min ... .max, using: &random))
        case 3: .double(.random(in: -1e300...1e300, using: &random))
        case 4: .number("123456789012345678901234567890")
        case 5: .string(["", "a", "2024-01-01T00:00:00", "eyJ", "ü\u{0}"].randomElement(using: &random) ?? "")
        case 6: .array([])
        case 7:
            .array((0..<Int.random(in: 0..<3, using: &random)).map { _ in value(depth: depth - 1, &random) })
        default:
            .object(
                JSONObject(
                    members.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }.map {
                        ($0, value(depth: depth - 1, &random))
                    }
                ) { first, _ in first }
            )
        }
    }

    private static func headers(_ random: inout SeededGenerator) -> HTTPHeaders {
        let types = ["application/json", "text/html", "image/png", "application/x-ndjson", "text/event-stream", ""]
        return ["Content-Type": types.randomElement(using: &random) ?? "", "Retry-After": "x", "Location": "::"]
    }

    private static let members = [
        "uuid", "id", "name", "models", "model", "providers", "provider", "bots", "bot", "pipelines", "pipeline",
        "configs", "config", "bases", "base", "files", "results", "servers", "server", "task_id", "file_id", "tasks",
        "status", "runtime", "keys", "key", "token", "user", "logs", "total_count", "total", "items", "next_cursor",
        "agents", "agent", "skills", "skill", "language", "messages", "sessions", "errors", "plugins", "plugin",
        "extensions", "created_at", "expires_at", "scopes", "version", "content", "revision", "emoji", "extra_args",
    ]
}

/// A transport that always says the same.
private struct Constant: Transport {
    let response: TransportResponse

    func send(_ request: TransportRequest) async throws -> TransportResponse { response }
}
