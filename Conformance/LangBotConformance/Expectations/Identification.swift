import JSONCore
import LangBotContract

/// What a server says it is, and what its answers say.
package struct Identification: Sendable, CustomStringConvertible {
    /// The version that the server tells, such as `4.9.7`; nil where it tells none.
    package let version: String?
    /// How many questions were answered as each known release answers them, the most first.
    package let likeness: [(release: String, answers: Int)]
    /// What the server tells of itself.
    package let information: Reply?
    /// The release that it is held against; nil where its answers are like none.
    package let expectations: ReleaseExpectations?
    private let isByVersion: Bool

    /// How many of the questions must be answered as a release does for its answers to say that it is that release.
    private static let threshold = Fingerprint.questions.count * 7 / 10

    package init(_ session: Session) async {
        let (answers, information) = await Fingerprint.take(session)
        self.init(answers, information)
    }

    init(_ answers: [String: String], _ information: Reply?) {
        self.information = information
        let version = information?.data?["version"]?.stringValue.map { $0.hasPrefix("v") ? String($0.dropFirst()) : $0 }
        self.version = version.flatMap { $0.isEmpty ? nil : $0 }
        let known = ReleaseExpectations.releases + [ReleaseExpectations.documented].compactMap(\.self)
        let counts = known.map { candidate in
            (release: candidate.release, answers: answers.count { candidate.fingerprint[$0.key] == $0.value })
        }
        // Of two that are equally like it the newer one comes first.
        likeness = counts.enumerated().sorted { ($0.element.answers, $0.offset) > ($1.element.answers, $1.offset) }
            .map(\.element)
        let told = self.version.flatMap(Self.release)
        let (best, most) = likeness.first.map { ($0.release, $0.answers) } ?? ("", 0)
        let toldCount = counts.first { $0.release == told }?.answers ?? -1
        if let told, toldCount == most || most < Self.threshold {
            expectations = known.first { $0.release == told }
            isByVersion = true
        } else {
            expectations = most >= Self.threshold ? known.first { $0.release == best } : nil
            isByVersion = false
        }
    }

    /// The known release of a version: itself, or the nearest one of its series.
    private static func release(of version: String) -> String? {
        let numbers = version.split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 }
        guard numbers.count > 2 else { return nil }
        let series = Release.allCases.filter { $0.series == "\(numbers[0]).\(numbers[1])" }
        func distance(_ release: Release) -> Int {
            abs((release.rawValue.split(separator: ".").last.flatMap { Int($0) } ?? 0) - numbers[2])
        }
        return series.min { distance($0) < distance($1) }?.rawValue
    }

    package var description: String {
        let says = version.map { "It says that it is LangBot \($0)" } ?? "It does not say which version it is"
        guard let expectations else { return "\(says), and its answers are like those of no known release." }
        let count = likeness.first { $0.release == expectations.release }?.answers ?? 0
        let answers = "\(count) of \(Fingerprint.questions.count) answers are those of \(expectations.release)"
        if isByVersion || expectations.release == "documented" || version == nil { return "\(says); \(answers)." }
        return "\(says), but \(answers), which it is held against."
    }
}
