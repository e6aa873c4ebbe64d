import JSONCore
import LangBotContract

extension HandlerTable {
    static let botHandlers = life("bot", .bot).merging([
        "bot.update": { world, call throws(DomainError) in
            let data = try world.update(.bot, call)
            world.log("The bot was changed", call)
            return data
        },
        "bot.delete": { world, call throws(DomainError) in
            let data = try world.delete(.bot, call)
            world.botLogs[call.identifier] = nil
            return data
        },
        "bot.logs": { world, call throws(DomainError) in try world.logs(call) },
    ]) { $1 }
}

extension World {
    fileprivate mutating func log(_ text: String, _ call: Call) {
        let time = call.surroundings.now().secondsSince1970
        if !botLogs.contains(call.identifier) { botLogs[call.identifier] = firstLog(of: call.identifier) }
        botLogs.change(call.identifier, initial: BotLog()) { $0.append(text, at: time) }
    }

    /// The log of a bot that nothing has happened to but that it was made, which its record tells.
    private func firstLog(of bot: String) -> BotLog {
        let creation = tables[.bot]?[bot]?["created_at"]?.stringValue.flatMap(Timestamp.init(text:))
        var log = BotLog()
        if let creation { log.append("The bot was created", at: creation.secondsSince1970) }
        return log
    }

    /// A page of a bot's log: `max_count` rows up to and with `from_index`, which is the last row where it is negative.
    fileprivate func logs(_ call: Call) throws(DomainError) -> JSONValue {
        _ = try record(.bot, call.identifier)
        let from = try call.integer("from_index", default: -1)
        let count = try call.integer("max_count", default: 10)
        guard count >= 0 else { throw .invalid("'max_count' must not be negative") }
        let log = botLogs[call.identifier] ?? firstLog(of: call.identifier)
        let page = log.page(endingAt: from, count: Int(clamping: count))
        return ["logs": .array(page), "total_count": .integer(Int64(log.count))]
    }
}

extension Call {
    /// A whole number in the content.
    func integer(_ name: String, default value: Int64) throws(DomainError) -> Int64 {
        guard let given = body[name] else { return value }
        guard let number = given.integerValue else { throw .invalid("'\(name)' must be a whole number") }
        return number
    }

    /// A text in the content that is not blank.
    func text(_ name: String) throws(DomainError) -> String {
        guard let text = body[name]?.stringValue, text.contains(where: { !$0.isWhitespace }) else {
            throw .invalid("'\(name)' is required and must be a string that is not blank")
        }
        return text
    }
}
