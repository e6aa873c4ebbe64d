/// The credential's workspace; since 4.11.
///
/// Source: `/api/v1/workspaces/current`.
public struct Workspace: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Returns the language of the server's messages to users.
    public func language() async throws -> WorkspaceLanguage {
        try await core.answer(to: APIOperation("workspace.language.get", .get, "workspaces/current/language")).object()
    }

    /// Sets the language of the server's messages to users, such as `en_US`.
    public func updateLanguage(_ language: String) async throws {
        var operation = APIOperation("workspace.language.update", .put, "workspaces/current/language")
        operation.body = .json(["language": .string(language)])
        try await core.perform(operation)
    }
}

/// The language of a workspace, since 4.11.
public struct WorkspaceLanguage: ServerObject {
    public static let memberRules: [String: MemberRule] = ["language": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The language code, such as `en_US`.
    public var language: String { self[text: "language"] ?? "" }
    /// The codes of the supported languages.
    public var supportedLanguages: [String] { self[texts: "supported_languages"] ?? [] }
}
