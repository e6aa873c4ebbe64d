import Foundation
import LangBot

/// Secrets in every place where a LangBot keeps some, made again for each use.
final class Plant {
    private(set) var secrets: [(name: String, value: String)] = []
    /// The names of those that the server has taken.
    private(set) var taken: Set<String> = []
    /// How many secrets belong to requests that have been answered.
    private var sent = 0
    private var created: [(client: LangBotClient, path: [String])] = []

    /// How a secret is written.
    enum Shape: CaseIterable {
        case mixed, hexadecimal, words, short, uncommon, digits

        /// Those that are a text under a secret name; the others need another place.
        static let written: [Shape] = [.mixed, .hexadecimal, .words, .short]

        var value: String {
            let uuid = UUID().uuidString.replacing("-", with: "")
            return switch self {
            case .mixed: String(zip(uuid.lowercased(), uuid).map { "\($0)\($1)" }.joined().prefix(26)) + "xY9"
            case .hexadecimal: uuid.lowercased()
            case .words: Self.letters(uuid.prefix(11)) + "-" + Self.letters(uuid.dropFirst(16).prefix(11))
            case .short: "p\(uuid.lowercased().prefix(8))"
            case .digits: String(Int.random(in: 10_000_000_000...99_999_999_999))
            case .uncommon: "zQ7\(uuid.lowercased().prefix(9))"
            }
        }

        /// Hexadecimal digits as other letters.
        private static func letters(_ digits: some StringProtocol) -> String {
            String(digits.utf8.map { Character(Unicode.Scalar(($0 & 15) + ($0 > 0x40 ? 9 : 0) + 0x67)) })
        }
    }

    private func secret(_ name: String) -> JSONValue {
        .string(new(name, Shape.written[secrets.count % Shape.written.count]))
    }

    /// A further secret, for a place of the caller's.
    func new(_ name: String, _ shape: Shape) -> String {
        add(name, shape.value)
        return secrets[secrets.count - 1].value
    }

    /// Notes a secret that somebody else has made.
    func add(_ name: String, _ value: String) {
        secrets.append((name, value))
    }

    private func secrets(_ place: String, _ names: String...) -> JSONObject {
        Dictionary(uniqueKeysWithValues: names.map { ($0, secret("\(place).\($0)")) })
    }

    /// Plants them; a place that a release does not have is left out.
    func sow(_ server: ServerUnderTest) async throws {
        let client = try server.client()
        let signedIn = try await server.signedIn()
        secrets += [("password", server.password), ("API key", server.apiKey)]
        try await sowBots(client, server)
        try await sowModels(client, server)
        try await sowPipelines(client, server)
        try await sowServers(try await server.serving(), server)
        await sowKnowledge(try await server.knowing(), server)
        await sowWebhook(signedIn, server)
        guard server.isMock else { return }
        // Whoever mistypes a password sends another one.
        _ = try? await server.client(.none).account.signIn(user: server.user, password: new("a wrong password", .words))
        for _ in 0..<2 { secrets.append(("another key", try await newKey(signedIn, server))) }
    }

    private func newKey(_ client: LangBotClient, _ server: ServerUnderTest) async throws -> String {
        let operation = APIOperation(
            "test.key",
            .post,
            path: ["api", "v1", "apikeys"],
            body: .json(["name": .string(server.name("key")), "description": ""])
        )
        let key = try await client.perform(operation)["key"]
        if let id = key?["id"]?.integerValue { created.append((client, ["api", "v1", "apikeys", String(id)])) }
        return key?["key"]?.stringValue ?? ""
    }

    private static let adapters: [(name: String, members: [String])] = [
        ("telegram", ["token"]), ("lark", ["app_secret", "encrypt-key", "verification-token"]),
        ("wecom", ["secret", "token", "EncodingAESKey"]), ("dingtalk", ["client_secret"]),
        ("slack", ["bot_token", "signing_secret"]), ("discord", ["token"]),
        ("LINE", ["channel_access_token", "channel_secret"]), ("wechatpad", ["admin_key", "session-memo"]),
    ]

    private func sowBots(_ client: LangBotClient, _ server: ServerUnderTest) async throws {
        var adapters = Self.adapters
        if server.has(4, 10) { adapters.append(("http_bot", ["inbound_secret", "outbound_secret", "code"])) }
        for (adapter, members) in adapters {
            sent = secrets.count
            let configuration = Dictionary(uniqueKeysWithValues: members.map { ($0, secret("\(adapter).\($0)")) })
            let body: JSONObject = [
                "name": .string(server.name(adapter)), "description": "", "adapter": .string(adapter), "enable": false,
                "adapter_config": .object(configuration),
            ]
            _ = await create(client, ["api", "v1", "platform", "bots"], body)
        }
    }

    private func sowModels(_ client: LangBotClient, _ server: ServerUnderTest) async throws {
        let requester = server.has(4, 9) ? "302-ai-chat-completions" : "openai-chat-completions"
        for number in 1...2 {
            sent = secrets.count
            let keys = JSONValue.array([secret("provider \(number).key"), secret("provider \(number).second key")])
            let provider: JSONObject = [
                "name": .string(server.name("provider")), "requester": .string(requester),
                "base_url": .string("http://127.0.0.1:1/v1?k=\(new("provider \(number).address", .uncommon))"),
                "api_keys": keys,
            ]
            let uuid = await create(client, ["api", "v1", "provider", "providers"], provider)
            for kind in ["llm", "embedding"] + (server.has(4, 9) ? ["rerank"] : []) {
                let extra = secrets("\(kind) \(number)", "api_key", "x-session", "appSecret")
                var model: JSONObject = [
                    "name": .string(server.name(kind)),
                    "extra_args": .object(
                        extra.merging(["deep": ["pin-word": secret("\(kind) \(number).deep")]]) { $1 }
                    ),
                ]
                if server.has(4, 7) {
                    model["provider_uuid"] = uuid.map(JSONValue.string)
                    if kind == "llm" { model["abilities"] = [] }
                } else {
                    model["description"] = ""
                    model["requester"] = .string(requester)
                    model["requester_config"] = ["base_url": "http://127.0.0.1:1/v1"]
                    model["api_keys"] = [secret("\(kind) \(number).key")]
                }
                _ = await create(client, ["api", "v1", "provider", "models", kind], model)
            }
        }
    }

    private func sowPipelines(_ client: LangBotClient, _ server: ServerUnderTest) async throws {
        let runners: [(name: String, members: [String])] = [
            ("dify-service-api", ["api-key"]), ("n8n-service-api", ["header-value", "jwt-secret", "basic-password"]),
            ("coze-api", ["api-key"]), ("dashscope-app-api", ["api-key", "app-note"]),
        ]
        for (runner, members) in runners {
            let body: JSONObject = ["name": .string(server.name("pipeline")), "description": ""]
            guard let uuid = await create(client, ["api", "v1", "pipelines"], body) else { continue }
            sent = secrets.count
            let settings = Dictionary(uniqueKeysWithValues: members.map { ($0, secret("\(runner).\($0)")) })
            // Some releases fail at this, with the whole configuration in their message.
            let change = APIOperation(
                "test.change",
                .put,
                path: ["api", "v1", "pipelines", uuid],
                body: .json(["name": body["name"] ?? "", "config": ["ai": [runner: .object(settings)]]])
            )
            if (try? await client.perform(change)) != nil { noteTaken() }
        }
    }

    private func sowServers(_ client: LangBotClient, _ server: ServerUnderTest) async throws {
        sent = secrets.count
        let settings: [(mode: String, arguments: JSONObject)] = [
            (
                "sse",
                [
                    "url": "http://127.0.0.1:1/sse",
                    "headers": .object(secrets("sse", "X-Api-Key", "Cookie", "Authorization", "X-Note")),
                ]
            ),
            (
                "stdio",
                [
                    "command": "true", "env": .object(secrets("stdio", "OPENAI_API_KEY", "MODE_OF_ALL")),
                    "args": ["--secret", secret("argument")],
                ]
            ),
        ]
        for (mode, arguments) in settings {
            let body: JSONObject = [
                "name": .string(server.name("mcp")), "mode": .string(mode), "enable": false,
                "extra_args": .object(arguments),
            ]
            guard case .string(let name)? = body["name"] else { continue }
            if await create(client, ["api", "v1", "mcp", "servers"], body) == nil { continue }
            created[created.count - 1].path = ["api", "v1", "mcp", "servers", name]
        }
    }

    private func sowKnowledge(_ client: LangBotClient, _ server: ServerUnderTest) async {
        guard let engine = server.knowledgeEngine, server.has(4, 9) else { return }
        sent = secrets.count
        let body: JSONObject = [
            "name": .string(server.name("base")), "description": "",
            "knowledge_engine_plugin_id": .string(engine),
            "creation_settings": .object(secrets("engine", "connection", "api_key", "state")),
            "retrieval_settings": .object(secrets("retrieval", "phrase", "detail")),
        ]
        _ = await create(client, ["api", "v1", "knowledge", "bases"], body)
    }

    private func sowWebhook(_ client: LangBotClient, _ server: ServerUnderTest) async {
        sent = secrets.count
        let address =
            "https://u:\(new("webhook.password", .words))@127.0.0.1:9/services/\(new("webhook.path", .uncommon))"
            + "?sig=\(new("webhook.sig", .words))&code=\(new("webhook.code", .short))"
        let body: JSONObject = ["name": .string(server.name("webhook")), "url": .string(address), "enabled": false]
        let operation = APIOperation("test.plant", .post, path: ["api", "v1", "webhooks"], body: .json(.object(body)))
        guard let id = try? await client.perform(operation)["webhook"]?["id"]?.integerValue else { return }
        created.append((client, ["api", "v1", "webhooks", String(id)]))
        noteTaken()
    }

    private func noteTaken() {
        taken.formUnion(secrets[sent...].map(\.name))
        sent = secrets.count
    }

    /// The secrets that a server says it has taken, and does not have.
    func lost(in state: String) -> [String] {
        secrets.filter { taken.contains($0.name) && !state.contains($0.value) }.map(\.name)
    }

    /// Makes something, and remembers to remove it.
    ///
    /// - Returns: its identifier; nil where the server refuses it.
    private func create(_ client: LangBotClient, _ path: [String], _ body: JSONObject) async -> String? {
        let operation = APIOperation("test.plant", .post, path: path, body: .json(.object(body)))
        defer { sent = secrets.count }
        guard let data = try? await client.perform(operation), let uuid = data["uuid"]?.stringValue else { return nil }
        created.append((client, path + [uuid]))
        noteTaken()
        return uuid
    }

    /// Removes what was planted.
    func weed() async {
        for (client, path) in created.reversed() {
            _ = try? await client.perform(APIOperation("test.weed", .delete, path: path))
        }
    }
}

extension Plant {
    /// Ways to write a text, the plain one among them; base64 with what comes before it and after it.
    static func encodings(of text: String) -> [(name: String, written: String, part: String)] {
        func base64(_ prefix: String) -> (written: String, part: String) {
            let written = Data((prefix + text + ":").utf8).base64EncodedString()
            // What neighbours have a part in tells nothing.
            return (written, String(written.dropFirst(prefix.isEmpty ? 0 : 4).prefix(text.utf8.count * 4 / 3 - 4)))
        }
        func url(_ text: String) -> String { text.replacing("+", with: "-").replacing("/", with: "_") }
        let digits = text.utf8.map { String($0, radix: 16) }
        let plain = [
            ("plain", text), ("lower case", text.lowercased()), ("upper case", text.uppercased()),
            ("percent encoding", digits.map { "%" + $0.uppercased() }.joined()),
            ("JSON escapes", digits.map { "\\u00" + $0 }.joined()), ("hexadecimal", digits.joined()),
        ]
        let (first, second) = (base64(""), base64("ab"))
        let encoded = [
            ("base64", first.written, first.part), ("base64 behind something", second.written, second.part),
            ("base64url", url(first.written), url(first.part)),
        ]
        return plain.map { ($0, $1, $1) } + encoded
    }

    /// Where a secret is found, by its name and the way in which it is written.
    func leaks(in outputs: [(name: String, text: String)]) -> [String] {
        outputs.flatMap { output in
            output.text.withCString { text in
                secrets.filter { $0.value.count >= 6 }.flatMap { secret in
                    // The C library searches megabytes in a debug build as fast as in any other.
                    Self.encodings(of: secret.value).filter { strstr(text, $0.part) != nil }.map {
                        "\(secret.name) in \(output.name), \($0.name)"
                    }
                }
            }
        }
    }

    /// A message of a server that tells all it knows, in every way.
    func confession(_ chosen: [(name: String, value: String)]) -> String {
        chosen.map { secret in
            "\(secret.name): " + Self.encodings(of: secret.value).map(\.written).joined(separator: " ")
        }.joined(separator: "\n")
    }
}
