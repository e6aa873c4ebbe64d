import JSONCore

/// What an installation knows of an MCP server that it runs.
struct MCPServerState: Sendable {
    enum Status: String, Sendable {
        case connecting
        case connected
        case error
    }

    var status = Status.connecting
    /// The text of the exception, where releases show it.
    var message: String?
    /// The kind of error, as `connection_timeout` or `http_404`.
    var code: String?
    /// The step that failed.
    var phase: String?
    var retryCount: Int64 = 0
    var offer = MCPClient.Offer()
    /// What the running connection identifies its server by; nil for one that does not run.
    var ticket: UInt64?
    /// The mode that its record had when it was started; a change of a disabled server starts nothing.
    private(set) var mode: String?

    init(ticket: UInt64? = nil, mode: String? = nil) {
        self.ticket = ticket
        self.mode = mode
    }

    var snapshot: JSONValue {
        [
            "status": .string(status.rawValue), "message": message.map(JSONValue.string) ?? .null,
            "code": code.map(JSONValue.string) ?? .null, "phase": phase.map(JSONValue.string) ?? .null,
            "retry_count": .integer(retryCount), "tools": .array(offer.tools.map(JSONValue.object)),
            "resources": .array(offer.resources.map(JSONValue.object)),
            "resource_templates": .array(offer.templates.map(JSONValue.object)),
            "resource_capabilities": .object(offer.capabilities), "mode": mode.map(JSONValue.string) ?? .null,
        ]
    }

    init(_ reader: SnapshotReader) throws(MockInputError) {
        func objects(_ name: String) throws(MockInputError) -> [JSONObject] {
            try reader.array(name).compactMap(\.objectValue)
        }
        status = Status(rawValue: try reader.text("status")) ?? .connecting
        message = reader.value["message"]?.stringValue
        code = reader.value["code"]?.stringValue
        phase = reader.value["phase"]?.stringValue
        retryCount = try reader.integer("retry_count")
        offer.tools = try objects("tools")
        offer.resources = try objects("resources")
        offer.templates = try objects("resource_templates")
        offer.capabilities = try reader.object("resource_capabilities")
        mode = reader.value["mode"]?.stringValue
    }
}
