import Digests
import JSONCore

/// Makes a plugin of a package, in the stages of a profile.
struct PluginInstaller: Sendable {
    let traits: Traits

    /// The plugin, if it is installed, and how the task ends; the task shows the last stage.
    func install(_ source: PluginSource, _ task: inout TaskRecord, _ world: World) -> (Plugin?, TaskRecord.End) {
        do throws(PackageFault) {
            return traits.keepsPackages
                ? try kept(source, &task, world) : try unpacked(source, &task, world)
        } catch {
            return (nil, .failed(traits.keepsPackages ? error.text : error.report))
        }
    }

    private func stage(_ action: String, _ percent: Int64, _ task: inout TaskRecord) {
        guard traits.installationsShowProgress else { return }
        task.action = action
        task.metadata["progress_percent"] = .integer(percent)
    }

    private func noteRequirements(_ package: PluginPackage, _ task: inout TaskRecord) {
        guard traits.waitsForPlugins, let requirements = package.requirements else { return }
        task.metadata["deps_total"] = .integer(Int64(requirements.count))
        task.metadata["deps_list"] = .array(requirements.map(JSONValue.string))
    }

    /// LangBot inspects and keeps the package itself.
    private func kept(
        _ source: PluginSource,
        _ task: inout TaskRecord,
        _ world: World
    ) throws(PackageFault) -> (Plugin?, TaskRecord.End) {
        if traits.installationsShowProgress {
            task.metadata.merge(["download_current": 0, "download_speed": 0, "download_total": 0])
            task.action = "preparing plugin install"
        }
        if source.kind == "marketplace" { stage("downloading plugin package", 15, &task) }
        // An asset with a number is looked up before it is downloaded.
        if source.kind == "github", source.info["asset_id"] == nil {
            task.action = "downloading plugin package"
            task.metadata.merge(["download_current": 0, "download_speed": 0, "download_total": 0])
        }
        let bytes = try source.bytes.get()
        stage("validating plugin package", 32, &task)
        if traits.checksArchiveEnd, !ZipArchive.hasEnd(bytes) {
            throw .invalid("archive has no valid ZIP end-of-central-directory record")
        }
        let package = try? PluginPackage.inspected(bytes, needsManifest: false)
        if let package { noteRequirements(package, &task) }
        guard let package, !package.author.isEmpty, !package.name.isEmpty else {
            throw .invalid("Plugin package manifest identity is missing")
        }
        let id = "\(package.author)/\(package.name)"
        task.metadata["plugin_name"] = .string(id)
        stage("installing or starting plugin", 62, &task)
        if let complaint = package.complaint {
            throw .invalid("Plugin installation \(id) failed [runtime_installation_failed]: \(complaint)")
        }
        var plugin = plugin(package, source, bytes)
        plugin.config = world.plugins[package.author, package.name]?.config ?? [:]
        guard plugin.isSound else {
            stage("waiting for plugin initialization", 84, &task)
            return (plugin, .failed(failedStart(id)))
        }
        stage("plugin installed", 100, &task)
        return (plugin, .succeeded(.null))
    }

    /// The plugin runtime unpacks the package.
    private func unpacked(
        _ source: PluginSource,
        _ task: inout TaskRecord,
        _ world: World
    ) throws(PackageFault) -> (Plugin?, TaskRecord.End) {
        if source.kind == "github", case .failure(let fault) = source.bytes {
            return (nil, .failed("Failed to download file from GitHub: \(fault.text)"))
        }
        task.action = "downloading plugin package"
        let bytes = try source.bytes.get()
        let package = try PluginPackage.unpacked(bytes)
        let id = "\(package.author)/\(package.name)"
        noteRequirements(package, &task)
        if traits.waitsForPlugins { task.metadata["plugin_name"] = .string(id) }
        let present = world.plugins[package.author, package.name]
        if let present, present.runs,
            present.manifest["metadata"]?["version"] == package.manifest["metadata"]?["version"]
        {
            throw .invalid("Plugin \(id):\(package.version) already exists")
        }
        for entry in package.archive.entries where !entry.isDirectory {
            _ = try package.archive.content(entry, limit: ArchiveLimits.plugin.totalSize)
        }
        task.action = "plugin installed"
        var plugin = plugin(package, source, bytes)
        plugin.config = present?.config ?? [:]
        guard plugin.isSound || !traits.waitsForPlugins else { return (plugin, .failed(failedStart(id))) }
        if traits.pluginsStartLate { plugin.runs = false }
        return (plugin, .succeeded(.null))
    }

    private func plugin(_ package: PluginPackage, _ source: PluginSource, _ bytes: [UInt8]) -> Plugin {
        let components = package.components
        var plugin = Plugin(
            author: package.author,
            name: package.name,
            manifest: package.manifest,
            components: components,
            archive: bytes
        )
        plugin.source = source.kind
        plugin.info = info(package, source, bytes)
        plugin.isSound = package.starts(components, kinds: traits.componentKinds)
        plugin.runs = plugin.isSound
        return plugin
    }

    private func info(_ package: PluginPackage, _ source: PluginSource, _ bytes: [UInt8]) -> JSONObject {
        guard traits.keepsPackages else { return source.kind == "local" ? [:] : source.info }
        var info = source.info.merging(["_artifact_storage": "tenant_binary_storage_v1"])
        guard traits.installationsShowProgress else { return info }
        let isSigned = package.archive.comment.map { !$0.isEmpty } ?? true
        let signed = package.archive.bytes.count - (package.archive.comment?.count ?? 0)
        let normalized = isSigned ? bytes.prefix(signed - 2) + [0, 0] : bytes[...]
        info["_certification"] = [
            "admission_code": isSigned
                ? "CERTIFIED_PLUGIN_OSS_UNTRUSTED_DEDICATED" : "CERTIFIED_PLUGIN_OSS_LEGACY_DEDICATED",
            "artifact_digest": .string(SHA256.hexadecimalDigest(of: bytes)), "certificate_component_model": nil,
            "certificate_id": nil, "certificate_runtime_profile": nil,
            "normalized_digest": .string(SHA256.hexadecimalDigest(of: Array(normalized))),
            "runtime_profile": "dedicated",
            "verification": isSigned ? "malformed" : "absent",
        ]
        return info
    }

    private func failedStart(_ id: String) -> String {
        """
        Plugin \(id) failed to start after installation. Dependency installation or plugin initialization may have \
        failed. Please check the plugin requirements and runtime logs.
        """
    }
}

/// Values as Python writes them for people.
enum PythonText {
    /// Whether Python treats a value as true.
    static func isTrue(_ value: JSONValue) -> Bool {
        switch value {
        case .null, .bool(false), .integer(0), .double(0), .string(""), .array([]): false
        case .object(let members): !members.isEmpty
        default: true
        }
    }

    /// Whether a dictionary can be updated with a value: with another, or with pairs.
    static func updatesDictionary(_ value: JSONValue) -> Bool {
        switch value {
        case .object: true
        case .string(let text): text.isEmpty
        case .array(let pairs): pairs.allSatisfy { $0.arrayValue?.count == 2 || $0.stringValue?.count == 2 }
        default: false
        }
    }

    /// A value as `str(value or "")` gives it.
    static func plain(_ value: JSONValue?) -> String {
        switch value {
        case nil, .null, .bool(false), .integer(0), .array([]): ""
        case .string(let text): text
        case .object(let members) where members.isEmpty: ""
        case let value?: of(value)
        }
    }

    static func of(_ value: JSONValue) -> String {
        switch value {
        case .null: "None"
        case .bool(let value): value ? "True" : "False"
        case .string(let text): quoted(text)
        case .array(let elements): "[" + elements.map(of).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { "\(quoted($0.name)): \(of($0.value))" }.joined(separator: ", ") + "}"
        default: String(decoding: value.serialized(), as: UTF8.self)
        }
    }

    private static func quoted(_ text: String) -> String {
        let quote = text.contains("'") && !text.contains("\"") ? "\"" : "'"
        let escaped = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing("\t", with: "\\t")
        return quote + (quote == "'" ? escaped.replacing("'", with: "\\'") : escaped) + quote
    }
}
