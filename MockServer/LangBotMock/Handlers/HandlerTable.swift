import JSONCore
package import LangBotContract

/// Carries out one operation on a world and returns the `data` of the answer.
typealias Handler = @Sendable (inout World, Call) throws(DomainError) -> JSONValue

/// The handlers of all operations.
package enum HandlerTable {
    /// The handlers of the documented profile.
    static let documented: [OperationID: Handler] = [
        modelHandlers, botHandlers, pipelineHandlers, knowledgeHandlers, mcpHandlers, keyHandlers, accountHandlers,
        systemHandlers,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }

    /// The operations with a handler.
    package static var operations: Set<OperationID> { Set(documented.keys) }
}

extension HandlerTable {
    /// The five handlers for creating, listing, reading, updating and deleting a resource.
    static func life(_ prefix: String, _ resource: Resource) -> [OperationID: Handler] {
        func id(_ action: String) -> OperationID { OperationID(rawValue: "\(prefix).\(action)") }
        return [
            id("list"): { world, _ throws(DomainError) in
                [resource.plural: .array(world.shown(world.tables[resource]?.records ?? [], resource))]
            },
            id("create"): { world, call throws(DomainError) in try world.create(resource, call) },
            id("get"): { world, call throws(DomainError) in
                let record = try world.record(resource, call.identifier)
                return .object([resource.singular: world.shown([record], resource)[0]])
            },
            id("update"): { world, call throws(DomainError) in try world.update(resource, call) },
            id("delete"): { world, call throws(DomainError) in try world.delete(resource, call) },
        ]
    }
}
