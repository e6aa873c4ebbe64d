public import Foundation

/// Signing in to ChatGPT for providers of Codex; since 4.10.
///
/// Requires a user token.
///
/// ```swift
/// let provider: ModelProvider.ID = "a3c1…"
/// let authorization = try await client.providers.codex.start(provider)
/// print("Enter \(authorization.userCode) at \(authorization.url)")
/// while try await client.providers.codex.poll(authorization.id, of: provider).state == .pending {
///     try await Task.sleep(for: authorization.interval)
/// }
/// ```
///
/// Source: `/api/v1/provider/providers/{uuid}/codex`.
public struct CodexSignIns: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Returns whether a provider is signed in.
    ///
    /// - Throws: `LangBotError` with the code `.invalidRequest` for a provider of another kind.
    public func status(_ providerID: ModelProvider.ID) async throws -> CodexStatus {
        let operation = APIOperation("provider.codex.status", .get, "provider/providers/\(providerID)/codex/status")
        return try await core.answer(to: operation).object()
    }

    /// Asks for a code that a person has to enter in a browser.
    public func start(_ providerID: ModelProvider.ID) async throws -> CodexAuthorization {
        let operation = APIOperation(
            "provider.codex.device.create",
            .post,
            "provider/providers/\(providerID)/codex/device"
        )
        return try await core.answer(to: operation).object()
    }

    /// Asks whether the code has been entered.
    public func poll(_ id: CodexAuthorization.ID, of providerID: ModelProvider.ID) async throws -> CodexStatus {
        let body = APIOperation.Body.json(["authorization_id": .string(id.rawValue)])
        let path: APIOperation.Path = "provider/providers/\(providerID)/codex/device/poll"
        return try await core.answer(to: APIOperation("provider.codex.device.poll", .post, path, body: body)).object()
    }

    /// Gives up a code.
    public func cancel(_ id: CodexAuthorization.ID, of providerID: ModelProvider.ID) async throws {
        let path: APIOperation.Path = "provider/providers/\(providerID)/codex/device/\(id)"
        try await core.perform(APIOperation("provider.codex.device.delete", .delete, path))
    }

    /// Signs a provider out.
    public func signOut(_ providerID: ModelProvider.ID) async throws {
        let path: APIOperation.Path = "provider/providers/\(providerID)/codex/auth"
        try await core.perform(APIOperation("provider.codex.disconnect", .delete, path))
    }
}

/// Whether a provider of Codex is signed in, since 4.10.
public struct CodexStatus: ServerObject {
    /// How far a sign-in is.
    ///
    /// Servers may define further states.
    public struct State: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// The provider can be used.
        public static let connected: State = "connected"
        /// Nobody has signed in.
        public static let disconnected: State = "disconnected"
        /// The sign-in is too old.
        public static let expired: State = "expired"
        /// The code has not been entered yet.
        public static let pending: State = "pending"
    }

    public static let memberRules: [String: MemberRule] = ["status": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// How far the sign-in is.
    public var state: State { State(rawValue: self[text: "status"] ?? "") }
    /// When the sign-in ends; nil if nobody has signed in.
    public var expiresAt: Date? { fields["expires_at"]?.doubleValue.map(Date.init(timeIntervalSince1970:)) }
}

/// A code that a person has to enter in a browser, since 4.10.
public struct CodexAuthorization: ServerObject, Identifiable {
    /// What the server calls a code.
    public typealias ID = Identifier<CodexAuthorization>

    public static let memberRules: [String: MemberRule] = ["authorization_id": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity("authorization_id") }
    /// The code to enter.
    public var userCode: String { self[text: "user_code"] ?? "" }
    /// The address of the page where it is entered.
    public var url: String { self[text: "verification_uri"] ?? "" }
    /// How long to wait between two questions.
    public var interval: Duration { .seconds(self[integer: "interval"] ?? 5) }
    /// When the code ends.
    public var expiresAt: Date? { fields["expires_at"]?.doubleValue.map(Date.init(timeIntervalSince1970:)) }
}
