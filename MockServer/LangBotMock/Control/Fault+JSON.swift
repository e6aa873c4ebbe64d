import CommandLineSupport
import Foundation
import JSONCore

/// Faults as they are written: one object each, with the effect and its values beside target and schedule.
extension MockFault {
    private static let members = [
        "operation", "path", "effect", "status", "code", "message", "milliseconds", "minimum", "maximum", "type",
        "times", "every", "share", "seed",
    ]
    private static let effects = [
        "status", "latency", "reset", "empty", "truncated", "slow", "content-type", "garbage",
    ]
    /// The members that belong to one effect; the others have none.
    private static let values = [
        "status": ["status", "code", "message"], "latency": ["milliseconds", "minimum", "maximum"],
        "slow": ["milliseconds"], "content-type": ["type"],
    ]
    /// Only one of each can be meant.
    private static let alternatives = [["operation", "path"], ["times", "every", "share"]]

    /// Reads faults: one, or a list.
    static func read(_ json: JSONValue) throws(MockInputError) -> [MockFault] {
        guard let list = json.arrayValue else { return [try MockFault(json)] }
        var faults: [MockFault] = []
        for element in list { faults.append(try MockFault(element)) }
        return faults
    }

    init(_ json: JSONValue) throws(MockInputError) {
        guard let object = json.objectValue else { throw MockInputError("a fault is an object, not \(json.kind)") }
        for name in object.names where !Self.members.contains(name) {
            throw MockInputError(Self.unknown("member of a fault", name, Self.members))
        }
        self.init(
            try Self.effect(object),
            on: try Self.target(object),
            try Self.schedule(object)
        )
        try Self.refuseWhatDoesNothing(object)
    }

    /// A member that is read by nobody is a misunderstanding, like one that there is not.
    private static func refuseWhatDoesNothing(_ object: JSONObject) throws(MockInputError) {
        let effect = object["effect"]?.stringValue ?? ""
        let others = values.filter { $0.key != effect }.values.joined()
        for name in object.names where others.contains(name) && values[effect]?.contains(name) != true {
            throw MockInputError("'\(name)' does not belong to the effect '\(effect)'")
        }
        for alternative in alternatives {
            let given = alternative.filter { object[$0] != nil }
            guard given.count < 2 else {
                throw MockInputError("'\(given[0])' and '\(given[1])' exclude each other")
            }
        }
        if object["seed"] != nil, object["share"] == nil { throw MockInputError("'seed' belongs to 'share'") }
    }

    static func unknown(_ kind: String, _ name: String, _ known: [String]) -> String {
        let hint = Nearest.to(name, among: known).map { "did you mean '\($0)'?" } ?? known.joined(separator: ", ")
        return "'\(name)' is no \(kind); \(hint)"
    }

    private static func target(_ object: JSONObject) throws(MockInputError) -> Target {
        if let operation = object["operation"] { return .operation(try text(operation, "operation")) }
        if let path = object["path"] { return .path(try text(path, "path")) }
        return .all
    }

    private static func effect(_ object: JSONObject) throws(MockInputError) -> Effect {
        guard let name = object["effect"]?.stringValue else {
            throw MockInputError("a fault needs an 'effect': \(effects.joined(separator: ", "))")
        }
        switch name {
        case "status":
            let status = try number(object, "status", 200...599, or: 500)
            let code = try number(object, "code", -1_000_000...1_000_000, or: status >= 500 ? -2 : -1)
            return .status(
                status,
                code: code,
                message: try object["message"].map { value throws(MockInputError) in
                    try text(value, "message")
                } ?? "This was asked for"
            )
        case "latency":
            let fixed = try number(object, "milliseconds", 0...600_000, or: 1000)
            let ceiling = try number(object, "maximum", 0...600_000, or: fixed)
            let minimum = try number(object, "minimum", 0...600_000, or: min(fixed, ceiling))
            let maximum = try number(object, "maximum", minimum...600_000, or: max(minimum, fixed))
            return .latency(.milliseconds(minimum)...(.milliseconds(maximum)))
        case "reset": return .reset
        case "empty": return .empty
        case "truncated": return .truncated
        case "slow": return .slow(pause: .milliseconds(try number(object, "milliseconds", 1...60_000, or: 100)))
        case "content-type":
            guard let type = object["type"] else { throw MockInputError("'content-type' needs a 'type'") }
            return .contentType(try text(type, "type"))
        case "garbage": return .garbage
        default: throw MockInputError(unknown("effect", name, effects))
        }
    }

    private static func schedule(_ object: JSONObject) throws(MockInputError) -> Schedule {
        if object["times"] != nil { return .first(try number(object, "times", 1...1_000_000, or: 1)) }
        if object["every"] != nil { return .every(try number(object, "every", 1...1_000_000, or: 1)) }
        guard let share = object["share"] else { return .always }
        let value: Double? =
            switch share {
            case .double(let value): value
            case .integer(let value): Double(value)
            default: nil
            }
        guard let value, (0...1).contains(value) else { throw MockInputError("'share' must be a number from 0 to 1") }
        return .share(value, seed: UInt64(try number(object, "seed", 0...Int(Int32.max), or: 0)))
    }

    private static func text(_ value: JSONValue, _ name: String) throws(MockInputError) -> String {
        guard let text = value.stringValue, !text.isEmpty, !text.contains(where: \.isNewline) else {
            throw MockInputError("'\(name)' must be a text in one line")
        }
        return text
    }

    private static func number(
        _ object: JSONObject,
        _ name: String,
        _ range: ClosedRange<Int>,
        or value: Int
    ) throws(MockInputError) -> Int {
        guard let given = object[name] else { return value }
        guard let number = given.integerValue, range.contains(Int(clamping: number)) else {
            throw MockInputError("'\(name)' must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return Int(number)
    }

    /// The fault as it is written.
    var json: JSONObject {
        var json = effect.json
        switch target {
        case .all: break
        case .operation(let name): json["operation"] = .string(name)
        case .path(let path): json["path"] = .string(path)
        }
        switch schedule {
        case .always: break
        case .first(let count): json["times"] = .integer(Int64(count))
        case .every(let count): json["every"] = .integer(Int64(count))
        case .share(let share, let seed):
            json["share"] = .double(share)
            json["seed"] = .integer(Int64(clamping: seed))
        }
        return json
    }
}

extension MockFault.Effect {
    fileprivate var json: JSONObject {
        switch self {
        case .status(let status, let code, let message):
            [
                "effect": "status", "status": .integer(Int64(status)), "code": .integer(Int64(code)),
                "message": .string(message),
            ]
        case .latency(let range):
            [
                "effect": "latency", "minimum": .integer(Self.milliseconds(range.lowerBound)),
                "maximum": .integer(Self.milliseconds(range.upperBound)),
            ]
        case .reset: ["effect": "reset"]
        case .empty: ["effect": "empty"]
        case .truncated: ["effect": "truncated"]
        case .slow(let pause): ["effect": "slow", "milliseconds": .integer(Self.milliseconds(pause))]
        case .contentType(let type): ["effect": "content-type", "type": .string(type)]
        case .garbage: ["effect": "garbage"]
        }
    }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }
}
