import Foundation
import LangBot

/// A server that the SDK is tried against.
struct ServerUnderTest: Decodable, Sendable {
    /// `documented`, or the release.
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

    /// The servers that the file in `LANGBOT_REAL_SERVERS` names, a JSON array of what `Scripts/real-langbot up` prints.
    static func real() throws -> [ServerUnderTest] {
        guard let path = ProcessInfo.processInfo.environment["LANGBOT_REAL_SERVERS"], !path.isEmpty else { return [] }
        return try JSONDecoder().decode([ServerUnderTest].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Whether API keys open knowledge bases and MCP servers, which the document promises and 4.5 does not keep.
    var opensEverythingToKeys: Bool { !version.hasPrefix("4.5.") }

    /// Whether models name a provider instead of carrying the keys for it, as they do since 4.7.
    var hasProviders: Bool {
        let parts = version.split(separator: ".").compactMap { Int($0) }
        return parts.count > 1 && (parts[0], parts[1]) >= (4, 7)
    }

    func client() throws -> LangBotClient { try client(.apiKey(APIKey(apiKey))) }

    func client(_ credential: Credential) throws -> LangBotClient {
        try LangBotClient(baseURL: baseURL, credential: credential)
    }

    func signedIn() async throws -> LangBotClient {
        let client = try client(.none)
        return client.authenticated(with: .userToken(try await client.account.signIn(user: user, password: password)))
    }

    /// A name that no other run uses.
    func name(_ purpose: String) -> String { "e2e-\(purpose)-\(UUID().uuidString.prefix(8).lowercased())" }
}
