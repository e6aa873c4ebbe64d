import Foundation
import HTTPCore
import JSONCore
import LangBotMock
import Testing

/// Signing in with more or less than a password: forgotten passwords, passkeys and Space.
@Suite(.serialized) struct SignInTests {
    private static func withRelease(
        _ profile: MockProfile,
        _ body: (MockClient, Locked<Int64>) async throws -> Void
    ) async throws {
        let time = Locked(Int64(1_800_000_000_000_000))
        var options = MockLangBot.Options()
        options.profile = profile
        options.clock = { time.withLock { $0 } }
        try await withMock(options) { try await body($0, time) }
    }

    private static func post(_ client: MockClient, _ path: String, _ json: JSONValue) async throws -> MockClient.Answer
    {
        try await client.send("POST", "/api/v1/user/\(path)", [], body: json.description)
    }

    private static func wait(_ seconds: Int64, _ time: Locked<Int64>) { time.withLock { $0 += seconds * 1_000_000 } }

    @Test(arguments: [MockProfile.v4_5, .v4_9, .v4_10, .v4_11])
    func theRecoveryKeyReplacesAForgottenPassword(profile: MockProfile) async throws {
        try await Self.withRelease(profile) { client, _ throws in
            let user = JSONValue.string(client.mock.user)
            func reset(_ user: JSONValue, _ key: String) async throws -> MockClient.Answer {
                let content: JSONValue = ["user": user, "new_password": "another one", "recovery_key": .string(key)]
                return try await Self.post(client, "reset-password", content)
            }
            #expect(try await reset(user, "wrong").status == 403)
            #expect(try await reset("nobody@example.com", "mock-recovery-key").message == "User not found")
            #expect(try await client.signIn() != "")
            #expect(try await reset(user, "mock-recovery-key").data?["user"] == user)
            #expect(try await client.signIn() == "")
            let new: JSONValue = ["user": user, "password": "another one"]
            #expect(try await Self.post(client, "auth", new).data?["token"] != nil)
        }
    }

    @Test(arguments: [MockProfile.v4_10, .v4_11])
    func guessesAreLimited(profile: MockProfile) async throws {
        try await Self.withRelease(profile) { client, time throws in
            let guess: JSONValue = ["user": .string(client.mock.user), "new_password": "n", "recovery_key": "x"]
            for _ in 0..<5 { #expect(try await Self.post(client, "reset-password", guess).status == 403) }
            #expect(try await Self.post(client, "reset-password", guess).status == 429)
            Self.wait(15 * 60, time)
            #expect(try await Self.post(client, "reset-password", guess).status == 403)
        }
    }

    @Test func olderReleasesTakeAsManyGuessesAsThereAre() async throws {
        try await Self.withRelease(.v4_9) { client, _ throws in
            let guess: JSONValue = ["user": .string(client.mock.user), "new_password": "n", "recovery_key": "x"]
            for _ in 0..<8 { #expect(try await Self.post(client, "reset-password", guess).status == 403) }
        }
    }

    @Test func aSecondFactorReplacesAForgottenPassword() async throws {
        try await Self.withRelease(.v4_11) { client, _ throws in
            let user = JSONValue.string(client.mock.user)
            let owner = [("Authorization", "Bearer \(try await client.signIn())")]
            func reset(_ method: JSONValue, _ code: JSONValue?) async throws -> Int {
                var content: JSONObject = ["user": user, "new_password": "another one", "method": method]
                content["code"] = code
                return try await Self.post(client, "reset-password", .object(content)).status
            }
            #expect(try await reset("totp", "123456") == 403)
            _ = try await client.send("POST", "/api/v1/user/totp/enroll", owner, body: "{}")
            let snapshot = try JSONValue(parsing: Array(client.mock.snapshot()))
            let factor = snapshot["world"]?["second_factors"]?.objectValue?.first?.value
            let text = try #require(factor?["key"]?.stringValue)
            let standard = text.replacing("-", with: "+").replacing("_", with: "/") + "="
            let key = Array(try #require(Data(base64Encoded: standard)))
            let code = OneTimePassword.code(key, step: 1_800_000_000 / OneTimePassword.period)
            let path = "/api/v1/user/totp/enroll/confirm"
            let confirmed = try await client.send("POST", path, owner, body: #"{"code":"\#(code)"}"#)
            let recovery = confirmed.data?["recovery_codes"]?[0]
            #expect(try await reset("totp", nil) == 400)
            #expect(try await reset("totp", recovery) == 403)
            #expect(try await reset("recovery_code", recovery) == 200)
            let new: JSONValue = ["user": user, "password": "another one"]
            #expect(try await Self.post(client, "auth", new).json?["code"] == "totp_required")
        }
    }

    @Test func passkeysAreOfferedAndRefused() async throws {
        try await Self.withRelease(.v4_11) { client, time throws in
            let owner = [("Authorization", "Bearer \(try await client.signIn())")]
            func own(_ method: String, _ path: String, _ json: JSONValue? = nil) async throws -> MockClient.Answer {
                try await client.send(method, "/api/v1/user/\(path)", owner, body: json?.description)
            }
            #expect(try await own("GET", "passkeys").data == [])
            #expect(try await own("PATCH", "passkey/1", ["name": "n"]).status == 404)
            #expect(try await own("PATCH", "passkey/1", ["name": " "]).code == 1)
            #expect(try await own("DELETE", "passkey/1").status == 404)

            func offered() async throws -> (token: JSONValue, options: JSONValue) {
                let data = try await own("POST", "passkey/register/options").data
                return (data?["challenge_token"] ?? .null, data?["options"] ?? .null)
            }
            let offer = try await offered()
            #expect(offer.options["rp"] == ["id": "127.0.0.1", "name": "LangBot"])
            #expect(offer.options["user"]?["name"] == .string(client.mock.user))
            func verify(_ token: JSONValue, _ credential: JSONValue) async throws -> String? {
                let content: JSONValue = ["challenge_token": token, "credential": credential]
                return try await own("POST", "passkey/register/verify", content).message
            }
            #expect(try await verify(offer.token, ["id": "YWJj"]) == "Credential missing required rawId")
            #expect(try await verify(offer.token, ["id": "YWJj"]) == "Invalid or expired passkey challenge")
            func credential(_ challenge: JSONValue, _ origin: JSONValue) -> JSONValue {
                let signed: JSONValue = ["type": "webauthn.create", "challenge": challenge, "origin": origin]
                let data = Data(signed.description.utf8).base64EncodedString()
                let response: JSONValue = ["clientDataJSON": .string(data), "attestationObject": "oA"]
                return ["id": "YWJj", "rawId": "YWJj", "type": "public-key", "response": response]
            }
            let second = try await offered()
            let foreign = credential(second.options["challenge"] ?? .null, "https://example.com")
            #expect(try await verify(second.token, foreign)?.hasPrefix("Unexpected client data origin") == true)
            let third = try await offered()
            let other = credential(second.options["challenge"] ?? .null, "http://127.0.0.1:5300")
            #expect(try await verify(third.token, other) == "Client data challenge was not expected challenge")
            let late = try await offered()
            Self.wait(301, time)
            #expect(try await verify(late.token, ["id": "YWJj"]) == "Invalid or expired passkey challenge")
        }
    }

    @Test func aPasskeyOpensNoSession() async throws {
        try await Self.withRelease(.v4_11) { client, _ throws in
            func attempt(_ credential: JSONValue) async throws -> String? {
                let options = try await Self.post(client, "passkey/auth/options", [:]).data
                let content: JSONValue = [
                    "challenge_token": options?["challenge_token"] ?? .null, "credential": credential,
                ]
                return try await Self.post(client, "passkey/auth/verify", content).message
            }
            #expect(try await attempt(["id": "YWJj"]) == "Passkey credential not recognized")
            #expect(try await attempt(["rawId": "YWJj"]) == "Missing credential id")
            #expect(try await attempt([:]) == "Missing challenge_token or credential")
        }
    }

    private static let page = "http%3A%2F%2Flocalhost%2Fauth%2Fspace%2Fcallback"

    private static func state(_ answer: MockClient.Answer) -> JSONValue {
        let address = answer.data?["authorize_url"]?.stringValue ?? ""
        return .string(address.split(separator: "state=").last.map(String.init) ?? "")
    }

    @Test(arguments: [MockProfile.v4_10, .v4_11])
    func spaceIsAskedWithAStateOfOnesOwn(profile: MockProfile) async throws {
        try await Self.withRelease(profile) { client, _ throws in
            let owner = [("Authorization", "Bearer \(try await client.signIn())")]
            let path = "/api/v1/user/space/authorize-url?redirect_uri="
            let answer = try await client.send("GET", path + Self.page, [])
            let start =
                "https://space.langbot.app/auth/authorize?redirect_uri=\(Self.page)&code_contract=redirect-v1&state="
            #expect(answer.data?["authorize_url"]?.stringValue?.hasPrefix(start) == true)
            for wrong in ["", "http%3A%2F%2Flocalhost%2F", "\(Self.page)%3Fmode%3Dbind", "\(Self.page)&state=mine"] {
                #expect(try await client.send("GET", path + wrong, []).code == 1, "\(wrong)")
            }
            // Space is not reached, and a state is good for one try.
            let content: JSONValue = ["code": "v4_code", "state": Self.state(answer)]
            #expect(try await Self.post(client, "space/callback", content).status == 500)
            #expect(try await Self.post(client, "space/callback", content).message == "Space OAuth failed")
            #expect(try await Self.post(client, "space/callback", ["code": "code", "state": "s"]).code == 1)

            let bindingPath = "/api/v1/user/space/bind-authorize-url?redirect_uri=\(Self.page)%3Fmode%3Dbind"
            #expect(try await client.send("GET", bindingPath, []).status == 401)
            let binding = Self.state(try await client.send("GET", bindingPath, owner))
            #expect(try await Self.post(client, "bind-space", ["code": "v4_code", "state": binding]).status == 500)
            #expect(try await Self.post(client, "bind-space", ["code": "v4_code", "state": binding]).status == 401)
            let other = Self.state(try await client.send("GET", path + Self.page, []))
            #expect(try await Self.post(client, "bind-space", ["code": "v4_code", "state": other]).status == 401)
        }
    }

    @Test(arguments: [MockProfile.v4_7, .v4_8, .v4_9])
    func olderReleasesLeaveTheStateToTheCaller(profile: MockProfile) async throws {
        try await Self.withRelease(profile) { client, _ throws in
            let path = "/api/v1/user/space/authorize-url?redirect_uri=\(Self.page)&state=mine"
            let page = "http://localhost/auth/space/callback"
            let address = "https://space.langbot.app/auth/authorize?redirect_uri=\(page)&state=mine"
            #expect(try await client.send("GET", path, []).data?["authorize_url"] == .string(address))
            #expect(try await Self.post(client, "space/callback", ["code": "c"]).code == 2)
            #expect(try await Self.post(client, "bind-space", ["code": "c", "state": "mine"]).status == 401)
            let token = JSONValue.string(try await client.signIn())
            #expect(try await Self.post(client, "bind-space", ["code": "c", "state": token]).status == 500)
        }
    }
}
