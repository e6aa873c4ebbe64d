extension Contract {
    static let knowledge: [Operation] = [
        knowledge("knowledge_base.list", .get, bases, .knowledgeBase, .list),
        knowledge("knowledge_base.create", .post, bases, .knowledgeBase, .create),
        knowledge("knowledge_base.get", .get, base, .knowledgeBase, .read),
        knowledge("knowledge_base.update", .put, base, .knowledgeBase, .update),
        knowledge("knowledge_base.delete", .delete, base, .knowledgeBase, .delete),
        knowledge("knowledge_base.file.list", .get, storedFiles, .knowledgeFile, .list),
        knowledge("knowledge_base.file.store", .post, storedFiles, .knowledgeFile, .create),
        knowledge(
            "knowledge_base.file.delete",
            .delete,
            PathTemplate("\(storedFiles)/{file_id}"),
            .knowledgeFile,
            .delete
        ),
        knowledge("knowledge_base.retrieve", .post, PathTemplate("\(base)/retrieve"), .knowledgeBase, .invoke),
    ]

    private static let bases: PathTemplate = "/api/v1/knowledge/bases"
    private static let base: PathTemplate = "/api/v1/knowledge/bases/{knowledge_base_uuid}"
    private static let storedFiles = PathTemplate("\(base)/files")

    private static func knowledge(
        _ id: OperationID,
        _ method: Operation.Method,
        _ path: PathTemplate,
        _ resource: Resource,
        _ action: Operation.Action
    ) -> Operation {
        Operation(
            id,
            method,
            path,
            resource,
            action,
            promise: .family,
            answers: path.parameters.isEmpty ? [.success, .unauthorized] : [.success, .unauthorized, .notFound],
            source: Source(.apiKeyGuide, "Available APIs", "Knowledge Base - /api/v1/knowledge/*")
        )
    }
}
