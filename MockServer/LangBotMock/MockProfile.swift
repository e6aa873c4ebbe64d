import LangBotContract

/// The LangBot that a mock imitates: the documented API, or a release.
///
/// A release profile has the same endpoints, permissions, validation errors and record fields as the release.
public struct MockProfile: Sendable, CustomStringConvertible {
    let profile: Profile

    /// The name of the profile, such as `documented`, `documented-4.10.7` or `4.9.7`.
    public var description: String { profile.name }

    /// The documented API to the letter, with the rules of HTTP where the documentation is silent.
    ///
    /// It follows the first edition of LangBot's guide. `MockProfile("documented-4.10.7")` follows the last one, in which
    /// keys are shown once, need permissions and can expire.
    public static let documented = MockProfile(profile: .documented)

    /// All profiles.
    public static let all = Profile.all.map(MockProfile.init(profile:))

    /// The names of all profiles and series; a series such as `4.11` means its newest release.
    public static let names = Profile.names

    /// Whether a key of the configuration file is valid besides the others.
    package var takesGlobalKey: Bool { profile.traits.takesGlobalKey }

    /// The profile with the given name; a series such as `4.11` means its newest release.
    public init?(_ name: String) {
        guard let profile = Profile.named(name) else { return nil }
        self.init(profile: profile)
    }

    private init(profile: Profile) {
        self.profile = profile
    }

    private init(_ release: Release) {
        self.init(profile: Profile(release))
    }
}

// Identifiers cannot contain dots, so underscores stand for them.
// swift-format-ignore: AlwaysUseLowerCamelCase
extension MockProfile {
    /// LangBot 4.5, in its newest known release.
    public static let v4_5 = MockProfile(Release.v4_5_4)
    /// LangBot 4.6, in its newest known release.
    public static let v4_6 = MockProfile(Release.v4_6_5)
    /// LangBot 4.7, in its newest known release.
    public static let v4_7 = MockProfile(Release.v4_7_2)
    /// LangBot 4.8, in its newest known release.
    public static let v4_8 = MockProfile(Release.v4_8_7)
    /// LangBot 4.9, in its newest known release.
    public static let v4_9 = MockProfile(Release.v4_9_7)
    /// LangBot 4.10, in its newest known release.
    public static let v4_10 = MockProfile(Release.v4_10_11)
    /// LangBot 4.11, in its newest known release.
    public static let v4_11 = MockProfile(Release.v4_11_2)
}
