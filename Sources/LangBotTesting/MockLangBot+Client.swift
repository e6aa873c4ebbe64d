public import LangBot
public import LangBotMock

extension MockLangBot {
    /// Makes a client whose requests reach this mock without a socket.
    ///
    /// - Parameters:
    ///   - credential: How the client proves who it is; nil for the mock's own API key.
    ///   - configuration: How the client behaves; the default asks the mock for its release where that matters, and
    ///     waits for nothing, since its clock is an ``ImmediateClock``.
    /// - Throws: `LangBotError` where the mock's address is none that a client can use.
    public func client(
        credential: Credential? = nil,
        configuration: ClientConfiguration? = nil
    ) throws -> LangBotClient {
        var automatic = ClientConfiguration.testing()
        automatic.release = .automatic
        return try LangBotClient(
            baseURL: baseURL,
            credential: credential ?? .apiKey(APIKey(apiKey)),
            configuration: configuration ?? automatic,
            transport: InProcessTransport(self)
        )
    }
}
