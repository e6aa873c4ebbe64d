/// Author and name, by which a plugin is addressed.
public struct PluginID: Hashable, Sendable, CustomStringConvertible {
    /// Who wrote it.
    public let author: String
    /// What it is called.
    public let name: String

    /// Makes an identifier.
    public init(author: String, name: String) {
        self.author = author
        self.name = name
    }

    /// Reads an identifier such as `langbot-team/LangRAG`; nil unless there is a slash between two texts.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.init(author: String(parts[0]), name: String(parts[1]))
    }

    /// Author and name with a slash between them.
    public var description: String { "\(author)/\(name)" }
}

/// A plugin.
public struct Plugin: ServerObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a plugin of members.
    public init(members: ServerMembers) { self.members = members }

    /// Author and name.
    public var id: PluginID {
        PluginID(author: metadata["author"]?.stringValue ?? "", name: metadata["name"]?.stringValue ?? "")
    }
    /// The version, where the plugin says so.
    public var version: String? { metadata["version"]?.stringValue }
    /// What the plugin says about itself: `author`, `name`, `version`, `label`, `description`, `icon`, `repository`.
    public var metadata: JSONObject { fields["manifest"]?["manifest"]?["metadata"]?.objectValue ?? [:] }
    /// Whether it is switched on.
    public var isEnabled: Bool { self[flag: "enabled"] ?? false }
    /// Whether somebody develops it and it runs elsewhere.
    public var isDebug: Bool { self[flag: "debug"] ?? false }
    /// Such as `mounted` or `initialized`.
    public var status: String? { self[text: "status"] }
    /// Where it came from: `github`, `local`, `marketplace`, or nothing.
    public var installSource: String? { self[text: "install_source"] }
    /// Its settings; since 4.10 with `***` for what is secret.
    public var configuration: JSONObject { self[object: "plugin_config"] ?? [:] }
    /// What it consists of, each with a `manifest`.
    public var components: [JSONValue] { self[array: "components"] ?? [] }
}

/// Where a plugin comes from.
public enum PluginSource: Hashable, Sendable {
    /// A file of a release on GitHub, by its address.
    case gitHub(owner: String, repository: String, tag: String, assetURL: String)
    /// A file of a release on GitHub, by the identifiers that `gitHubReleases` and `gitHubAssets` tell; since 4.10.
    case gitHubAsset(owner: String, repository: String, tag: String, releaseID: Int, assetID: Int)
    /// LangBot's marketplace.
    ///
    /// - Parameter version: Up to 4.9 it has to be given; since 4.10 nil is the newest.
    case marketplace(PluginID, version: String?)
}

/// The releases of a repository on GitHub.
public struct GitHubReleases: ServerObject {
    /// A release.
    public struct Entry: ServerObject {
        /// Every member, with the values that were received and those of now.
        public var members: ServerMembers

        /// Makes a release of members.
        public init(members: ServerMembers) { self.members = members }

        /// The number; 0 of a branch.
        public var id: Int { self[integer: "id"] ?? 0 }
        /// The tag, or the branch.
        public var tag: String { self[text: "tag_name"] ?? "" }
        /// The name.
        public var name: String? { self[text: "name"] }
        /// Whether it is meant for trying out.
        public var isPrerelease: Bool { self[flag: "prerelease"] ?? false }
    }

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a list of members.
    public init(members: ServerMembers) { self.members = members }

    /// The releases, the newest first, 30 at most.
    public var releases: [Entry] { objects("releases") }
    /// Whose repository it is.
    public var owner: String { self[text: "owner"] ?? "" }
    /// The repository.
    public var repository: String { self[text: "repo"] ?? "" }
}

/// A file of a release on GitHub.
public struct GitHubAsset: ServerObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a file of members.
    public init(members: ServerMembers) { self.members = members }

    /// The number.
    public var id: Int { self[integer: "id"] ?? 0 }
    /// The name.
    public var name: String { self[text: "name"] ?? "" }
    /// How many bytes it has.
    public var size: Int { self[integer: "size"] ?? 0 }
    /// The address.
    public var downloadURL: String { self[text: "download_url"] ?? "" }
}

/// What is in the file of a plugin, since 4.10.
public struct PluginPreview: ServerObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a preview of members.
    public init(members: ServerMembers) { self.members = members }

    /// What the plugin says about itself.
    public var metadata: JSONObject { self[object: "metadata"] ?? [:] }
    /// The kinds of things that it consists of.
    public var componentTypes: [String] { self[texts: "component_types"] ?? [] }
    /// The Python packages that it needs.
    public var requirements: [String] { self[texts: "requirements"] ?? [] }
    /// How many files it has.
    public var fileCount: Int { self[integer: "file_count"] ?? 0 }
}

/// How somebody who develops a plugin connects it, since 4.6.
public struct PluginDebugInfo: ServerObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes an information of members.
    public init(members: ServerMembers) { self.members = members }

    /// The address to connect to.
    public var url: String { self[text: "debug_url"] ?? "" }
    /// The key for it, which is secret; empty where plugins are switched off.
    public var key: String { self[text: "plugin_debug_key"] ?? "" }
}
