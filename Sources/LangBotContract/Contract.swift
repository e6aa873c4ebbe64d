/// The documented contract: the operations of LangBot's documentation as data.
package enum Contract {
    /// The documented operations by resource, each collection before its members.
    package static let operations: [Operation] =
        models + bots + pipelines + knowledge + mcpServers + files + tasks + apiKeys + account + system

    private static let byID = Dictionary(uniqueKeysWithValues: operations.map { ($0.id, $0) })

    /// The documented operation with the given name.
    package static func operation(_ id: OperationID) -> Operation? { byID[id] }

    /// The version of LangBot's documents that the contract was read from.
    package static let documentVersion = "4.4.1"
}
