extension Contract {
    @RowBuilder static var sandbox: [Operation] {
        Operation("sandbox.errors", .get, "/api/v1/box/errors")
            .access([.v4_10_11: .userToken, .v4_11_2: .userTokenOrAPIKey], .auditView)
            .data(.schema(.emptyList))
            .capability(since: .v4_11_2)
        Operation("sandbox.sessions", .get, "/api/v1/box/sessions")
            .access([.v4_10_11: .userToken, .v4_11_2: .userTokenOrAPIKey], .auditView)
            .data(.schema(.emptyList))
            .capability(since: .v4_11_2)
        Operation("sandbox.status", .get, "/api/v1/box/status")
            .access([.v4_10_11: .userToken, .v4_11_2: .userTokenOrAPIKey], .resourceView)
            .data(.derived)
            .capability(since: .v4_11_2)
    }
}
