public import LangBot
public import LangBotMock
import LangBotTesting

extension MockLangBot {
    /// Creates a client whose requests reach this mock without a socket.
    ///
    /// - Parameters:
    ///   - credential: The credential to send; nil for the mock's own API key.
    ///   - configuration: The client's settings. The default requests the mock's release when it is needed, and uses an
    ///     ``ImmediateClock``, so that no time passes.
    /// - Throws: `LangBotError` with the code `.invalidBaseURL` if the mock's host does not form a URL.
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
