import LangBotContract

/// Finds the operation of a path and method.
package struct Router: Sendable {
    private final class Node: Sendable {
        let literals: [String: Node]
        /// Parameters, narrower ones first: numbers, then anything, then anything with slashes.
        let parameters: [(kind: ParameterKind, node: Node)]
        let endpoints: [Operation.Method: Endpoint]

        init(_ endpoints: [Endpoint], depth: Int = 0) {
            let ending = endpoints.filter { $0.path.segments.count == depth }
            self.endpoints = Dictionary(ending.map { ($0.method, $0) }) { first, _ in first }
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
            self.literals = literals.mapValues { Node($0, depth: depth + 1) }
            self.parameters = ParameterKind.allCases.compactMap { kind in
                parameters[kind].map { (kind, Node($0, depth: depth + 1)) }
            }
        }
    }

    private enum ParameterKind: CaseIterable {
        case integer
        case segment
        case rest

        /// How many segments it may take of those that are left, fewest first.
        func lengths(of count: Int) -> ClosedRange<Int> { 1...(self == .rest ? count : 1) }

        func accepts(_ value: String) -> Bool { self != .integer || value.utf8.allSatisfy { (48...57).contains($0) } }
    }

    /// What a path and method lead to.
    package enum Route: Sendable {
        case operation(Endpoint, parameters: [String: String])
        case methodNotAllowed(allowed: [String])
        /// The path is known, and was asked for its methods.
        case options(allowed: [String])
        case unknown
    }

    private let root: Node

    package init(_ endpoints: [Endpoint]) {
        root = Node(endpoints)
    }

    /// Literal segments are compared as they are written, and win over parameters; nothing is decoded but the values of
    /// parameters, so that no disguise of a path is taken for the path.
    package func route(_ method: String, _ path: Substring) -> Route {
        guard path.hasPrefix("/") else { return .unknown }
        // Bytes are much faster to split than characters.
        let pieces = path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard let (node, values) = find(pieces.map { Substring($0) }[...], root) else { return .unknown }
        let allowed = Self.methods(node)
        if method == "OPTIONS" { return .options(allowed: allowed) }
        let effective = method == "HEAD" ? "GET" : method
        guard let known = Operation.Method(rawValue: effective), let endpoint = node.endpoints[known] else {
            return .methodNotAllowed(allowed: allowed)
        }
        return .operation(endpoint, parameters: Dictionary(uniqueKeysWithValues: zip(endpoint.path.parameters, values)))
    }

    private func find(_ segments: ArraySlice<Substring>, _ node: Node) -> (Node, [String])? {
        guard let segment = segments.first else { return node.endpoints.isEmpty ? nil : (node, []) }
        if let next = node.literals[String(segment)], let found = find(segments.dropFirst(), next) { return found }
        guard !segment.isEmpty else { return nil }
        for (kind, next) in node.parameters {
            for length in kind.lengths(of: segments.count) {
                let text = segments.prefix(length).joined(separator: "/")
                guard let value = PercentEncoding.decode(text[...]), kind.accepts(value),
                    let (found, values) = find(segments.dropFirst(length), next)
                else { continue }
                return (found, [value] + values)
            }
        }
        return nil
    }

    private static func methods(_ node: Node) -> [String] {
        let own = node.endpoints.keys.map(\.rawValue)
        return (own + (own.contains("GET") ? ["HEAD"] : []) + ["OPTIONS"]).sorted()
    }
}
