/// A path with named parameters, such as `/api/v1/platform/bots/{bot_uuid}`.
package struct PathTemplate: Hashable, Sendable {
    /// A path segment.
    package enum Segment: Hashable, Sendable {
        case literal(String)
        case parameter(String)
        /// An integer parameter, written `{name:int}`.
        case integer(String)
        /// A parameter that may contain slashes, written `{name...}`.
        case rest(String)
    }

    package let segments: [Segment]

    /// Parses a template, in which a segment in braces is a parameter.
    package init(_ template: String) {
        segments = template.split(separator: "/").map { part in
            guard part.hasPrefix("{"), part.hasSuffix("}") else { return .literal(String(part)) }
            let name = part.dropFirst().dropLast()
            if name.hasSuffix(":int") { return .integer(String(name.dropLast(4))) }
            if name.hasSuffix("...") { return .rest(String(name.dropLast(3))) }
            return .parameter(String(name))
        }
    }

    /// The names of the parameters, from left to right.
    package var parameters: [String] {
        segments.compactMap(\.parameter)
    }

    /// The path with its parameters replaced by values, without percent-encoding.
    ///
    /// Parameters without a value keep their braces.
    package func path(_ values: [String: String] = [:]) -> String {
        segments.map { segment in
            switch segment {
            case .literal(let text): "/" + text
            case .parameter(let name), .integer(let name), .rest(let name): "/" + (values[name] ?? "{\(name)}")
            }
        }.joined()
    }
}

extension PathTemplate.Segment {
    /// The name of the parameter, or nil for a literal.
    package var parameter: String? {
        switch self {
        case .literal: nil
        case .parameter(let name), .integer(let name), .rest(let name): name
        }
    }
}

extension PathTemplate: CustomStringConvertible {
    package var description: String { path() }
}

extension PathTemplate: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        self.init(value)
    }
}
