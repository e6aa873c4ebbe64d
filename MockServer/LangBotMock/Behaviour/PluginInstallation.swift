import JSONCore
import LangBotContract

/// Installing, upgrading and deleting plugins: each is a task.
extension Behaviour {
    var pluginTasks: [OperationID: LiveHandler] {
        [
            "plugin.install.local": { live, call async throws(DomainError) in
                guard let part = call.content.form?["file"], let name = part.fileName else {
                    throw .invalid("file is required")
                }
                let isForced = call.content.form?["administrator_force"].map { part in
                    trimmed(String(decoding: part.content, as: UTF8.self)).lowercased() == "true"
                }
                let task = installation("local", part: installationLabelDots + name, name: name)
                let package = PluginSource(
                    kind: "local",
                    info: traits.installationsShowProgress ? ["administrator_force": .bool(isForced ?? false)] : [:],
                    bytes: .success(part.content)
                )
                return try install(task, package, live, call)
            },
            "plugin.install.marketplace": { live, call async throws(DomainError) in
                try call.checkContent()
                let content = try call.json()
                let author = content["plugin_author"]?.stringValue ?? ""
                let name = content["plugin_name"]?.stringValue ?? ""
                let part = installationLabelDots.isEmpty ? "\(author)/\(name)" : "..." + PythonText.of(content)
                let task = installation("marketplace", part: part, name: "\(author)/\(name)")
                let needed = traits.keepsPackages ? [] : ["plugin_author", "plugin_name", "plugin_version"]
                let missing = needed.first { content[$0] == nil }
                let fault = missing.map { PackageFault(kind: "KeyError", text: "'\($0)'") }
                let package = PluginSource(
                    kind: "marketplace",
                    info: content.objectValue ?? [:],
                    bytes: .failure(fault ?? Self.unreachable)
                )
                return try install(task, package, live, call)
            },
            "plugin.install.github": { live, call async throws(DomainError) in
                try call.checkContent()
                let info = try githubInfo((try call.json()).objectValue ?? [:])
                let (owner, repository) = (info["owner"]?.stringValue ?? "", info["repo"]?.stringValue ?? "")
                let tag = info["release_tag"]?.stringValue ?? ""
                let task = installation(
                    "github",
                    title: "GitHub",
                    part: "\(owner)/\(repository)@\(tag)",
                    name: "\(owner)/\(repository)"
                )
                let package = PluginSource(kind: "github", info: info, bytes: .failure(Self.unreachable))
                return try install(task, package, live, call)
            },
            "plugin.upgrade": { live, call async throws(DomainError) in
                let name = call.parameters["plugin_name"] ?? ""
                var task = TaskRecord(
                    kind: "plugin-operation",
                    name: "plugin-upgrade-\(name)",
                    label: "Upgrading plugin \(name)"
                )
                if traits.installationsShowProgress {
                    task.action = "checking for latest version"
                    task.metadata = [
                        "install_source": "marketplace", "operation": "upgrade",
                        "plugin_name": .string(pluginName(call)), "progress_percent": 3,
                    ]
                }
                return try start(task, live, call) { live, _ in upgrade(live, call) }
            },
            "plugin.delete": { live, call async throws(DomainError) in
                let name = call.parameters["plugin_name"] ?? ""
                let task = TaskRecord(
                    kind: "plugin-operation",
                    name: "plugin-remove-\(name)",
                    label: "Removing plugin \(name)"
                )
                return try start(task, live, call) { live, id in remove(live, id, task, call) }
            },
        ]
    }

    private var installationLabelDots: String { traits.installationLabelsAreLong ? "..." : "" }

    private func installation(_ source: String, title: String? = nil, part: String, name: String) -> TaskRecord {
        var task = TaskRecord(
            kind: "plugin-operation",
            name: "plugin-install-\(source)",
            label: "Installing plugin from \(title ?? source) \(part)"
        )
        if traits.waitsForPlugins {
            task.metadata = ["install_source": .string(source), "plugin_name": .string(name)]
        }
        return task
    }

    /// Starts a task, which fails at once without the runtime of plugins, and ends as a script says.
    private func start(
        _ task: TaskRecord,
        _ live: LiveWorld,
        _ call: Call,
        _ work: @escaping @Sendable (LiveWorld, Int64) async -> TaskRecord.End
    ) throws(DomainError) -> LiveReply {
        let isConnected = hasPluginRuntime(call)
        let id = try live.start(task) { live, id in
            guard isConnected else { return .failed("Plugin runtime is not connected") }
            switch live.outside.script.effect(.task, task.name, task.label) {
            case .fail(_, let message): return .failed(message)
            case .succeed: return .succeeded(.null)
            default: return await work(live, id)
            }
        }
        return .data(["task_id": .integer(id)])
    }

    private func install(
        _ task: TaskRecord,
        _ source: PluginSource,
        _ live: LiveWorld,
        _ call: Call
    ) throws(DomainError) -> LiveReply {
        let installer = PluginInstaller(traits: traits)
        return try start(task, live, call) { live, id in
            var task = task
            let (plugin, end) = installer.install(source, &task, live.now)
            let stage = task
            let isKept = try? live.change { world throws(DomainError) in
                world.report(id, stage)
                guard let plugin else { return true }
                guard world.packageBytes + plugin.archive.count <= World.packageLimit else { return false }
                world.plugins[plugin.author, plugin.name] = plugin
                return true
            }
            guard isKept == true else { return .failed("[Errno 28] No space left on device") }
            if let plugin, !plugin.runs, plugin.isSound { startLater(plugin, live) }
            return end
        }
    }

    /// Starts a plugin some time after its installation.
    private func startLater(_ plugin: Plugin, _ live: LiveWorld) {
        Task {
            try? await Task.sleep(for: .seconds(1))
            _ = try? live.change { world throws(DomainError) in
                world.plugins[plugin.author, plugin.name]?.runs = true
            }
        }
    }

    private func upgrade(_ live: LiveWorld, _ call: Call) -> TaskRecord.End {
        let id = pluginName(call)
        let plugin = namedPlugin(live.now, call)
        guard let plugin, traits.keepsPackages || plugin.runs else { return .failed(unknown(id)) }
        guard plugin.source == "marketplace" else {
            return .failed(reported("Plugin \(id) is not installed from marketplace"))
        }
        return .failed(traits.keepsPackages ? Self.unreachable.text : Self.unreachable.report)
    }

    private func remove(_ live: LiveWorld, _ number: Int64, _ task: TaskRecord, _ call: Call) -> TaskRecord.End {
        let keepsPackages = traits.keepsPackages
        let cleansUp = call.query["delete_data"]?.lowercased() == "true" && !keepsPackages
        let time = call.surroundings.now().secondsText.replacing("T", with: " ")
        let isRemoved = try? live.change { world throws(DomainError) in
            guard let plugin = namedPlugin(world, call), keepsPackages || plugin.runs else { return false }
            world.plugins[plugin.author, plugin.name] = nil
            var task = task
            task.action = "plugin removed"
            if cleansUp { task.log = "\(time) | plugin removed | Cleaning up plugin configuration and storage...\n" }
            world.report(number, task)
            return true
        }
        guard isRemoved == true else { return .failed(unknown(pluginName(call))) }
        return .succeeded(keepsPackages ? [:] : .null)
    }

    private func unknown(_ id: String) -> String {
        traits.keepsPackages
            ? "Plugin \(id) is not installed in this Workspace" : reported("Plugin \(id) not found")
    }

    /// An error as the profile's tasks show it.
    private func reported(_ text: String) -> String {
        traits.keepsPackages ? text : PackageFault.invalid(text).report
    }

    /// Addresses beyond this machine do not answer.
    static let unreachable = PackageFault(kind: "ConnectError", text: "[Errno -2] Name or service not known")
}

/// Where a package comes from, and how the installation remembers it.
struct PluginSource: Sendable {
    let kind: String
    let info: JSONObject
    let bytes: Result<[UInt8], PackageFault>
}

extension World {
    /// How many bytes of packages an installation has room for.
    static let packageLimit = 256 << 20

    /// The size of all packages of plugins and files of skills.
    var packageBytes: Int {
        plugins.all.reduce(0) { $0 + $1.archive.count }
            + skills.values.reduce(0) { sum, skill in skill.files.values.reduce(sum) { $0 + $1.count } }
    }

    /// Updates what a task shows of its work.
    mutating func report(_ id: Int64, _ task: TaskRecord) {
        guard tasks[id]?.label == task.label, tasks[id]?.name == task.name else { return }
        tasks[id]?.action = task.action
        tasks[id]?.metadata = task.metadata
        tasks[id]?.log = task.log
    }
}
