import Foundation
import LangBot
import LangBotContract
import Testing

/// Whatever comes back, every call ends in a value or an error of this SDK.
@Suite(.serialized) struct AnyAnswerTests {
    /// Some kinds of values as the data, as each member of it, as each field of a record and at random.
    ///
    /// Members and records are read in the same few ways by all operations, of which each meets other kinds.
    /// `LANGBOT_TESTS=all` sends every kind to each.
    @Test(arguments: zip(Walk.operations.map(\.id), Walk.operations.indices))
    func anyJSONEndsInAValueOrAnError(_ id: OperationID, number: Int) async throws {
        var random = SeededGenerator(seed: UInt64(id.rawValue.utf8.reduce(7) { $0 * 31 % 1_000_003 + UInt64($1) }))
        let json = Self.headers(Self.types[0])
        let bodies = try Self.bodies.get()
        for body in [bodies.data, bodies.members, bodies.records].flatMap({ Self.sample($0, number) }) {
            try await call(id, TransportResponse(status: 200, headers: json, body: body))
        }
        for type in Self.sample(Self.types, number) {
            let body = try Self.body(Self.object(depth: 4, &random))
            try await call(id, TransportResponse(status: 200, headers: Self.headers(type), body: body))
        }
    }

    /// Some statuses for each operation, and each with every media type for some operation.
    @Test(arguments: zip(Walk.operations.map(\.id), Walk.operations.indices))
    func anyBytesEndInAValueOrAnError(_ id: OperationID, number: Int) async throws {
        var random = SeededGenerator(seed: UInt64(number) + 5)
        let statuses = [200, 201, 204, 206, 302, 400, 401, 403, 404, 405, 409, 429, 500, 503, 599]
        for (index, status) in Self.sample(Array(statuses.enumerated()), number) {
            let bytes = (0..<Int.random(in: 0..<50, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let headers = Self.headers(Self.types[(index + number) % Self.types.count])
            try await call(id, TransportResponse(status: status, headers: headers, body: Data(bytes)))
        }
    }

    /// Makes the call of the walk against a server that says nothing else.
    private func call(_ id: OperationID, _ response: TransportResponse) async throws {
        let credential = Walk.credential(Contract.operation(id)?.credentials(in: .v4_11_2) ?? .open)
        let client = try Constant(response: response).client(credential: credential) { $0.retry = .never }
        do {
            try await Walk.calls[id]?.first?(client)
        } catch let error as LangBotError {
            #expect(!error.localizedDescription.isEmpty)
        }
    }

    /// One value of each kind that is read in its own way.
    private static let kinds: [JSONValue] = [
        .null, true, .integer(.min), .double(-1e300), .number("123456789012345678901234567890"), "", "ü\u{0}",
        "eyJ", "2024-01-01T00:00:00", [], [.null], [:],
    ]

    private static let bodies = Result {
        // Deeper inside, what is of a wrong kind is refused in one place.
        let kindsOfFields: [JSONValue] = [.null, .integer(.min), kinds[4], "", [:]]
        return (
            data: try kinds.map(body), members: try kinds.map { try body(members(of: $0)) },
            records: try kindsOfFields.map { try body(records(of: $0)) }
        )
    }

    /// A third of them, another one for the next operation.
    private static func sample<Element>(_ all: [Element], _ number: Int) -> [Element] {
        if ProcessInfo.processInfo.environment["LANGBOT_TESTS"] == "all" { return all }
        return all.enumerated().filter { ($0.offset + number).isMultiple(of: 3) }.map(\.element)
    }

    private static func body(_ data: JSONValue) throws -> Data {
        try JSONValue.object(["code": 0, "msg": "ok", "data": data]).json()
    }

    private static func members(of value: JSONValue) -> JSONValue {
        .object(JSONObject(uniqueKeysWithValues: members.map { ($0, value) }))
    }

    /// Records in every member that has them, alone or in a list.
    private static func records(of value: JSONValue) -> JSONValue {
        let record = JSONValue.object(JSONObject(uniqueKeysWithValues: fields.map { ($0, value) }))
        let single = singles.map { ($0, record) }
        return .object(JSONObject(uniqueKeysWithValues: single + lists.map { ($0, [record]) }))
    }

    /// Members that the SDK looks for, with values of any type.
    private static func object(depth: Int, _ random: inout SeededGenerator) -> JSONValue {
        let chosen = members.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
        return .object(JSONObject(uniqueKeysWithValues: chosen.map { ($0, value(depth: depth - 1, &random)) }))
    }

    private static func value(depth: Int, _ random: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 10 : 7), using: &random) {
        case 0..<7: kinds.randomElement(using: &random) ?? .null
        case 7: .array((0..<Int.random(in: 0..<3, using: &random)).map { _ in value(depth: depth - 1, &random) })
        default: object(depth: depth, &random)
        }
    }

    private static func headers(_ type: String) -> HTTPHeaders {
        ["Content-Type": type, "Retry-After": "x", "Location": "::"]
    }

    private static let types = [
        "application/json", "text/html", "image/png", "application/x-ndjson", "text/event-stream", "",
    ]

    private static let singles = [
        "model", "provider", "bot", "pipeline", "base", "server", "key", "agent", "skill", "plugin", "runtime",
    ]
    private static let lists = [
        "models", "providers", "bots", "pipelines", "configs", "bases", "files", "results", "servers", "tasks", "keys",
        "logs", "items", "agents", "skills", "messages", "sessions", "errors", "plugins", "extensions",
    ]
    private static let fields = [
        "uuid", "id", "name", "config", "key", "models", "plugin", "created_at", "expires_at", "scopes", "version",
        "content", "status", "runtime", "extra_args",
    ]

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
