import LangBotContract

extension ReleaseExpectations {
    /// Every known release, oldest first.
    package static let releases: [ReleaseExpectations] = [
        PackageResources.release_4_5_1_json, PackageResources.release_4_5_4_json, PackageResources.release_4_6_5_json,
        PackageResources.release_4_7_2_json, PackageResources.release_4_8_7_json, PackageResources.release_4_9_7_json,
        PackageResources.release_4_10_11_json, PackageResources.release_4_11_2_json,
    ].compactMap(ReleaseExpectations.init)

    /// A server that follows the documentation.
    static let documented = ReleaseExpectations(PackageResources.documented_json)

    /// The release with the given name, or the newest one of a series such as `4.11`.
    static func named(_ name: String) -> ReleaseExpectations? {
        guard let release = Release(named: name) else { return nil }
        return releases.first { $0.release == release.rawValue }
    }

    /// The names of all series and releases.
    static var names: [String] {
        let series = Release.allCases.map(\.series)
        return series.indices.filter { series.firstIndex(of: series[$0]) == $0 }.map { series[$0] }
            + Release.allCases.map(\.rawValue)
    }
}
