public import LangBot

/// Runs `body` with a client whose requests are answered by stubs, in their order and each once.
///
/// ```swift
/// let name = try await withStubbedClient(
///     Stub(.get, "/api/v1/platform/bots/b-1", answer: .success(["bot": ["uuid": "b-1", "name": "Support"]]))
/// ) { client in
///     try await client.bots.get("b-1").name
/// }
/// ```
///
/// - Parameters:
///   - stubs: The requests that are expected.
///   - credential: The client's credential.
///   - configuration: How the client behaves.
///   - body: What is under test.
/// - Returns: what `body` returns.
/// - Throws: what `body` throws; otherwise ``StubFailure`` where stubs are left over or a request was not expected.
@discardableResult
public func withStubbedClient<Value>(
    _ stubs: Stub...,
    credential: Credential = .apiKey("lbk_stub"),
    configuration: ClientConfiguration = .testing(),
    _ body: (LangBotClient) async throws -> Value
) async throws -> Value {
    let transport = StubTransport(stubs)
    let client = try transport.client(credential: credential, configuration: configuration)
    let value = try await body(client)
    try transport.finish()
    return value
}
