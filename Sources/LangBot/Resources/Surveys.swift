/// What LangBot's makers ask the users of a server, and what these write to them; since 4.8.
///
/// Requires a user token. What is sent leaves the server.
///
/// Source: `/api/v1/survey`.
public struct Surveys: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Returns the survey that waits for an answer, with `survey_id`; nil if there is none.
    public func pending() async throws -> JSONObject? {
        try await core.answer(to: APIOperation("survey.pending", .get, "survey/pending")).data["survey"]?.objectValue
    }

    /// Answers a survey.
    ///
    /// - Parameters:
    ///   - id: The survey's identifier.
    ///   - answers: The answers by question.
    ///   - isComplete: Whether all questions are answered.
    /// - Throws: `LangBotError` with the code `.invalidRequest` if the answer cannot be sent.
    public func respond(to id: String, _ answers: JSONObject, isComplete: Bool = true) async throws {
        let body: JSONValue = [
            "survey_id": .string(id), "answers": .object(answers), "completed": .bool(isComplete),
        ]
        try await core.perform(APIOperation("survey.respond", .post, "survey/respond", body: .json(body)))
    }

    /// Leaves a survey unanswered, so that it is not shown again.
    public func dismiss(_ id: String) async throws {
        let body = APIOperation.Body.json(["survey_id": .string(id)])
        try await core.perform(APIOperation("survey.dismiss", .post, "survey/dismiss", body: body))
    }

    /// Sends a text to LangBot's makers; since 4.10.
    ///
    /// - Parameters:
    ///   - text: Up to 5,000 characters.
    ///   - images: Up to three images of up to 1 MiB each.
    public func sendFeedback(_ text: String, images: [FeedbackImage] = []) async throws {
        let body: JSONValue = ["content": .string(text), "attachments": .array(images.map(\.member))]
        try await core.perform(APIOperation("survey.feedback", .post, "survey/feedback", body: .json(body)))
    }
}
