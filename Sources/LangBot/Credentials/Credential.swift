import Foundation

/// The credential that a client sends.
public enum Credential: Sendable {
    /// An API key in the field `X-API-Key`, which LangBot recommends.
    case apiKey(APIKey)
    /// An API key in the field `Authorization`, for proxies that pass only that field.
    case apiKeyAsBearer(APIKey)
    /// A user token in the field `Authorization`, which `apiKeys` and some operations of older releases require.
    case userToken(UserToken)
    /// No credential: enough for `system` and for signing in.
    case none
    /// A function called before each attempt, so that key rotation needs no new client.
    indirect case custom(@Sendable () async throws -> Credential)
    /// The API key in the given environment variable, read at each call.
    case environment(String)
}

/// A credential ready to be sent.
struct AppliedCredential: Sendable {
    /// The kind of credential, which determines the operations that a release allows.
    enum Kind: Hashable, Sendable {
        case apiKey
        case userToken
        case none
    }

    let kind: Kind
    private let field: (name: String, value: String)?
    /// The text that must not appear in any message.
    let secret: String?

    /// Resolves providers and the environment, and checks that the result can be sent in a header field.
    init(resolving credential: Credential) async throws {
        try await self.init(credential, providers: 0)
    }

    private init(_ credential: Credential, providers: Int) async throws {
        switch credential {
        case .apiKey(let key): try self.init(.apiKey, "X-API-Key", "", key)
        case .apiKeyAsBearer(let key): try self.init(.apiKey, "Authorization", "Bearer ", key)
        case .userToken(let token): try self.init(.userToken, "Authorization", "Bearer ", token)
        case .none: self.init(.none, field: nil, secret: nil)
        case .environment(let name):
            guard let value = ProcessInfo.processInfo.environment[name] else {
                throw LangBotError(.invalidCredential, detail: "the environment variable \(name) is not set")
            }
            try self.init(.apiKey, "X-API-Key", "", APIKey(value))
        case .custom(let provider):
            guard providers < 8 else {
                throw LangBotError(.invalidCredential, detail: "credential providers return each other endlessly")
            }
            try await self.init(Self.ask(provider), providers: providers + 1)
        }
    }

    private static func ask(_ provider: @Sendable () async throws -> Credential) async throws -> Credential {
        do {
            return try await provider()
        } catch let error where !(error is CancellationError) && !(error is LangBotError) {
            // Only the kind of error: its sentence may contain the credential.
            let kind = error as NSError
            throw LangBotError(
                .invalidCredential,
                detail: "the credential provider failed (\(kind.domain) \(kind.code)); see `underlying`",
                underlying: error
            )
        }
    }

    private init(_ kind: Kind, _ name: String, _ prefix: String, _ secret: some Secret) throws {
        let text = secret.revealed()
        guard !text.isEmpty else {
            throw LangBotError(.invalidCredential, detail: "the credential is empty; check where it comes from")
        }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw LangBotError(
                .invalidCredential,
                detail: "the credential contains a character that header fields cannot carry, such as a line break"
            )
        }
        self.init(kind, field: (name, prefix + text), secret: text)
    }

    private init(_ kind: Kind, field: (name: String, value: String)?, secret: String?) {
        self.kind = kind
        self.field = field
        self.secret = secret
    }

    func apply(to headers: inout HTTPHeaders) {
        if let field { headers[field.name] = field.value }
    }
}
