import CommandLineSupport
import Foundation
import JSONCore
import LangBotContract

/// Faults as JSON: one object each, with effect, target and schedule.
extension MockFault {
    /// The effects, each with its own members.
    private static let effects: [(name: String, members: [String])] = [
        ("status", ["status", "code", "message"]), ("success", ["data"]),
        ("latency", ["milliseconds", "minimum", "maximum"]), ("reset", []),
        ("empty", []), ("truncated", []), ("slow", ["milliseconds"]), ("content-type", ["type"]), ("garbage", []),
    ]
    private static let targets = ["operation", "path"]
    private static let schedules = ["times", "every", "share"]
    private static let members: [String] = {
        // Members that two effects share are listed once.
        let values = effects.flatMap(\.members).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return targets + ["effect"] + values + schedules + ["seed"]
    }()

    /// Reads faults: one, or a list.
    static func read(_ json: JSONValue) throws(MockInputError) -> [MockFault] {
        guard let list = json.arrayValue else { return [try MockFault(json)] }
        var faults: [MockFault] = []
        for element in list { faults.append(try MockFault(element)) }
        return faults
    }

    init(_ json: JSONValue) throws(MockInputError) {
        guard let object = json.objectValue else { throw MockInputError("a fault must be an object, not \(json.kind)") }
        for name in object.names where !Self.members.contains(name) {
            throw MockInputError(Self.unknown("fault member", name, Self.members))
        }
        self.init(
            try Self.effect(object),
            on: try Self.target(object),
            try Self.schedule(object)
        )
        try Self.refuseWhatDoesNothing(object)
    }

    /// Refuses members that have no effect, because they are mistakes like unknown ones.
    private static func refuseWhatDoesNothing(_ object: JSONObject) throws(MockInputError) {
        let effect = effects.first { $0.name == object["effect"]?.stringValue } ?? ("", [])
        let others = effects.flatMap(\.members).filter { !effect.members.contains($0) }
        for name in object.names where others.contains(name) {
            throw MockInputError("'\(name)' does not belong to the effect '\(effect.name)'")
        }
        for alternatives in [targets, schedules] {
            let given = alternatives.filter { object[$0] != nil }
            guard given.count < 2 else { throw MockInputError("'\(given[0])' and '\(given[1])' exclude each other") }
        }
        if object["seed"] != nil, object["share"] == nil { throw MockInputError("'seed' needs 'share'") }
    }

    static func unknown(_ kind: String, _ name: String, _ known: [String]) -> String {
        let hint = Nearest.to(name, among: known).map { "did you mean '\($0)'?" }
        return "unknown \(kind) '\(name)'; \(hint ?? "use one of " + known.joined(separator: ", "))"
    }

    private static func target(_ object: JSONObject) throws(MockInputError) -> Target {
        if let operation = object["operation"] { return .operation(try text(operation, "operation")) }
        if let path = object["path"] { return .path(try text(path, "path")) }
        return .all
    }

    private static func effect(_ object: JSONObject) throws(MockInputError) -> Effect {
        guard let name = object["effect"]?.stringValue else {
            throw MockInputError("a fault needs an 'effect': \(effects.map(\.name).joined(separator: ", "))")
        }
        switch name {
        case "status":
            let status = try number(object, "status", statuses, or: 500)
            return .status(
                status,
                code: try code(object, or: status >= 500 ? -2 : -1),
                message: try object["message"].map { value throws(MockInputError) in
                    try text(value, "message")
                } ?? "Injected by a fault"
            )
        case "success": return .success(data: String(decoding: (object["data"] ?? .null).serialized(), as: UTF8.self))
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
        default: throw MockInputError(unknown("effect", name, effects.map(\.name)))
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
        guard let value, shares.contains(value) else { throw MockInputError(shareIsNone) }
        return .share(value, seed: UInt64(try number(object, "seed", 0...Int(Int32.max), or: 0)))
    }

    private static func code(_ object: JSONObject, or value: Int) throws(MockInputError) -> Code {
        if let text = object["code"]?.stringValue { return .text(text) }
        return .number(try number(object, "code", -1_000_000...1_000_000, or: value))
    }

    private static func text(_ value: JSONValue, _ name: String) throws(MockInputError) -> String {
        guard let text = value.stringValue, isOneLine(text) else {
            throw MockInputError("'\(name)' must be a single line of text")
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

    /// The fault as JSON.
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
                "effect": "status", "status": .integer(Int64(status)), "code": code.json,
                "message": .string(message),
            ]
        case .success(let data): ["effect": "success", "data": (try? JSONValue(parsing: Array(data.utf8))) ?? .null]
        case .latency(let range):
            [
                "effect": "latency", "minimum": .integer(range.lowerBound.milliseconds),
                "maximum": .integer(range.upperBound.milliseconds),
            ]
        case .reset: ["effect": "reset"]
        case .empty: ["effect": "empty"]
        case .truncated: ["effect": "truncated"]
        case .slow(let pause): ["effect": "slow", "milliseconds": .integer(pause.milliseconds)]
        case .contentType(let type): ["effect": "content-type", "type": .string(type)]
        case .garbage: ["effect": "garbage"]
        }
    }
}

extension MockFault.Code {
    fileprivate var json: JSONValue {
        switch self {
        case .number(let number): .integer(Int64(number))
        case .text(let text): .string(text)
        }
    }

    /// The code in the terms of the contract.
    var serverCode: ServerCode {
        switch self {
        case .number(let number): .number(Int64(number))
        case .text(let text): .text(text)
        }
    }
}
