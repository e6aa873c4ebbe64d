import LangBotContract

/// The operations that checks run on, and harmless requests to them.
enum Subject {
    /// The operation for checks that need only one; every release opens it to API keys.
    static let botList = operation("bot.list")

    /// An identifier of a resource that does not exist, in the form that the resource uses.
    static func unknownIdentifier(_ resource: Resource) -> String {
        switch resource.identifier {
        case .uuid, .none: "00000000-0000-4000-8000-00000000dead"
        case .name: "lbconf-no-such-name"
        case .number: "2147480000"
        }
    }

    static func operation(_ id: OperationID) -> DocumentedOperation {
        guard let operation = Contract.documented(id) else {
            preconditionFailure("the contract has no operation \(id)")
        }
        return operation
    }

    /// The operations that the document opens to API keys by name or by family.
    static let promised = Contract.documented.filter { $0.promise == .listed || $0.promise == .family }

    /// The operations that only the general note of the document opens to API keys.
    static let blanket = Contract.documented.filter { $0.promise == .blanket }

    /// The operations on one resource for which the document shows a 404.
    static let members = promised.filter { $0.documentsNotFound }

    /// The operations that list resources.
    static let lists = promised.filter {
        $0.action == .list && $0.path.parameters.isEmpty && $0.id != "pipeline.metadata"
    }

    /// The operations that read something without naming one.
    static let collections = Contract.documented.filter {
        $0.method == .get && $0.path.parameters.isEmpty && $0.credentials != .open && $0.resource != .account
    }

    /// The operations that take JSON.
    static let writes = promised.filter { $0.method == .post || $0.method == .put }

    /// The path of an operation, with identifiers that do not exist.
    static func path(_ operation: DocumentedOperation) -> Template {
        var values: [String: String] = [:]
        for name in operation.path.parameters { values[name] = unknownIdentifier(operation.resource) }
        return Template(operation.path.path(values))
    }

    /// A request that reaches the operation and changes nothing: its identifiers do not exist, and its content, if any,
    /// is not valid JSON.
    static func harmless(_ operation: DocumentedOperation) -> Probe {
        let probe = Probe(operation.method.rawValue, path(operation))
        switch operation.method {
        case .get, .delete, .webSocket: return probe
        case .post, .put, .patch: return probe.json("{")
        }
    }

    /// The request for checks that need only one operation.
    static let bots = harmless(botList)
}
