import JSONCore
import LangBotContract

/// How MCP servers are connected, and what becomes of that.
extension Behaviour {
    /// The pauses between attempts to connect: a tenth of LangBot's.
    private static let pauses: [Duration] = [.milliseconds(200), .milliseconds(400), .milliseconds(800)]
    /// How long a caller waits for a connection, and how often it looks.
    private static let (patience, pause) = (Duration.seconds(30), Duration.milliseconds(20))
    /// How often a connected server is looked after.
    private static let interval = Duration.milliseconds(200)

    /// Runs a server: its state shows at once, and what comes of it later.
    func host(_ record: JSONObject, _ live: LiveWorld) throws(DomainError) {
        // LangBot mixes the arguments into its configuration and gives up on what cannot be mixed.
        guard let name = record["name"]?.stringValue, record["extra_args"]?.objectValue != nil else { return }
        let ticket = live.outside.nextTicket()
        try live.change { world throws(DomainError) in
            world.servers[name] = MCPServerState(ticket: ticket, mode: record["mode"]?.stringValue)
        }
        guard record["enable"] == true, !live.surroundings.runtimes.isEmpty else { return }
        // What runs in a sandbox waits for one.
        let needsSandbox = traits.runsServersInBox && record["mode"] == "stdio"
        guard !needsSandbox || live.surroundings.runtimes.contains(.sandbox) else { return }
        Task { await keep(name, ticket, MCPServerConfiguration(record, traits.serverModes), live) }
    }

    /// Ends what runs of a server.
    func drop(_ name: String, _ live: LiveWorld) async throws(DomainError) {
        let ticket = try live.change { world throws(DomainError) in
            world.servers.removeValue(forKey: name)?.ticket
        }
        if let ticket { await live.outside.connections.close(ticket) }
    }

    /// Keeps a server connected until it is dropped, its world is replaced, or the mock stops.
    private func keep(
        _ name: String,
        _ ticket: UInt64,
        _ configuration: MCPServerConfiguration,
        _ live: LiveWorld
    ) async {
        var attempt = 0
        while isCurrent(name, ticket, live) {
            var failure = MCPFailure.ended
            do throws(MCPFailure) {
                let (client, offer) = try await connect(name, configuration, live)
                guard live.outside.connections.keep(client, ticket) else { return await client.transport.close() }
                change(name, ticket, live) { state in
                    state = MCPServerState(ticket: ticket, mode: state.mode)
                    state.status = .connected
                    state.offer = offer
                }
                await watch(client, name, ticket, live)
                await live.outside.connections.close(ticket)
                guard isCurrent(name, ticket, live), traits.runsServersInBox, configuration.isProcess else { return }
                attempt = 0
            } catch {
                failure = error
            }
            attempt += 1
            let isLast = attempt > Self.pauses.count || !traits.retriesServers || configuration.endsAttempts(failure)
            change(name, ticket, live) { state in
                if isLast { fail(&state, failure, configuration, attempt) } else { state.retry(attempt) }
            }
            if isLast { return }
            try? await Task.sleep(for: Self.pauses[attempt - 1])
        }
    }

    /// The connection of a server, which is opened if nothing has done so.
    func client(_ record: JSONObject, _ live: LiveWorld) async -> MCPClient? {
        guard let name = record["name"]?.stringValue, let state = live.now.servers[name] else { return nil }
        if state.ticket == nil, record["enable"] == true {
            try? host(record, live)
            let deadline = ContinuousClock.now + Self.patience
            while live.now.servers[name]?.status == .connecting, ContinuousClock.now < deadline {
                try? await Task.sleep(for: Self.pause)
            }
        }
        return live.now.servers[name]?.ticket.flatMap { live.outside.connections[$0] }
    }

    /// Connects to a server, or lets the script speak for it.
    func connect(
        _ name: String,
        _ configuration: MCPServerConfiguration,
        _ live: LiveWorld
    ) async throws(MCPFailure) -> (client: MCPClient, offer: MCPClient.Offer) {
        // The session is there before the process is started in it, and stays if that fails.
        if traits.runsServersInBox, configuration.isProcess { openSandbox("mcp-shared", isShared: true, live) }
        switch live.outside.script.effect(.mcp, name) {
        case .fail(let status, _): throw .status(status, asksForSignIn: false)
        case .succeed: return try await MCPScript.connect()
        default: break
        }
        if let address = configuration.address, !live.outside.calls(address) { return try await MCPScript.connect() }
        return try await configuration.connect()
    }

    /// Waits until a server has ended or is not wanted any more.
    private func watch(_ client: MCPClient, _ name: String, _ ticket: UInt64, _ live: LiveWorld) async {
        while !client.inbox.hasEnded, isCurrent(name, ticket, live) {
            try? await Task.sleep(for: Self.interval)
        }
    }

    private func isCurrent(_ name: String, _ ticket: UInt64, _ live: LiveWorld) -> Bool {
        !live.outside.connections.isClosed && live.now.servers[name]?.ticket == ticket
    }

    private func change(
        _ name: String,
        _ ticket: UInt64,
        _ live: LiveWorld,
        _ body: (inout MCPServerState) -> Void
    ) {
        _ = try? live.change { world throws(DomainError) in
            guard var state = world.servers[name], state.ticket == ticket else { return }
            body(&state)
            world.servers[name] = state
        }
    }

    /// Says why a server cannot be connected, as far as the release does.
    func fail(
        _ state: inout MCPServerState,
        _ failure: MCPFailure,
        _ configuration: MCPServerConfiguration,
        _ attempts: Int
    ) {
        state.status = .error
        state.offer = MCPClient.Offer()
        let isSilent = configuration.hides(failure, traits)
        state.retryCount = traits.retriesServers && !isSilent ? Int64(attempts) : 0
        guard !isSilent else { return }
        state.message = configuration.text(failure)
        state.code = configuration.code(failure)
        state.phase = configuration.phase(failure)
    }

    /// What a release shows of a server that it runs.
    func shown(_ state: MCPServerState, _ record: JSONObject) -> JSONObject {
        var runtime = traits.serverRuntime
        runtime["status"] = .string(state.status.rawValue)
        runtime["tool_count"] = .integer(Int64(state.offer.tools.count))
        runtime["tools"] = .array(
            state.offer.tools.map { tool in
                var shown: JSONObject = ["description": tool["description"] ?? "", "name": tool["name"] ?? ""]
                if traits.serversShowParameters { shown["parameters"] = tool["inputSchema"] ?? [:] }
                return .object(shown)
            }
        )
        if runtime["error_message"] != nil {
            let text = traits.serversShowCodes ? "MCP runtime failed" : state.message
            runtime["error_message"] = state.message == nil ? .null : text.map(JSONValue.string) ?? .null
        }
        guard traits.serversShowCodes else { return runtime }
        runtime["error_code"] = state.code.map(JSONValue.string) ?? .null
        runtime["error_phase"] = state.phase.map(JSONValue.string) ?? .null
        runtime["retry_count"] = .integer(state.retryCount)
        runtime["resource_capabilities"] = .object(state.offer.capabilities)
        runtime["resource_count"] = .integer(Int64(state.offer.resources.count))
        runtime["resources"] = state.offer.shownResources
        runtime["resource_template_count"] = .integer(Int64(state.offer.templates.count))
        runtime["resource_templates"] = state.offer.shownTemplates
        guard (state.mode ?? record["mode"]?.stringValue) == "stdio" else { return runtime }
        return runtime.merging(["box_enabled": true, "box_session_id": "mcp-shared"])
    }
}

extension MCPServerState {
    /// Notes a failed attempt that another will follow.
    fileprivate mutating func retry(_ attempt: Int) {
        status = .connecting
        offer = MCPClient.Offer()
        retryCount = Int64(attempt)
    }
}

extension MCPServerConfiguration {
    /// Whether LangBot learns nothing of a failure, and gives up when its patience ends.
    func hides(_ failure: MCPFailure, _ traits: Traits) -> Bool {
        if failure.isSilent { return true }
        if case .nowhere(isHidden: true) = mode { return traits.failuresOverHTTPAreHidden }
        guard case .http = mode, traits.failuresOverHTTPAreHidden else { return false }
        switch failure {
        case .status(404, _): return false
        case .status, .unreachable, .timeout, .ended: return true
        default: return false
        }
    }

    /// Whether nothing is gained by connecting again.
    func endsAttempts(_ failure: MCPFailure) -> Bool { failure.isSilent || needsSignIn(failure) }

    /// The step that failed.
    fileprivate func phase(_ failure: MCPFailure) -> String? {
        if needsSignIn(failure) { return "oauth_required" }
        guard isProcess else { return nil }
        switch failure {
        case .noCommand, .misconfigured: return "process_start"
        default: return "mcp_init"
        }
    }

    /// The text of the exception.
    fileprivate func text(_ failure: MCPFailure) -> String {
        if case .http = mode, case .status(404, _) = failure { return "Session terminated" }
        return failure.text
    }

    /// The code of the error: of a missing address, the newer transport says that the session has ended.
    fileprivate func code(_ failure: MCPFailure) -> String {
        if case .http = mode, case .status(404, _) = failure { return MCPFailure.ended.code }
        return failure.code
    }

    private func needsSignIn(_ failure: MCPFailure) -> Bool {
        guard case .either = mode, case .status(_, true) = failure else { return false }
        return true
    }
}

extension MCPClient.Offer {
    /// The resources as releases show them.
    var shownResources: JSONValue {
        .array(
            resources.map { resource in
                .object(shared(resource).merging(["size": resource["size"] ?? .null, "uri": resource["uri"] ?? ""]))
            }
        )
    }

    /// The templates of resources as releases show them.
    var shownTemplates: JSONValue {
        .array(templates.map { .object(shared($0).merging(["uri_template": $0["uriTemplate"] ?? ""])) })
    }

    private func shared(_ item: JSONObject) -> JSONObject {
        [
            "_meta": item["_meta"] ?? [:], "annotations": item["annotations"] ?? [:],
            "description": item["description"] ?? "", "icons": item["icons"] ?? [],
            "mime_type": item["mimeType"] ?? "", "name": item["name"] ?? "", "title": item["title"] ?? "",
        ]
    }
}
