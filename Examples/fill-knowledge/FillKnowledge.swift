import Foundation
import LangBot

/// Fills a knowledge base from a folder, waits until the server has processed everything, and asks a question.
///
///     export LANGBOT_BASE_URL=http://127.0.0.1:5300 LANGBOT_API_KEY=lbk_…
///     fill-knowledge --base Handbook --question "How long is the notice period?" documents/
@main
struct FillKnowledge {
    static func main() async {
        do {
            let arguments = try Arguments(CommandLine.arguments.dropFirst())
            let environment = ProcessInfo.processInfo.environment
            let documents = try Document.all(in: arguments.folder)
            let client = try client(environment)
            let base = try await KnowledgeBase.named(arguments.base, client, environment)
            try await Filling(client: client, base: base, replaces: arguments.replaces).take(documents)
            if let question = arguments.question { try await ask(question, base, client) }
        } catch let error as UsageError {
            complain(error.description)
            exit(2)
        } catch {
            complain(error.localizedDescription)
            exit(1)
        }
    }

    private static func ask(_ question: String, _ base: KnowledgeBase.ID, _ client: LangBotClient) async throws {
        let passages = try await client.knowledge.bases.retrieve(base, query: question)
        print("passages found: \(passages.count)")
        for (index, passage) in passages.enumerated() {
            let text = (passage.text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
            print("\(index + 1). \(text.prefix(200))")
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
        FileHandle.standardError.write(Data("fill-knowledge: \(sentence)\n".utf8))
    }
}

/// The parsed command line.
private struct Arguments {
    var base = ""
    var folder = ""
    var question: String?
    var replaces = false

    init(_ arguments: some Sequence<String>) throws {
        let usage = UsageError("usage: fill-knowledge --base NAME [--replace] [--question TEXT] FOLDER")
        var words = arguments.makeIterator()
        while let word = words.next() {
            switch word {
            case "--replace": replaces = true
            case "--base", "--question":
                guard let value = words.next(), !value.isEmpty else { throw usage }
                if word == "--base" { base = value } else { question = value }
            default:
                guard folder.isEmpty, !word.hasPrefix("-") else { throw usage }
                folder = word
            }
        }
        guard !base.isEmpty, !folder.isEmpty else { throw usage }
    }
}

/// An invalid argument, environment variable or folder.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Something that the server could not do, as a sentence.
struct Refusal: LocalizedError {
    let errorDescription: String?

    init(_ sentence: String) { errorDescription = sentence }
}
