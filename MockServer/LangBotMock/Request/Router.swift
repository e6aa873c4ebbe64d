package import LangBotContract

/// Finds the operation of a path and method.
package struct Router: Sendable {
    private final class Node: Sendable {
        let literals: [String: Node]
        let parameter: Node?
        let operations: [Operation.Method: Operation]

        init(_ operations: [Operation], depth: Int = 0) {
            let ending = operations.filter { $0.path.segments.count == depth }
            self.operations = Dictionary(uniqueKeysWithValues: ending.map { ($0.method, $0) })
            var literals: [String: [Operation]] = [:]
            var parameters: [Operation] = []
            for operation in operations where operation.path.segments.count > depth {
                switch operation.path.segments[depth] {
                case .literal(let text): literals[text, default: []].append(operation)
                case .parameter: parameters.append(operation)
                }
            }
            self.literals = literals.mapValues { Node($0, depth: depth + 1) }
            parameter = parameters.isEmpty ? nil : Node(parameters, depth: depth + 1)
        }
    }

    /// What a path and method lead to.
    package enum Route: Sendable {
        case operation(Operation, parameters: [String: String])
        case methodNotAllowed(allowed: [String])
        /// The path is known, and was asked for its methods.
        case options(allowed: [String])
        case unknown
    }

    private let root: Node

    package init(_ operations: [Operation]) {
        root = Node(operations)
    }

    /// Literal segments are compared as they are written, and win over parameters; nothing is decoded but the values of
    /// parameters, so that no disguise of a path is taken for the path.
    package func route(_ method: String, _ path: Substring) -> Route {
        guard path.hasPrefix("/") else { return .unknown }
        let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        guard let (node, values) = find(segments[...], root) else { return .unknown }
        let allowed = Self.methods(node)
        if method == "OPTIONS" { return .options(allowed: allowed) }
        let effective = method == "HEAD" ? "GET" : method
        guard let known = Operation.Method(rawValue: effective), let operation = node.operations[known] else {
            return .methodNotAllowed(allowed: allowed)
        }
        return .operation(
            operation,
            parameters: Dictionary(uniqueKeysWithValues: zip(operation.path.parameters, values))
        )
    }

    private func find(_ segments: ArraySlice<Substring>, _ node: Node) -> (Node, [String])? {
        guard let segment = segments.first else { return node.operations.isEmpty ? nil : (node, []) }
        if let next = node.literals[String(segment)], let found = find(segments.dropFirst(), next) { return found }
        guard let next = node.parameter, !segment.isEmpty, let value = PercentEncoding.decode(segment),
            let (found, values) = find(segments.dropFirst(), next)
        else { return nil }
        return (found, [value] + values)
    }

    private static func methods(_ node: Node) -> [String] {
        let own = node.operations.keys.map(\.rawValue)
        return (own + (own.contains("GET") ? ["HEAD"] : []) + ["OPTIONS"]).sorted()
    }
}
