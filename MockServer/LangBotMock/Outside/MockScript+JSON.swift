import JSONCore

/// Scripts as JSON: a list of rules, each with what it is for and one effect.
extension MockScript {
    private static let members = [
        "on", "name", "contains", "times", "reply", "pause", "call", "arguments", "fail", "message", "value", "succeed",
    ]
    fileprivate static let effects = ["reply", "call", "fail", "value", "succeed"]

    init(_ json: JSONValue) throws(MockInputError) {
        let list = json["rules"] ?? json
        guard let list = list.arrayValue else { throw MockInputError("a script must be a list of rules") }
        var rules: [Rule] = []
        for (index, element) in list.enumerated() {
            do {
                rules.append(try Rule(element))
            } catch {
                throw MockInputError("rule \(index + 1): \(error.description)")
            }
        }
        self.init(rules: rules)
    }
}

extension MockScript.Rule {
    init(_ json: JSONValue) throws(MockInputError) {
        guard let object = json.objectValue else { throw MockInputError("a rule must be an object, not \(json.kind)") }
        for name in object.names where !MockScript.isMember(name) {
            throw MockInputError(MockScript.unknownMember(name))
        }
        let reader = RuleReader(object)
        guard let word = try reader.text("on") else { throw MockInputError("a rule needs 'on': \(Self.occasions)") }
        guard let occasion = MockScript.Occasion(rawValue: word) else {
            throw MockInputError(
                MockFault.unknown("occasion", word, MockScript.Occasion.allCases.map(\.rawValue))
            )
        }
        self.init(
            occasion: occasion,
            name: try reader.text("name"),
            contains: try reader.text("contains"),
            times: try reader.number("times", 1...1_000_000),
            effect: try reader.effect()
        )
    }

    private static var occasions: String {
        MockScript.Occasion.allCases.map(\.rawValue).joined(separator: ", ")
    }

    /// The rule as JSON.
    var json: JSONObject {
        var json: JSONObject = ["on": .string(occasion.rawValue)]
        if let name { json["name"] = .string(name) }
        if let contains { json["contains"] = .string(contains) }
        if let times { json["times"] = .integer(Int64(times)) }
        switch effect {
        case .reply(let pieces, let pause):
            json["reply"] = .array(pieces.map(JSONValue.string))
            if pause > .zero { json["pause"] = .integer(pause.milliseconds) }
        case .call(let tool, let arguments):
            json["call"] = .string(tool)
            json["arguments"] = try? JSONValue(parsing: Array(arguments.utf8))
        case .fail(let status, let message):
            json["fail"] = .integer(Int64(status))
            json["message"] = .string(message)
        case .value(let text): json["value"] = try? JSONValue(parsing: Array(text.utf8))
        case .succeed: json["succeed"] = true
        }
        return json
    }
}

extension MockScript {
    fileprivate static func isMember(_ name: String) -> Bool { members.contains(name) }

    fileprivate static func unknownMember(_ name: String) -> String {
        MockFault.unknown("rule member", name, members)
    }
}

/// Reads the members of a rule; errors name the member.
private struct RuleReader {
    private let object: JSONObject

    init(_ object: JSONObject) {
        self.object = object
    }

    func text(_ name: String) throws(MockInputError) -> String? {
        guard let value = object[name] else { return nil }
        guard let text = value.stringValue else { throw MockInputError("'\(name)' must be text") }
        return text
    }

    func number(_ name: String, _ range: ClosedRange<Int>) throws(MockInputError) -> Int? {
        guard let value = object[name] else { return nil }
        guard let number = value.integerValue.map({ Int(clamping: $0) }), range.contains(number) else {
            throw MockInputError("'\(name)' must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// The one effect that a rule has.
    func effect() throws(MockInputError) -> MockScript.Effect {
        let names = MockScript.effects
        let given = names.filter { object[$0] != nil }
        guard given.count == 1, let name = given.first else {
            throw MockInputError("a rule needs exactly one of \(names.joined(separator: ", "))")
        }
        switch name {
        case "reply": return .reply(try pieces(), pause: .milliseconds(try number("pause", 0...600_000) ?? 0))
        case "call":
            let arguments = object["arguments"] ?? .object([:])
            guard arguments.objectValue != nil else { throw MockInputError("'arguments' must be an object") }
            return .call(try text("call") ?? "", arguments: arguments.text)
        case "fail":
            return .fail(
                status: try number("fail", 400...599) ?? 500,
                message: try text("message") ?? "The script fails"
            )
        case "value": return .value((object["value"] ?? .null).text)
        default:
            guard object["succeed"] == true else { throw MockInputError("'succeed' must be true") }
            return .succeed
        }
    }

    private func pieces() throws(MockInputError) -> [String] {
        if let text = object["reply"]?.stringValue { return [text] }
        let pieces = object["reply"]?.arrayValue?.map(\.stringValue) ?? [nil]
        let texts = pieces.compactMap(\.self)
        guard texts.count == pieces.count else { throw MockInputError("'reply' must be text or a list of texts") }
        return texts
    }
}

extension JSONValue {
    /// The value as JSON text.
    fileprivate var text: String { String(decoding: serialized(), as: UTF8.self) }
}

extension Duration {
    /// The duration in whole milliseconds.
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }
}
