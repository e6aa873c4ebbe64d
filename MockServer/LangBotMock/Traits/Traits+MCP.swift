import LangBotContract

/// LangBot's own MCP server.
extension Traits {
    /// Whether there is one.
    var servesMCP: Bool { since(.v4_10_11, edition: .v4_10_3) }
    /// The release whose tools it has.
    var toolsRelease: Release { release(documented: .v4_10_11) }
    /// Whether tools fail that read the database, because the task they run in may not.
    var toolsLoseTheirScope: Bool { since(.v4_10_11, documented: false) }
    /// Whether there are agents besides pipelines.
    var hasAgents: Bool { since(.v4_11_2) }
    /// The version of the library that checks arguments and messages, which its errors name.
    var inputErrorVersion: String { since(.v4_11_2) ? "2.14" : since(.v4_9_7) ? "2.13" : "2.12" }
}
