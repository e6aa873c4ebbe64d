import JSONCore
import LangBotContract

/// Knowledge bases that a plugin searches, of releases before 4.9.
///
/// The mock runs no retriever plugins: none can be chosen, and searches find nothing, as when a retriever fails.
extension Behaviour {
    var externalBases: [OperationID: Handler] {
        [
            "external_knowledge_base.list": { world, _ throws(DomainError) in
                ["bases": .array(world.records(.externalKnowledgeBase).map(JSONValue.object))]
            },
            "external_knowledge_base.create": { world, call throws(DomainError) in
                let members = try content(call)
                return ["uuid": .string(try world.insert(.externalKnowledgeBase, members, traits, call.surroundings))]
            },
            "external_knowledge_base.retrievers": { _, _ throws(DomainError) in ["retrievers": []] },
            "external_knowledge_base.get": { world, call throws(DomainError) in
                ["base": .object(try world.record(.externalKnowledgeBase, call.identifier))]
            },
            "external_knowledge_base.update": { world, call throws(DomainError) in
                let members = try content(call)
                try world.change(.externalKnowledgeBase, call.identifier, members, traits, call.surroundings)
                guard world.tables[.externalKnowledgeBase]?.contains(call.identifier) == true else {
                    throw .failure("'NoneType' object has no attribute 'uuid'")
                }
                return [:]
            },
            "external_knowledge_base.delete": { world, call throws(DomainError) in
                try world.remove(.externalKnowledgeBase, call.identifier)
                return [:]
            },
            "external_knowledge_base.retrieve": { world, call throws(DomainError) in
                _ = try content(call)
                guard world.tables[.externalKnowledgeBase]?.contains(call.identifier) == true else {
                    throw .failure("Knowledge base not found")
                }
                return ["results": []]
            },
        ]
    }
}
