import JSONCore
import LangBotContract

/// The known deviations of a release, and its fingerprint.
///
/// The data is in `Data`, one file per release; `Scripts/expectations` writes it from the answers of the real release.
package struct ReleaseExpectations: Sendable {
    /// The release, or `documented` for a server that follows the documentation.
    package let release: String
    /// The signature of the answer to each question of ``Fingerprint``.
    let fingerprint: [String: String]
    /// The operations with a known answer, by check and answer; `*` means all operations, or a check without operations.
    private let deviations: [String: [String: Set<String>]]

    init?(_ bytes: [UInt8]) {
        guard let json = try? JSONValue(parsing: bytes), let release = json["release"]?.stringValue else { return nil }
        self.release = release
        fingerprint = Self.members(json["fingerprint"]).compactMapValues(\.stringValue)
        deviations = Self.members(json["deviations"]).mapValues { answers in
            Self.members(answers).mapValues { Set(($0.arrayValue ?? []).compactMap(\.stringValue)) }
        }
    }

    private static func members(_ value: JSONValue?) -> [String: JSONValue] {
        let object = value?.objectValue ?? [:]
        return Dictionary(object.names.compactMap { name in object[name].map { (name, $0) } }) { first, _ in first }
    }

    /// Whether this answer is a known deviation of the release.
    func isKnown(_ execution: Execution, answer: String) -> Bool {
        guard let operations = deviations[execution.check.id]?[answer] else { return false }
        return operations.contains("*") || execution.operation.map { operations.contains($0.id.rawValue) } ?? false
    }
}
