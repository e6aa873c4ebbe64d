/// The calls for one kind of resource, such as `client.bots`.
///
/// Define your own for resources that this SDK has no methods for:
///
/// ```swift
/// struct Orders: ResourceGroup {
///     let client: LangBotClient
///     func list() async throws -> JSONValue {
///         try await client.perform(APIOperation("order.list", .get, path: ["api", "v1", "orders"]))
///     }
/// }
/// ```
public protocol ResourceGroup: Sendable {
    /// The client that makes the calls.
    var client: LangBotClient { get }

    /// Creates the group for a client.
    init(client: LangBotClient)
}

extension ResourceGroup {
    /// Returns the group with other options.
    public func with(_ options: CallOptions) -> Self {
        Self(client: client.with(options))
    }

    var core: ClientCore { client.core }

    /// Undoes the first half of a call whose second half failed, also if the call was cancelled.
    ///
    /// The caller waits, but no more than a few seconds.
    func undo(_ body: @escaping @Sendable (Self) async throws -> Void) async {
        let limit = min(core.configuration.deadline ?? .seconds(3), .seconds(3))
        let hurried = with(CallOptions(deadline: limit, retry: .never))
        // A task of its own is not cancelled with the caller's.
        await Task { try? await body(hurried) }.value
    }
}
