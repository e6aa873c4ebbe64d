/// The model that new pipelines and the assistant use; since 4.11.
///
/// Requires a user token.
extension ModelResource where Model == LLMModel {
    /// Returns the identifier of the default model; nil if there is none.
    public func defaultID() async throws -> LLMModel.ID? {
        try await chosen(APIOperation("model.llm.default", .get, "provider/models/llm/_/default"))
    }

    /// Returns the identifier of the starred model, which is the default; nil if none is starred.
    public func starredID() async throws -> LLMModel.ID? {
        try await chosen(APIOperation("model.llm.starred.get", .get, "provider/models/llm/_/starred"))
    }

    /// Stars a model in place of the present one.
    ///
    /// - Parameter id: The model; nil for none.
    /// - Throws: `LangBotError` with the code `.invalidRequest` if the model does not exist. 4.11.2 fails to store any
    ///   other, with `.serverError`.
    public func star(_ id: LLMModel.ID?) async throws {
        let body = APIOperation.Body.json(["uuid": JSONValue(id) ?? .null])
        try await core.perform(
            APIOperation("model.llm.starred.update", .put, "provider/models/llm/_/starred", body: body)
        )
    }

    private func chosen(_ operation: APIOperation) async throws -> LLMModel.ID? {
        let text = try await core.answer(to: operation).data["uuid"]?.stringValue
        return text.flatMap { $0.isEmpty ? nil : LLMModel.ID($0) }
    }
}
