import JSONCore
import LangBotContract

/// What plugins provide for knowledge bases.
extension Behaviour {
    var knowledgeEngines: [OperationID: Handler] {
        [
            "knowledge_engine.list": { world, call throws(DomainError) in
                ["engines": .array(engines(world, call.surroundings).map(\.shown))]
            },
            "knowledge_engine.creation_schema": { world, call throws(DomainError) in
                try schema(\.creation, world, call)
            },
            "knowledge_engine.retrieval_schema": { world, call throws(DomainError) in
                try schema(\.retrieval, world, call)
            },
            "knowledge_parser.list": { world, call throws(DomainError) in
                let type = call.query["mime_type"].flatMap { $0.isEmpty ? nil : $0 }
                let parsers = parsers(world, call.surroundings).filter { parser in
                    type.map { parser["supported_mime_types"]?.arrayValue?.contains(.string($0)) ?? false } ?? true
                }
                return ["parsers": .array(parsers)]
            },
            "knowledge_migration.status": { _, _ throws(DomainError) in
                ["external_kb_count": 0, "internal_kb_count": 0, "needed": false]
            },
            "knowledge_migration.execute": { _, _ throws(DomainError) in throw Self.nothingToMigrate },
            "knowledge_migration.dismiss": { _, _ throws(DomainError) in throw Self.nothingToMigrate },
        ]
    }

    /// Only an installation that was an older release has bases to migrate.
    private static let nothingToMigrate = DomainError.invalid("RAG migration is not needed")

    /// The engines of the plugins, or that of the mock where no plugin has one.
    func engines(_ world: World, _ surroundings: Surroundings) -> [KnowledgeEngine] {
        guard surroundings.runtimes.contains(.plugins) else { return [] }
        let engines = world.plugins.components("KnowledgeEngine").map { KnowledgeEngine($0.plugin, $0.component) }
        return engines.isEmpty ? [.plainText] : engines
    }

    /// The engine with this identifier; that of the mock can always be used.
    func engine(_ id: String, _ world: World, _ surroundings: Surroundings) -> KnowledgeEngine? {
        if id == KnowledgeEngine.plainText.id { return .plainText }
        return engines(world, surroundings).first { $0.id == id }
    }

    /// The parsers of the plugins.
    private func parsers(_ world: World, _ surroundings: Surroundings) -> [JSONValue] {
        guard surroundings.runtimes.contains(.plugins) else { return [] }
        return world.plugins.components("Parser").map { plugin, component in
            [
                "description": Translations.all(component.metadata["description"]),
                "name": Translations.all(component.metadata["label"]), "plugin_author": .string(plugin.author),
                "plugin_id": .string(plugin.id), "plugin_name": .string(plugin.name),
                "supported_mime_types": component.spec["supported_mime_types"] ?? [],
            ]
        }
    }

    private func schema(
        _ fields: KeyPath<KnowledgeEngine, [JSONValue]>,
        _ world: World,
        _ call: Call
    ) throws(DomainError) -> JSONValue {
        if let engine = engine(call.identifier, world, call.surroundings) {
            return ["schema": ["schema": .array(engine[keyPath: fields])]]
        }
        guard try isPluginName(.string(call.identifier)) else {
            throw .invalid("Invalid plugin_id format. Expected author/name.")
        }
        if call.surroundings.runtimes.contains(.plugins), traits.unknownEnginesHaveSettings {
            return ["schema": ["schema": []]]
        }
        throw .notFound(.plugin)
    }

    /// Whether a plugin has a parser.
    func hasParser(_ id: String, _ world: World) -> Bool {
        world.plugins.components("Parser").contains { $0.plugin.id == id }
    }
}
