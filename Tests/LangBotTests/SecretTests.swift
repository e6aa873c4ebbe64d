import Foundation
import LangBot
import LangBotTesting
import Testing

@Suite(.serialized) struct SecretTests {
    private static let text = "lbk_very-secret-9"

    private func everythingPrinted(_ value: some Any) -> String {
        var dumped = ""
        dump(value, to: &dumped)
        return [
            "\(value)", String(describing: value), String(reflecting: value), dumped,
            "\(Mirror(reflecting: value).children.map { "\($0)" })", "\([value])", "\(["a": value])",
        ].joined(separator: "\n")
    }

    @Test func secretsPrintNothingOfThemselves() {
        #expect(!everythingPrinted(APIKey(Self.text)).contains("very-secret"))
        #expect(!everythingPrinted(UserToken(Self.text)).contains("very-secret"))
        #expect(!everythingPrinted(Credential.apiKey(APIKey(Self.text))).contains("very-secret"))
        #expect(!everythingPrinted(Optional(APIKey(Self.text))).contains("very-secret"))
        #expect(!(APIKey(Self.text) is any Encodable))
    }

    @Test func secretsCompareAndReveal() {
        #expect(APIKey(Self.text) == APIKey(" \(Self.text)\n"))
        #expect(APIKey(Self.text) != "other")
        #expect(APIKey(Self.text).revealed() == Self.text)
    }

    @Test func clientsAndRequestsPrintNoSecret() async throws {
        let (printed, requests) = try await withStub(.success(["bots": []]), credential: .apiKey(APIKey(Self.text))) {
            _ = try await $0.bots.list()
            return everythingPrinted($0)
        }
        #expect(!printed.contains("very-secret"))
        #expect(!everythingPrinted(requests).contains("very-secret"))
        #expect(requests.first?.headers["x-api-key"] == Self.text)
    }

    @Test func errorsPrintNoSecretThatTheServerEchoes() async throws {
        let encoded = Data(Self.text.utf8).base64EncodedString()
        let body: JSONValue = [
            "code": -1, "msg": "no key \(Self.text)", "more": "\(encoded) lbk_other-key eyJhbGciOi.x.y",
        ]
        let error = try await failure {
            try await withStub(.json(body, status: 401), credential: .apiKey(APIKey(Self.text))) {
                try await $0.bots.list()
            }
        }
        let printed = everythingPrinted(error) + error.localizedDescription + (error.bodyPrefix ?? "")
        #expect(error.serverMessage == "no key <redacted>")
        for leak in ["very-secret", encoded, "other-key", "hbGciOi"] { #expect(!printed.contains(leak)) }
    }

    @Test func errorsPrintNoPassword() async throws {
        let error = try await failure {
            try await withStub(.json(["code": 1, "msg": "hunter2 is wrong"]), credential: .none) {
                try await $0.account.signIn(user: "u", password: "hunter2")
            }
        }
        #expect(error.code == .unauthorized)
        #expect(!everythingPrinted(error).contains("hunter2"))
    }

    @Test func resourcesPrintNoSettings() async throws {
        let bot: JSONValue = ["uuid": "u", "name": "n", "adapter_config": ["token": "very-secret"]]
        let printed = try await withStub(.success(["bot": bot])) { everythingPrinted(try await $0.bots.get("u")) }.value
        #expect(printed.contains("Bot(uuid: u, name: n)"))
        #expect(!printed.contains("very-secret"))
    }

    @Test(arguments: ["lbk_a\r\nX: y", "lbk_\u{0}", "lbk_ü", "lbk_a b", "", "  "])
    func keysThatNoHeaderCarriesAreRefusedBeforeSending(_ text: String) async throws {
        let error = try await failure {
            try await withStub(credential: .apiKey(APIKey(text))) { try await $0.bots.list() }
        }
        #expect(error.code == .invalidCredential)
        #expect(error.operation == "bot.list")
    }

    @Test func eachCredentialHasItsHeader() async throws {
        let credentials: [(Credential, String?, String?)] = [
            (.apiKey("k"), "k", nil), (.apiKeyAsBearer("k"), nil, "Bearer k"), (.userToken("t"), nil, "Bearer t"),
            (.none, nil, nil), (.custom { .apiKey("late") }, "late", nil),
        ]
        for (credential, key, authorization) in credentials {
            let (_, requests) = try await withStub(.success([:]), credential: credential) { try await $0.system.info() }
            #expect(requests.first?.headers["X-API-Key"] == key)
            #expect(requests.first?.headers["Authorization"] == authorization)
        }
    }

    @Test func keysComeFromTheEnvironmentOrAFailingProvider() async throws {
        struct Unavailable: Error {}
        let error = try await failure {
            try await withStub(credential: .custom { throw Unavailable() }) { try await $0.bots.list() }
        }
        #expect(error.code == .invalidCredential)
        #expect(error.underlying is Unavailable)
        let vault = NSError(domain: "Vault", code: 7, userInfo: [NSLocalizedDescriptionKey: "lbk_secret is refused"])
        let named = try await failure {
            try await withStub(credential: .custom { throw vault }) { try await $0.bots.list() }
        }
        #expect(named.description.contains("the credential provider failed (Vault 7); see `underlying`"))
        let endless = try await failure {
            try await withStub(credential: Self.endless()) { try await $0.bots.list() }
        }
        #expect(endless.code == .invalidCredential)
        let path = try #require(ProcessInfo.processInfo.environment["PATH"])
        let (_, requests) = try await withStub(.success([:]), credential: .environment("PATH")) {
            try await $0.system.info()
        }
        #expect(requests.first?.headers["X-API-Key"] == path)
    }

    private static func endless() -> Credential { .custom { endless() } }

    @Test func secretsOnTheBorderOfTheBodyPrefixAreRemoved() async throws {
        let body = String(repeating: "x", count: LangBotError.maximumBodyPrefix - 4) + "secret-without-prefix"
        let error = try await failure {
            try await withStub(.text(body, status: 500), credential: .apiKey("secret-without-prefix")) {
                try await $0.bots.list()
            }
        }
        #expect(error.bodyPrefix?.contains("sec") == false)
    }

    @Test func environmentsWithoutTheKeyAreAnError() async throws {
        let error = try await failure {
            try await withStub(credential: .environment("LANGBOT_NO_SUCH_VARIABLE")) { try await $0.bots.list() }
        }
        #expect(error.code == .invalidCredential)
        #expect(error.description.contains("LANGBOT_NO_SUCH_VARIABLE"))
    }
}
