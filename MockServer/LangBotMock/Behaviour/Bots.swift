import JSONCore
import LangBotContract

extension Behaviour {
    var bots: [OperationID: Handler] {
        [
            "bot.list": { world, _ throws(DomainError) in
                ["bots": .array(shown(world.records(.bot), world).map(JSONValue.object))]
            },
            "bot.create": { world, call throws(DomainError) in
                ["uuid": .string(try createBot(&world, call))]
            },
            "bot.get": { world, call throws(DomainError) in
                let record = try world.record(.bot, call.identifier)
                return ["bot": shownBot(shown([record], world)[0])]
            },
            "bot.update": { world, call throws(DomainError) in
                try updateBot(&world, call)
                return .null
            },
            "bot.delete": { world, call throws(DomainError) in
                try world.remove(.bot, call.identifier)
                world.tables[.botAdmin]?.removeAll { $0["bot_uuid"]?.stringValue == call.identifier }
                world.botLogs[call.identifier] = nil
                return .null
            },
            "bot.logs": { world, call throws(DomainError) in
                try findFirst(.bot, world, call)
                let members = try content(call)
                let record = try world.record(.bot, call.identifier)
                if !traits.runsEnabledBotsOnly { try checkPlatform(record) }
                return log(of: record, members, world)
            },
            "bot.send_message": { world, call throws(DomainError) in try sendMessage(world, call) },
            "bot.event_routes.status": whereFound(.bot, ["routes": []]),
            "bot.group_filter_migration.get": whereFound(.bot, ["needed": false]),
            "bot.group_filter_migration.execute": whereFound(.bot, .null),
        ]
    }

    private func createBot(_ world: inout World, _ call: Call) throws(DomainError) -> String {
        var members = try botMembers(call)
        switch traits.pipelineOfBot {
        case .bound:
            guard members["adapter"] != nil else { throw .failure("'adapter'") }
            if members["event_bindings"]?.arrayValue?.isEmpty ?? true {
                members["event_bindings"] = try eventBindings(&world, call)
            }
        case .stored:
            guard let pipeline = traits.hasDefaultPipeline ? defaultPipeline(world) : newestPipeline(world) else {
                break
            }
            members["use_pipeline_uuid"] = pipeline["uuid"]
            members["use_pipeline_name"] = pipeline["name"]
        case .lookedUp: break
        }
        guard traits.keepsFailedBots || traits.runsEnabledBotsOnly else {
            try checkPlatform(members)
            return try world.insert(.bot, members, traits, call.surroundings)
        }
        let uuid = try world.insert(.bot, members, traits, call.surroundings)
        if !traits.runsEnabledBotsOnly {
            try checkPlatform(members)
        } else if members["enable"] == true {
            try apply(try world.record(.bot, uuid))
        }
        return uuid
    }

    private func updateBot(_ world: inout World, _ call: Call) throws(DomainError) {
        try findFirst(.bot, world, call)
        // Releases that keep failed bots accept an empty list, which changes nothing.
        let content = try call.json()
        let isEmptyList = traits.keepsFailedBots && content == []
        var members = isEmptyList ? [:] : try botMembers(call)
        if let uuid = members["use_pipeline_uuid"], traits.pipelineOfBot == .stored {
            guard let pipeline = uuid.stringValue.flatMap({ world.tables[.pipeline]?[$0] }) else {
                throw traits.missingIs404 ? .notFound(.pipeline) : .failure("Pipeline not found")
            }
            members["use_pipeline_name"] = pipeline["name"]
        }
        try world.change(.bot, call.identifier, members, traits, call.surroundings)
        let record = try world.record(.bot, call.identifier)
        if traits.logsBotChanges {
            let time = call.surroundings.now().secondsSince1970
            world.botLogs[call.identifier, default: BotLog(of: record)].append("The bot was changed", at: time)
        }
        if !traits.runsEnabledBotsOnly {
            try checkPlatform(record)
        } else if record["enable"] == true, members.names.contains(where: { !Self.described.contains($0) }) {
            try apply(record)
        }
    }

    /// The members whose change does not restart a running bot.
    private static let described = ["name", "description"]

    /// - Throws: why a bot cannot run, in the words of the release.
    private func apply(_ record: JSONObject) throws(DomainError) {
        guard traits.reportsUnusableBots, !isUsable(record) else { return try checkPlatform(record) }
        let name = record["adapter"]?.stringValue ?? ""
        let reason: String
        if !traits.adapters.contains(name) {
            reason = "Adapter \(name) not found"
        } else if let configuration = record["adapter_config"]?.objectValue {
            let missing = (AdapterCatalog.needs[name] ?? []).first { configuration[$0] == nil }
            reason = "'\(missing ?? "")'"
        } else {
            reason = "'\(Self.typeName(record["adapter_config"] ?? .null))' object is not subscriptable"
        }
        throw .unusableBot(uuid: record["uuid"]?.stringValue ?? "", reason: reason)
    }

    /// Python's name for the type of a value.
    private static func typeName(_ value: JSONValue) -> String {
        switch value {
        case .null: "NoneType"
        case .bool: "bool"
        case .integer: "int"
        case .double, .number: "float"
        case .string: "str"
        case .array: "list"
        case .object: "dict"
        }
    }

    private func botMembers(_ call: Call) throws(DomainError) -> JSONObject {
        let content = try call.json()
        guard let members = content.objectValue else {
            throw traits.checksContents
                ? .invalidBot("Bot configuration must be an object") : .failure("The content is not an object")
        }
        guard traits.checksContents, let table = traits.tables[.bot] else { return members }
        if let bindings = members["event_bindings"], !isBlank(bindings), bindings.arrayValue == nil {
            throw .failure("The bindings are not a list")
        }
        return table.known(members)
    }

    private func isUsable(_ members: JSONObject) -> Bool {
        if traits.takesAnyAdapter { return true }
        guard let name = members["adapter"]?.stringValue, traits.adapters.contains(name),
            let configuration = members["adapter_config"]?.objectValue
        else { return false }
        return (AdapterCatalog.needs[name] ?? []).allSatisfy { configuration[$0] != nil }
    }

    /// - Throws: a failure if the release does not know the platform, or its configuration is incomplete.
    private func checkPlatform(_ members: JSONObject) throws(DomainError) {
        guard isUsable(members) else { throw .failure("The adapter is unknown") }
    }

    /// The most recently updated pipeline.
    private func newestPipeline(_ world: World) -> JSONObject? {
        let records = world.records(.pipeline).enumerated()
        return records.max { first, second in
            let times = (
                first.element["updated_at"]?.stringValue ?? "", second.element["updated_at"]?.stringValue ?? ""
            )
            return times.0 == times.1 ? first.offset > second.offset : times.0 < times.1
        }?.element
    }

    func defaultPipeline(_ world: World) -> JSONObject? {
        world.tables[.pipeline]?.first { $0["is_default"] == true }
    }

    /// The default event bindings of a bot: to the default pipeline, the first one, or a new one.
    private func eventBindings(_ world: inout World, _ call: Call) throws(DomainError) -> JSONValue {
        let pipeline: String
        if let present = defaultPipeline(world) ?? world.records(.pipeline).first {
            pipeline = present["uuid"]?.stringValue ?? ""
        } else {
            let members = newPipeline(["name": "New Pipeline", "description": ""]).merging(["is_default": true])
            pipeline = try world.insert(.pipeline, members, traits, call.surroundings)
        }
        func filter(_ field: JSONValue, _ value: JSONValue) -> JSONValue {
            ["field": field, "operator": "eq", "value": value]
        }
        func binding(_ order: Int64, _ text: JSONValue, _ filters: JSONValue) -> JSONValue {
            [
                "description": text, "enabled": true, "event_pattern": "message.received", "filters": filters,
                "id": .string(call.surroundings.uuid()), "order": .integer(order), "priority": 0,
                "target_type": "pipeline", "target_uuid": .string(pipeline),
            ]
        }
        return [
            binding(0, "Answers private messages", [filter("chat_type", "person")]),
            binding(
                1,
                "Answers mentions in groups",
                [filter("chat_type", "group"), filter("is_at_bot", true)]
            ),
        ]
    }

    /// Bots with the pipeline that they use, if that is looked up.
    private func shown(_ bots: [JSONObject], _ world: World) -> [JSONObject] {
        guard traits.pipelineOfBot == .lookedUp else { return bots }
        let (pipelines, standard) = (world.tables[.pipeline], defaultPipeline(world))
        return bots.map { bot in
            var shown = bot
            shown.reserve(2)
            let uuid = bot["use_pipeline_uuid"]
            if uuid == nil { shown["use_pipeline_uuid"] = standard?["uuid"] ?? .null }
            let named = uuid?.stringValue.flatMap { pipelines?[$0] } ?? standard
            shown["use_pipeline_name"] = named?["name"] ?? .null
            return shown
        }
    }

    private func shownBot(_ record: JSONObject) -> JSONValue {
        guard var values = traits.botRuntime else { return .object(record) }
        // A bot that cannot run has no account.
        if !isUsable(record) { values["bot_account_id"] = nil }
        let shown = record.merging(["adapter_runtime_values": .object(values)])
        return .object(shown.sortedByName())
    }

    /// A page of a bot's log: `max_count` rows up to and including `from_index`; a negative one means the last row.
    private func log(of record: JSONObject, _ members: JSONObject, _ world: World) -> JSONValue {
        guard traits.logsBotChanges else { return ["logs": [], "total_count": 0] }
        let log = world.botLogs[record["uuid"]?.stringValue ?? ""] ?? BotLog(of: record)
        let page = log.page(
            endingAt: members["from_index"]?.integerValue ?? -1,
            count: Int(clamping: members["max_count"]?.integerValue ?? 10)
        )
        return ["logs": .array(page), "total_count": .integer(Int64(log.count))]
    }

    private func sendMessage(_ world: World, _ call: Call) throws(DomainError) -> JSONValue {
        let members = try content(call)
        for name in ["target_type", "target_id", "message_chain"] where isBlank(members[name]) {
            throw .invalid("\(name) is required")
        }
        guard members["target_type"] == "person" || members["target_type"] == "group" else {
            throw .invalid("target_type must be either \"person\" or \"group\"")
        }
        _ = try world.record(.bot, call.identifier)
        if let failure = traits.deliveryFailure { throw .delivery(failure) }
        return ["sent": true]
    }
}
