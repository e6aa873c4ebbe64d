import Redaction

/// The author and name that identify a plugin.
public struct PluginID: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The author's name.
    public let author: String
    /// The plugin's name.
    public let name: String

    /// Creates an identifier.
    public init(author: String, name: String) {
        self.author = author
        self.name = name
    }

    /// Parses an identifier such as `langbot-team/LangRAG`; nil unless it has the form `author/name`.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.init(author: String(parts[0]), name: String(parts[1]))
    }

    /// Creates an identifier from a literal such as `"langbot-team/LangRAG"`; one of another form is a programming error.
    public init(stringLiteral value: String) {
        guard let id = PluginID(value) else { preconditionFailure("\"\(value)\" is not of the form author/name") }
        self = id
    }

    /// The identifier in the form `author/name`.
    public var description: String { "\(author)/\(name)" }
}

extension PluginID: Codable {
    /// Decodes a text of the form `author/name`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = PluginID(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "a plugin is not of the form author/name"
            )
        }
        self = id
    }

    /// Encodes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// An installed plugin.
public struct Plugin: ServerObject, Identifiable {
    public static let memberRules: [String: MemberRule] = [
        "manifest.manifest.metadata.author": .identifier, "manifest.manifest.metadata.name": .identifier,
    ]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The author and name of the plugin.
    public var id: PluginID {
        PluginID(
            author: identity("manifest.manifest.metadata.author"),
            name: identity("manifest.manifest.metadata.name")
        )
    }
    /// The version; nil if the plugin does not declare one.
    public var version: String? { metadata["version"]?.stringValue }
    /// The metadata of the manifest: `author`, `name`, `version`, `label`, `description`, `icon`, `repository`.
    public var metadata: JSONObject { fields["manifest"]?["manifest"]?["metadata"]?.objectValue ?? [:] }
    /// Whether the plugin is enabled.
    public var isEnabled: Bool { self[flag: "enabled"] ?? false }
    /// Whether the plugin is under development and runs outside the server.
    public var isDebug: Bool { self[flag: "debug"] ?? false }
    /// The state, such as `mounted` or `initialized`.
    public var status: String? { self[text: "status"] }
    /// The origin: `github`, `local` or `marketplace`; nil if unknown.
    public var installSource: String? { self[text: "install_source"] }
    /// The plugin's settings; since 4.10 with secrets replaced by `***`.
    public var configuration: JSONObject { self[object: "plugin_config"] ?? [:] }
    /// The plugin's components, each with a `manifest`.
    public var components: [JSONValue] { self[array: "components"] ?? [] }
}

/// Where to install a plugin from.
public enum PluginSource: Hashable, Sendable {
    /// A GitHub release asset, by URL.
    case gitHub(owner: String, repository: String, tag: String, assetURL: String)
    /// A GitHub release asset, by the identifiers that `gitHubReleases` and `gitHubAssets` return; since 4.10.
    case gitHubAsset(owner: String, repository: String, tag: String, releaseID: Int, assetID: Int)
    /// LangBot's marketplace.
    ///
    /// - Parameter version: The version, required up to 4.9; since 4.10, nil is the newest.
    case marketplace(PluginID, version: String?)
}

extension PluginSource: CustomStringConvertible, CustomReflectable {
    /// Where the plugin is from, without the secrets of its URL.
    public var description: String {
        switch self {
        case .gitHub(let owner, let repository, let tag, let assetURL):
            "gitHub(\(owner)/\(repository), \(tag), \(Redactor().text(assetURL)))"
        case .gitHubAsset(let owner, let repository, let tag, let releaseID, let assetID):
            "gitHubAsset(\(owner)/\(repository), \(tag), release \(releaseID), asset \(assetID))"
        case .marketplace(let plugin, let version): "marketplace(\(plugin), \(version ?? "the newest"))"
        }
    }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["source": description]) }
}

/// The releases of a GitHub repository.
public struct GitHubReleases: ServerObject {
    /// A GitHub release, or a branch.
    public struct Entry: ServerObject {
        public static let memberRules: [String: MemberRule] = ["id": .number]

        public var members: ServerMembers

        public init(members: ServerMembers) { self.members = members }

        /// The numeric identifier; 0 for a branch.
        public var id: Int { Int(clamping: number() as Int64) }
        /// The name of the tag or branch.
        public var tag: String { self[text: "tag_name"] ?? "" }
        /// The display name.
        public var name: String? { self[text: "name"] }
        /// Whether it is a prerelease.
        public var isPrerelease: Bool { self[flag: "prerelease"] ?? false }
    }

    public static let memberRules: [String: MemberRule] = ["releases": .objects(Entry.self)]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The releases, newest first, at most 30.
    public var releases: [Entry] { objects("releases") }
    /// The owner of the repository.
    public var owner: String { self[text: "owner"] ?? "" }
    /// The name of the repository.
    public var repository: String { self[text: "repo"] ?? "" }
}

/// An asset of a GitHub release.
public struct GitHubAsset: ServerObject, Identifiable {
    public static let memberRules: [String: MemberRule] = ["id": .number]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The numeric identifier.
    public var id: Int { Int(clamping: number() as Int64) }
    /// The display name.
    public var name: String { self[text: "name"] ?? "" }
    /// The size in bytes.
    public var size: Int { self[integer: "size"] ?? 0 }
    /// The download URL.
    public var downloadURL: String { self[text: "download_url"] ?? "" }
}

/// The contents of a plugin archive, since 4.10.
public struct PluginPreview: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The metadata of the manifest.
    public var metadata: JSONObject { self[object: "metadata"] ?? [:] }
    /// The kinds of components in the plugin.
    public var componentTypes: [String] { self[texts: "component_types"] ?? [] }
    /// The Python packages that the plugin requires.
    public var requirements: [String] { self[texts: "requirements"] ?? [] }
    /// The number of files.
    public var fileCount: Int { self[integer: "file_count"] ?? 0 }
}

/// The connection details for developing a plugin, since 4.6.
public struct PluginDebugInfo: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The URL to connect to.
    public var url: String { self[text: "debug_url"] ?? "" }
    /// The secret key for the connection; empty if plugins are disabled.
    public var key: String { self[text: "plugin_debug_key"] ?? "" }
}
