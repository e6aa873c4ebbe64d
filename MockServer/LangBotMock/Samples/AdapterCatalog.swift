import LangBotContract

/// The adapters of the releases: the chat platforms for bots.
enum AdapterCatalog {
    /// Each adapter with its first release.
    static let rows: [(name: String, since: Release)] = [
        ("LINE", .v4_5_1),
        ("aiocqhttp", .v4_5_1),
        ("dingtalk", .v4_5_1),
        ("dingtalk-omni", .v4_11_2),
        ("discord", .v4_5_1),
        ("discord-omni", .v4_11_2),
        ("http_bot", .v4_10_11),
        ("kook", .v4_6_5),
        ("kook-omni", .v4_11_2),
        ("lark", .v4_5_1),
        ("lark-omni", .v4_11_2),
        ("matrix", .v4_9_7),
        ("mattermost", .v4_10_11),
        ("officialaccount", .v4_5_1),
        ("officialaccount-omni", .v4_11_2),
        ("onebot-v11", .v4_11_2),
        ("openclaw-weixin", .v4_9_7),
        ("qqofficial", .v4_5_1),
        ("qqofficial-omni", .v4_11_2),
        ("satori", .v4_8_7),
        ("slack", .v4_5_1),
        ("slack-omni", .v4_11_2),
        ("telegram", .v4_5_1),
        ("telegram-omni", .v4_11_2),
        ("web_page_bot", .v4_9_7),
        ("wechatpad", .v4_5_1),
        ("wecom", .v4_5_1),
        ("wecom-omni", .v4_11_2),
        ("wecombot", .v4_5_1),
        ("wecombot-omni", .v4_11_2),
        ("wecomcs", .v4_5_1),
        ("wecomcs-omni", .v4_11_2),
    ]

    /// The required configuration members of an adapter.
    static let needs: [String: [String]] = ["telegram": ["token"]]

    /// The adapters of a release.
    static func names(in release: Release) -> [String] { rows.filter { $0.since <= release }.map(\.name) }
}
