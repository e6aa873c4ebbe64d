import Foundation
import JSONCore

/// The rules of a pipeline about which messages it answers.
struct PipelineRules {
    private let trigger: JSONValue
    /// Whether what people send is checked, and not only what is answered.
    private let checksInput: Bool
    private let query: Query
    /// Whether a mention of the bot counts even where the rules switch that off.
    private let mentionsAlwaysCount: Bool

    init(_ configuration: JSONValue, _ query: Query, mentionsAlwaysCount: Bool) {
        trigger = configuration["trigger"] ?? .null
        checksInput = configuration["safety"]?["content-filter"]?["scope"] != "output-msg"
        self.query = query
        self.mentionsAlwaysCount = mentionsAlwaysCount
    }

    /// The message without what only addressed the bot; nil if it is not answered.
    var admitted: MessageChain? {
        let message = MessageChain(query.message.compactMap(\.objectValue))
        guard let addressed = query.launcher == .group ? addressed(message) : message else { return nil }
        return isAllowed && !isIgnored(addressed) ? addressed : nil
    }

    private static let section = "group-respond-rules"

    private func texts(_ section: String, _ name: String) -> [String] {
        trigger[section]?[name]?.arrayValue?.compactMap(\.stringValue) ?? []
    }

    /// Whether a text begins with the code points of another, as Python compares texts.
    private func begins(_ text: String, with prefix: String) -> Bool {
        text.unicodeScalars.starts(with: prefix.unicodeScalars)
    }

    private func matches(_ pattern: String, _ text: String, atStart: Bool) -> Bool {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return false }
        let text = String(text.prefix(10_000))
        let range = NSRange(text.startIndex..., in: text)
        return expression.firstMatch(in: text, options: atStart ? .anchored : [], range: range) != nil
    }

    /// A message in a group that is meant for the bot, without mention and prefix.
    private func addressed(_ message: MessageChain) -> MessageChain? {
        let (message, mentions) = withoutMentions(message)
        if mentions, mentionsAlwaysCount || trigger[Self.section]?["at"] != false { return message }
        let text = message.text
        // LangBot shortens every text of the message, not only the first.
        if let prefix = texts(Self.section, "prefix").first(where: { begins(text, with: $0) }) {
            return MessageChain(message.components.map { $0.dropping(prefix.unicodeScalars.count) })
        }
        let isMatched = texts(Self.section, "regexp").contains { matches($0, text, atStart: true) }
        // Chance is decided: what is not certain does not happen.
        let chance = trigger[Self.section]?["random"] ?? 0
        return isMatched || chance == .double(1) || chance == .integer(1) ? message : nil
    }

    /// The message without the first two mentions of the bot, since a reply mentions it twice.
    private func withoutMentions(_ message: MessageChain) -> (MessageChain, found: Bool) {
        var rest = message.components
        for _ in 0..<2 {
            let place = rest.firstIndex {
                $0["type"] == "At" && PythonText.str($0["target"] ?? .null) == query.receiver.account
            }
            if let place { rest.remove(at: place) }
        }
        return (MessageChain(rest), rest.count < message.components.count)
    }

    private var isAllowed: Bool {
        let mode = trigger["access-control"]?["mode"]?.stringValue ?? "blacklist"
        let isListed = texts("access-control", mode).contains { entry in
            if entry == query.session || entry == "\(query.launcher.rawValue)_*" { return true }
            return entry.hasPrefix("*_") && [query.launcherID, query.senderID].contains(String(entry.dropFirst(2)))
        }
        return isListed == (mode == "whitelist")
    }

    private func isIgnored(_ message: MessageChain) -> Bool {
        let text = message.text
        guard checksInput, text.contains(where: { !$0.isWhitespace }) else { return false }
        return texts("ignore-rules", "prefix").contains { begins(text, with: $0) }
            || texts("ignore-rules", "regexp").contains { matches($0, text, atStart: false) }
    }
}

extension JSONObject {
    /// A component of a message without the first code points of its text.
    fileprivate func dropping(_ count: Int) -> JSONObject {
        guard self["type"] == "Plain", let text = self["text"]?.stringValue else { return self }
        return merging(["text": .string(String(text.unicodeScalars.dropFirst(count)))])
    }
}
