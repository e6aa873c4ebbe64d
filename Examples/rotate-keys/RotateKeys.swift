import Foundation
import LangBot

/// Creates a new API key with a given name, verifies it, and only then deletes the older keys with that name.
///
///     LANGBOT_BASE_URL=http://127.0.0.1:5300 LANGBOT_USER=me@example.com LANGBOT_PASSWORD=… rotate-keys ci > key
///
/// Standard output contains only the new key.
@main
struct RotateKeys {
    static func main() async {
        do {
            let arguments = CommandLine.arguments.dropFirst()
            guard let name = arguments.first, arguments.count == 1, !name.isEmpty, !name.hasPrefix("-") else {
                throw UsageError("usage: rotate-keys NAME")
            }
            let client = try await signedIn(ProcessInfo.processInfo.environment)
            print(try await rotate(name, client).revealed())
        } catch let error as UsageError {
            say(error.description)
            exit(2)
        } catch {
            say(error.localizedDescription)
            exit(1)
        }
    }

    private static func rotate(_ name: String, _ client: LangBotClient) async throws -> APIKey {
        let old = try await client.apiKeys.list().filter { $0.name == name && $0.status != .revoked }
        let made = try await create(name, like: old.last, client)
        let key: APIKey
        do {
            key = try await verified(made, client)
        } catch {
            // Nobody has seen the new key, and the old ones remain valid.
            try? await client.apiKeys.delete(made.id)
            throw error
        }
        for record in old {
            try await client.apiKeys.delete(record.id)
            say("deleted key \(record.id)")
        }
        return key
    }

    /// Creates a key with the description of another one and, in releases with scopes, its scopes.
    private static func create(
        _ name: String,
        like record: APIKeyRecord?,
        _ client: LangBotClient
    ) async throws -> APIKeyRecord {
        let draft = APIKeyRecord.Draft(
            name: name,
            description: record?.description ?? "",
            scopes: record?.scopes
        )
        let made = try await client.apiKeys.create(draft)
        say("created key \(made.id)")
        return made
    }

    /// Returns the key of a record after checking that the server accepts it.
    private static func verified(_ record: APIKeyRecord, _ client: LangBotClient) async throws -> APIKey {
        guard let key = record.key else {
            throw LangBotError(.decoding, operation: "api_key.create", detail: "the server does not show the new key")
        }
        do {
            _ = try await client.authenticated(with: .apiKey(key)).pipelines.list()
        } catch LangBotError.Code.forbidden {
            // The server accepts the key, which just lacks the scope for this call.
        }
        say("key \(record.id) works")
        return key
    }

    private static func signedIn(_ environment: [String: String]) async throws -> LangBotClient {
        guard let url = URL(string: environment["LANGBOT_BASE_URL"] ?? "http://127.0.0.1:5300") else {
            throw UsageError("LANGBOT_BASE_URL is not a URL")
        }
        guard let user = environment["LANGBOT_USER"], let password = environment["LANGBOT_PASSWORD"] else {
            throw UsageError("set LANGBOT_USER and LANGBOT_PASSWORD: API keys are managed by signed-in users")
        }
        let client: LangBotClient
        do {
            client = try LangBotClient(baseURL: url, credential: .none)
        } catch let error as LangBotError {
            throw UsageError("LANGBOT_BASE_URL: \(error.localizedDescription)")
        }
        return client.authenticated(with: .userToken(try await client.account.signIn(user: user, password: password)))
    }

    private static func say(_ sentence: String) {
        FileHandle.standardError.write(Data("rotate-keys: \(sentence)\n".utf8))
    }
}

/// An invalid argument or environment variable.
private struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
