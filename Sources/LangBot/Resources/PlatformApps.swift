public import Foundation

/// Apps that LangBot creates on a messaging platform once somebody has scanned a code.
///
/// Requires a user token. QQ since 4.10, the others since 4.9.
///
/// ```swift
/// let session = try await client.adapters.apps.create(.lark)
/// print("Scan \(session.qrCodeURL)")
/// var status: PlatformAppStatus
/// repeat {
///     try await Task.sleep(for: .seconds(2))
///     status = try await client.adapters.apps.status(session.id, of: .lark)
/// } while [.pending, .waiting].contains(status.state)
/// ```
///
/// Source: `/api/v1/platform/adapters/{lark/create-app,weixin/login,…}`.
public struct PlatformApps: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// A platform on which LangBot creates apps.
    public enum Platform: Hashable, Sendable, CaseIterable {
        /// DingTalk.
        case dingTalk
        /// Lark, also known as Feishu.
        case lark
        /// QQ's official bots.
        case qqOfficial
        /// WeCom's bots.
        case weComBot
        /// WeChat.
        case weChat
    }

    /// Starts, and returns the code to scan.
    ///
    /// - Throws: `LangBotError` with the code `.serverError` or `.timeout` if the server cannot reach the platform.
    public func create(_ platform: Platform) async throws -> PlatformAppSession {
        try await core.answer(to: operation(platform, "create", .post, "\(segments: platform.path)")).object()
    }

    /// Asks how far it is; once the app exists, the answer contains what the adapter's settings need.
    ///
    /// The server forgets the session once it has answered `.success`, `.error` or `.expired`.
    ///
    /// - Throws: `LangBotError` with the code `.notFound` if the server does not know the session any more.
    public func status(_ id: PlatformAppSession.ID, of platform: Platform) async throws -> PlatformAppStatus {
        try await core.answer(to: operation(platform, "status", .get, "\(segments: platform.path)/status/\(id)"))
            .object()
    }

    /// Gives up.
    public func cancel(_ id: PlatformAppSession.ID, of platform: Platform) async throws {
        try await core.perform(operation(platform, "delete", .delete, "\(segments: platform.path)/\(id)"))
    }

    private func operation(
        _ platform: Platform,
        _ action: String,
        _ method: HTTPMethod,
        _ path: APIOperation.Path
    ) -> APIOperation {
        APIOperation(OperationName(rawValue: "adapter.\(platform.names.operation).\(action)"), method, path)
    }
}

extension PlatformApps.Platform {
    fileprivate var path: String { "platform/adapters/\(names.path)" }

    /// The names in operations and in paths.
    fileprivate var names: (operation: String, path: String) {
        switch self {
        case .dingTalk: ("dingtalk.create_app", "dingtalk/create-app")
        case .lark: ("lark.create_app", "lark/create-app")
        case .qqOfficial: ("qqofficial.bind", "qqofficial/bind")
        case .weComBot: ("wecombot.create_bot", "wecombot/create-bot")
        case .weChat: ("weixin.login", "weixin/login")
        }
    }
}

/// A code to scan.
public struct PlatformAppSession: ServerObject, Identifiable {
    /// What the server calls it.
    public typealias ID = Identifier<PlatformAppSession>

    public static let memberRules: [String: MemberRule] = ["session_id": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity("session_id") }
    /// What the code says, or a picture of it as a `data:` URL, as the platform sends it.
    public var qrCodeURL: String { self[text: "qr_url"] ?? self[text: "qr_data_url"] ?? "" }
    /// When the code ends.
    public var expiresAt: Date? { fields["expire_at"]?.doubleValue.map(Date.init(timeIntervalSince1970:)) }
}

/// How far the creation of an app is.
public struct PlatformAppStatus: ServerObject {
    /// How far it is.
    ///
    /// Servers may define further states.
    public struct State: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// There is no code to scan yet.
        public static let pending: State = "pending"
        /// The code has not been scanned yet.
        public static let waiting: State = "waiting"
        /// The app exists; see `fields`.
        public static let success: State = "success"
        /// It failed; see `failure`.
        public static let error: State = "error"
        /// The code is too old.
        public static let expired: State = "expired"
    }

    public static let memberRules: [String: MemberRule] = ["status": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// How far it is.
    public var state: State { State(rawValue: self[text: "status"] ?? "") }
    /// Why it failed; nil unless it did.
    public var failure: String? { self[text: "error"] }
    /// What the adapter's settings need, by the platform's names, such as `app_id` and `app_secret`.
    ///
    /// Empty until the app exists.
    public var credentials: JSONObject {
        fields.filter { !["status", "error", "qr_url", "qr_data_url", "expire_at"].contains($0.key) }
    }
}
