extension Contract {
    static let models: [Operation] =
        model("llm", .llmModel, createAnswers: [.success, .unauthorized, .internalError], testAnswers: testable)
        + model(
            "embedding",
            .embeddingModel,
            createAnswers: [.success, .unauthorized],
            testAnswers: [.success, .unauthorized, .notFound]
        )

    private static let testable: [DocumentedAnswer] = [.success, .unauthorized, .notFound, .internalError]

    private static func model(
        _ kind: String,
        _ resource: Resource,
        createAnswers: [DocumentedAnswer],
        testAnswers: [DocumentedAnswer]
    ) -> [Operation] {
        let collection = "/api/v1/provider/models/\(kind)"
        let member = PathTemplate(collection + "/{model_uuid}")
        let memberAnswers: [DocumentedAnswer] = [.success, .unauthorized, .notFound]
        func id(_ action: String) -> OperationID { OperationID(rawValue: "model.\(kind).\(action)") }
        return [
            Operation(
                id("list"),
                .get,
                PathTemplate(collection),
                resource,
                .list,
                answers: [.success, .unauthorized]
            ),
            Operation(id("create"), .post, PathTemplate(collection), resource, .create, answers: createAnswers),
            Operation(id("get"), .get, member, resource, .read, answers: memberAnswers),
            Operation(id("update"), .put, member, resource, .update, answers: memberAnswers),
            Operation(id("delete"), .delete, member, resource, .delete, answers: memberAnswers),
            Operation(
                id("test"),
                .post,
                PathTemplate("\(member)/test"),
                resource,
                .invoke,
                answers: testAnswers
            ),
        ]
    }
}
