import JSONCore
import LangBotContract

/// The release of a server, by the version it reports and by its answers.
package struct Identification: Sendable, CustomStringConvertible {
    /// The version that the server reports, such as `4.9.7`; nil if it reports none.
    package let version: String?
    /// For each known release, how many fingerprint answers match, best match first.
    package let likeness: [(release: String, answers: Int)]
    /// The expectations to check against; nil if the answers match no known release.
    package let expectations: ReleaseExpectations?
    private let isByVersion: Bool

    /// How many fingerprint answers must match for a release to be recognised by them.
    private static let threshold = Fingerprint.questions.count * 7 / 10

    package init(_ session: Session) async {
        let (answers, information) = await Fingerprint.take(session)
        self.init(answers, information)
    }

    init(_ answers: [String: String], _ information: Reply?) {
        let version = information?.data?["version"]?.stringValue.map { $0.hasPrefix("v") ? String($0.dropFirst()) : $0 }
        self.version = version.flatMap { $0.isEmpty ? nil : $0 }
        let known = ReleaseExpectations.releases + [ReleaseExpectations.documented].compactMap(\.self)
        let counts = known.map { candidate in
            (release: candidate.release, answers: answers.count { candidate.fingerprint[$0.key] == $0.value })
        }
        // Of two equally good matches, the newer one comes first.
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

    /// The edition of the guide for the release; the first if the release is not known.
    var edition: Edition {
        let release = expectations.flatMap { Release(rawValue: $0.release) }
        // A version is more exact than the known release next to it, unless the answers contradict it.
        guard let release, !isByVersion else { return version.map(Edition.init(of:)) ?? .own }
        return Edition(of: release.rawValue)
    }

    /// The known release for a version: itself, or the nearest one in its series.
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
        let says = version.map { "The server reports LangBot \($0)" } ?? "The server reports no version"
        guard let expectations else { return "\(says), and its answers match no known release." }
        let count = likeness.first { $0.release == expectations.release }?.answers ?? 0
        let answers = "\(count) of \(Fingerprint.questions.count) answers match \(expectations.release)"
        if isByVersion || expectations.release == "documented" || version == nil { return "\(says); \(answers)." }
        return "\(says), but \(answers), so it is checked against that release."
    }
}
