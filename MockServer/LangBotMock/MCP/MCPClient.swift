import JSONCore

/// A client of one MCP server, over any transport (MCP, version 2025-06-18).
struct MCPClient: Sendable {
    /// What a server offers.
    struct Offer: Sendable {
        var tools: [JSONObject] = []
        var resources: [JSONObject] = []
        var templates: [JSONObject] = []
        /// The capabilities of its resources.
        var capabilities = JSONObject()
    }

    private static let version = "2025-06-18"
    private static let versions: Set = ["2024-11-05", "2025-03-26", version, "2025-11-25"]
    /// The most pages of a list that are read.
    private static let pageLimit = 20

    let inbox: MCPInbox
    let transport: any MCPTransport

    /// Greets the server, and returns what it can do.
    func initialize(within limit: Duration) async throws(MCPFailure) -> JSONObject {
        let answer = try await request(
            "initialize",
            [
                "protocolVersion": .string(Self.version), "capabilities": [:],
                "clientInfo": ["name": "langbot-mock", "version": "1.0.0"],
            ],
            within: limit
        )
        guard let version = answer["protocolVersion"]?.stringValue,
            let capabilities = answer["capabilities"]?.objectValue, answer["serverInfo"]?.objectValue != nil
        else { throw .invalid }
        guard Self.versions.contains(version) else {
            throw .misconfigured("Unsupported protocol version from the server: \(version)")
        }
        transport.agree(on: version)
        try await transport.send(["jsonrpc": "2.0", "method": "notifications/initialized"])
        return capabilities
    }

    /// Asks for everything that the server offers; resources are optional.
    func offer(_ capabilities: JSONObject, within limit: Duration) async throws(MCPFailure) -> Offer {
        var offer = Offer()
        offer.capabilities = capabilities["resources"]?.objectValue ?? [:]
        guard let tools = try await request("tools/list", [:], within: limit)["tools"]?.arrayValue else {
            throw .invalid
        }
        for tool in tools {
            guard let tool = tool.objectValue, tool["name"]?.stringValue != nil,
                tool["inputSchema"]?.objectValue != nil
            else { throw .invalid }
            offer.tools.append(tool)
        }
        offer.resources = await list("resources/list", "resources", with: ["uri", "name"], within: limit)
        offer.templates = await list(
            "resources/templates/list",
            "resourceTemplates",
            with: ["uriTemplate", "name"],
            within: limit
        )
        return offer
    }

    private func list(
        _ method: String,
        _ member: String,
        with names: [String],
        within limit: Duration
    ) async -> [JSONObject] {
        var items: [JSONObject] = []
        var cursor: JSONValue?
        for _ in 0..<Self.pageLimit {
            let parameters: JSONObject = cursor.map { ["cursor": $0] } ?? [:]
            guard let page = try? await request(method, parameters, within: limit) else { break }
            items += (page[member]?.arrayValue ?? []).compactMap(\.objectValue).filter { item in
                names.allSatisfy { item[$0]?.stringValue != nil }
            }
            guard let next = page["nextCursor"], next.stringValue?.isEmpty == false else { break }
            cursor = next
        }
        return items
    }

    /// Sends a request and waits for its answer.
    func request(
        _ method: String,
        _ parameters: JSONObject,
        within limit: Duration
    ) async throws(MCPFailure) -> JSONValue {
        let number = inbox.open()
        let message: JSONValue = [
            "jsonrpc": "2.0", "id": .integer(number), "method": .string(method), "params": .object(parameters),
        ]
        let sending = Task {
            do throws(MCPFailure) {
                try await transport.send(message)
            } catch {
                inbox.settle(number, .failure(error))
            }
        }
        let timer = Task {
            try await Task.sleep(for: limit)
            inbox.settle(number, .failure(.silence))
        }
        defer {
            sending.cancel()
            timer.cancel()
        }
        let result = await withTaskCancellationHandler {
            await inbox.answer(to: number)
        } onCancel: {
            inbox.settle(number, .failure(.ended))
        }
        return try result.get()
    }
}
