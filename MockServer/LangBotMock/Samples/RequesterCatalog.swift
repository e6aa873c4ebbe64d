import LangBotContract

/// The requesters of the releases: the clients for model services.
enum RequesterCatalog {
    /// The kinds of model that a requester supports.
    enum Ability: String, Hashable, Sendable {
        case llm
        case embedding = "text-embedding"
        case rerank
    }

    /// Each requester with its abilities by release.
    static let rows: [(name: String, abilities: Since<[Ability]>)] = [
        ("302-ai-chat-completions", [.v4_5_1: [.llm, .embedding], .v4_9_7: [.llm, .embedding, .rerank]]),
        ("anthropic-messages", [.v4_5_1: [.llm]]),
        ("baidu-chat-completions", [.v4_10_11: [.llm, .embedding, .rerank]]),
        (
            "bailian-chat-completions",
            [
                .v4_5_1: [.llm],
                .v4_9_7: [.llm, .rerank],
                .v4_10_11: [.llm, .embedding, .rerank],
            ]
        ),
        ("chroma-embedding", [.v4_9_7: [.embedding]]),
        ("cohere-rerank", [.v4_9_7: [.rerank]]),
        ("compshare-chat-completions", [.v4_5_1: [.llm], .v4_10_11: [.llm, .embedding, .rerank]]),
        ("deepseek-chat-completions", [.v4_5_1: [.llm]]),
        ("doubao-chat-completions", [.v4_10_11: [.llm, .embedding, .rerank]]),
        ("gemini-chat-completions", [.v4_5_1: [.llm], .v4_10_11: [.llm, .embedding]]),
        ("gitee-ai-chat-completions", [.v4_5_1: [.llm, .embedding], .v4_9_7: [.llm, .embedding, .rerank]]),
        ("groq-chat-completions", [.v4_10_11: [.llm]]),
        ("iflytek-chat-completions", [.v4_10_11: [.llm, .embedding, .rerank]]),
        ("jiekouai-chat-completions", [.v4_5_1: [.llm, .embedding], .v4_10_11: [.llm, .embedding, .rerank]]),
        ("jina-rerank", [.v4_9_7: [.rerank]]),
        ("litellm-chat", [.v4_10_11: [.llm, .embedding, .rerank]]),
        ("lmstudio-chat-completions", [.v4_5_1: [.llm, .embedding]]),
        ("mimo-chat-completions", [.v4_10_11: [.llm, .embedding, .rerank]]),
        ("minimax-chat-completions", [.v4_10_11: [.llm, .embedding, .rerank]]),
        ("mistral-chat-completions", [.v4_10_11: [.llm, .embedding]]),
        ("modelscope-chat-completions", [.v4_5_1: [.llm], .v4_10_11: [.llm, .embedding, .rerank]]),
        ("moonshot-chat-completions", [.v4_5_1: [.llm]]),
        ("moonshot-cn-chat-completions", [.v4_10_11: [.llm]]),
        ("new-api-chat-completions", [.v4_5_1: [.llm, .embedding], .v4_10_11: [.llm, .embedding, .rerank]]),
        ("ollama-chat", [.v4_5_1: [.llm, .embedding]]),
        (
            "openai-chat-completions",
            [
                .v4_5_1: [.llm, .embedding],
                .v4_9_7: [.llm, .embedding, .rerank],
                .v4_10_11: [.llm, .embedding],
            ]
        ),
        ("openai-codex", [.v4_10_11: [.llm]]),
        ("openrouter-chat-completions", [.v4_5_1: [.llm, .embedding], .v4_9_7: [.llm, .embedding, .rerank]]),
        ("ppio-chat-completions", [.v4_5_1: [.llm, .embedding], .v4_10_11: [.llm, .embedding, .rerank]]),
        ("qhaigc-chat-completions", [.v4_5_1: [.llm, .embedding], .v4_10_11: [.llm, .embedding, .rerank]]),
        ("qiniu-chat-completions", [.v4_9_7: [.llm], .v4_10_11: [.llm, .embedding, .rerank]]),
        ("seekdb-embedding", [.v4_6_5: [.embedding]]),
        ("shengsuanyun-chat-completions", [.v4_5_1: [.llm, .embedding], .v4_10_11: [.llm, .embedding, .rerank]]),
        ("siliconflow-chat-completions", [.v4_5_1: [.llm, .embedding], .v4_9_7: [.llm, .embedding, .rerank]]),
        ("space-chat-completions", [.v4_7_2: [.llm, .embedding], .v4_10_11: [.llm, .embedding, .rerank]]),
        ("tencent-chat-completions", [.v4_10_11: [.llm, .embedding, .rerank]]),
        ("together-chat-completions", [.v4_10_11: [.llm, .embedding, .rerank]]),
        ("tokenlab-chat-completions", [.v4_10_11: [.llm]]),
        ("tokenpony-chat-completions", [.v4_5_1: [.llm, .embedding], .v4_10_11: [.llm, .embedding, .rerank]]),
        ("volcark-chat-completions", [.v4_5_1: [.llm], .v4_10_11: [.llm, .embedding, .rerank]]),
        ("voyageai-rerank", [.v4_9_7: [.rerank]]),
        ("xai-chat-completions", [.v4_5_1: [.llm]]),
        ("yi-chat-completions", [.v4_10_11: [.llm, .embedding, .rerank]]),
        ("zhipuai-chat-completions", [.v4_5_1: [.llm], .v4_10_11: [.llm, .embedding, .rerank]]),
    ]

    /// The requesters of a release, by name.
    static func abilities(in release: Release) -> [String: [Ability]] {
        Dictionary(uniqueKeysWithValues: rows.compactMap { row in row.abilities[release].map { (row.name, $0) } })
    }
}
