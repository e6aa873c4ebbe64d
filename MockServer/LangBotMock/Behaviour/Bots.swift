import HTTPCore
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
                return ["bot": shownBot(shown([record], world)[0], call)]
            },
            "bot.update": { world, call throws(DomainError) in
                try updateBot(&world, call)
                return .null
            },
            "bot.delete": { world, call throws(DomainError) in
                try checkStarted(call.identifier, world)
                try world.remove(.bot, call.identifier)
                stop(call.identifier, &world)
                world.tables[.botAdmin]?.removeAll { $0["bot_uuid"]?.stringValue == call.identifier }
                world.botLogs[call.identifier] = nil
                return .null
            },
            "bot.logs": { world, call throws(DomainError) in
                try findFirst(.bot, world, call)
                let members = try content(call)
                let record = try world.record(.bot, call.identifier)
                if !traits.runsEnabledBotsOnly { try checkPlatform(record) }
                return try log(of: record, members, world)
            },
            "bot.event_routes.status": { world, call throws(DomainError) in try routeStates(world, call) },
        ]
    }

    private func createBot(_ world: inout World, _ call: Call) throws(DomainError) -> String {
        var members = try botMembers(call)
        try bind(&members, world, call)
        switch traits.pipelineOfBot {
        case .bound:
            guard members["adapter"] != nil else { throw .failure("'adapter'") }
            if isBlank(members["event_bindings"]) {
                members["event_bindings"] = try eventBindings(&world, call)
            }
        case .stored:
            let standard = traits.hasDefaultPipeline ? defaultPipeline(world) : newestPipeline(world, "updated_at")
            guard let pipeline = standard else { break }
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
            if members["enable"] == true, traits.newBotsDoNotRun { world.idleBots.insert(uuid) }
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
        try bind(&members, world, call)
        if traits.runsEnabledBotsOnly, members["adapter"] != nil || !isBlank(members["enable"]),
            world.tables[.bot]?.contains(call.identifier) != true
        {
            throw .failure("'NoneType' object has no attribute 'adapter'")
        }
        if let uuid = members["use_pipeline_uuid"], traits.pipelineOfBot == .stored {
            guard let pipeline = uuid.stringValue.flatMap({ world.tables[.pipeline]?[$0] }) else {
                throw traits.missingIs404 ? .notFound(.pipeline) : .failure("Pipeline not found")
            }
            members["use_pipeline_name"] = pipeline["name"]
        }
        try change(&world, call, members)
    }

    /// Changes a bot as any change does: what it routes to is checked, and it starts again.
    func changeBot(_ world: inout World, _ call: Call, _ members: JSONObject) throws(DomainError) {
        var members = members
        try bind(&members, world, call)
        try change(&world, call, members)
    }

    private func change(_ world: inout World, _ call: Call, _ members: JSONObject) throws(DomainError) {
        try world.change(.bot, call.identifier, members, traits, call.surroundings)
        let record = try world.record(.bot, call.identifier)
        if traits.logsBotChanges {
            let time = call.surroundings.now().secondsSince1970
            world.botLogs[call.identifier, default: BotLog(of: record)].append("The bot was changed", at: time)
        }
        if !traits.runsEnabledBotsOnly {
            try restart(call.identifier, record, &world)
        } else if members.names.contains(where: { !Self.described.contains($0) }) {
            stop(call.identifier, &world)
            if record["enable"] == true { try apply(record) }
        } else {
            return
        }
        addTask(of: record, &world, call.surroundings)
    }

    /// Forgets what a running bot remembers.
    private func stop(_ bot: String, _ world: inout World) {
        world.httpBots[bot] = nil
        world.cancelTasks(of: bot)
        if !traits.logsBotChanges { world.botLogs[bot] = nil }
    }

    /// - Throws: a failure for a bot that was created enabled, which some releases cannot stop before they have
    ///   started it.
    private func checkStarted(_ bot: String, _ world: World) throws(DomainError) {
        guard world.idleBots.contains(bot) else { return }
        throw .failure("'NoneType' object has no attribute 'id'")
    }

    private func restart(_ bot: String, _ record: JSONObject, _ world: inout World) throws(DomainError) {
        try checkStarted(bot, world)
        stop(bot, &world)
        try checkPlatform(record)
    }

    /// Tells the bots of a pipeline its name, as the database has stored it, and starts them again.
    ///
    /// - Throws: a failure at the first bot that cannot be started; those after it keep the old name.
    func renamePipeline(of pipeline: String, _ name: JSONValue, _ world: inout World) throws(DomainError) {
        guard traits.pipelineOfBot == .stored else { return }
        for bot in world.records(.bot) where bot["use_pipeline_uuid"]?.stringValue == pipeline {
            let uuid = bot["uuid"]?.stringValue ?? ""
            let renamed = bot.merging(["use_pipeline_name": name])
            world.tables[.bot]?[uuid] = renamed
            if !traits.runsEnabledBotsOnly { try restart(uuid, renamed, &world) }
        }
    }

    /// The members whose change does not restart a running bot.
    static let described: Set = ["name", "description"]

    /// - Throws: why a bot cannot run, in the words of the release.
    private func apply(_ record: JSONObject) throws(DomainError) {
        guard traits.reportsUnusableBots, let reason = fault(record) else { return try checkPlatform(record) }
        throw .unusableBot(uuid: record["uuid"]?.stringValue ?? "", reason: reason)
    }

    /// Why a bot cannot run; nil if it can.
    private func fault(_ record: JSONObject) -> String? {
        if traits.takesAnyAdapter { return nil }
        let name = record["adapter"].map(PythonText.str) ?? ""
        guard let adapter = traits.adapters[name] else { return "Adapter \(name) not found" }
        let configuration = record["adapter_config"] ?? .null
        guard let members = configuration.objectValue else {
            return "'\(PythonText.type(configuration))' object is not subscriptable"
        }
        return adapter.fault(members)
    }

    /// Whether a bot is connected to its platform.
    func isRunning(_ record: JSONObject) -> Bool { record["enable"] == true && fault(record) == nil }

    private func botMembers(_ call: Call) throws(DomainError) -> JSONObject {
        let content = try call.json()
        guard let members = content.objectValue else {
            throw traits.checksContents
                ? .invalidBot("Bot configuration must be an object") : .failure("The content is not an object")
        }
        guard traits.checksContents, let table = traits.tables[.bot] else { return members }
        var known = table.known(members)
        if let name = known["adapter"] { known["adapter"] = .string(try currentAdapterName(name)) }
        return known
    }

    /// The name of an adapter as the release writes it, which takes the names of its prereleases as well.
    private func currentAdapterName(_ given: JSONValue) throws(DomainError) -> String {
        guard let name = given.stringValue else { throw .failure(PythonText.lacks("endswith", given)) }
        if ["aiocqhttp-omni", "aiocqhttp-eba"].contains(name) { return "onebot-v11" }
        let current = name.hasSuffix("-eba") ? "\(name.dropLast(3))omni" : name
        return traits.adapters[current] == nil ? name : current
    }

    /// - Throws: a failure if the release does not know the platform, or its configuration is incomplete.
    private func checkPlatform(_ members: JSONObject) throws(DomainError) {
        if let reason = fault(members) { throw .failure(reason) }
    }

    /// The pipeline with the latest time of this kind.
    private func newestPipeline(_ world: World, _ time: String) -> JSONObject? {
        let records = world.records(.pipeline).enumerated()
        return records.max { first, second in
            let times = (first.element[time]?.stringValue ?? "", second.element[time]?.stringValue ?? "")
            return times.0 == times.1 ? first.offset > second.offset : times.0 < times.1
        }?.element
    }

    func defaultPipeline(_ world: World) -> JSONObject? {
        world.tables[.pipeline]?.first { $0["is_default"] == true }
    }

    /// The default event bindings of a bot: to the default pipeline, the newest one, or a new one.
    private func eventBindings(_ world: inout World, _ call: Call) throws(DomainError) -> JSONValue {
        let pipeline: String
        if let present = defaultPipeline(world) ?? newestPipeline(world, "created_at") {
            pipeline = present["uuid"]?.stringValue ?? ""
        } else {
            let members = newPipeline(["name": "New Pipeline", "description": ""], world)
                .merging(["is_default": true])
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

    private func shownBot(_ record: JSONObject, _ call: Call) -> JSONValue {
        guard var values = traits.botRuntime else { return .object(record) }
        let adapter = traits.adapters[record["adapter"]?.stringValue ?? ""]
        if traits.runsEnabledBotsOnly ? isRunning(record) : fault(record) == nil {
            values["bot_account_id"] = .string(adapter?.account(record["adapter_config"] ?? .null) ?? "")
        }
        if adapter?.showsWebhook == true {
            let path = "/bots/\(record["uuid"]?.stringValue ?? "")"
            values["webhook_url"] = .string(path)
            values["webhook_full_url"] = .string("http://\(call.fields["host"] ?? "127.0.0.1:5300")\(path)")
            if values["extra_webhook_full_url"] != nil { values["extra_webhook_full_url"] = "" }
        }
        let shown = record.merging(["adapter_runtime_values": .object(values.sortedByName())])
        return .object(shown.sortedByName())
    }

    /// A page of a bot's log: `max_count` rows up to and including `from_index`; a negative one means the last row.
    private func log(of record: JSONObject, _ members: JSONObject, _ world: World) throws(DomainError) -> JSONValue {
        let kept = world.botLogs[record["uuid"]?.stringValue ?? ""]
        let (index, count) = (members["from_index"] ?? -1, members["max_count"] ?? 10)
        if traits.logsBotChanges {
            let log = kept ?? BotLog(of: record)
            let page = log.page(endingAt: index.integerValue ?? -1, count: Int(clamping: count.integerValue ?? 10))
            return Self.page(page, log, showsMetadata: false)
        }
        guard let log = kept, log.count > 0, !traits.runsEnabledBotsOnly || isRunning(record) else {
            return ["logs": [], "total_count": 0]
        }
        guard let number = index.integerValue, let length = count.integerValue else {
            throw .failure("'<=' not supported between instances of '\(PythonText.type(index))' and 'int'")
        }
        let page = log.releasePage(endingAt: number, count: length)
        return Self.page(page, log, showsMetadata: traits.pipelineOfBot == .bound)
    }

    private static func page(_ rows: [BotLog.Row], _ log: BotLog, showsMetadata: Bool) -> JSONValue {
        [
            "logs": .array(rows.map { $0.json(showsMetadata: showsMetadata) }),
            "total_count": .integer(Int64(log.count)),
        ]
    }
}
