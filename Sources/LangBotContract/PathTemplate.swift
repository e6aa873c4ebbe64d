/// A path with named parameters, such as `/api/v1/platform/bots/{bot_uuid}`.
package struct PathTemplate: Hashable, Sendable {
    /// One part of a path between two slashes.
    package enum Segment: Hashable, Sendable {
        case literal(String)
        case parameter(String)
    }

    package let segments: [Segment]

    /// Splits a template written with slashes; a segment in braces is a parameter.
    package init(_ template: String) {
        segments = template.split(separator: "/").map { part in
            part.hasPrefix("{") && part.hasSuffix("}")
                ? .parameter(String(part.dropFirst().dropLast()))
                : .literal(String(part))
        }
    }

    /// The names of the parameters, from left to right.
    package var parameters: [String] {
        segments.compactMap { segment in
            if case .parameter(let name) = segment { name } else { nil }
        }
    }

    /// The path with each parameter replaced, as written and without percent-encoding.
    ///
    /// A parameter that `values` does not name keeps its braces.
    package func path(_ values: [String: String] = [:]) -> String {
        segments.map { segment in
            switch segment {
            case .literal(let text): "/" + text
            case .parameter(let name): "/" + (values[name] ?? "{\(name)}")
            }
        }.joined()
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
