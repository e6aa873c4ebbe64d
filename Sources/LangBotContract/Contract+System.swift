extension Contract {
    /// Operations that every release answers without a credential.
    static let system: [Operation] = [
        open("system.info", "/api/v1/system/info"),
        open("system.health", "/healthz"),
    ]

    private static func open(_ id: OperationID, _ path: PathTemplate) -> Operation {
        Operation(
            id,
            .get,
            path,
            .system,
            .read,
            credentials: .open,
            promise: .none,
            answers: [.success],
            source: Source(.release("4.5.1"), "\(path)", "every release since answers with 200 without a credential")
        )
    }
}
