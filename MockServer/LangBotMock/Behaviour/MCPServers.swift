import JSONCore
import LangBotContract

extension Behaviour {
    var servers: [OperationID: Handler] {
        [
            "mcp_server.list": { world, _ throws(DomainError) in
                let servers = world.records(.mcpServer)
                return ["servers": .array(servers.map { .object(shownServer($0, world)) })]
            },
            // For what is there from the start: it is connected when it is needed.
            "mcp_server.create": { world, call throws(DomainError) in
                ["uuid": .string(try createServer(&world, call))]
            },
            "mcp_server.get": { world, call throws(DomainError) in
                ["server": .object(shownServer(try found(.mcpServer, world, call), world))]
            },
        ]
    }

    var liveServers: [OperationID: LiveHandler] {
        [
            "mcp_server.create": { live, call async throws(DomainError) in
                let (uuid, record) = try live.change { world throws(DomainError) in
                    let uuid = try createServer(&world, call)
                    return (uuid, world.tables[.mcpServer]?.first { $0["uuid"]?.stringValue == uuid } ?? [:])
                }
                try host(record, live)
                return .data(["uuid": .string(uuid)])
            },
            "mcp_server.update": { live, call async throws(DomainError) in
                try await updateServer(live, call)
                return .data(.null)
            },
            "mcp_server.delete": { live, call async throws(DomainError) in
                try live.change { world throws(DomainError) in
                    try world.remove(.mcpServer, identifier(world, call))
                }
                try await drop(call.identifier, live)
                return .data(.null)
            },
            "mcp_server.test": { live, call async throws(DomainError) in
                .data(["task_id": .integer(try testServer(live, call))])
            },
            "mcp_server.resource_read": { live, call async throws(DomainError) in
                .data(try await readResource(live, call))
            },
        ]
    }

    /// The identifier of the named server in its table.
    private func identifier(_ world: World, _ call: Call) throws(DomainError) -> String {
        try found(.mcpServer, world, call)[traits.table(.mcpServer).key]?.stringValue ?? ""
    }

    private func updateServer(_ live: LiveWorld, _ call: Call) async throws(DomainError) {
        let (before, after, members) = try live.change { world throws(DomainError) in
            let identifier = try identifier(world, call)
            let content = try call.json()
            if traits.passesServerFaultsOn { try storeAsGiven(content, identifier, &world, call) }
            guard traits.readsServersAsMappings || content.objectValue != nil else {
                throw .reportedFailure("Failed to update MCP server")
            }
            var members = try serverMembers(content)
            if members["name"] != nil { try settleName(&members) }
            let before = try world.record(.mcpServer, identifier)
            if let name = members["name"], name != before["name"] { try checkName(name, world) }
            if traits.serversHideSecrets { members = try ServerSecrets.restored(members, from: before) }
            try world.change(.mcpServer, identifier, members, traits, call.surroundings)
            return (before, try world.record(.mcpServer, identifier), members)
        }
        let wasEnabled = before["enable"] == true
        let isEnabled = traits.serverChangesMustEnable ? !isBlank(members["enable"]) : after["enable"] == true
        if wasEnabled, let name = before["name"]?.stringValue { try await drop(name, live) }
        if isEnabled { try host(after, live) }
    }

    /// Stores the content of a change as the database takes it.
    ///
    /// - Throws: what the database says, and a failure after a list was stored, since it has no members.
    private func storeAsGiven(
        _ content: JSONValue,
        _ identifier: String,
        _ world: inout World,
        _ call: Call
    ) throws(DomainError) {
        let failed = "Failed to update MCP server: "
        let list = content.objectValue == nil ? PythonDictionary.sequence(content) : nil
        guard let members = content.objectValue ?? list.map(ServerStatement.members) else {
            throw .reportedFailure(failed + PythonText.lacks("items", content))
        }
        let uuid = try world.record(.mcpServer, identifier)["uuid"]?.stringValue ?? ""
        if let fault = ServerStatement(members, changing: uuid).fault { throw .reportedFailure(failed + fault) }
        guard list != nil else { return }
        try world.change(.mcpServer, identifier, members.without(["uuid"]), traits, call.surroundings)
        throw .reportedFailure(failed + PythonText.lacks("get", content))
    }

    private func createServer(_ world: inout World, _ call: Call) throws(DomainError) -> String {
        let content = try call.json()
        if traits.passesServerFaultsOn {
            let failed = "Failed to create MCP server: "
            guard let members = content.objectValue else {
                throw .reportedFailure(failed + PythonText.refusesItems(content))
            }
            let given = members.merging(["uuid": .string(call.surroundings.uuid())])
            if let fault = ServerStatement(given, changing: nil).fault { throw .reportedFailure(failed + fault) }
        }
        var members = try serverMembers(content)
        try settleName(&members)
        if let name = members["name"] { try checkName(name, world) }
        let uuid = try world.insert(.mcpServer, members, traits, call.surroundings)
        let row = world.tables[.mcpServer]?.first { $0["uuid"]?.stringValue == uuid }
        if let name = row?["name"]?.stringValue, row?["extra_args"]?.objectValue != nil {
            world.servers[name] = MCPServerState(mode: row?["mode"]?.stringValue)
        }
        return uuid
    }

    /// Where names are checked, makes a text of the name, without the spaces around it.
    private func settleName(_ members: inout JSONObject) throws(DomainError) {
        guard !traits.serverNamesRepeat else { return }
        let given = members["name"] ?? .null
        let name = isBlank(given) ? "" : trimmed(PythonText.str(given))
        guard !name.isEmpty else { throw .invalid("MCP server name is required") }
        members["name"] = .string(name)
    }

    private func checkName(_ name: JSONValue, _ world: World) throws(DomainError) {
        guard !traits.serverNamesRepeat, world.records(.mcpServer).contains(where: { $0["name"] == name }) else {
            return
        }
        throw .invalid("MCP server already exists: \(name.stringValue ?? "\(name)")")
    }

    private func serverMembers(_ content: JSONValue) throws(DomainError) -> JSONObject {
        if traits.readsServersAsMappings { return try PythonDictionary.members(content) }
        guard let members = content.objectValue else { throw .failure("The content is not an object") }
        return members
    }

    func shownServer(_ record: JSONObject, _ world: World) -> JSONObject {
        var state = record["name"]?.stringValue.flatMap { world.servers[$0] }
        if state == nil, traits.runsEveryServer { state = MCPServerState() }
        let runtime = state.map { JSONValue.object(shown($0, record)) }
        let record = traits.serversHideSecrets ? ServerSecrets.masked(record) : record
        return traits.arranged(record.merging(["runtime_info": runtime ?? .null]))
    }
}
