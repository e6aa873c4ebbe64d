extension Contract {
    /// Key management, which the document describes for signed-in users of the web interface.
    static let apiKeys: [Operation] = [
        key("api_key.list", .get, "/api/v1/apikeys", .list),
        key("api_key.create", .post, "/api/v1/apikeys", .create),
        key("api_key.get", .get, "/api/v1/apikeys/{key_id}", .read),
        key("api_key.update", .put, "/api/v1/apikeys/{key_id}", .update),
        key("api_key.delete", .delete, "/api/v1/apikeys/{key_id}", .delete),
    ]

    /// Signing in, which returns the user token.
    static let account: [Operation] = [
        signIn("user.init_status", .get, "/api/v1/user/init", .open, .read),
        signIn("user.init", .post, "/api/v1/user/init", .open, .create),
        signIn("user.auth", .post, "/api/v1/user/auth", .open, .invoke),
        signIn("user.check_token", .get, "/api/v1/user/check-token", .userToken, .read),
    ]

    private static func key(
        _ id: OperationID,
        _ method: Operation.Method,
        _ path: PathTemplate,
        _ action: Operation.Action
    ) -> Operation {
        Operation(
            id,
            method,
            path,
            .apiKey,
            action,
            credentials: .userToken,
            promise: .none,
            answers: path.parameters.isEmpty ? [.success, .unauthorized] : [.success, .unauthorized, .notFound],
            source: Source(.apiKeyGuide, "Managing API Keys", "Create, view, copy, or delete API keys as needed")
        )
    }

    private static func signIn(
        _ id: OperationID,
        _ method: Operation.Method,
        _ path: PathTemplate,
        _ credentials: CredentialPolicy,
        _ action: Operation.Action
    ) -> Operation {
        Operation(
            id,
            method,
            path,
            .account,
            action,
            credentials: credentials,
            promise: .none,
            answers: credentials == .open ? [.success] : [.success, .unauthorized],
            source: Source(.apiKeyGuide, "Managing API Keys", "Log in to the LangBot web interface")
        )
    }
}
