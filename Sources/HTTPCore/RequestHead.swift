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

    /// Parses three parts separated by single spaces.
    private static func startLine(_ line: ArraySlice<UInt8>, _ anyVersion: Bool) throws(HTTPRefusal) -> HTTPRequest {
        guard let first = line.firstIndex(of: 0x20), let last = line.lastIndex(of: 0x20), first < last else {
            throw .malformed(.startLine)
        }
        let (method, target) = (line[..<first], line[(first + 1)..<last])
        guard !target.contains(0x20) else { throw .malformed(.startLine) }
        guard !method.isEmpty, method.allSatisfy(ByteSet.token.contains) else { throw .malformed(.method) }
        let version = try version(line[(last + 1)...], anyVersion)
        let request = HTTPRequest(
            HTTPMethod(rawValue: String(decoding: method, as: UTF8.self)),
            String(decoding: target, as: UTF8.self),
            version: version
        )
        guard target.allSatisfy(\.isTargetContent), isTarget(request.target, of: request.method) else {
            throw .malformed(.target)
        }
        return request
    }

    private static func version(_ text: ArraySlice<UInt8>, _ anyVersion: Bool) throws(HTTPRefusal) -> HTTPVersion {
        let (start, major, minor) = (text.startIndex, text.startIndex + 5, text.startIndex + 7)
        guard text.count == 8, text.starts(with: "HTTP/".utf8), text[major].isDigit,
            text[start + 6] == UInt8(ascii: "."), text[minor].isDigit
        else { throw .malformed(.startLine) }
        guard text[major] == UInt8(ascii: "1") || anyVersion else { throw .unsupportedVersion }
        return text[major] == UInt8(ascii: "1") && text[minor] == UInt8(ascii: "0") ? .http10 : .http11
    }

    /// The four forms of a request target (RFC 9112, section 3.2).
    private static func isTarget(_ target: String, of method: HTTPMethod) -> Bool {
        if target.utf8.first == UInt8(ascii: "/") { return true }
        if method == .connect { return !target.isEmpty }
        if target == "*" { return method == .options }
        let scheme = target.prefix(8).lowercased()
        return scheme.hasPrefix("http://") || scheme.hasPrefix("https://")
    }

    /// One Host field, and only characters that a host and port are made of (RFC 9112, section 3.2).
    private static func checkHost(_ request: HTTPRequest) throws(HTTPSyntaxError) {
        switch request.fields.count(of: "host") {
        case 0: if request.version != .http10 { throw .missingHost }
        case 1: if !request.fields.allValues(of: "host", consistOf: .authority) { throw .invalidHost }
        default: throw .duplicateHost
        }
    }
}
