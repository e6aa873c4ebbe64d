import Foundation
import LangBot

/// What a support desk consists of; secrets are in environment variables, which the plan names.
struct Plan: Decodable {
    struct Model: Decodable {
        var name: String
        var requester: Requester
        var baseURL: String
        var keyVariable: String
    }

    struct Conversation: Decodable {
        var name: String
        var prompt: String
    }

    struct Account: Decodable {
        var name: String
        var adapter: Bot.Adapter
        /// The adapter's settings, whose form every adapter defines for itself.
        var configuration: JSONObject
        var secretVariables: [String: String]
    }

    struct Knowledge: Decodable {
        var name: String
        /// The plugin that stores passages, since 4.9; nil for the first that the server has.
        var engine: PluginID?
    }

    var model: Model
    /// The model that finds passages, up to 4.8.
    var embedding: Model
    var pipeline: Conversation
    var bot: Account
    var knowledgeBase: Knowledge
}

extension Plan {
    init(contentsOf path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Complaint(.usage, "the file '\(path)' cannot be read")
        }
        do {
            self = try JSONDecoder().decode(Plan.self, from: data)
        } catch {
            throw Complaint(.usage, "\(path) is not a plan: \(error)")
        }
    }
}

/// The environment of the process.
struct Environment {
    var variables = ProcessInfo.processInfo.environment

    func required(_ name: String) throws -> String {
        guard let value = variables[name], !value.isEmpty else {
            throw Complaint(.usage, "set the environment variable \(name)")
        }
        return value
    }
}
