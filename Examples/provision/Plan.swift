import Foundation
import LangBot

/// The desired resources of a server.
///
/// `${NAME}` in a string stands for that environment variable, which keeps secrets out of the file, and `${model}` for
/// the identifier of the model, which is known only once the model exists.
struct Plan: Decodable {
    struct Model: Decodable {
        var name: String
        var requester: String
        var baseURL: String
        var apiKeys: [String]
        var abilities: [String]?
        var extraArguments: JSONObject?
    }

    struct Pipeline: Decodable {
        var name: String
        var description: String?
        var configuration: JSONObject?
    }

    struct Bot: Decodable {
        var name: String
        var description: String?
        var adapter: String
        var configuration: JSONObject
        var isEnabled: Bool?
    }

    var model: Model
    var pipeline: Pipeline
    var bot: Bot

    init(contentsOf path: String, environment: [String: String]) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw UsageError("the file '\(path)' cannot be read")
        }
        do {
            let text = try JSONValue(json: data).replacingPlaceholders { name in
                guard name != "model" else { return nil }
                guard let value = environment[name] else {
                    throw UsageError("\(path) needs the environment variable \(name); set it")
                }
                return value
            }
            self = try text.decoded()
        } catch let error as DecodingError {
            throw UsageError("\(path): \(error.sentence)")
        } catch let error as LangBotError {
            throw UsageError("\(path): \(error.localizedDescription)")
        }
    }
}

extension JSONValue {
    /// The same value with each `${NAME}` in its strings replaced by what `value` returns, unless that is nil.
    func replacingPlaceholders(_ value: (String) throws -> String?) rethrows -> JSONValue {
        switch self {
        case .string(let text):
            .string(
                try text.replacing(/\$\{(\w+)\}/) { match in try value(String(match.1)) ?? String(match.0) }
            )
        case .array(let elements): .array(try elements.map { try $0.replacingPlaceholders(value) })
        case .object(let members): .object(try members.mapValues { try $0.replacingPlaceholders(value) })
        default: self
        }
    }
}

extension DecodingError {
    fileprivate var sentence: String {
        switch self {
        case .keyNotFound(let key, let context): "'\(Self.path(context.codingPath + [key]))' is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "'\(Self.path(context.codingPath))' has the wrong type"
        default: localizedDescription
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String { keys.map(\.stringValue).joined(separator: ".") }
}
