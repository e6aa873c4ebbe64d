import Foundation
import LangBot

/// Creates a bot with its pipeline and model from a file, and keeps what exists already.
///
///     LANGBOT_BASE_URL=http://127.0.0.1:5300 LANGBOT_API_KEY=lbk_… provision support.json
@main
struct Provision {
    static func main() async {
        do {
            let arguments = CommandLine.arguments.dropFirst()
            guard let path = arguments.first, arguments.count == 1, !path.hasPrefix("-") else {
                throw UsageError("usage: provision FILE.json")
            }
            let environment = ProcessInfo.processInfo.environment
            let plan = try Plan(contentsOf: path, environment: environment)
            try await Provisioner(client: try client(environment)).provide(plan)
        } catch let error as UsageError {
            complain(error.description)
            exit(2)
        } catch {
            complain(error.localizedDescription)
            exit(1)
        }
    }

    private static func client(_ environment: [String: String]) throws -> LangBotClient {
        guard let url = URL(string: environment["LANGBOT_BASE_URL"] ?? "http://127.0.0.1:5300") else {
            throw UsageError("LANGBOT_BASE_URL is not a URL")
        }
        guard let key = environment["LANGBOT_API_KEY"], !key.isEmpty else {
            throw UsageError("set LANGBOT_API_KEY to an API key")
        }
        do {
            return try LangBotClient(baseURL: url, credential: .apiKey(APIKey(key)))
        } catch let error as LangBotError {
            throw UsageError("LANGBOT_BASE_URL: \(error.localizedDescription)")
        }
    }

    private static func complain(_ sentence: String) {
        FileHandle.standardError.write(Data("provision: \(sentence)\n".utf8))
    }
}

/// An invalid argument, environment variable or file.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
