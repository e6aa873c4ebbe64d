import LangBotContract

/// Which LangBot a mock is.
public struct MockProfile: Sendable, CustomStringConvertible {
    let profile: Profile

    /// The name by which it is chosen.
    public var description: String { profile.name }

    /// The documented API, followed to the letter, with HTTP's own rules where the document is silent.
    public static let documented = MockProfile(profile: .documented)

    /// Every profile there is.
    public static let all = Profile.all.map(MockProfile.init(profile:))

    /// The names by which profiles are chosen: a series such as `4.11` means the newest release in it.
    public static let names = Profile.names

    /// The profile of that name; a series such as `4.11` names its newest release.
    public init?(_ name: String) {
        guard let profile = Profile.named(name) else { return nil }
        self.init(profile: profile)
    }

    private init(profile: Profile) {
        self.profile = profile
    }

    private init(_ release: Release) {
        self.init(profile: Profile(release: ReleaseTraits(release)))
    }
}

// Names with dots cannot be written; underscores read as the releases are called.
// swift-format-ignore: AlwaysUseLowerCamelCase
extension MockProfile {
    /// LangBot 4.5, in its newest release known here.
    public static let v4_5 = MockProfile(Release.v4_5_4)
    /// LangBot 4.6, in its newest release known here.
    public static let v4_6 = MockProfile(Release.v4_6_5)
    /// LangBot 4.7, in its newest release known here.
    public static let v4_7 = MockProfile(Release.v4_7_2)
    /// LangBot 4.8, in its newest release known here.
    public static let v4_8 = MockProfile(Release.v4_8_7)
    /// LangBot 4.9, in its newest release known here.
    public static let v4_9 = MockProfile(Release.v4_9_7)
    /// LangBot 4.10, in its newest release known here.
    public static let v4_10 = MockProfile(Release.v4_10_11)
    /// LangBot 4.11, in its newest release known here.
    public static let v4_11 = MockProfile(Release.v4_11_2)
}
