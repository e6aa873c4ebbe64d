import Foundation
import LangBot
import LangBotTesting
import Testing

/// Runs a test against a client of stubbed answers and fails when answers are left.
@discardableResult
func withStub<Value>(
    _ answers: StubAnswer...,
    credential: Credential = .apiKey("lbk_test"),
    configuration: ClientConfiguration = .with { _ in },
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: (LangBotClient) async throws -> Value
) async throws -> (value: Value, requests: [RecordedRequest]) {
    let stub = StubTransport(answers.map { .any(answer: $0) })
    let value = try await body(try stub.client(credential: credential) { $0 = configuration })
    #expect(throws: Never.self, sourceLocation: sourceLocation) { try stub.finish() }
    return (value, stub.requests)
}

extension Transport {
    /// Makes a client with this transport.
    func client(
        credential: Credential = .apiKey("lbk_test"),
        _ change: (inout ClientConfiguration) -> Void = { _ in }
    ) throws -> LangBotClient {
        let url = try #require(URL(string: "http://langbot.test"))
        return try LangBotClient(baseURL: url, credential: credential, configuration: .with(change), transport: self)
    }
}

extension TransportResponse {
    /// LangBot's success envelope around `data`.
    static func success(_ data: JSONObject) throws -> TransportResponse {
        let envelope: JSONValue = ["code": 0, "msg": "ok", "data": .object(data)]
        return TransportResponse(status: 200, body: try envelope.json())
    }
}

extension ClientConfiguration {
    /// The defaults, without waiting between attempts and without a deadline, which a busy machine might not keep,
    /// changed as a test wants it.
    static func with(_ change: (inout Self) -> Void) -> Self {
        var configuration = Self()
        configuration.clock = ImmediateClock()
        configuration.deadline = nil
        configuration.release = .known(.newestKnown)
        change(&configuration)
        return configuration
    }
}

/// Runs a call that must fail with a `LangBotError` and returns it.
func failure(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> some Any
) async throws -> LangBotError {
    let error = await #expect(throws: LangBotError.self, sourceLocation: sourceLocation) { _ = try await body() }
    return try #require(error, sourceLocation: sourceLocation)
}
