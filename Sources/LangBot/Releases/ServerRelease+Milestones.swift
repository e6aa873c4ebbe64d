/// The releases in which behaviour changed.
///
/// Each was found by comparing eight releases.
extension ServerRelease {
    /// Models refer to a provider; before, each model contained its own provider's keys.
    static let modelsHaveProviders = ServerRelease(4, 7)
    /// Updates of a model are merged with the stored model.
    ///
    /// From 4.7 until then, the running server keeps only what the last update contained, and fails after storing an
    /// update without a provider.
    static let modelUpdatesAreMerged = ServerRelease(4, 10)
    /// Knowledge bases belong to an engine, which is a plugin.
    static let knowledgeHasEngines = ServerRelease(4, 9)
    /// Testing an MCP server that is not stored needs no identifier; before, a test without one fails.
    static let serversAreTestedWithoutIdentifier = ServerRelease(4, 8)
    /// An update of an MCP server keeps the connection unless it says otherwise.
    static let serverUpdatesKeepConnection = ServerRelease(4, 10)
    /// Bots bind events to pipelines and agents; before, each bot had one pipeline.
    static let botsBindEvents = ServerRelease(4, 11)
    /// The chat of a pipeline is for signed-in users; before, anybody may open it.
    static let chatsNeedUsers = ServerRelease(4, 10)
}
