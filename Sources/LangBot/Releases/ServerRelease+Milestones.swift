/// The releases from which on something is done in another way.
///
/// Each was found by comparing the eight releases that have been looked at.
extension ServerRelease {
    /// Models refer to a provider; before, each model carries the keys for its own.
    static let modelsHaveProviders = ServerRelease(4, 7)
    /// An update of a model is merged with what is stored; from 4.7 on and before, the server has of a model only what
    /// the last update named, and fails after storing an update that names no provider.
    static let modelUpdatesAreMerged = ServerRelease(4, 10)
    /// Knowledge bases belong to an engine, which is a plugin.
    static let knowledgeHasEngines = ServerRelease(4, 9)
    /// An MCP server that is not stored is tested without an identifier; before, a test without one fails.
    static let serversAreTestedWithoutIdentifier = ServerRelease(4, 8)
    /// An update of an MCP server keeps it connected unless it says otherwise.
    static let serverUpdatesKeepConnection = ServerRelease(4, 10)
    /// Bots bind events to pipelines and agents; before, each bot has one pipeline.
    static let botsBindEvents = ServerRelease(4, 11)
}
