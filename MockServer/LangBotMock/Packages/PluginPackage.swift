import JSONCore

/// A plugin's package: a ZIP archive with `manifest.yaml` and the manifests of the components.
struct PluginPackage: Sendable {
    let archive: ZipArchive
    let manifest: JSONObject
    /// The lines of `requirements.txt`; nil if there is none.
    let requirements: [String]?
    /// The names of the files, as the archive has them.
    let names: [String]

    private static let metadataLimit = 1 << 20

    /// Reads a package as strictly as the releases since 4.10 inspect one.
    static func inspected(_ bytes: [UInt8], needsManifest: Bool) throws(PackageFault) -> PluginPackage {
        let archive = try ZipArchive(bytes)
        let files = try archive.pluginFiles()
        let entry =
            files.first { $0.path.lowercased() == "manifest.yaml" }
            ?? files.first { $0.path.lowercased() == "manifest.yml" }
        var manifest = JSONValue.object([:])
        if let entry {
            let text = try archive.metadata(entry.entry, limit: metadataLimit)
            manifest = try YAML.parse(text)
        } else if needsManifest {
            throw .invalid("manifest.yaml is required")
        }
        if manifest.isNull { manifest = [:] }
        guard let manifest = manifest.objectValue else { throw .invalid("Plugin manifest must be an object") }
        let requirements = files.first { file in
            let path = file.path.lowercased()
            return path == "requirements.txt" || path.hasSuffix("/requirements.txt")
        }
        var lines: [String]?
        if let requirements { lines = Self.lines(try archive.metadata(requirements.entry, limit: metadataLimit)) }
        return PluginPackage(
            archive: archive,
            manifest: manifest,
            requirements: lines,
            names: files.map(\.entry.name)
        )
    }

    /// Reads a package as the plugin runtime of the releases before 4.10 does.
    static func unpacked(_ bytes: [UInt8]) throws(PackageFault) -> PluginPackage {
        let archive = try ZipArchive(bytes)
        guard let entry = archive["manifest.yaml"] else {
            throw PackageFault(kind: "KeyError", text: "\"There is no item named 'manifest.yaml' in the archive\"")
        }
        guard let manifest = try YAML.parse(try archive.content(entry, limit: 16 << 20)).objectValue else {
            throw PackageFault(kind: "TypeError", text: "'NoneType' object is not subscriptable")
        }
        guard let metadata = manifest["metadata"] else { throw PackageFault(kind: "KeyError", text: "'metadata'") }
        for name in ["name", "author", "version"] where metadata[name] == nil {
            throw PackageFault(kind: "KeyError", text: "'\(name)'")
        }
        let lists = archive.entries.first { $0.name.hasSuffix("requirements.txt") }
        var lines: [String]?
        if let lists { lines = Self.lines(try archive.content(lists, limit: metadataLimit)) }
        return PluginPackage(
            archive: archive,
            manifest: manifest,
            requirements: lines,
            names: archive.entries.map(\.name)
        )
    }

    private static func lines(_ text: [UInt8]) -> [String] {
        let lines = text.split(separator: 0x0A).lazy.map { String(decoding: YAML.trimmed($0), as: UTF8.self) }
        return Array(
            lines.map { String($0.filter { $0 != "\r" }.prefix(1000)) }
                .filter { !$0.isEmpty && !$0.hasPrefix("#") }.prefix(1000)
        )
    }

    private var metadata: JSONObject { manifest["metadata"]?.objectValue ?? [:] }
    var author: String { Self.text(metadata["author"]) }
    var name: String { Self.text(metadata["name"]) }
    var version: String { Self.text(metadata["version"]) }

    private static func text(_ value: JSONValue?) -> String {
        switch value {
        case .string(let text): text
        case nil, .null, .bool(false), .array, .object: ""
        case let value?: "\(String(decoding: value.serialized(), as: UTF8.self))"
        }
    }

    /// Why the plugin runtime since 4.10 does not accept the package; nil if it does.
    var complaint: String? {
        guard manifest["kind"] == "Plugin" else { return "Plugin artifact manifest must have kind=Plugin" }
        guard !version.isEmpty else { return "Plugin artifact manifest identity is incomplete" }
        let link = archive.entries.first(where: \.isLink)
        if let link { return "Plugin artifact must not contain symbolic links: \(link.name)" }
        for entry in archive.entries where !entry.isDirectory {
            do throws(PackageFault) {
                _ = try archive.content(entry, limit: ArchiveLimits.plugin.entrySize)
            } catch {
                return error.text
            }
        }
        return nil
    }
}

extension ZipArchive {
    fileprivate func metadata(_ entry: Entry, limit: Int) throws(PackageFault) -> [UInt8] {
        guard entry.size <= limit else {
            throw .invalid("Plugin metadata file exceeds the \(limit)-byte limit: \(entry.name)")
        }
        return try content(entry, limit: limit)
    }

    /// The content of a file by its path in a folder; nil if there is none or it is damaged.
    func file(_ path: String) -> [UInt8]? {
        guard let entry = entries.last(where: { !$0.isDirectory && FilePaths.normalized($0.name) == path }) else {
            return nil
        }
        return try? content(entry)
    }
}
