import LangBotContract

/// Finds the operation for a path and method.
package struct Router: Sendable {
    private final class Node: Sendable {
        /// The nodes below literal segments; comparing them is faster than hashing, because there are few.
        let literals: [(text: [UInt8], node: Node)]
        /// Parameters, narrower ones first: numbers, then anything, then anything with slashes.
        let parameters: [(kind: ParameterKind, node: Node)]
        let endpoints: [Endpoint]

        init(_ endpoints: [Endpoint], depth: Int = 0) {
            self.endpoints = endpoints.filter { $0.path.segments.count == depth }
            var literals: [String: [Endpoint]] = [:]
            var parameters: [ParameterKind: [Endpoint]] = [:]
            for endpoint in endpoints where endpoint.path.segments.count > depth {
                switch endpoint.path.segments[depth] {
                case .literal(let text): literals[text, default: []].append(endpoint)
                case .parameter: parameters[.segment, default: []].append(endpoint)
                case .integer: parameters[.integer, default: []].append(endpoint)
                case .rest: parameters[.rest, default: []].append(endpoint)
                }
            }
            self.literals = literals.sorted { $0.key < $1.key }.map { text, endpoints in
                (Array(text.utf8), Node(endpoints, depth: depth + 1))
            }
            self.parameters = ParameterKind.allCases.compactMap { kind in
                parameters[kind].map { (kind, Node($0, depth: depth + 1)) }
            }
        }

        func literal(_ segment: Path) -> Node? {
            for (text, node) in literals where text.count == segment.count && segment.elementsEqual(text) {
                return node
            }
            return nil
        }
    }

    /// A path or a part of one, as bytes.
    private typealias Path = Slice<UnsafeBufferPointer<UInt8>>

    private enum ParameterKind: CaseIterable {
        case integer
        case segment
        case rest

        func accepts(_ value: String) -> Bool { self != .integer || value.utf8.allSatisfy { (48...57).contains($0) } }
    }

    /// The result of routing a path and method.
    package enum Route: Sendable {
        case operation(Endpoint, parameters: [String: String])
        case methodNotAllowed(allowed: [String])
        /// The path is known, and the method is OPTIONS.
        case options(allowed: [String])
        case unknown
    }

    private let root: Node
    /// Websockets have routes of their own, which other requests see only where there is nothing else.
    private let sockets: Node

    package init(_ endpoints: [Endpoint]) {
        root = Node(endpoints.filter { $0.method != .webSocket })
        sockets = Node(endpoints.filter { $0.method == .webSocket })
    }

    /// Routes a request.
    ///
    /// Literal segments are compared as written and take precedence over parameters. Only parameter values are decoded,
    /// so that a disguised path never matches.
    package func route(_ method: String, _ path: Substring) -> Route {
        var path = path
        let found = path.withUTF8 { bytes -> (Node, [String])? in
            // Splitting bytes is much faster than splitting characters.
            guard bytes.first == UInt8(ascii: "/") else { return nil }
            let (first, second) = method == Operation.Method.webSocket.rawValue ? (sockets, root) : (root, sockets)
            return Self.find(bytes.dropFirst(), first) ?? Self.find(bytes.dropFirst(), second)
        }
        guard let (node, values) = found else { return .unknown }
        if method == "OPTIONS" { return .options(allowed: Self.methods(node)) }
        let effective = method == "HEAD" ? "GET" : method
        guard let endpoint = node.endpoints.first(where: { $0.method.rawValue == effective }) else {
            return .methodNotAllowed(allowed: Self.methods(node))
        }
        let parameters = endpoint.path.parameters
        guard !parameters.isEmpty else { return .operation(endpoint, parameters: [:]) }
        return .operation(endpoint, parameters: Dictionary(uniqueKeysWithValues: zip(parameters, values)))
    }

    /// The node for a path; nil means that the path is used up.
    private static func find(_ path: Path?, _ node: Node) -> (Node, [String])? {
        guard let path else { return node.endpoints.isEmpty ? nil : (node, []) }
        let end = path.firstIndex(of: UInt8(ascii: "/")) ?? path.endIndex
        if let next = node.literal(path[..<end]), let found = find(rest(of: path, after: end), next) { return found }
        guard end > path.startIndex else { return nil }
        for (kind, next) in node.parameters {
            var end: Int? = end
            while let valueEnd = end {
                // Decode the value last, so that one with many slashes is decoded only once.
                if let (found, values) = find(rest(of: path, after: valueEnd), next),
                    let value = PercentEncoding.decode(path[..<valueEnd]), kind.accepts(value)
                {
                    return (found, [value] + values)
                }
                end = kind == .rest ? segmentEnd(path, after: valueEnd) : nil
            }
        }
        return nil
    }

    private static func rest(of path: Path, after end: Int) -> Path? {
        end < path.endIndex ? path[(end + 1)...] : nil
    }

    private static func segmentEnd(_ path: Path, after end: Int) -> Int? {
        guard let rest = rest(of: path, after: end) else { return nil }
        return rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
    }

    private static func methods(_ node: Node) -> [String] {
        let own = node.endpoints.filter { $0.method != .webSocket }.map(\.method.rawValue)
        return (own + (own.contains("GET") ? ["HEAD"] : []) + ["OPTIONS"]).sorted()
    }
}
