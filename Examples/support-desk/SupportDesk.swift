import Foundation
import LangBot

/// Provisions and runs a support desk that a file describes.
///
///     export LANGBOT_BASE_URL=http://127.0.0.1:5300 LANGBOT_API_KEY=lbk_…
///     support-desk provision desk.json
///     support-desk learn desk.json handbook.md
///
/// The exit status is the class of the error; see `Complaint`.
@main
struct SupportDesk {
    private static let usage = """
        usage: support-desk provision|learn|watch|chat PLAN [ARGUMENT...]
               support-desk rotate-keys NAME
        """

    static func main() async {
        do {
            try await run(Array(CommandLine.arguments.dropFirst()), Environment())
        } catch {
            let complaint = Complaint(error)
            say("support-desk: \(complaint.sentence)", to: .standardError)
            exit(complaint.kind.rawValue)
        }
    }

    private static func run(_ arguments: [String], _ environment: Environment) async throws {
        guard arguments.count >= 2 else { throw Complaint(.usage, usage) }
        let subject = arguments[1]
        let rest = Array(arguments.dropFirst(2))
        let plan = { try Plan(contentsOf: subject) }
        switch arguments[0] {
        case "provision": try await desk(environment).provide(plan(), environment)
        case "learn": try await desk(environment).learn(plan(), from: rest.map { URL(fileURLWithPath: $0) })
        case "watch":
            guard let seconds = rest.first.map({ Int($0) }) ?? 60 else { throw Complaint(.usage, usage) }
            try await desk(environment).watch(plan(), for: .seconds(seconds))
        case "chat": try await person(environment).chat(plan(), rest.joined(separator: " "))
        case "rotate-keys":
            // Standard output has the new key and nothing else.
            let key = try await person(environment, .standardError).rotateKeys(named: subject)
            say(key.revealed(), to: .standardOutput)
        default: throw Complaint(.usage, usage)
        }
    }

    /// A desk with the rights of a program.
    private static func desk(_ environment: Environment) throws -> Desk {
        let key = APIKey(try environment.required("LANGBOT_API_KEY"))
        return Desk(client: try client(environment, .apiKey(key))) { say($0, to: .standardOutput) }
    }

    /// A desk with the rights of a person, whom chats and keys need.
    private static func person(
        _ environment: Environment,
        _ stream: FileHandle = .standardOutput
    ) async throws -> Desk {
        let client = try client(environment, .none)
        let user = try environment.required("LANGBOT_USER")
        let token = try await client.account.signIn(user: user, password: environment.required("LANGBOT_PASSWORD"))
        return Desk(client: client.authenticated(with: .userToken(token))) { say($0, to: stream) }
    }

    private static func client(_ environment: Environment, _ credential: Credential) throws -> LangBotClient {
        guard let url = URL(string: environment.variables["LANGBOT_BASE_URL"] ?? "http://127.0.0.1:5300") else {
            throw Complaint(.usage, "LANGBOT_BASE_URL is not a URL")
        }
        return try LangBotClient(baseURL: url, credential: credential)
    }

    private static func say(_ line: String, to stream: FileHandle) { stream.write(Data("\(line)\n".utf8)) }
}
