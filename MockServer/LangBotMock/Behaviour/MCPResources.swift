import JSONCore
import LangBotContract

/// The resources of connected MCP servers.
extension Behaviour {
    /// How many bytes of a resource are shown unless the caller says otherwise.
    private static let previewLimit: Int64 = 64 * 1024
    /// How long a server may take to answer.
    private static let limit = Duration.seconds(60)

    var serverResources: [OperationID: Handler] {
        [
            "mcp_server.logs": whereFound(.mcpServer, ["logs": []]),
            "mcp_server.resources": { world, call throws(DomainError) in
                let offer = try state(world, call).offer
                return [
                    "resource_capabilities": .object(offer.capabilities), "resource_templates": offer.shownTemplates,
                    "resources": offer.shownResources,
                ]
            },
            "mcp_server.resource_templates": { world, call throws(DomainError) in
                ["resource_templates": try state(world, call).offer.shownTemplates]
            },
        ]
    }

    private func state(_ world: World, _ call: Call) throws(DomainError) -> MCPServerState {
        _ = try found(.mcpServer, world, call)
        guard let state = world.servers[call.identifier] else {
            throw .failure("MCP server not found: \(call.identifier)")
        }
        return state
    }

    /// Reads a resource that the server lists, or that one of its templates describes.
    func readResource(_ live: LiveWorld, _ call: Call) async throws(DomainError) -> JSONValue {
        let members = try content(call)
        guard !isBlank(members["uri"]) else { throw .invalid("URI is required") }
        _ = try state(live.now, call)
        let record = try found(.mcpServer, live.now, call)
        guard let client = await client(record, live) else { throw .failure("MCP session is not connected") }
        guard let uri = members["uri"]?.stringValue, try state(live.now, call).offer.covers(uri) else {
            throw .failure("Resource URI is not available from MCP server '\(call.identifier)'")
        }
        let contents: JSONValue
        do throws(MCPFailure) {
            contents = try await client.request("resources/read", ["uri": .string(uri)], within: Self.limit)
        } catch {
            throw .failure(error.text)
        }
        var preview = MCPPreview(
            limit: members["max_bytes"]?.integerValue ?? Self.previewLimit,
            includesBlobs: !isBlank(members["include_blob"])
        )
        for item in contents["contents"]?.arrayValue ?? [] { preview.add(item) }
        return .object(
            [
                "bytes": .integer(preview.bytes), "cache_hit": false, "contents": .array(preview.contents),
                "server_name": record["name"] ?? "", "server_uuid": record["uuid"] ?? "", "source": "ui_preview",
                "truncated": .bool(preview.isTruncated), "uri": .string(uri),
                "warnings": .array(preview.warnings),
            ]
        )
    }
}

/// What is shown of a resource.
private struct MCPPreview {
    private let isLimited: Bool
    private var left: Int64
    private let includesBlobs: Bool
    private(set) var contents: [JSONValue] = []
    private(set) var bytes: Int64 = 0
    private(set) var isTruncated = false
    private(set) var warnings: [JSONValue] = []

    init(limit: Int64, includesBlobs: Bool) {
        isLimited = limit > 0
        left = limit
        self.includesBlobs = includesBlobs
    }

    mutating func add(_ item: JSONValue) {
        var shown: JSONObject = [
            "_meta": item["_meta"] ?? [:], "mime_type": item["mimeType"] ?? "", "uri": item["uri"] ?? "",
        ]
        let size: Int64
        if let text = item["text"]?.stringValue {
            let all = Array(text.utf8)
            size = Int64(all.count)
            let kept = isLimited ? all.prefix(Int(clamping: left)) : all[...]
            // A character that is cut is left out.
            let short = kept.count == all.count ? text : String(decoding: kept, as: UTF8.self).whole
            left -= Int64(short.utf8.count)
            let isCut = kept.count < all.count
            isTruncated = isTruncated || isCut
            shown.merge([
                "bytes": .integer(size), "text": .string(short), "truncated": .bool(isCut), "type": "text",
            ])
        } else {
            let blob = item["blob"]?.stringValue ?? ""
            size = Self.size(ofBase64: blob)
            let isShown = includesBlobs && (!isLimited || size <= left)
            if isShown {
                left -= size
            } else {
                isTruncated = true
                warnings.append("Binary resource content omitted from response.")
            }
            shown.merge([
                "binary_omitted": .bool(!isShown), "blob": isShown ? .string(blob) : .null, "bytes": .integer(size),
                "truncated": .bool(!isShown), "type": "blob",
            ])
        }
        bytes += size
        contents.append(.object(shown.sortedByName()))
    }

    private static func size(ofBase64 text: String) -> Int64 {
        let count = text.utf8.count
        guard count % 4 == 0 else { return Int64(count) }
        return Int64(max(0, count / 4 * 3 - (text.hasSuffix("==") ? 2 : text.hasSuffix("=") ? 1 : 0)))
    }
}

extension String {
    /// The text without the replacement character that a cut leaves at its end.
    fileprivate var whole: String { hasSuffix("\u{FFFD}") ? String(dropLast()) : self }
}

extension MCPClient.Offer {
    /// Whether a resource is listed, or a template describes it.
    func covers(_ uri: String) -> Bool {
        resources.contains { $0["uri"]?.stringValue == uri }
            || templates.contains { $0["uriTemplate"]?.stringValue.map { Self.template($0, matches: uri) } ?? false }
    }

    /// Whether the URI consists of the fixed pieces of the template, with some text for each variable.
    private static func template(_ template: String, matches uri: String) -> Bool {
        guard !uri.contains(where: \.isWhitespace) else { return template == uri }
        var pieces: [Substring] = []
        var rest = template[...]
        while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
            pieces.append(rest[..<start])
            rest = rest[rest.index(after: end)...]
        }
        guard let first = pieces.first else { return template == uri }
        guard uri.hasPrefix(first), uri.hasSuffix(rest) else { return false }
        var left = uri.dropFirst(first.count)
        guard left.count > rest.count else { return false }
        left = left.dropLast(rest.count)
        for piece in pieces.dropFirst() {
            // At least one character stands for the variable before the piece.
            guard let found = left.dropFirst().firstRange(of: piece) else { return false }
            left = left[found.upperBound...]
        }
        return !left.isEmpty
    }
}
