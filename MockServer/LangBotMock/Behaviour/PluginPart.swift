import JSONCore
import LangBotContract

/// Plugins in conversations: their tools, commands and runners.
extension Behaviour {
    var pluginPart: ConversationPart {
        var part = ConversationPart()
        part.tools = { world, preferences in
            world.plugins.components("Tool").filter { Self.isBound($0.plugin, preferences) }.map { plugin, tool in
                let description = tool.metadata["description"]?["en_US"] ?? ""
                return ConversationPart.Tool(
                    name: tool.name,
                    description: (tool.spec["llm_prompt"] ?? description).stringValue ?? "",
                    parameters: tool.spec["parameters"] ?? [:],
                    source: "plugin",
                    owner: plugin.id
                )
            }
        }
        part.call = { _, tool, arguments, query in
            // The runtime tells a tool the session that it is called in, which a trial has not.
            guard query != nil else {
                let reason = "'NoneType' object has no attribute 'strip'"
                return .value(.string("error occurred when executing function \(tool.name): \(reason)"))
            }
            return .value(.string(Self.said(tool.name, arguments)))
        }
        part.command = { live, words, _ in
            let name = words.first ?? ""
            let commands = live.now.plugins.components("Command")
            guard let (plugin, command) = commands.first(where: { $0.component.name == name }) else { return nil }
            let answer = plugin.program(of: command)?.answer(to: Array(words.dropFirst()))
            return [answer ?? Self.said(command, words)]
        }
        part.runners = { [traits] world in traits.runnersArePlugins ? Self.runners(of: world.plugins) : [] }
        return part
    }

    /// Whether the extension preferences of a pipeline let a plugin through.
    private static func isBound(_ plugin: Plugin, _ preferences: JSONObject) -> Bool {
        guard preferences["enable_all_plugins"] == false else { return true }
        return preferences["plugins"]?.arrayValue?.contains {
            $0["author"]?.stringValue == plugin.author && $0["name"]?.stringValue == plugin.name
        } ?? false
    }

    /// What a tool answers without a script: its name and what it was told.
    private static func said(_ tool: String, _ arguments: JSONObject) -> String {
        let told = arguments.map { $0.value.stringValue ?? $0.value.description }.joined(separator: " ")
        return "\(tool.replacing("_", with: "-")):\(told)"
    }

    /// What a command answers without a script: what its manifest says that it says.
    private static func said(_ command: Plugin.Component, _ words: [String]) -> String {
        let description = command.metadata["description"]?["en_US"]?.stringValue ?? command.name
        guard let range = description.firstRange(of: "Says that ") else { return description }
        let sentence = description[range.upperBound...]
        return sentence.prefix(1).uppercased() + sentence.dropFirst()
    }

    private static func runners(of plugins: PluginTable) -> [ConversationPart.Runner] {
        plugins.components("Runner").map { plugin, component in
            let fields = component.spec["config"]?.arrayValue ?? []
            let defaults = fields.compactMap { field in
                field["name"]?.stringValue.map { ($0, field["default"] ?? .null) }
            }
            return ConversationPart.Runner(
                id: "plugin:\(plugin.id)/\(component.name)",
                defaults: JSONObject(defaults),
                fields: fields,
                label: component.metadata["label"] ?? .null,
                description: component.metadata["description"] ?? .null,
                usages: component.spec["usages"]?.arrayValue?.compactMap(\.stringValue) ?? ["agent"]
            )
        }
    }
}

/// LangBot's own tools in conversations: the sandbox and skills.
extension Behaviour {
    var hostPart: ConversationPart {
        var part = ConversationPart()
        part.tools = { [traits] _, _ in
            guard traits.hasHostTools else { return [] }
            return HostTools.all(traits, hasSandbox: true).map { tool in
                let source = tool["source"]?.stringValue ?? ""
                return ConversationPart.Tool(
                    name: tool["name"]?.stringValue ?? "",
                    description: tool["description"]?.stringValue ?? "",
                    parameters: tool["parameters"] ?? [:],
                    source: source == "builtin" ? "native" : source,
                    owner: "LangBot"
                )
            }
        }
        part.call = { [traits, self] live, tool, arguments, query in
            guard tool.source == "native" else { return .failed("Skill is not activated") }
            guard live.surroundings.runtimes.contains(.sandbox) else { return .failed("Box is not available") }
            if traits.runnersBindSandbox {
                return .failed("Runner must bind a Box before using sandbox tools or files")
            }
            guard tool.name == "exec" else { return .failed("No such file or directory") }
            let command = arguments["command"]?.stringValue ?? ""
            let session = query.map { sandboxSession(of: $0, live.now) } ?? ""
            if query != nil { openSandbox(session, isShared: false, live) }
            return .value(Self.executed(command, in: session))
        }
        return part
    }

    /// What a sandbox without programs says to a command; `echo` alone is there.
    private static func executed(_ command: String, in session: String) -> JSONValue {
        let words = command.split(separator: " ")
        let echoes = words.first == "echo"
        let output = echoes ? words.dropFirst().joined(separator: " ") : ""
        let error = echoes || words.isEmpty ? "" : "/usr/bin/sh: 1: \(words[0]): not found"
        return [
            "session_id": .string(session), "backend": "host", "status": "completed", "ok": .bool(error.isEmpty),
            "exit_code": error.isEmpty ? 0 : 127, "stdout": .string(output), "stderr": .string(error),
            "stdout_truncated": false, "stderr_truncated": false, "duration_ms": 5,
            "preview": .string(error.isEmpty ? output : error), "truncated": false,
        ]
    }
}
