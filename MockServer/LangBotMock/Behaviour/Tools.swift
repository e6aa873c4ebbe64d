import JSONCore
import LangBotContract

/// The tools that models can call: LangBot's own, and those of plugins and MCP servers.
extension Behaviour {
    var tools: [OperationID: Handler] {
        [
            "tool.list": { world, call throws(DomainError) in
                ["tools": .array(unambiguous(try catalog(world, call)).map(JSONValue.object))]
            },
            "tool.get": { world, call throws(DomainError) in
                let name = call.parameters["tool_name"] ?? ""
                let tools = unambiguous(try catalog(world, call))
                guard var tool = tools.first(where: { $0["name"]?.stringValue == name }) else {
                    throw .toolNotFound(name)
                }
                if traits.toolDetailsShowSource {
                    if tool["source_id"] == nil { tool["source_id"] = .null }
                } else {
                    for member in ["source", "source_id", "source_name"] { tool[member] = nil }
                }
                return ["tool": .object(tool.sortedByName())]
            },
        ]
    }

    /// The tools that a call may see: those of a pipeline, if the query names one.
    private func catalog(_ world: World, _ call: Call) throws(DomainError) -> [JSONObject] {
        let hasPlugins = hasPluginRuntime(call)
        let hasSandbox = call.surroundings.runtimes.contains(.sandbox)
        let pipeline = call.query["pipeline_uuid"] ?? call.query["pipeline_id"]
        guard traits.hasHostTools, let pipeline, !pipeline.isEmpty else {
            return allTools(world, hasPlugins: hasPlugins, hasSandbox: hasSandbox)
        }
        guard let record = world.tables[.pipeline]?[pipeline] else { throw .notFoundByName("pipeline") }
        let preferences = record[traits.pipelines.preferencesMember]?.objectValue ?? [:]
        return allTools(world, hasPlugins: hasPlugins, hasSandbox: hasSandbox).filter { tool in
            switch tool["source"] {
            case "plugin" where preferences["enable_all_plugins"] == false:
                preferences["plugins"]?.arrayValue?.contains { plugin in
                    let id = "\(plugin["author"]?.stringValue ?? "")/\(plugin["name"]?.stringValue ?? "")"
                    return tool["source_id"]?.stringValue == id
                } ?? false
            case "mcp" where preferences["enable_all_mcp_servers"] == false:
                preferences["mcp_servers"]?.arrayValue?.contains { $0 == tool["source_id"] } ?? false
            default: true
            }
        }
    }

    /// The tools whose name leads to one owner, each once.
    private func unambiguous(_ tools: [JSONObject]) -> [JSONObject] {
        guard traits.hidesAmbiguousTools else { return tools }
        let owners = Dictionary(grouping: tools) { $0["name"] }
            .mapValues { Set($0.map { [$0["source"], $0["source_id"]] }).count }
        var seen: Set<JSONValue?> = []
        return tools.filter { owners[$0["name"]] == 1 && seen.insert($0["name"]).inserted }
    }

    /// All tools of an installation: LangBot's own, then those of plugins and of MCP servers.
    func allTools(_ world: World, hasPlugins: Bool, hasSandbox: Bool) -> [JSONObject] {
        HostTools.all(traits, hasSandbox: hasSandbox) + (hasPlugins ? pluginTools(world) : []) + serverTools(world)
    }

    private func pluginTools(_ world: World) -> [JSONObject] {
        world.plugins.components("Tool").map { plugin, tool in
            let description = tool.metadata["description"]?["en_US"] ?? ""
            let prompt = tool.spec["llm_prompt"] ?? description
            let owner = traits.componentsShowOwner ? plugin.id : "builtin"
            return shownTool(tool.name, prompt, description, tool.spec["parameters"] ?? [:], "plugin", owner, owner)
        }
    }

    private func serverTools(_ world: World) -> [JSONObject] {
        world.records(.mcpServer).flatMap { record in
            let name = record["name"]?.stringValue ?? ""
            let id = record["uuid"]?.stringValue ?? name
            return (world.servers[name]?.offer.tools ?? []).map { tool in
                let description = tool["description"] ?? ""
                let parameters = tool["inputSchema"] ?? [:]
                return shownTool(
                    tool["name"]?.stringValue ?? "",
                    description,
                    description,
                    parameters,
                    "mcp",
                    name,
                    id
                )
            }
        }
    }

    private func shownTool(
        _ name: String,
        _ description: JSONValue,
        _ human: JSONValue,
        _ parameters: JSONValue,
        _ source: String,
        _ sourceName: String,
        _ sourceID: String
    ) -> JSONObject {
        let tool: JSONObject = [
            "description": description, "human_desc": human, "name": .string(name),
            "parameters": parameters.sortedByName(),
        ]
        guard traits.toolsShowSource else { return tool }
        return tool.merging([
            "source": .string(source), "source_id": .string(sourceID), "source_name": .string(sourceName),
        ])
    }
}
