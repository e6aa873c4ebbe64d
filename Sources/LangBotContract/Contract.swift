/// The documented contract: every operation this project knows, as data.
package enum Contract {
    /// The operations, resource by resource, each collection before its members.
    package static let operations: [Operation] =
        models + bots + pipelines + knowledge + mcpServers + files + tasks + apiKeys + account + system

    private static let byID = Dictionary(uniqueKeysWithValues: operations.map { ($0.id, $0) })

    /// The operation of that name.
    package static func operation(_ id: OperationID) -> Operation? { byID[id] }

    /// The version of LangBot's documents that the contract was read from.
    package static let documentVersion = "4.4.1"
}
