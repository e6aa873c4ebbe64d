extension Contract {
    /// The shape of an operation's requests: a row of `requestRows`.
    package struct RequestRow: Hashable, Sendable, Identifiable {
        package let id: OperationID
        package let shape: RequestShape

        init(_ id: OperationID, query: [RequestShape.Member] = [], body: RequestShape.Body = .none) {
            self.id = id
            shape = RequestShape(query: query, body: body)
        }
    }

    /// The rows of all operations, documented or in a release.
    package static let requestRows: [RequestRow] =
        modelRequests + providerRequests + botRequests + pipelineRequests + knowledgeRequests + mcpServerRequests
        + fileRequests + pluginRequests + skillRequests + agentRequests + monitoringRequests + systemRequests
        + accountRequests

    /// The shape of the requests of each operation.
    package static let requests: [OperationID: RequestShape] = Dictionary(
        requestRows.map { ($0.id, $0.shape) },
        uniquingKeysWith: { first, _ in first }
    )

    /// The shape of an operation's requests, or nil if there is no such operation.
    package static func request(_ id: OperationID) -> RequestShape? { requests[id] }

    /// Rows of operations without query parameters and content.
    static func bare(_ ids: OperationID...) -> [RequestRow] { ids.map { RequestRow($0) } }
}
