extension Contract {
    static let observedAccount: [ObservedOperation] = [
        .init("api_key.list", .get, "/api/v1/apikeys", [.userToken(.v4_5_1)], .apiKeyManage),
        .init("api_key.create", .post, "/api/v1/apikeys", [.userToken(.v4_5_1)], .apiKeyManage),
        .init("api_key.delete", .delete, "/api/v1/apikeys/{key_id:int}", [.userToken(.v4_5_1)], .apiKeyManage),
        .init("api_key.get", .get, "/api/v1/apikeys/{key_id:int}", [.userToken(.v4_5_1)], .apiKeyManage),
        .init("api_key.update", .put, "/api/v1/apikeys/{key_id:int}", [.userToken(.v4_5_1)], .apiKeyManage),
        .init("user.account_info", .get, "/api/v1/user/account-info", [.open(.v4_7_2)]),
        .init("user.auth", .post, "/api/v1/user/auth", [.open(.v4_5_1)]),
        .init("user.change_password", .post, "/api/v1/user/change-password", [.userToken(.v4_5_1)]),
        .init("user.check_token", .get, "/api/v1/user/check-token", [.userToken(.v4_5_1)]),
        .init("user.info", .get, "/api/v1/user/info", [.userToken(.v4_7_2)]),
        .init("user.init_status", .get, "/api/v1/user/init", [.open(.v4_5_1)]),
        .init("user.init", .post, "/api/v1/user/init", [.open(.v4_5_1)]),
    ]
}
