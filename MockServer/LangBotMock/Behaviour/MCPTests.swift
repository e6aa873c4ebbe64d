import JSONCore
import LangBotContract

/// Tests of MCP servers, which run as tasks.
extension Behaviour {
    private static let complaint = "Connection failed, please check URL"
    private static let pause = Duration.milliseconds(20)
    /// How long a test waits for a server.
    private static let patience = Duration.seconds(30)

    func testServer(_ live: LiveWorld, _ call: Call) throws(DomainError) -> Int64 {
        let world = live.now
        try checkTested(.mcpServer, world, call)
        let name = call.identifier
        let scope = traits.hasWorkspaces ? "\(world.workspace)-" : ""
        let task = TaskRecord(
            kind: "mcp-operation",
            name: "mcp-test-\(scope)\(name)",
            label: "Testing MCP server \(name)"
        )
        guard name == "_" else {
            guard let state = world.servers[name] else {
                // The runtime does not know servers that were never started.
                if traits.runsEveryServer { return try live.start(task) { _, _ in .succeeded(.null) } }
                throw traits.serverTestsReport ? .notFound(.mcpServer) : .failure("Server not found: \(name)")
            }
            let record = try found(.mcpServer, world, call)
            return try live.start(task) { live, id in await testAgain(record, name, state, live, id) }
        }
        let members = try content(call)
        let needed = ["name", "mode", "enable"] + (traits.serverTestsNeedIdentifier ? ["uuid"] : [])
        if !traits.runsEveryServer, let lacking = needed.first(where: { members[$0] == nil }) {
            throw .failure("'\(lacking)'")
        }
        return try live.start(task) { live, id in await testDraft(members, live, id) }
    }

    /// Tests a server that runs: one that failed is connected again, any other one asked again.
    private func testAgain(
        _ record: JSONObject,
        _ name: String,
        _ state: MCPServerState,
        _ live: LiveWorld,
        _ task: Int64
    ) async -> TaskRecord.End {
        guard state.status != .error else {
            report(state, record, live, task)
            // LangBot starts to connect, but takes the last error for the result.
            try? host(record, live)
            return .failed(complaint(state))
        }
        if state.ticket == nil, record["enable"] == true { _ = await client(record, live) }
        let isConnected = await refresh(name, live.now.servers[name] ?? state, live)
        if !isConnected, record["enable"] == true, traits.serverTestsReport, !live.surroundings.runtimes.isEmpty {
            let deadline = ContinuousClock.now + Self.patience
            while live.now.servers[name]?.status == .connecting, ContinuousClock.now < deadline {
                try? await Task.sleep(for: Self.pause)
            }
        }
        let now = live.now.servers[name] ?? state
        report(now, record, live, task)
        return now.status == .error ? .failed(complaint(now)) : .succeeded(.null)
    }

    /// The message of a failure; where LangBot never learns the reason, it is a timeout.
    private func complaint(_ state: MCPServerState) -> String {
        state.message == nil
            ? "Connection timeout after \(traits.retriesServers ? "30.0" : "30") seconds" : Self.complaint
    }

    /// Asks a connected server what it offers now; false if it is not connected.
    private func refresh(_ name: String, _ state: MCPServerState, _ live: LiveWorld) async -> Bool {
        guard state.status == .connected, let ticket = state.ticket,
            let client = live.outside.connections[ticket],
            let offer = try? await client.offer(["resources": .object(state.offer.capabilities)], within: Self.patience)
        else { return false }
        _ = try? live.change { world throws(DomainError) in
            guard world.servers[name]?.ticket == ticket else { return }
            world.servers[name]?.offer = offer
        }
        return true
    }

    /// Tests a server that has no record.
    private func testDraft(_ members: JSONObject, _ live: LiveWorld, _ task: Int64) async -> TaskRecord.End {
        var state = MCPServerState()
        defer { report(state, members, live, task) }
        guard !isBlank(members["enable"]) else { return .succeeded(.null) }
        let configuration = MCPServerConfiguration(members, traits.serverModes)
        let attempts = traits.retriesServers ? 4 : 1
        for attempt in 1...attempts {
            do throws(MCPFailure) {
                let (client, offer) = try await connect(members["name"]?.stringValue ?? "", configuration, live)
                await client.transport.close()
                state.status = .connected
                state.offer = offer
                return .succeeded(.null)
            } catch {
                fail(&state, error, configuration, attempt)
                if configuration.endsAttempts(error) { break }
                if attempt < attempts { try? await Task.sleep(for: .milliseconds(200 << (attempt - 1))) }
            }
        }
        return .failed(complaint(state))
    }

    private func report(_ state: MCPServerState, _ record: JSONObject, _ live: LiveWorld, _ task: Int64) {
        guard traits.serverTestsReport else { return }
        var runtime = shown(state, record)
        // What the report shares with a draft's connection is emptied when that ends.
        if record["uuid"] == nil {
            runtime["resources"] = []
            if traits.endedTestsLoseTemplates { runtime["resource_templates"] = [] }
        }
        _ = try? live.change { world throws(DomainError) in
            world.tasks[task]?.metadata["runtime_info"] = .object(runtime.sortedByName())
        }
    }
}
