import JSONCore

/// A plugin of an installation.
struct Plugin: Sendable {
    /// A part of a plugin: a tool, a command, a knowledge engine, a runner.
    struct Component: Sendable {
        /// `Tool`, `Command`, `KnowledgeEngine`, `Parser`, `Page`, `Runner`, `EventListener`.
        let kind: String
        let name: String
        /// The manifest of the component, as the package has it.
        let manifest: JSONObject
        /// The path of that manifest in the package.
        let path: String

        /// Its member `spec`.
        var spec: JSONObject { manifest["spec"]?.objectValue ?? [:] }
        /// Its member `metadata`.
        var metadata: JSONObject { manifest["metadata"]?.objectValue ?? [:] }
    }

    let author: String
    let name: String
    /// The manifest of the plugin, as the package has it.
    let manifest: JSONObject
    let components: [Component]
    /// The package, a ZIP archive.
    let archive: [UInt8]
    /// Where it was installed from: `local`, `github` or `marketplace`.
    var source = "local"
    /// What the installation is remembered by.
    var info = JSONObject()
    var config = JSONValue.object([:])
    /// Whether the plugin can run; one that cannot is installed all the same.
    var isSound = true
    /// Whether the plugin runs.
    var runs = true

    /// Author and name, as most releases identify plugins.
    var id: String { "\(author)/\(name)" }
}

/// The plugins of an installation, the newest last.
struct PluginTable: Sendable {
    private(set) var all: [Plugin] = []

    /// The plugin with this author and name.
    subscript(author: String, name: String) -> Plugin? {
        get { all.first { $0.author == author && $0.name == name } }
        set {
            let place = all.firstIndex { $0.author == author && $0.name == name }
            switch (place, newValue) {
            case (let place?, let plugin?): all[place] = plugin
            case (let place?, nil): all.remove(at: place)
            case (nil, let plugin?): all.append(plugin)
            case (nil, nil): break
            }
        }
    }

    /// The plugins that run.
    var running: [Plugin] { all.filter(\.runs) }

    /// The components of a kind of the plugins that run.
    func components(_ kind: String) -> [(plugin: Plugin, component: Plugin.Component)] {
        running.flatMap { plugin in
            plugin.components.filter { $0.kind == kind }.map { (plugin, $0) }
        }
    }
}

extension PluginTable {
    var snapshot: JSONValue {
        .array(
            all.map { plugin in
                [
                    "author": .string(plugin.author), "name": .string(plugin.name),
                    "archive": .string(Base64URL.encode(plugin.archive)), "source": .string(plugin.source),
                    "info": .object(plugin.info), "config": plugin.config, "is_sound": .bool(plugin.isSound),
                ]
            }
        )
    }

    init(snapshot: [JSONValue]) throws(MockInputError) {
        for (index, value) in snapshot.enumerated() {
            let place = "plugins.\(index)"
            let reader = SnapshotReader(value, place)
            guard let archive = Base64URL.decode(try reader.text("archive")),
                let package = try? PluginPackage.unpacked(archive)
            else { throw MockInputError("'archive' in \(place) must be a plugin's package in base64") }
            var plugin = Plugin(
                author: try reader.text("author"),
                name: try reader.text("name"),
                manifest: package.manifest,
                components: package.components,
                archive: archive
            )
            plugin.source = try reader.text("source")
            plugin.info = try reader.object("info")
            plugin.config = value["config"] ?? [:]
            plugin.isSound = value["is_sound"] != false
            plugin.runs = plugin.isSound
            all.append(plugin)
        }
    }
}
