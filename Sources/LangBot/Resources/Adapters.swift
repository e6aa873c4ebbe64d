import Redaction

/// The messaging platforms that bots can connect to.
///
/// Requires a user token.
///
/// Source: `/api/v1/platform/adapters`.
public struct Adapters: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Slack app setups; since 4.11, with an API key or a user token.
    public var slackSetups: SlackSetups { SlackSetups(client: client) }

    /// Apps that the server creates on a platform; since 4.9.
    public var apps: PlatformApps { PlatformApps(client: client) }

    /// Lists all adapters.
    public func list() async throws -> [ComponentDescription] {
        try await core.answer(to: APIOperation("adapter.list", .get, "platform/adapters")).list("adapters")
    }

    /// Returns the adapter with the given name.
    public func get(_ adapter: Bot.Adapter) async throws -> ComponentDescription {
        let operation = APIOperation("adapter.get", .get, "platform/adapters/\(adapter.rawValue)")
        return try await core.answer(to: operation).object("adapter")
    }

    /// Downloads an adapter's icon.
    ///
    /// Needs no credential.
    public func icon(_ adapter: Bot.Adapter) async throws -> Download {
        try await core.download(APIOperation("adapter.icon", .get, "platform/adapters/\(adapter.rawValue)/icon"))
    }

    /// Downloads the template of a DingTalk card that asks a person for something; since 4.10.
    ///
    /// Needs no credential.
    public func dingTalkInputCard() async throws -> Download {
        let path: APIOperation.Path = "platform/adapters/dingtalk/human-input-card-template"
        return try await core.download(APIOperation("adapter.dingtalk.human_input_card_template", .get, path))
    }

    /// Downloads the template of a DingTalk card that shows a reply as it grows; since 4.11.
    ///
    /// Needs no credential.
    public func dingTalkStreamCard() async throws -> Download {
        let path: APIOperation.Path = "platform/adapters/dingtalk/stream-card-template"
        return try await core.download(APIOperation("adapter.dingtalk.stream_card_template", .get, path))
    }
}

/// Creates Slack apps for bots; since 4.11.
///
/// Source: `/api/v1/platform/adapters/slack/setup`.
public struct SlackSetups: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// How Slack reaches the bot.
    public enum Delivery: Hashable, Sendable {
        /// Slack calls the server at this public URL, which ends with `/bots/{uuid}`.
        case webhook(String)
        /// The server connects to Slack. Whoever installs the app is redirected to this URL.
        case socket(redirectURL: String)
    }

    /// Starts a setup and returns its identifier, which is valid for 15 minutes and only with this credential.
    ///
    /// - Parameters:
    ///   - botID: The identifier of the bot that the app is for.
    ///   - accessToken: A Slack app configuration token.
    ///   - refreshToken: The token that renews `accessToken`.
    ///   - name: The app's name, 1 to 35 characters.
    ///   - delivery: How Slack reaches the bot.
    public func create(
        for botID: Bot.ID,
        accessToken: String,
        refreshToken: String,
        name: String = "LangBot",
        delivery: Delivery
    ) async throws -> SlackSetup.ID {
        var body: JSONObject = [
            "bot_uuid": .string(botID.rawValue), "access_token": .string(accessToken),
            "refresh_token": .string(refreshToken), "name": .string(name),
        ]
        switch delivery {
        case .webhook(let url): body.merge(["socket_mode": false, "webhook_url": .string(url)]) { $1 }
        case .socket(let url): body.merge(["socket_mode": true, "redirect_url": .string(url)]) { $1 }
        }
        var operation = APIOperation("adapter.slack_setup.create", .post, "platform/adapters/slack/setup")
        operation.body = .json(.object(body))
        return try await core.answer(to: operation).identifier("session_id")
    }

    /// Returns the state of a setup.
    public func get(_ id: SlackSetup.ID) async throws -> SlackSetup {
        let operation = APIOperation("adapter.slack_setup.get", .get, "platform/adapters/slack/setup/\(id)")
        return try await core.answer(to: operation).object()
    }

    /// Cancels a setup.
    public func delete(_ id: SlackSetup.ID) async throws {
        let operation = APIOperation("adapter.slack_setup.delete", .delete, "platform/adapters/slack/setup/\(id)")
        try await core.perform(operation)
    }
}

extension SlackSetups.Delivery: CustomStringConvertible, CustomReflectable {
    /// How Slack reaches the bot, without the secrets of the URL.
    public var description: String {
        switch self {
        case .webhook(let url): "webhook(\(Redactor().text(url)))"
        case .socket(let url): "socket(redirectURL: \(Redactor().text(url)))"
        }
    }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["delivery": description]) }
}

/// The state of a Slack app setup.
public struct SlackSetup: ServerObject {
    /// What the server calls a setup.
    public typealias ID = Identifier<SlackSetup>

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The current step: `creating`, `waiting`, `authorizing`, `success` or `error`, among others.
    public var status: String { self[text: "status"] ?? "" }
    /// The URL at which a user must authorize the app; nil unless the setup is waiting for that.
    public var authorizationURL: String? { self[text: "authorize_url"] }
    /// The bot's settings, which contain secrets; nil until the setup has succeeded.
    public var configuration: JSONObject? { self[object: "config"] }
    /// The error message; nil unless the setup failed.
    public var failure: String? { self[text: "error"] }
}
