import Foundation
import LangBot
import LangBotTesting
import Testing

/// An error repeats no secret of the answer that it is about, and none of the request.
@Suite struct ErrorSecretTests {
    /// A word that nothing gives away but the name that it stands under once.
    private static let secret = "walrus-in-harbor"
    private static let body: JSONValue = [
        "code": -2, "msg": .string("cannot open \(secret)"), "data": ["adapter_config": ["token": .string(secret)]],
    ]

    private static let calls: [(name: String, call: @Sendable (LangBotClient) async throws -> Void)] = [
        ("call", { _ = try await $0.bots.list() }), ("download", { _ = try await $0.files.image("key") }),
        ("events", { for try await _ in try await $0.events(APIOperation("x", .get, path: ["x"])) {} }),
    ]

    @Test(arguments: [200, 400, 404, 500, 502], ["call", "download", "events"])
    func whatAnAnswerHoldsIsHiddenInItsMessage(status: Int, name: String) async throws {
        let call = try #require(Self.calls.first { $0.name == name }?.call)
        var configuration = ClientConfiguration.testing()
        configuration.retry = .never
        let stub = StubTransport([.any(answer: .json(Self.body, status: status))])
        let client = try stub.client(configuration: configuration)
        let error = try await #require(throws: LangBotError.self) { try await call(client) }
        for text in [error.serverMessage, error.bodyPrefix, error.detail, error.debugDescription].compactMap(\.self) {
            #expect(!text.contains(Self.secret), "\(text)")
        }
        if status != 404 || name != "download" { #expect(error.serverMessage == "cannot open <redacted>") }
    }

    @Test func aStreamRepeatsNothingOfItsRequest() async throws {
        let line = #"{"kind":"error","code":-1,"msg":"no such user walrus-in-harbor"}"#
        let answer = StubAnswer.text(line + "\n", type: "application/x-ndjson")
        let client = try StubTransport([.any(answer: answer)]).client()
        let event = AgentDebugEvent(fields: ["config": ["token": .string(Self.secret)]])
        let error = try await #require(throws: LangBotError.self) {
            for try await _ in try await client.agents.debugStream("a", event) {}
        }
        #expect(error.code == .runFailed)
        #expect(error.serverMessage == "no such user <redacted>")
    }

    @Test func aRefusedRedirectShowsNoSecretOfItsTarget() async throws {
        let target = "https://user:pass-word@elsewhere.example/in/q7Kd92LmxzQc?code=\(Self.secret)"
        let answer = StubAnswer.text("", status: 302, headers: ["Location": target])
        let client = try StubTransport([.any(answer: answer)]).client()
        let error = try await #require(throws: LangBotError.self) { _ = try await client.bots.list() }
        #expect(error.location == "https://<redacted>@elsewhere.example/in/<redacted>?code=<redacted>")
        for text in ["pass-word", "q7Kd92LmxzQc", Self.secret] { #expect(!error.description.contains(text)) }
    }
}
