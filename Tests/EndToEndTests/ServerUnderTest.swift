import Foundation
import LangBot
import LangBotMock

/// A server that the SDK is tried against.
struct ServerUnderTest: Decodable, Sendable {
    /// `documented`, or the release.
    let version: String
    let baseURL: URL
    let apiKey: String
    let user: String
    let password: String
    /// The engine that knowledge bases may belong to; nil where no plugin brings one.
    var knowledgeEngine: String?
    /// Whether it is the mock, which reaches no other server and has no skills and agents of its own.
    var isMock = false
    /// How its clients behave.
    var configuration = ClientConfiguration.patient

    init(_ mock: MockLangBot, _ profile: MockProfile) {
        version = profile.description
        baseURL = mock.baseURL
        apiKey = mock.apiKey
        user = mock.user
        password = mock.password
        knowledgeEngine = "langbot-mock/plain-text"
        isMock = true
    }

    private enum CodingKeys: String, CodingKey {
        case version, user, password
        case baseURL = "base_url"
        case apiKey = "api_key"
    }

    /// The servers that the file in `LANGBOT_REAL_SERVERS` names, a JSON array of what `Scripts/real-langbot up` prints.
    static func real() throws -> [ServerUnderTest] {
        guard let path = ProcessInfo.processInfo.environment["LANGBOT_REAL_SERVERS"], !path.isEmpty else { return [] }
        return try JSONDecoder().decode([ServerUnderTest].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// The release; of the document, the one that it was written for.
    var release: ServerRelease { ServerRelease(version) ?? ServerRelease(4, 4, 1) }

    /// Whether it answers as the document says and not as a release does.
    var isDocumented: Bool { version == "documented" }

    /// Whether the server is of that release or a later one; the document has nothing that came after it.
    func has(_ major: Int, _ minor: Int) -> Bool { release >= ServerRelease(major, minor) }

    /// Whether API keys open knowledge bases and documents: the document promises it, and 4.5 does not keep that.
    var opensKnowledgeToKeys: Bool { isDocumented || has(4, 6) }

    /// Whether API keys open MCP servers and tasks: the document promises it, and releases before 4.10 do not keep that.
    var opensServersToKeys: Bool { isDocumented || has(4, 10) }

    func client() throws -> LangBotClient { try client(.apiKey(APIKey(apiKey))) }

    func client(_ credential: Credential) throws -> LangBotClient {
        try LangBotClient(baseURL: baseURL, credential: credential, configuration: configuration)
    }

    func signedIn() async throws -> LangBotClient {
        let client = try client(.none)
        return client.authenticated(with: .userToken(try await client.account.signIn(user: user, password: password)))
    }

    /// A client that may use knowledge bases and documents.
    func knowing() async throws -> LangBotClient { opensKnowledgeToKeys ? try client() : try await signedIn() }

    /// A client that may use MCP servers and tasks.
    func serving() async throws -> LangBotClient { opensServersToKeys ? try client() : try await signedIn() }

    /// A name that no other run uses.
    func name(_ purpose: String) -> String { "e2e-\(purpose)-\(UUID().uuidString.prefix(8).lowercased())" }
}

extension ClientConfiguration {
    /// One that waits as long as a busy machine takes.
    static var patient: ClientConfiguration {
        var configuration = ClientConfiguration()
        configuration.deadline = patience
        return configuration
    }
}
