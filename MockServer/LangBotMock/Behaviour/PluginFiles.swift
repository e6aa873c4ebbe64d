import JSONCore
import LangBotContract

/// The files of plugins, which are accepted and ignored.
extension Behaviour {
    var pluginFiles: [OperationID: Handler] {
        [
            "plugin.config_file.upload": { world, call throws(DomainError) in
                let name = try file(call)
                return ["file_key": .string(configurationKey(name, world, call))]
            },
            "plugin.install.local": { world, call throws(DomainError) in
                _ = try file(call)
                return ["task_id": .integer(addTask("plugin-operation", &world, call))]
            },
        ]
    }

    /// The file name in the form.
    private func file(_ call: Call) throws(DomainError) -> String {
        guard let name = call.content.form?["file"]?.fileName else { throw .invalid("file is required") }
        return name
    }

    private func configurationKey(_ name: String, _ world: World, _ call: Call) -> String {
        traits.hasWorkspaces
            ? newKey("plugin_config", name, world, call)
            : "plugin_config_\(call.surroundings.digits(32))\(name.lastIndex(of: ".").map { String(name[$0...]) } ?? "")"
    }
}
