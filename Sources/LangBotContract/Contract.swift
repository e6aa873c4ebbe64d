/// The API of LangBot as data: one row for each operation.
package enum Contract {
    /// The operations of all releases, resource by resource.
    package static let operations: [Operation] =
        models + providers + bots + inbound + webhooks + adapters + pipelines + knowledgeBases + mcpServers + files
        + tasks
        + apiKeys + account + system + plugins + skills + agents + sandbox + monitoring + webChats + workspaces
        + members + surveys + settings + platformApps + codex + secondFactors + signIns + externalBases + assistant

    /// The operations that LangBot's documents name.
    package static let documented = operations.compactMap(DocumentedOperation.init)

    private static let byID = Dictionary(uniqueKeysWithValues: operations.map { ($0.id, $0) })
    private static let documentedByID = Dictionary(uniqueKeysWithValues: documented.map { ($0.id, $0) })

    /// The operation with the given name.
    package static func operation(_ id: OperationID) -> Operation? { byID[id] }

    /// The operation with the given name as documented.
    package static func documented(_ id: OperationID) -> DocumentedOperation? { documentedByID[id] }

    /// The operations of a release.
    package static func operations(of release: Release) -> [Operation] {
        operations.filter { $0.exists(in: release) }
    }

    /// The operations that a release lists in `/api/v1/system/capabilities`, sorted by name; empty before 4.10.
    package static func capabilities(of release: Release) -> [OperationID] {
        operations.filter { $0.capabilitySince.map { $0 <= release } ?? false }.map(\.id).sorted()
    }

    /// The version of LangBot's documents that the contract was read from.
    package static let documentVersion = "4.4.1"
}
