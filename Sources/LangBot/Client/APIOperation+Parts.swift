import Foundation

extension APIOperation {
    /// A path below `/api/v1`, as LangBot's documentation writes it.
    ///
    /// A slash in a value does not end the segment.
    struct Path: ExpressibleByStringInterpolation {
        fileprivate(set) var segments: [String]

        struct StringInterpolation: StringInterpolationProtocol {
            fileprivate var segments = [""]

            init(literalCapacity: Int, interpolationCount: Int) {}

            mutating func appendLiteral(_ literal: String) { appendInterpolation(segments: literal) }

            mutating func appendInterpolation(_ value: String) {
                segments[segments.count - 1] += value
            }

            mutating func appendInterpolation<Resource>(_ value: Identifier<Resource>) {
                appendInterpolation(value.rawValue)
            }

            mutating func appendInterpolation<Resource>(_ value: NumericIdentifier<Resource>) {
                appendInterpolation(value.description)
            }

            /// Appends a path, such as that of a file, whose slashes end segments.
            mutating func appendInterpolation(segments path: String) {
                let parts = path.split(separator: "/", omittingEmptySubsequences: false)
                for (index, part) in parts.enumerated() {
                    if index > 0 { segments.append("") }
                    appendInterpolation(String(part))
                }
            }
        }

        init(stringInterpolation: StringInterpolation) { segments = stringInterpolation.segments }

        init(stringLiteral: String) {
            var interpolation = StringInterpolation(literalCapacity: 0, interpolationCount: 0)
            interpolation.appendLiteral(stringLiteral)
            self.init(stringInterpolation: interpolation)
        }
    }
}

/// The value of a query parameter.
protocol QueryValue {
    var queryText: String { get }
}

extension String: QueryValue {
    var queryText: String { self }
}

extension Bool: QueryValue {
    var queryText: String { self ? "true" : "false" }
}

extension Int: QueryValue {
    var queryText: String { String(self) }
}

extension Date: QueryValue {
    var queryText: String { Timestamp.text(self) }
}

extension [APIOperation.QueryItem] {
    /// The parameters whose values are not nil, in their order.
    init(given values: KeyValuePairs<String, (any QueryValue)?>) {
        self = values.compactMap { name, value in value.map { APIOperation.QueryItem(name, $0.queryText) } }
    }
}
