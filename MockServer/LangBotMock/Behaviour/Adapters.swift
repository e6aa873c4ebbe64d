import Foundation
import JSONCore
import LangBotContract

extension Behaviour {
    var adapters: [OperationID: Handler] {
        [
            "adapter.list": { _, _ throws(DomainError) in
                ["adapters": .array(traits.adapters.keys.sorted().map(adapter))]
            },
            "adapter.get": { _, call throws(DomainError) in
                guard traits.adapters[call.identifier] != nil else { throw .notFound(.adapter) }
                return ["adapter": adapter(call.identifier)]
            },
            "adapter.slack_setup.create": { world, call throws(DomainError) in
                ["session_id": .string(try startSlackSetup(&world, call))]
            },
            // Nothing here calls Slack.
            "adapter.slack_setup.get": { world, call throws(DomainError) in
                guard world.slackSetups[call.identifier] != nil else { throw .notFound(.adapter) }
                return ["error": "slack_connection_failed", "status": "error"]
            },
            "adapter.slack_setup.delete": { world, call throws(DomainError) in
                guard world.slackSetups.removeValue(forKey: call.identifier) != nil else { throw .notFound(.adapter) }
                return [:]
            },
        ]
    }

    private func startSlackSetup(_ world: inout World, _ call: Call) throws(DomainError) -> String {
        let content = try call.json()
        let required = ["bot_uuid", "access_token", "refresh_token"].map { content[$0]?.stringValue ?? "" }
        let isNamed = content["name"].map { $0.stringValue?.isEmpty == false } ?? true
        let webhook = content["webhook_url"].map(\.stringValue) ?? ""
        guard required.allSatisfy({ !$0.isEmpty }), isNamed, let webhook,
            let overSocket = content["socket_mode"].map(\.boolValue) ?? false
        else { throw .invalid("invalid_input") }
        let bot = required[0]
        if overSocket {
            if let redirect = content["redirect_url"], redirect.stringValue == nil {
                throw .failure(PythonText.lacks("strip", redirect))
            }
            throw .invalid("invalid_redirect_url")
        }
        guard Self.isPublic(webhook, path: "/bots/\(bot)") else { throw .invalid("invalid_webhook_url") }
        guard world.tables[.bot]?[bot]?["adapter"] == "slack" else { throw .invalid("slack_bot_not_found") }
        guard !world.slackSetups.values.contains(bot) else { throw .invalid("setup_already_active") }
        let session = Base64URL.encode(call.surroundings.randomBytes(32))
        world.slackSetups[session] = bot
        return session
    }

    /// Whether Slack could call an address: with TLS, by a name of the internet, and with nothing but this path.
    private static func isPublic(_ address: String, path: String) -> Bool {
        guard let url = URLComponents(string: address), url.scheme == "https", let host = url.host,
            url.path == path, url.user == nil, url.query == nil, url.fragment == nil
        else { return false }
        return host.contains(".") && !host.allSatisfy { $0.isNumber || $0 == "." }
    }

    func adapter(_ name: String) -> JSONValue {
        let languages =
            traits.adaptersHaveCategories
            ? ["en_US", "es_ES", "ja_JP", "th_TH", "vi_VN", "zh_Hans", "zh_Hant"]
            : ["en_US", "ja_JP", "zh_Hans", "zh_Hant"]
        func text(_ text: String, without missing: Set<String>) -> JSONValue {
            .object(JSONObject(languages.filter { !missing.contains($0) }.map { ($0, .string(text)) }))
        }
        let adapter = traits.adapters[name]
        let fields = (adapter?.fields ?? []).map { field -> JSONValue in
            [
                "default": field.initial, "label": text(field.name, without: []), "name": .string(field.name),
                "required": .bool(field.isRequired), "type": .string(field.type),
            ]
        }
        var specification: JSONObject = ["config": .array(fields)]
        if traits.adaptersHaveCategories {
            specification["categories"] = .array((adapter?.categories ?? []).map(JSONValue.string))
            specification["help_links"] = ["en": "", "ja": "", "zh": ""]
        }
        return [
            "description": text("Connects to \(name)", without: traits.adaptersHaveCategories ? [] : ["zh_Hant"]),
            "icon": .string(adapter?.icon ?? ""),
            "label": text(
                adapter?.label ?? name,
                without: traits.adaptersHaveCategories ? ["ja_JP"] : ["ja_JP", "zh_Hant"]
            ),
            "name": .string(name),
            "spec": .object(specification),
        ]
    }
}
