/// Reads the head of a request (RFC 9112, sections 3 and 5).
enum RequestHead {
    static func parse(_ lines: [Range<Int>], in bytes: [UInt8], anyVersion: Bool = false) throws(HTTPRefusal)
        -> HTTPRequest
    {
        guard let first = lines.first else { throw .malformed(.startLine) }
        var request = try startLine(bytes[first], anyVersion)
        do {
            request.fields = try FieldParser.fields(lines.dropFirst(), in: bytes)
            try checkHost(request)
        } catch {
            throw .malformed(error)
        }
        return request
    }

    /// Three parts with one space between each.
    private static func startLine(_ line: ArraySlice<UInt8>, _ anyVersion: Bool) throws(HTTPRefusal) -> HTTPRequest {
        let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .malformed(.startLine) }
        guard !parts[0].isEmpty, parts[0].allSatisfy(ByteSet.token.contains) else { throw .malformed(.method) }
        let version = try version(parts[2], anyVersion)
        let method = HTTPMethod(rawValue: String(decoding: parts[0], as: UTF8.self))
        let target = String(decoding: parts[1], as: UTF8.self)
        guard parts[1].allSatisfy(\.isTargetContent), isTarget(target, of: method) else { throw .malformed(.target) }
        return HTTPRequest(method, target, version: version)
    }

    private static func version(_ text: ArraySlice<UInt8>, _ anyVersion: Bool) throws(HTTPRefusal) -> HTTPVersion {
        let bytes = Array(text)
        guard bytes.count == 8, bytes.starts(with: "HTTP/".utf8), bytes[5].isDigit, bytes[6] == UInt8(ascii: "."),
            bytes[7].isDigit
        else { throw .malformed(.startLine) }
        guard bytes[5] == UInt8(ascii: "1") || anyVersion else { throw .unsupportedVersion }
        return bytes[5...7].elementsEqual("1.0".utf8) ? .http10 : .http11
    }

    /// The four forms of a request target (RFC 9112, section 3.2).
    private static func isTarget(_ target: String, of method: HTTPMethod) -> Bool {
        if target.hasPrefix("/") { return true }
        if method == .connect { return !target.isEmpty }
        if target == "*" { return method == .options }
        let scheme = target.prefix(8).lowercased()
        return scheme.hasPrefix("http://") || scheme.hasPrefix("https://")
    }

    /// One Host field, and only characters that a host and port are made of (RFC 9112, section 3.2).
    private static func checkHost(_ request: HTTPRequest) throws(HTTPSyntaxError) {
        let hosts = request.fields.values("host")
        guard hosts.count <= 1 else { throw .duplicateHost }
        guard let host = hosts.first else {
            guard request.version == .http10 else { throw .missingHost }
            return
        }
        guard host.utf8.allSatisfy(ByteSet.authority.contains) else { throw .invalidHost }
    }
}
