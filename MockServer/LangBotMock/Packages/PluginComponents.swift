import JSONCore

/// The components of a package, found as the plugin runtime finds them.
extension PluginPackage {
    /// The components in the order of the manifest; files that are no manifest of a component are left out.
    var components: [Plugin.Component] {
        let groups = manifest["spec"]?["components"]?.objectValue ?? [:]
        return groups.flatMap { group in
            let files = (group.value["fromFiles"]?.arrayValue ?? []).compactMap(\.stringValue)
            let folders = (group.value["fromDirs"]?.arrayValue ?? []).flatMap { manifests(in: $0) }
            return (files + folders).prefix(ArchiveLimits.plugin.entries).compactMap(component)
        }
    }

    private func manifests(in folder: JSONValue) -> [String] {
        guard let path = folder["path"]?.stringValue else { return [] }
        let depth = folder["maxDepth"]?.integerValue ?? 1
        let root = FilePaths.normalized(path)
        let prefix = root == "." ? "" : root + "/"
        return names.filter { name in
            let path = FilePaths.normalized(name)
            guard path.hasPrefix(prefix), path.hasSuffix(".yaml") || path.hasSuffix(".yml") else { return false }
            let rest = path.dropFirst(prefix.count)
            return rest.count { $0 == "/" } < depth
        }.map { FilePaths.normalized($0) }.sorted()
    }

    private func component(_ path: String) -> Plugin.Component? {
        guard let text = archive.file(FilePaths.normalized(path)), let value = try? YAML.parse(text),
            let manifest = value.objectValue, manifest["apiVersion"] != nil,
            let kind = manifest["kind"]?.stringValue, let name = manifest["metadata"]?["name"]?.stringValue,
            manifest["spec"] != nil
        else { return nil }
        return Plugin.Component(kind: kind, name: name, manifest: manifest.sortedByName(), path: path)
    }

    /// Whether the plugin starts: its own class must be in its file, and that of each component of these kinds.
    ///
    /// A component of another kind is only listed.
    func starts(_ components: [Plugin.Component], kinds: Set<String>) -> Bool {
        let started = components.filter { kinds.contains($0.kind) }
        return hasClass(manifest, in: "")
            && started.allSatisfy { hasClass($0.manifest, in: FilePaths.folder($0.path)) }
    }

    private func hasClass(_ manifest: JSONObject, in folder: String) -> Bool {
        guard let python = manifest["execution"]?["python"], let path = python["path"]?.stringValue,
            let attribute = python["attr"]?.stringValue, let text = archive.file(FilePaths.joined(folder, path))
        else { return false }
        let words = String(decoding: text, as: UTF8.self).split { !($0.isLetter || $0.isNumber || $0 == "_") }
        return words.contains { $0 == attribute }
    }

    /// How many manifests each kind of component has, as a preview counts them.
    var componentCounts: [(kind: String, count: Int)] {
        (manifest["spec"]?["components"]?.objectValue ?? [:]).map { group in
            (group.name, count(group.value))
        }.filter { $0.count > 0 }
    }

    private func count(_ group: JSONValue) -> Int {
        if let list = group.arrayValue { return list.count }
        guard let members = group.objectValue else { return group.isNull || group == false || group == "" ? 0 : 1 }
        let paths = names.map { FilePaths.normalized($0) }
        var found = Set<String>()
        for file in members["fromFiles"]?.arrayValue ?? [] {
            let path = Self.source(file)
            if !path.isEmpty, paths.contains(path) { found.insert(path) }
        }
        for folder in members["fromDirs"]?.arrayValue ?? [] {
            let path = Self.source(folder)
            guard !path.isEmpty else { continue }
            found.formUnion(
                paths.filter { name in
                    let end = name.lowercased()
                    return name.hasPrefix(path + "/") && (end.hasSuffix(".yaml") || end.hasSuffix(".yml"))
                }
            )
        }
        if !found.isEmpty { return found.count }
        return ["path", "name", "kind"].contains { members[$0] != nil } ? 1 : 0
    }

    private static func source(_ entry: JSONValue) -> String {
        let text = entry["path"]?.stringValue ?? entry.stringValue ?? ""
        let path = text.drop { $0 == "/" }
        return path.isEmpty ? "" : FilePaths.normalized(String(path))
    }

    /// The pages of a plugin: those of its manifest, and its components of that kind.
    static func pages(_ manifest: JSONObject, _ components: [Plugin.Component]) -> JSONValue {
        var known = Set<String>()
        var pages: [JSONValue] = []
        for page in manifest["spec"]?["pages"]?.arrayValue ?? [] where page.objectValue != nil {
            if known.insert(page["id"]?.stringValue ?? "").inserted { pages.append(page) }
        }
        for component in components where component.kind == "Page" && known.insert(component.name).inserted {
            let path = component.spec["path"]?.stringValue ?? "index.html"
            pages.append([
                "id": .string(component.name), "label": component.metadata["label"] ?? [:],
                "path": .string(FilePaths.joined(FilePaths.folder(component.path), path)),
            ])
        }
        return .array(pages)
    }
}
