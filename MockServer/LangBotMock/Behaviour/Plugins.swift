import JSONCore
import LangBotContract

extension Behaviour {
    var plugins: [OperationID: Handler] {
        [
            "plugin.list": { world, call throws(DomainError) in
                guard hasPluginRuntime(call) else { return ["plugins": []] }
                return ["plugins": .array(world.plugins.running.reversed().map { shown($0) })]
            },
            "plugin.get": { world, call throws(DomainError) in ["plugin": shown(try plugin(world, call))] },
            "plugin.logs": { world, call throws(DomainError) in
                _ = try installedPlugin(world, call)
                return ["logs": []]
            },
            "plugin.config.get": { world, call throws(DomainError) in
                let plugin = try plugin(world, call)
                return ["config": shownConfiguration(plugin)]
            },
            "plugin.config.update": { world, call throws(DomainError) in
                let plugin = try plugin(world, call)
                let given = (try? call.json()) ?? .null
                let config = try restored(given, from: plugin.config)
                world.plugins[plugin.author, plugin.name]?.config = config
                return [:]
            },
            "plugin.debug_info": { world, call throws(DomainError) in
                var info: JSONObject = [
                    "debug_url": "ws://localhost:5401/plugin/debug/ws", "plugin_debug_key": "",
                ]
                guard traits.hasWorkspaces else { return .object(info) }
                let key = hasPluginRuntime(call) ? Self.debugKey(&world, call.surroundings) : nil
                info["plugin_debug_key"] = .string(key?.text ?? "")
                info["expires_at"] = .string(key.map { $0.expiresAt.text + "Z" } ?? "")
                return .object(info)
            },
        ]
    }

    /// The key for plugins under development, which is another one every two hours.
    private static func debugKey(_ world: inout World, _ surroundings: Surroundings) -> World.DebugKey {
        let now = surroundings.now()
        if let key = world.debugKey, now < key.expiresAt { return key }
        let text = Base64URL.encode(surroundings.randomBytes(48))
        let key = World.DebugKey(text: text, expiresAt: now.adding(seconds: 2 * 60 * 60))
        world.debugKey = key
        return key
    }

    /// Whether the runtime of plugins is connected.
    func hasPluginRuntime(_ call: Call) -> Bool { call.surroundings.runtimes.contains(.plugins) }

    /// The running plugin that the path names.
    func plugin(_ world: World, _ call: Call) throws(DomainError) -> Plugin {
        guard hasPluginRuntime(call) else { throw .notFound(.plugin) }
        guard let plugin = namedPlugin(world, call), plugin.runs else { throw .notFoundByName("plugin") }
        return plugin
    }

    /// The running plugin that the path names, for operations that fail without it.
    func installedPlugin(_ world: World, _ call: Call) throws(DomainError) -> Plugin {
        guard hasPluginRuntime(call) else { throw .notFound(.plugin) }
        guard let plugin = namedPlugin(world, call), plugin.runs else {
            throw .failure("Plugin \(pluginName(call)) is not installed in this Workspace")
        }
        return plugin
    }

    func namedPlugin(_ world: World, _ call: Call) -> Plugin? {
        world.plugins[call.parameters["author"] ?? "", call.parameters["plugin_name"] ?? ""]
    }

    /// Author and name of the plugin in the path.
    func pluginName(_ call: Call) -> String {
        "\(call.parameters["author"] ?? "")/\(call.parameters["plugin_name"] ?? "")"
    }
}

/// How plugins are shown.
extension Behaviour {
    /// A plugin, with secrets masked where the profile masks them.
    func shown(_ plugin: Plugin) -> JSONValue {
        var manifest = plugin.manifest
        if traits.pluginsHavePages {
            let spec = manifest["spec"]?.objectValue ?? [:]
            manifest["spec"] = .object(spec.merging(["pages": PluginPackage.pages(manifest, plugin.components)]))
        }
        let members: JSONObject = [
            "components": .array(plugin.components.map { shown($0, of: plugin) }), "debug": false, "enabled": true,
            "install_info": .object(plugin.info), "install_source": .string(plugin.source),
            "manifest": ["manifest": .object(manifest), "owner": "builtin", "rel_path": "manifest.yaml"],
            "plugin_config": traits.pluginsHideConfiguration ? [:] : plugin.config, "plugin_instance": nil,
            "priority": 0, "status": "initialized",
        ]
        let sorted = JSONValue.object(members.sortedByName())
        return traits.hasWorkspaces ? PluginSecrets.masked(sorted) : sorted
    }

    private func shown(_ component: Plugin.Component, of plugin: Plugin) -> JSONValue {
        var shown: JSONObject = [
            "component_config": [:], "component_instance": nil,
            "manifest": [
                "manifest": .object(component.manifest),
                "owner": .string(traits.componentsShowOwner ? plugin.id : "builtin"),
                "rel_path": .string(component.path),
            ],
        ]
        if traits.componentsShowInstances { shown["polymorphic_component_instances"] = [:] }
        return .object(shown)
    }

    /// The configuration of a plugin: what is stored since LangBot keeps it, before that what the plugin shows.
    private func shownConfiguration(_ plugin: Plugin) -> JSONValue {
        if traits.keepsPackages { return PluginSecrets.masked(plugin.config).sortedByName() }
        return traits.pluginsHideConfiguration ? [:] : plugin.config.sortedByName()
    }

    /// A new configuration, with the present secrets in the places of masks.
    private func restored(_ given: JSONValue, from present: JSONValue) throws(DomainError) -> JSONValue {
        guard traits.hasWorkspaces else { return given.isNull ? [:] : given }
        do throws(PackageFault) {
            let config = try PluginSecrets.restored(given, from: present)
            return config.isNull ? [:] : config
        } catch {
            throw .invalid(error.text)
        }
    }
}
