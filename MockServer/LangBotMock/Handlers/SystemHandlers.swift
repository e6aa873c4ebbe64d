import JSONCore
import LangBotContract

extension HandlerTable {
    static let systemHandlers: [OperationID: Handler] = [
        "system.info": { _, call throws(DomainError) in
            ["version": .string(call.version), "debug": false, "enable_marketplace": false]
        },
        "system.health": { _, _ throws(DomainError) in .null },
        "task.list": { world, _ throws(DomainError) in
            ["tasks": .array(world.tasks.sorted { $0.key < $1.key }.map { .object($0.value) })]
        },
        "task.get": { world, call throws(DomainError) in
            guard let id = Int64(call.identifier), String(id) == call.identifier, let task = world.tasks[id] else {
                throw .notFound(.task)
            }
            return .object(task)
        },
    ]
}
