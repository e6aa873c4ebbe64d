import JSONCore
import LangBotContract

extension Behaviour {
    var pipelines: [OperationID: Handler] {
        [
            "pipeline.list": { world, call throws(DomainError) in
                let pipelines = try sorted(world.records(.pipeline), call)
                return ["pipelines": .array(pipelines.map { .object(listed($0)) })]
            },
            "pipeline.metadata": { world, _ throws(DomainError) in ["configs": pipelineMetadata(world)] },
            "pipeline.create": { world, call throws(DomainError) in
                ["uuid": .string(try createPipeline(try content(call), &world, call))]
            },
            "pipeline.get": { world, call throws(DomainError) in
                ["pipeline": .object(try world.record(.pipeline, call.identifier))]
            },
            "pipeline.update": { world, call throws(DomainError) in
                try updatePipeline(&world, call)
                return .null
            },
            "pipeline.delete": { world, call throws(DomainError) in
                try world.remove(.pipeline, call.identifier)
                world.stalePipelines[call.identifier] = nil
                return .null
            },
            "pipeline.copy": { world, call throws(DomainError) in
                ["uuid": .string(try copyPipeline(&world, call))]
            },
        ]
    }

    func createPipeline(_ members: JSONObject, _ world: inout World, _ call: Call) throws(DomainError) -> String {
        try checkNewPipeline(members)
        let uuid = try world.insert(.pipeline, newPipeline(members, world), traits, call.surroundings)
        try reload(try world.record(.pipeline, uuid), &world)
        return uuid
    }

    /// Gives a new pipeline that has no runner the first one that is installed.
    private func choosingRunner(_ members: JSONObject, _ world: World) -> JSONObject {
        guard traits.runnersArePlugins, let runner = runners(world).first,
            var configuration = members["config"]?.objectValue, var intelligence = configuration["ai"]?.objectValue,
            var chosen = intelligence["runner"]?.objectValue, chosen["id"] == ""
        else { return members }
        chosen["id"] = .string(runner.id)
        intelligence["runner"] = .object(chosen)
        intelligence["runner_config"] = .object([runner.id: .object(runner.defaults)])
        configuration["ai"] = .object(intelligence)
        return members.merging(["config": .object(configuration)])
    }

    /// The members of a new pipeline, with what the server sets itself.
    func newPipeline(_ members: JSONObject, _ world: World) -> JSONObject {
        var made = members.merging(traits.pipelines.assigned)
        if traits.checksContents, let given = members["config"], given != [:] { made["config"] = given }
        if traits.newPipelinesMayBeDefault, members["is_default"] == true { made["is_default"] = true }
        return choosingRunner(made, world)
    }

    func listed(_ record: JSONObject) -> JSONObject {
        var record = record
        if !traits.pipelines.listsPreferences { record[traits.pipelines.preferencesMember] = nil }
        return record
    }

    private func sorted(_ records: [JSONObject], _ call: Call) throws(DomainError) -> [JSONObject] {
        let (isStrict, sortable) = (traits.pipelines.checksSorting, traits.pipelines.sortable)
        let given = call.query["sort_order"] ?? "DESC"
        let order = isStrict ? given.uppercased() : given
        if isStrict, order != "ASC", order != "DESC" { throw .invalid("'sort_order' must be ASC or DESC") }
        guard let member = call.query["sort_by"] ?? traits.pipelines.sortedBy else { return records }
        guard sortable.contains(member) else {
            if isStrict { throw .invalid("'sort_by' must be one of \(sortable.joined(separator: ", "))") }
            return records
        }
        let isDescending = order == "DESC"
        let reversesTies = isDescending && traits.pipelines.descendingReversesTies
        let enumerated = records.enumerated().sorted { first, second in
            let (a, b) = (first.element[member]?.stringValue ?? "", second.element[member]?.stringValue ?? "")
            if a == b { return (first.offset < second.offset) != reversesTies }
            return isDescending ? a > b : a < b
        }
        return enumerated.map(\.element)
    }

    func updatePipeline(_ world: inout World, _ call: Call) throws(DomainError) {
        try findFirst(.pipeline, world, call)
        var members = try content(call)
        for name in traits.pipelines.fixed { members[name] = nil }
        if traits.checksContents, members["config"] != nil || members["extensions_preferences"] != nil {
            _ = try world.record(.pipeline, call.identifier)
            try checkPipeline(members)
        }
        let running = world.runningPipeline(call.identifier)
        let isStored = world.tables[.pipeline]?.contains(call.identifier) == true
        try world.change(.pipeline, call.identifier, members, traits, call.surroundings)
        // What fails from here on leaves the pipeline stored, and running as before or not at all.
        if isStored { world.stalePipelines[call.identifier] = .some(running) }
        // Bots also get the name of a pipeline that is gone.
        if let given = members["name"] {
            let name = try Column("use_pipeline_name", .text, nullable: true).stored(given)
            try renamePipeline(of: call.identifier, name, &world)
        }
        try reload(try world.record(.pipeline, call.identifier), &world)
    }

    /// - Throws: a failure if the pipeline is stored but unusable; it does not run then.
    func reload(_ record: JSONObject, _ world: inout World) throws(DomainError) {
        let uuid = record["uuid"]?.stringValue ?? ""
        world.stalePipelines[uuid] = .some(nil)
        try load(record)
        world.stalePipelines[uuid] = nil
    }

    /// - Throws: a failure if the pipeline is stored but unusable.
    func load(_ record: JSONObject) throws(DomainError) {
        if traits.pipelines.needed.isEmpty { return }
        let configuration = record["config"] ?? .null
        guard traits.pipelines.accepts(configuration) else { throw .failure("'safety'") }
        if let fault = traits.pipelines.strategyFault(configuration) {
            throw traits.namesErrors && !fault.hasPrefix("'") ? .invalid(fault) : .failure(fault)
        }
        try readBoundPlugins(record)
    }

    private func copyPipeline(_ world: inout World, _ call: Call) throws(DomainError) -> String {
        let original: JSONObject
        do {
            original = try world.record(.pipeline, call.identifier)
        } catch  where !traits.missingIs404 {
            throw .notFoundByName("Pipeline \(call.identifier)")
        }
        var members: JSONObject = [:]
        for name in ["config", "description", "stages", "for_version"] { members[name] = original[name] }
        members["extensions_preferences"] = try copiedPreferences(original)
        if traits.copiesHaveEveryPreference, var preferences = members["extensions_preferences"]?.objectValue {
            for row in traits.pipelines.extensions where preferences[row.preference] == nil {
                preferences[row.preference] = row.initial
            }
            members["extensions_preferences"] = .object(preferences)
        }
        members["name"] = .string("\(original["name"]?.stringValue ?? "") (Copy)")
        let uuid = try world.insert(.pipeline, members, traits, call.surroundings)
        try reload(try world.record(.pipeline, uuid), &world)
        return uuid
    }
}
