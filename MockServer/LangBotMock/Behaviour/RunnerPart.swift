import JSONCore
import LangBotContract

extension Behaviour {
    /// The runners of plugins.
    var runnerPart: ConversationPart {
        var part = ConversationPart()
        guard traits.runnersArePlugins else { return part }
        part.runners = { world in
            world.plugins.components("Runner").map { plugin, component in
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
        return part
    }
}
