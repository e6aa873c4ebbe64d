import Foundation
import LangBot

/// Asks a pipeline a question and prints the answer; needs LangBot 4.11.
///
///     LANGBOT_BASE_URL=http://127.0.0.1:5300 LANGBOT_API_KEY=lbk_… ask --pipeline Support "When do you open?"
@main
struct Ask {
    static func main() async {
        do {
            let arguments = try Arguments(CommandLine.arguments.dropFirst())
            let client = try client(ProcessInfo.processInfo.environment)
            try await print(answer(to: arguments.question, from: arguments.pipeline, client))
        } catch let error as UsageError {
            complain(error.description)
            exit(2)
        } catch let error as NoAnswer {
            complain(error.description)
            exit(1)
        } catch {
            complain(error.localizedDescription)
            exit(1)
        }
    }

    private static func answer(
        to question: String,
        from name: String?,
        _ client: LangBotClient
    ) async throws -> String {
        let pipeline = try await pipeline(name, client)
        // LangBot gives up after a minute and reports that; an earlier deadline would hide it.
        let run = try await client.with(.deadline(.seconds(75))).pipelines.run(pipeline.id, message: question)
        switch run.status {
        case .completed: return run.reply
        case .unknown: throw NoAnswer("\"\(pipeline.name)\" did not answer within a minute")
        default:
            let reasons = [run.failure, run.reply].compactMap(\.self).filter { !$0.isEmpty }
            throw NoAnswer("\"\(pipeline.name)\" could not answer: \(reasons.joined(separator: " "))")
        }
    }

    /// Finds the pipeline by name or identifier; without one, the default pipeline or the only one.
    private static func pipeline(_ name: String?, _ client: LangBotClient) async throws -> Pipeline {
        let pipelines = try await client.pipelines.list()
        let found =
            if let name {
                pipelines.first { $0.name == name || $0.id.rawValue == name }
            } else {
                pipelines.first(where: \.isDefault) ?? (pipelines.count == 1 ? pipelines.first : nil)
            }
        if let found { return found }
        let names = pipelines.map { "\"\($0.name)\"" }.joined(separator: ", ")
        let what = name.map { "there is no pipeline \"\($0)\"" } ?? "name a pipeline with --pipeline"
        throw NoAnswer("\(what); the server has \(names.isEmpty ? "none" : names)")
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
        FileHandle.standardError.write(Data("ask: \(sentence)\n".utf8))
    }
}

/// The parsed command line.
private struct Arguments {
    var pipeline: String?
    var question: String

    init(_ arguments: some Sequence<String>) throws {
        var words = Array(arguments)
        if words.first == "--pipeline", words.count > 1 {
            pipeline = words[1]
            words.removeFirst(2)
        }
        question = words.joined(separator: " ").trimmingCharacters(in: .whitespacesAndNewlines)
        guard !question.isEmpty, words.first?.hasPrefix("--") == false else {
            throw UsageError("usage: ask [--pipeline NAME] QUESTION")
        }
    }
}

/// An invalid argument or environment variable.
private struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Why there is no answer.
private struct NoAnswer: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
