extension Contract {
    static let pipelines: [Operation] = [
        Operation(
            "pipeline.list",
            .get,
            "/api/v1/pipelines",
            .pipeline,
            .list,
            answers: [.success, .unauthorized],
            query: ["sort_by", "sort_order"]
        ),
        Operation(
            "pipeline.create",
            .post,
            "/api/v1/pipelines",
            .pipeline,
            .create,
            answers: [.success, .unauthorized]
        ),
        Operation(
            "pipeline.metadata",
            .get,
            "/api/v1/pipelines/_/metadata",
            .pipeline,
            .list,
            answers: [.success, .unauthorized]
        ),
        Operation("pipeline.get", .get, pipeline, .pipeline, .read, answers: memberAnswers),
        Operation("pipeline.update", .put, pipeline, .pipeline, .update, answers: memberAnswers),
        Operation("pipeline.delete", .delete, pipeline, .pipeline, .delete, answers: memberAnswers),
        Operation("pipeline.extensions.get", .get, extensions, .pipeline, .read, answers: memberAnswers),
        Operation("pipeline.extensions.update", .put, extensions, .pipeline, .update, answers: memberAnswers),
    ]

    private static let pipeline: PathTemplate = "/api/v1/pipelines/{pipeline_uuid}"
    private static let extensions = PathTemplate("\(pipeline)/extensions")
    private static let memberAnswers: [DocumentedAnswer] = [.success, .unauthorized, .notFound]
}
