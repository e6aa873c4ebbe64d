import Foundation
import JSONCore
import Testing

/// A request, and what each release answered to it: a line of the fixture that `Scripts/record` makes.
struct RecordedExchange: Sendable {
    /// How far an answer is compared.
    enum Comparison: String {
        /// Status, media type and JSON.
        case exact
        /// Status, media type, and the members and types of the JSON.
        case shape
        /// Status and media type.
        case status
    }

    let step: JSONValue
    private let answers: [JSONValue]

    init(_ line: JSONValue) {
        step = line["step"] ?? .null
        answers = line["answers"]?.arrayValue ?? []
    }

    var id: String { step["id"]?.stringValue ?? "" }
    var method: String { step["method"]?.stringValue ?? "" }
    var path: String { step["path"]?.stringValue ?? "" }
    var comparison: Comparison? { step["compare"]?.stringValue.flatMap(Comparison.init(rawValue:)) }

    /// What a release answered: `status`, `media`, and `json` or `shape`.
    func answer(of release: String) -> JSONValue? {
        answers.first { $0["releases"]?.arrayValue?.contains(.string(release)) ?? false }
    }

    static func all() throws -> [RecordedExchange] { try stored.get() }

    /// They are read once for all releases.
    private static let stored = Result {
        let file = try #require(
            Bundle.module.url(forResource: "exchanges", withExtension: "jsonl", subdirectory: "Fixtures")
        )
        let lines = try Data(contentsOf: file).split(separator: UInt8(ascii: "\n"))
        return try lines.map { RecordedExchange(try JSONValue(parsing: Array($0))) }
    }
}
