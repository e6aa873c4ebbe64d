import Foundation
import LangBot

/// Makes a new API key of a name, verifies it, and only then deletes the keys of that name that there were.
///
///     LANGBOT_BASE_URL=http://127.0.0.1:5300 LANGBOT_USER=me@example.com LANGBOT_PASSWORD=… rotate-keys ci > key
///
/// The new key is all that goes to standard output.
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
            // Nobody has seen the new key, and the old ones go on.
            try? await client.apiKeys.delete(made.id)
            throw error
        }
        for record in old {
            try await client.apiKeys.delete(record.id)
            say("deleted key \(record.id)")
        }
        return key
    }

    /// A key with the description of another one and, where the release limits keys, its scopes.
    private static func create(
        _ name: String,
        like record: APIKeyRecord?,
        _ client: LangBotClient
    ) async throws -> APIKeyRecord {
        let draft = APIKeyRecord.Draft(
            name: name,
            description: record?.keyDescription ?? "",
            scopes: record?.scopes
        )
        let made = try await client.apiKeys.create(draft)
        say("created key \(made.id)")
        return made
    }

    /// The key of a record, after the server has accepted it.
    private static func verified(_ record: APIKeyRecord, _ client: LangBotClient) async throws -> APIKey {
        guard let key = record.key else {
            throw LangBotError(.decoding, operation: "api_key.create", detail: "the server does not show the new key")
        }
        do {
            _ = try await client.authenticated(with: .apiKey(key)).pipelines.list()
        } catch LangBotError.Code.forbidden {
            // The server knows the key, which may do something else.
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

/// What is wrong with an argument or a variable.
private struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
