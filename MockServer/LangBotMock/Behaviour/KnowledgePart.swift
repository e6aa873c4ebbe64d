import JSONCore
import LangBotContract

extension Behaviour {
    /// Knowledge bases in conversations.
    var knowledgePart: ConversationPart {
        var part = ConversationPart()
        part.passages = { live, base, question, limit in
            guard let record = live.now.tables[.knowledgeBase]?[base] else { return nil }
            let stored = record["top_k"] ?? record["retrieval_settings"]?["top_k"]
            let limit = limit ?? Int(clamping: stored?.integerValue ?? 5)
            let found = (try? await passages(record, question, limit: max(0, limit), live)) ?? []
            return found.compactMap { $0["content"]?[0]?["text"]?.stringValue }
        }
        return part
    }
}
