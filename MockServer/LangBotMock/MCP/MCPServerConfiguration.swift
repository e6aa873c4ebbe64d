import HTTPCore
import JSONCore

/// How an MCP server is reached, as its record says.
struct MCPServerConfiguration: Sendable {
    enum Mode: Sendable {
        case process(command: String, arguments: [String], environment: [String: String])
        /// The newer transport over HTTP.
        case http(WebAddress)
        /// The older one.
        case events(WebAddress)
        /// The newer one, or else the older one.
        case either(WebAddress)
        /// An address that is none.
        case nowhere(isHidden: Bool)
        /// Something that no client can be made of; the text is that of the exception.
        case unusable(String)
    }

    /// The time limit for an answer where the record has none.
    private static let defaultTimeout = 10.0
    /// How long a server is greeted; transports have limits of their own.
    private static let patience = Duration.seconds(30)

    let mode: Mode
    /// Whether the record asks for a process.
    let isProcess: Bool
    private let fields: HTTPFields
    private let timeout: Duration
    private let silence: Duration

    /// - Parameter modes: the names of the modes that the installation knows.
    init(_ record: JSONObject, _ modes: Set<String>) {
        let arguments = record["extra_args"] ?? [:]
        let mode = record["mode"]?.stringValue ?? ""
        isProcess = mode == "stdio"
        self.mode = modes.contains(mode) ? Self.mode(mode, arguments, modes) : .unusable(Self.unknown(record))
        var fields = HTTPFields()
        for (name, value) in arguments["headers"]?.objectValue ?? [:] {
            guard let text = value.stringValue, Self.isField(name, text) else { continue }
            fields.append(name, text)
        }
        self.fields = fields
        timeout = Self.duration(arguments["timeout"], Self.defaultTimeout)
        silence = Self.duration(arguments["ssereadtimeout"], 30)
    }

    private static func mode(_ name: String, _ arguments: JSONValue, _ modes: Set<String>) -> Mode {
        if name == "stdio" {
            guard let command = arguments["command"]?.stringValue else { return .unusable("'command'") }
            // Releases that start processes themselves look up all of them.
            if !modes.contains("remote"), let lacking = ["args", "env"].first(where: { arguments[$0] == nil }) {
                return .unusable("'\(lacking)'")
            }
            let environment = (arguments["env"]?.objectValue ?? [:]).compactMap { name, value in
                value.stringValue.map { (name, $0) }
            }
            return .process(
                command: command,
                arguments: (arguments["args"]?.arrayValue ?? []).compactMap(\.stringValue),
                environment: Dictionary(environment) { $1 }
            )
        }
        guard let text = arguments["url"]?.stringValue else { return .unusable("'url'") }
        if name == "remote", let fault = fault(arguments) { return .unusable(fault) }
        guard let address = WebAddress(text) else { return .nowhere(isHidden: name == "http") }
        switch name {
        case "http": return .http(address)
        case "sse": return .events(address)
        default: return .either(address)
        }
    }

    /// Why no client can be made of the header fields or the time limit; nil if one can.
    private static func fault(_ arguments: JSONValue) -> String? {
        let headers = arguments["headers"] ?? .null
        guard headers.isNull || headers.objectValue != nil else {
            return "'\(PythonText.type(headers))' object has no attribute 'items'"
        }
        if let other = headers.objectValue?.first(where: { $0.value.stringValue == nil })?.value {
            return "Header value must be str or bytes, not \(PythonText.type(other))"
        }
        switch arguments["timeout"] ?? .null {
        case .null, .bool, .integer, .double, .number: return nil
        case let other: return "'<=' not supported between instances of '\(PythonText.type(other))' and 'int'"
        }
    }

    private static func unknown(_ record: JSONObject) -> String {
        let names = ["name", "uuid", "mode", "enable"]
        let configuration = JSONObject(names.map { ($0, record[$0] ?? .null) })
            .merging(record["extra_args"]?.objectValue ?? [:])
        let name = record["name"]?.stringValue ?? ""
        return "无法识别 MCP 服务器类型: \(name): \(PythonText.of(.object(configuration)))"
    }

    private static func isField(_ name: String, _ value: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
            && value.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x100 && $0.value != 0x7F }
    }

    private static func duration(_ value: JSONValue?, _ standard: Double) -> Duration {
        let seconds: Double =
            switch value {
            case .integer(let number): Double(number)
            case .double(let number): number
            default: standard
            }
        return .milliseconds(Int64(min(max(seconds, 0.05), 300) * 1000))
    }

    /// The address, unless the server is a process.
    var address: WebAddress? {
        switch mode {
        case .http(let address), .events(let address), .either(let address): address
        case .process, .nowhere, .unusable: nil
        }
    }

    /// Connects and greets the server, and asks what it offers.
    func connect() async throws(MCPFailure) -> (client: MCPClient, offer: MCPClient.Offer) {
        switch mode {
        case .unusable(let reason): throw .misconfigured(reason)
        case .nowhere: throw .broken
        case .process(let command, let arguments, let environment):
            let inbox = MCPInbox()
            return try await greet(try MCPOverProcess(command, arguments, environment, inbox), inbox, Self.patience)
        case .http(let address): return try await overHTTP(address)
        case .events(let address): return try await overEvents(address)
        case .either(let address):
            do throws(MCPFailure) {
                return try await overHTTP(address)
            } catch {
                // What a server of the older kind answers to the newer.
                guard case .status(let status, _) = error, [400, 404, 405].contains(status) else { throw error }
                return try await overEvents(address)
            }
        }
    }

    private func overHTTP(_ address: WebAddress) async throws(MCPFailure) -> (MCPClient, MCPClient.Offer) {
        let inbox = MCPInbox()
        return try await greet(MCPOverHTTP(address, fields, timeout: timeout, inbox), inbox, Self.patience)
    }

    private func overEvents(_ address: WebAddress) async throws(MCPFailure) -> (MCPClient, MCPClient.Offer) {
        let inbox = MCPInbox()
        let transport = try await MCPOverEvents(address, fields, timeout: timeout, silence: silence, inbox)
        do throws(MCPFailure) {
            return try await greet(transport, inbox, silence)
        } catch {
            // A stream that is silent for that long is given up.
            throw error == .silence ? .ended : error
        }
    }

    private func greet(
        _ transport: any MCPTransport,
        _ inbox: MCPInbox,
        _ limit: Duration
    ) async throws(MCPFailure) -> (MCPClient, MCPClient.Offer) {
        let client = MCPClient(inbox: inbox, transport: transport)
        do throws(MCPFailure) {
            return (client, try await client.offer(client.initialize(within: limit), within: limit))
        } catch {
            await transport.close()
            throw error
        }
    }
}
