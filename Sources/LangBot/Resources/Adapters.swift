/// The messaging platforms that bots can be on; needs a user's token.
///
/// Source: `/api/v1/platform/adapters`.
public struct Adapters: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// Making an application on Slack; since 4.11, with an API key too.
    public var slackSetup: SlackSetups { SlackSetups(client: client) }

    /// All adapters.
    public func list() async throws -> [ComponentDescription] {
        try await core.answer(to: APIOperation("adapter.list", .get, "platform", "adapters")).list("adapters")
    }

    /// The adapter of that name.
    public func get(_ adapter: Bot.Adapter) async throws -> ComponentDescription {
        let operation = APIOperation("adapter.get", .get, "platform", "adapters", adapter.rawValue)
        return try await core.answer(to: operation).object("adapter")
    }
}

/// Making an application on Slack for a bot; since 4.11.
///
/// Source: `/api/v1/platform/adapters/slack/setup`.
public struct SlackSetups: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// How Slack reaches the bot.
    public enum Delivery: Hashable, Sendable {
        /// Slack calls the server at this public address, which ends with `/bots/{uuid}`.
        case webhook(String)
        /// The server connects to Slack; whoever installs the application comes back to this address.
        case socket(redirectURL: String)
    }

    /// Begins a setup and returns its identifier, which is good for 15 minutes and for this credential alone.
    ///
    /// - Parameters:
    ///   - botUUID: The bot that the application is for.
    ///   - accessToken: A configuration token of Slack's.
    ///   - refreshToken: The token that renews it.
    ///   - name: The application's name, of 1 to 35 characters.
    ///   - delivery: How Slack reaches the bot.
    public func create(
        for botUUID: String,
        accessToken: String,
        refreshToken: String,
        name: String = "LangBot",
        delivery: Delivery
    ) async throws -> String {
        var body: JSONObject = [
            "bot_uuid": .string(botUUID), "access_token": .string(accessToken),
            "refresh_token": .string(refreshToken), "name": .string(name),
        ]
        switch delivery {
        case .webhook(let url): body.merge(["socket_mode": false, "webhook_url": .string(url)]) { $1 }
        case .socket(let url): body.merge(["socket_mode": true, "redirect_url": .string(url)]) { $1 }
        }
        return try await core.answer(to: operation("create", .post, body: .json(.object(body)))).text("session_id")
    }

    /// How far a setup is.
    public func get(_ id: String) async throws -> SlackSetup {
        try await core.answer(to: operation("get", .get, [id])).object()
    }

    /// Ends a setup.
    public func delete(_ id: String) async throws {
        try await core.perform(operation("delete", .delete, [id]))
    }

    private func operation(
        _ action: String,
        _ method: HTTPMethod,
        _ path: [String] = [],
        body: APIOperation.Body = .none
    ) -> APIOperation {
        APIOperation(
            OperationName(rawValue: "adapter.slack_setup.\(action)"),
            method,
            path: ["api", "v1", "platform", "adapters", "slack", "setup"] + path,
            body: body
        )
    }
}

/// How far the making of an application on Slack is.
public struct SlackSetup: ServerObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a setup of members.
    public init(members: ServerMembers) { self.members = members }

    /// Such as `creating`, `waiting`, `authorizing`, `success`, `error`.
    public var status: String { self[text: "status"] ?? "" }
    /// Where somebody has to agree, while the setup waits for that.
    public var authorizationURL: String? { self[text: "authorize_url"] }
    /// The settings for the bot, once the setup has succeeded; they are secret.
    public var configuration: JSONObject? { self[object: "config"] }
    /// Why the setup failed.
    public var failure: String? { self[text: "error"] }
}
