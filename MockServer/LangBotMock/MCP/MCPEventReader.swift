/// Reads server-sent events from bytes as they arrive (HTML, "Server-sent events").
struct MCPEventReader {
    struct Event {
        let name: String
        let data: String
    }

    /// The most bytes that an event may have.
    private static let limit = 16 * 1024 * 1024

    private var line: [UInt8] = []
    private var endedWithReturn = false
    private var name = ""
    private var data: [String] = []
    private var size = 0

    /// Takes in bytes and returns the events that they complete; nil if an event is too large.
    mutating func read(_ bytes: [UInt8]) -> [Event]? {
        var events: [Event] = []
        for byte in bytes {
            let isReturn = byte == 0x0D
            defer { endedWithReturn = isReturn }
            guard isReturn || byte == 0x0A else {
                line.append(byte)
                size += 1
                guard size <= Self.limit else { return nil }
                continue
            }
            // The line feed of a pair ends no second line.
            if byte == 0x0A, endedWithReturn { continue }
            if let event = endLine() { events.append(event) }
        }
        return events
    }

    private mutating func endLine() -> Event? {
        let text = String(decoding: line, as: UTF8.self)
        line = []
        guard !text.isEmpty else {
            defer { (name, data, size) = ("", [], 0) }
            return data.isEmpty ? nil : Event(name: name.isEmpty ? "message" : name, data: data.joined(separator: "\n"))
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let field = parts.first else { return nil }
        var value = parts.count > 1 ? parts[1] : ""
        if value.first == " " { value.removeFirst() }
        switch field {
        case "event": name = String(value)
        case "data": data.append(String(value))
        default: break
        }
        return nil
    }
}
