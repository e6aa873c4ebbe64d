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
    /// Whether the plugin runs; one that fails to start is installed all the same.
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
