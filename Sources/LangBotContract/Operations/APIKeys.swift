import JSONCore

extension Contract {
    @RowBuilder static var apiKeys: [Operation] {
        // The document describes key management for signed-in users of the web interface.
        Operation("api_key.list", .get, "/api/v1/apikeys")
            .access([.v4_5_1: .userToken], .apiKeyManage)
            .data(.list(.apiKey))
            .documented(.none, credentials: .userToken, source: .managing)
        Operation("api_key.create", .post, "/api/v1/apikeys")
            .access([.v4_5_1: .userToken], .apiKeyManage)
            .content([
                .required("name"), .optional("description"), .optional("scopes", .texts, since: .v4_10_11),
                .optional("expires_at", since: .v4_10_11),
            ])
            .failures([.v4_5_1: [400, 500]])
            .data(.derived)
            .documented(.none, credentials: .userToken, data: .one(.apiKey), source: .managing)
        Operation("api_key.get", .get, "/api/v1/apikeys/{key_id}")
            .access([.v4_5_1: .userToken], .apiKeyManage)
            .moved([.v4_5_1: "/api/v1/apikeys/{key_id:int}"])
            .missing([
                .v4_5_1: .of(404, -1, "API key not found"),
                .v4_10_11: .of(404, "resource_not_found", "API key not found"),
            ])
            .failures([.v4_5_1: [404]])
            .data(.one(.apiKey))
            .documented(.none, .notFound, credentials: .userToken, source: .managing)
        Operation("api_key.update", .put, "/api/v1/apikeys/{key_id}")
            .access([.v4_5_1: .userToken], .apiKeyManage)
            .moved([.v4_5_1: "/api/v1/apikeys/{key_id:int}"])
            .content([.optional("name"), .optional("description")])
            .missing([.v4_5_1: .success(.null), .v4_10_11: .gone])
            .failures([.v4_5_1: [500], .v4_10_11: [400, 404, 500]])
            .documented(.none, .notFound, credentials: .userToken, source: .managing)
        Operation("api_key.delete", .delete, "/api/v1/apikeys/{key_id}")
            .access([.v4_5_1: .userToken], .apiKeyManage)
            .moved([.v4_5_1: "/api/v1/apikeys/{key_id:int}"])
            .missing([.v4_5_1: .success(.null), .v4_10_11: .gone])
            .failures([.v4_5_1: [], .v4_10_11: [404]])
            .documented(.none, .notFound, credentials: .userToken, source: .managing)
    }
}
