// The program that Scripts/Swift/RunSnippets.swift makes of this file and of the blocks of the documents.
import Foundation
import LangBot
import LangBotMock

/// A block, since which minor release of LangBot 4 there is what it is about, and whether it waits for what comes until
/// somebody ends it.
struct Snippet: Sendable {
    let place: String
    let since: Int
    let isEndless: Bool
    let run: @Sendable (Reader) async throws -> Void
}

/// A server, as `Scripts/real-langbot up` prints it.
struct Server: Decodable, Sendable {
    let version: String
    let baseURL: URL
    let apiKey: String
    let user: String
    let password: String

    private enum CodingKeys: String, CodingKey {
        case version, user, password
        case baseURL = "base_url"
        case apiKey = "api_key"
    }

    init(_ mock: MockLangBot, _ profile: MockProfile) {
        (version, baseURL, apiKey) = (profile.description, mock.baseURL, mock.apiKey)
        (user, password) = (mock.user, mock.password)
    }

    init(contentsOf path: String) throws {
        self = try JSONDecoder().decode(Server.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }
}

/// The server has no plugin that the block needs.
struct NothingInstalled: Error {}

/// Somebody with a credential who reads a block and has the values that it speaks of.
struct Reader: Sendable {
    let server: Server
    let credential: Credential

    func url() -> URL { server.baseURL }
    func user() -> String { server.user }
    func password() -> String { server.password }
    func secret() -> HTTPBotSecret { "a-secret-of-the-documents" }
    func body() -> Data { Data("{}".utf8) }
    func headers() -> [String: String] { [:] }
    func client() throws -> LangBotClient { try LangBotClient(baseURL: server.baseURL, credential: credential) }

    func person() async throws -> LangBotClient {
        let nobody = try LangBotClient(baseURL: server.baseURL, credential: .none)
        let token = try await nobody.account.signIn(user: server.user, password: server.password)
        return nobody.authenticated(with: .userToken(token))
    }

    func file() throws -> URL {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).txt")
        try Data("The notice period is three months.".utf8).write(to: file)
        return file
    }

    func bot() async throws -> Bot.ID { try await bot(.telegram, ["token": "1:t"]) }
    func id() async throws -> Bot.ID { try await bot() }

    func pipeline() async throws -> Pipeline.ID {
        try await person().pipelines.create(Pipeline.Draft(name: "Read \(UUID())"))
    }

    func base() async throws -> KnowledgeBase.ID {
        let client = try await person()
        let engine = try await client.release() ?? .newestKnown >= ServerRelease(4, 9)
        let storage: KnowledgeBase.Storage
        if engine {
            guard let plugin = try await client.knowledge.engines.list().first else { throw NothingInstalled() }
            storage = .engine(plugin.id)
        } else {
            storage = .embedding(try await embedding(client))
        }
        return try await client.knowledge.bases.create(.init(name: "Read", storage: storage))
    }

    func agent() async throws -> Agent.ID { try await person().agents.create(Agent.Draft(name: "Read \(UUID())")) }
    func chat() async throws -> PipelineChat { try await person().pipelines.chat(with: pipeline()) }

    func tickets() async throws -> HTTPBot {
        let id = try await bot(.httpBot, ["inbound_secret": "a-secret-of-the-documents"])
        return try client().bots.httpBot(id, secret: secret())
    }

    private func bot(_ adapter: Bot.Adapter, _ configuration: JSONObject) async throws -> Bot.ID {
        let draft = Bot.Draft(
            name: "Read \(UUID())",
            adapter: adapter,
            configuration: configuration,
            isEnabled: adapter == .httpBot,
            pipelineID: try await pipeline()
        )
        return try await person().bots.create(draft)
    }

    /// An embedding model, which blocks take for granted up to 4.8.
    func embedding(_ client: LangBotClient) async throws -> EmbeddingModel.ID {
        let provider = ModelProviderReference.inline(
            .openAIChatCompletions,
            baseURL: "https://models.example/v1",
            apiKeys: ["k"]
        )
        return try await client.models.embedding.create(ModelDraft(name: "e", provider: provider))
    }
}

/// What became of a block.
enum Outcome {
    case ran
    /// The release, or this installation, lacks what the block is about.
    case lacks
    case failed(String)
}

/// Runs a block with the credential that its calls accept: a key's or a person's.
func outcome(of snippet: Snippet, on server: Server) async throws -> Outcome {
    let nobody = try LangBotClient(baseURL: server.baseURL, credential: .none)
    let token = try await nobody.account.signIn(user: server.user, password: server.password)
    var last = Outcome.lacks
    guard let release = ServerRelease(server.version), release >= ServerRelease(4, snippet.since) else { return last }
    for credential in [Credential.apiKey(APIKey(server.apiKey)), .userToken(token)] {
        last = await outcome(of: snippet, Reader(server: server, credential: credential))
        if case .ran = last { return last }
    }
    return last
}

private func outcome(of snippet: Snippet, _ reader: Reader) async -> Outcome {
    let run = Task { try await snippet.run(reader) }
    let timer = Task {
        try await Task.sleep(for: .seconds(snippet.isEndless ? 1 : 60))
        run.cancel()
    }
    defer { timer.cancel() }
    do {
        try await run.value
        return snippet.isEndless ? .failed("it ended") : .ran
    } catch LangBotError.Code.unsupportedByServer {
        return .lacks
    } catch let error as LangBotError where error.serverMessage == "Agent has no configured runner" {
        return .lacks
    } catch is NothingInstalled {
        return .lacks
    } catch is CancellationError {
        return snippet.isEndless ? .ran : .failed("it did not end within a minute")
    } catch {
        return .failed("\(error)")
    }
}

@main
struct SnippetHost {
    static func main() async throws {
        var isFine = true
        if CommandLine.arguments.count > 1 {
            isFine = try await report(Server(contentsOf: CommandLine.arguments[1]))
        } else {
            for profile in [MockProfile.v4_5, .v4_8, .v4_11] {
                let mock = try await MockLangBot.start(profile: profile)
                mock.script { When(.chat).reply("At nine.") }
                isFine = try await report(Server(mock, profile)) && isFine
                await mock.stop(drain: .zero)
            }
        }
        exit(isFine ? 0 : 1)
    }

    private static func report(_ server: Server) async throws -> Bool {
        setenv("LANGBOT_API_KEY", server.apiKey, 1)
        setenv("SNIPPETS_ADDRESS", server.baseURL.absoluteString, 1)
        let person = try await Reader(server: server, credential: .none).person()
        _ = try await Reader(server: server, credential: .none).embedding(person)
        var ran = 0
        var lacking: [String] = []
        var failed: [String] = []
        for snippet in snippets {
            switch try await outcome(of: snippet, on: server) {
            case .ran: ran += 1
            case .lacks: lacking.append(snippet.place)
            case .failed(let reason): failed.append("\(snippet.place): \(reason)")
            }
        }
        for place in lacking { say("LangBot \(server.version) lacks what \(place) is about") }
        for line in failed { say("\(server.version): \(line)") }
        say("LangBot \(server.version): \(ran) blocks ran, \(lacking.count) are about what it lacks")
        return failed.isEmpty
    }

    // Standard output is that of the blocks.
    private static func say(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }
}
