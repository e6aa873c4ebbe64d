extension Contract {
    static let files: [Operation] = [
        blanket(
            "file.document.upload",
            .post,
            "/api/v1/files/documents",
            .document,
            .create,
            answers: [.success, .unauthorized]
        )
    ]

    static let tasks: [Operation] = [
        blanket("task.list", .get, "/api/v1/system/tasks", .task, .list, answers: [.success, .unauthorized]),
        blanket(
            "task.get",
            .get,
            "/api/v1/system/tasks/{task_id}",
            .task,
            .read,
            answers: [.success, .unauthorized, .notFound]
        ),
    ]

    /// An operation that only the general note of the guide opens to API keys.
    private static func blanket(
        _ id: OperationID,
        _ method: Operation.Method,
        _ path: PathTemplate,
        _ resource: Resource,
        _ action: Operation.Action,
        answers: [DocumentedAnswer]
    ) -> Operation {
        Operation(
            id,
            method,
            path,
            resource,
            action,
            promise: .blanket,
            answers: answers,
            source: Source(
                .apiKeyGuide,
                "Notes",
                "All endpoints that previously required user authentication now also accept API keys"
            )
        )
    }
}
