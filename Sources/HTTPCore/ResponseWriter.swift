import Foundation

/// Serialises responses (RFC 9112).
struct ResponseWriter {
    private var dateSecond = -1
    private var dateLine: [UInt8] = []

    /// How the end of the content is indicated.
    enum Framing {
        case length(Int)
        case chunked
        /// No content at all, as for 204 and 304.
        case none
    }

    /// Appends a head.
    mutating func appendHead(
        _ response: HTTPResponse,
        framing: Framing,
        keepsAlive: Bool,
        version: HTTPVersion,
        to output: inout [UInt8]
    ) {
        Self.appendStatusLine(response.status, to: &output)
        response.fields.write(to: &output)
        appendDate(to: &output)
        switch framing {
        case .length(let length):
            output.append(contentsOf: "Content-Length: ".utf8)
            output.append(contentsOf: String(length).utf8)
            output.append(contentsOf: "\r\n".utf8)
        case .chunked: output.append(contentsOf: "Transfer-Encoding: chunked\r\n".utf8)
        case .none: break
        }
        if !keepsAlive {
            output.append(contentsOf: "Connection: close\r\n".utf8)
        } else if version == .http10 {
            output.append(contentsOf: "Connection: keep-alive\r\n".utf8)
        }
        output.append(contentsOf: "\r\n".utf8)
    }

    private static func appendStatusLine(_ status: Int, to output: inout [UInt8]) {
        output.append(contentsOf: statusLines.indices.contains(status) ? statusLines[status] : statusLine(status))
    }

    /// The lines of all statuses that have a meaning, by status.
    private static let statusLines = (0..<600).map(statusLine)

    private static func statusLine(_ status: Int) -> [UInt8] {
        Array("HTTP/1.1 \(status) \(HTTPResponse.reason(status))\r\n".utf8)
    }

    /// The line changes once a second, so it is formatted once a second.
    private mutating func appendDate(to output: inout [UInt8]) {
        var now = time(nil)
        if now != dateSecond {
            dateSecond = now
            var parts = tm()
            gmtime_r(&now, &parts)
            dateLine = Array("Date: \(HTTPDate.text(parts))\r\n".utf8)
        }
        output.append(contentsOf: dateLine)
    }

    /// Appends one chunk; an empty one would end the content and is left out.
    static func appendChunk(_ bytes: [UInt8], to output: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        output.append(contentsOf: String(bytes.count, radix: 16).utf8)
        output.append(contentsOf: "\r\n".utf8)
        output.append(contentsOf: bytes)
        output.append(contentsOf: "\r\n".utf8)
    }

    static func appendLastChunk(to output: inout [UInt8]) {
        output.append(contentsOf: "0\r\n\r\n".utf8)
    }
}

/// The date format of HTTP (RFC 9110, section 5.6.7).
enum HTTPDate {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func text(_ parts: tm) -> String {
        let day = days[Int(parts.tm_wday)]
        let date = "\(pad(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(Int(parts.tm_year) + 1900)"
        return "\(day), \(date) \(pad(parts.tm_hour)):\(pad(parts.tm_min)):\(pad(parts.tm_sec)) GMT"
    }

    private static func pad(_ number: Int32) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
