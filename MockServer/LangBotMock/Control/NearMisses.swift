import CommandLineSupport
import LangBotContract

/// Near-miss hints for unmatched requests: the most similar operations.
struct NearMisses: Sendable {
    /// An operation, and how the request differs from it.
    struct Miss: Hashable, Sendable {
        let operation: OperationID
        let method: String
        let path: String
        let reason: String
    }

    private let endpoints: [Endpoint]

    init(_ endpoints: [Endpoint]) {
        self.endpoints = endpoints
    }

    /// The nearest operations, nearest first.
    func of(_ method: String, _ path: Substring, limit: Int = 3) -> [Miss] {
        let segments = Self.segments(path)
        let measured = endpoints.map { ($0, Self.distance(method, segments, $0)) }
        return measured.sorted { $0.1 < $1.1 }.prefix(limit).filter { $0.1 < 24 }.map { endpoint, _ in
            Miss(
                operation: endpoint.id,
                method: endpoint.method.rawValue,
                path: endpoint.path.description,
                reason: Self.reason(method, path, segments, endpoint)
            )
        }
    }

    private static func segments(_ path: Substring) -> [String] { path.split(separator: "/").map(String.init) }

    private static func distance(_ method: String, _ segments: [String], _ endpoint: Endpoint) -> Int {
        let template = endpoint.path.segments
        var distance = endpoint.method.rawValue == method ? 0 : 2
        distance += abs(segments.count - template.count) * 8
        for (segment, expected) in zip(segments, template) {
            guard case .literal(let text) = expected, text != segment else { continue }
            distance += min(8, 1 + Nearest.distance(Array(segment.lowercased()), Array(text.lowercased())))
        }
        return distance
    }

    private static func reason(
        _ method: String,
        _ path: Substring,
        _ segments: [String],
        _ endpoint: Endpoint
    ) -> String {
        let template = endpoint.path.segments
        guard segments.count == template.count else {
            return "the operation has \(template.count) path segments, the request has \(segments.count)"
        }
        for (segment, expected) in zip(segments, template) {
            if case .literal(let text) = expected, text != segment { return "'\(segment)' is not '\(text)'" }
            if case .integer = expected, Int(segment) == nil { return "'\(segment)' is not a whole number" }
        }
        if endpoint.method.rawValue != method { return "the method is \(endpoint.method.rawValue), not \(method)" }
        return path.hasSuffix("/") ? "the path ends in a slash" : "the path has empty or malformed segments"
    }
}
