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
        let record = tables[.bot]?[call.identifier]
        botLogs[call.identifier, default: BotLog(of: record)].append(text, at: time)
    }

    /// A page of a bot's log: `max_count` rows up to and including `from_index`; a negative one means the last row.
    fileprivate func logs(_ call: Call) throws(DomainError) -> JSONValue {
        let record = try record(.bot, call.identifier)
        let from = try call.integer("from_index", default: -1)
        let count = try call.integer("max_count", default: 10)
        guard count >= 0 else { throw .invalid("'max_count' must not be negative") }
        let log = botLogs[call.identifier] ?? BotLog(of: record)
        let page = log.page(endingAt: from, count: Int(clamping: count))
        return ["logs": .array(page), "total_count": .integer(Int64(log.count))]
    }
}

extension Call {
    /// An integer in the content.
    func integer(_ name: String, default value: Int64) throws(DomainError) -> Int64 {
        guard let given = body[name] else { return value }
        guard let number = given.integerValue else { throw .invalid("'\(name)' must be a whole number") }
        return number
    }

    /// A non-blank text in the content.
    func text(_ name: String) throws(DomainError) -> String {
        guard let text = body[name]?.stringValue, text.contains(where: { !$0.isWhitespace }) else {
            throw .invalid("'\(name)' is required and must be a non-blank string")
        }
        return text
    }
}
