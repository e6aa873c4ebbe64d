/// The calls about one kind of thing, such as `client.bots`.
///
/// Make your own for what this SDK has no methods for:
///
/// ```swift
/// struct Webhooks: ResourceGroup {
///     let client: LangBotClient
///     func list() async throws -> JSONValue {
///         try await client.perform(APIOperation("webhook.list", .get, path: ["api", "v1", "webhooks"]))
///     }
/// }
/// ```
public protocol ResourceGroup: Sendable {
    /// The client that the calls are made with.
    var client: LangBotClient { get }

    /// Makes the group of a client.
    init(client: LangBotClient)
}

extension ResourceGroup {
    /// The same calls with other options.
    public func with(_ options: CallOptions) -> Self {
        Self(client: client.with(options))
    }

    var core: ClientCore { client.core }
}
