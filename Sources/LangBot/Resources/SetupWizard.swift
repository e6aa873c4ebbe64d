/// The wizard that the web interface shows after the first sign-in; since 4.9.
///
/// Requires a user token.
///
/// Source: `/api/v1/system/wizard`.
public struct SetupWizard: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// How a wizard ends.
    public enum Outcome: String, Hashable, Sendable, Codable {
        /// The user went through it.
        case completed
        /// The user left it.
        case skipped
    }

    /// Ends the wizard, so that the web interface does not show it again.
    public func end(_ outcome: Outcome = .completed) async throws {
        let body = APIOperation.Body.json(["status": .string(outcome.rawValue)])
        try await core.perform(APIOperation("system.wizard.completed", .post, "system/wizard/completed", body: body))
    }

    /// Stores how far the user has come.
    ///
    /// - Parameter progress: Members of the web interface's own, such as `step`.
    public func save(_ progress: JSONObject) async throws {
        let body = APIOperation.Body.json(.object(progress))
        try await core.perform(APIOperation("system.wizard.progress", .put, "system/wizard/progress", body: body))
    }

    /// Returns the model that LangBot Space recommends, as the server stores it; since 4.10.
    ///
    /// - Throws: `LangBotError` with the code `.serverError` if the server cannot reach the cloud service.
    public func recommendedModel() async throws -> JSONObject {
        let operation = APIOperation("system.wizard.recommended_model", .get, "system/wizard/recommended-model")
        return try await core.answer(to: operation).members()
    }
}
