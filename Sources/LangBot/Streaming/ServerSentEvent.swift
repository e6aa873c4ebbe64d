import Redaction

/// A server-sent event (HTML standard, section 9.2).
public struct ServerSentEvent: Hashable, Sendable {
    /// The type of event; `message` by default.
    public var type: String
    /// The data, its lines joined by line breaks.
    public var data: String
    /// The most recent identifier, of this event or an earlier one; nil if there was none.
    public var id: String?

    /// Creates an event.
    public init(type: String = "message", data: String, id: String? = nil) {
        self.type = type
        self.data = data
        self.id = id
    }
}

/// Parses a stream of server-sent events line by line.
///
/// It performs no I/O.
struct ServerSentEventParser: Sendable {
    private var type = ""
    private var data: [String] = []
    private var id: String?
    private var isFirst = true

    /// Consumes a line; returns an event if the line ends one.
    mutating func take(_ bytes: ArraySlice<UInt8>) -> ServerSentEvent? {
        var line = String(decoding: bytes, as: UTF8.self)[...]
        if isFirst, line.first == "\u{FEFF}" { line.removeFirst() }
        isFirst = false
        guard !line.isEmpty else { return dispatch() }
        let colon = line.utf8.firstIndex(of: UInt8(ascii: ":"))
        let field = line[..<(colon ?? line.endIndex)]
        var value = colon.map { line[line.utf8.index(after: $0)...] } ?? ""
        if value.utf8.first == UInt8(ascii: " ") { value = value[value.utf8.index(after: value.startIndex)...] }
        switch field {
        case "event": type = String(value)
        case "data": data.append(String(value))
        case "id" where !value.utf8.contains(0): id = String(value)
        default: break
        }
        return nil
    }

    private mutating func dispatch() -> ServerSentEvent? {
        defer { (type, data) = ("", []) }
        guard !data.isEmpty else { return nil }
        return ServerSentEvent(
            type: type.isEmpty ? "message" : type,
            data: data.joined(separator: "\n"),
            id: id
        )
    }
}

extension ServerSentEvent: CustomStringConvertible, CustomReflectable {
    /// The type and how long the text is.
    public var description: String { "\(VisibleText.escaped(type)) (\(data.count) characters)" }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["event": description]) }
}
