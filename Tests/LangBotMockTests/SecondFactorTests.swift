import Digests
import Foundation
import HTTPCore
import JSONCore
import LangBotMock
import Testing

/// Codes of an authenticator, as the second factor of an account.
@Suite(.serialized) struct SecondFactorTests {
    /// A mock of 4.11 whose clock the test turns, and its owner.
    private struct Desk {
        let client: MockClient
        let time: Locked<Int64>
        let owner: [(String, String)]

        func ask(
            _ method: String,
            _ path: String,
            _ json: JSONValue? = nil,
            as user: [(String, String)]? = nil
        ) async throws -> MockClient.Answer {
            try await client.send(method, "/api/v1/\(path)", user ?? owner, body: json?.description)
        }

        /// The status and the code of an answer.
        func code(_ method: String, _ path: String, _ json: JSONValue? = nil) async throws -> String {
            WorkspaceTests.code(try await ask(method, path, json))
        }

        func signIn(_ more: JSONObject = [:]) async throws -> MockClient.Answer {
            let own: JSONObject = ["user": .string(client.mock.user), "password": .string(client.mock.password)]
            return try await ask("POST", "user/auth", .object(own.merging(more)), as: [])
        }

        /// Turns the clock on by a period, after which there is a new code.
        func wait(_ seconds: Int64 = OneTimePassword.period) { time.withLock { $0 += seconds * 1_000_000 } }

        /// What the only authenticator shows now.
        func shownCode(early steps: Int64 = 0) throws -> JSONValue {
            let snapshot = try JSONValue(parsing: Array(client.mock.snapshot()))
            let factors = snapshot["world"]?["second_factors"]?.objectValue
            let text = try #require(factors?.first?.value["key"]?.stringValue)
            let standard = text.replacing("-", with: "+").replacing("_", with: "/") + "="
            let key = try #require(Data(base64Encoded: standard))
            let step = time.withLock { $0 } / 1_000_000 / OneTimePassword.period + steps
            return .string(OneTimePassword.code(Array(key), step: step))
        }

        /// Sets the second factor up and returns the codes for when the authenticator is lost.
        func enrol() async throws -> [JSONValue] {
            #expect(try await ask("POST", "user/totp/enroll", [:]).status == 200)
            let confirmed = try await ask("POST", "user/totp/enroll/confirm", ["code": try shownCode()])
            return confirmed.data?["recovery_codes"]?.arrayValue ?? []
        }
    }

    private static func withDesk(_ body: (Desk) async throws -> Void) async throws {
        let time = Locked(Int64(1_800_000_000_000_000))
        var options = MockLangBot.Options()
        options.profile = .v4_11
        options.clock = { time.withLock { $0 } }
        try await withMock(options) { client in
            let owner = [("Authorization", "Bearer \(try await client.signIn())")]
            try await body(Desk(client: client, time: time, owner: owner))
        }
    }

    @Test func countsAsTheStandardDoes() {
        // RFC 6238, appendix B; its codes have eight digits.
        let key = Array("12345678901234567890".utf8)
        for (seconds, code) in [
            (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
            (2_000_000_000, "279037"), (20_000_000_000, "353130"),
        ] as [(Int64, String)] {
            #expect(OneTimePassword.code(key, step: seconds / OneTimePassword.period) == code)
        }
    }

    @Test func isSetUpAndTurnedOff() async throws {
        try await Self.withDesk { desk throws in
            #expect(try await desk.ask("GET", "user/totp/status").data?["enabled"] == false)
            #expect(try await desk.code("POST", "user/totp/enroll/confirm", ["code": "1"]) == "404 totp_not_enrolled")
            #expect(try await desk.code("POST", "user/totp/disable", ["code": "1"]) == "404 totp_not_enrolled")
            let first = try await desk.ask("POST", "user/totp/enroll", [:]).data
            #expect(first?["qr_code_data_url"]?.stringValue?.hasPrefix("data:image/png;base64,iVBOR") == true)
            // A page that asks again sees the same, unless it wants a new one.
            #expect(try await desk.ask("POST", "user/totp/enroll").data == first)
            #expect(try await desk.ask("POST", "user/totp/enroll", ["rotate": true]).data != first)
            #expect(try await desk.ask("GET", "user/totp/status").data?["pending"] == true)
            #expect(try await desk.signIn().status == 200)
            #expect(try await desk.ask("POST", "user/totp/enroll/confirm", ["code": 1]).code == 1)
            #expect(try await desk.code("POST", "user/totp/enroll/confirm", ["code": "x"]) == "400 totp_invalid_code")

            #expect(try await desk.enrol().count == 4)
            let status = try await desk.ask("GET", "user/totp/status").data
            #expect(status?["enabled"] == true && status?["recovery_codes_remaining"] == 4)
            #expect(status?["confirmed_at"] == "2027-01-15T08:00:00")
            #expect(try await desk.code("POST", "user/totp/enroll", ["rotate": true]) == "409 totp_already_enrolled")
            #expect(try await desk.code("POST", "user/totp/disable", [:]) == "403 totp_invalid_code")
            // A code works once.
            #expect(
                try await desk.code("POST", "user/totp/disable", ["code": try desk.shownCode()])
                    == "403 totp_invalid_code"
            )
            desk.wait()
            #expect(try await desk.ask("POST", "user/totp/disable", ["code": try desk.shownCode()]).status == 200)
            #expect(try await desk.ask("GET", "user/totp/status").data?["enabled"] == false)
            #expect(try await desk.signIn().status == 200)
        }
    }

    @Test func isAskedForAtSignIn() async throws {
        try await Self.withDesk { desk throws in
            let codes = try await desk.enrol()
            let refused = try await desk.signIn()
            #expect(WorkspaceTests.code(refused) == "401 totp_required")
            let user = JSONValue.string(desk.client.mock.user)
            var answer: JSONObject = ["user": user, "challenge_token": refused.data?["challenge_token"] ?? .null]
            #expect(try await desk.ask("POST", "user/totp/verify", .object(answer), as: []).code == 1)
            answer["code"] = "000000"
            #expect(try await desk.code("POST", "user/totp/verify", .object(answer)) == "401 totp_invalid_code")
            desk.wait()
            answer["code"] = try desk.shownCode()
            let token = try await desk.ask("POST", "user/totp/verify", .object(answer), as: []).data?["token"]
            let session = [("Authorization", "Bearer \(token?.stringValue ?? "")")]
            #expect(try await desk.ask("GET", "user/info", as: session).data?["user"] == user)
            // Neither the challenge nor the code works again.
            desk.wait()
            answer["code"] = try desk.shownCode()
            #expect(try await desk.code("POST", "user/totp/verify", .object(answer)) == "401 totp_invalid_code")
            #expect(try await desk.signIn(["totp_code": answer["code"] ?? .null]).status == 200)
            #expect(WorkspaceTests.code(try await desk.signIn(["code": "1"])) == "401 totp_invalid_code")
            // The authenticator is lost, then a code is used up.
            #expect(try await desk.signIn(["code": codes[0]]).status == 200)
            #expect(WorkspaceTests.code(try await desk.signIn(["code": codes[0]])) == "401 totp_invalid_code")
            #expect(try await desk.ask("GET", "user/totp/status").data?["recovery_codes_remaining"] == 3)
            let renewed = try await desk.ask("POST", "user/totp/recovery-codes", ["code": codes[1]])
            #expect(renewed.data?["recovery_codes"]?.arrayValue?.count == 4)
            #expect(WorkspaceTests.code(try await desk.signIn(["code": codes[2]])) == "401 totp_invalid_code")
        }
    }

    @Test func anAuthenticatorMayBeAStepWrong() async throws {
        try await Self.withDesk { desk throws in
            _ = try await desk.enrol()
            desk.wait(300)
            #expect(try await desk.signIn(["code": try desk.shownCode(early: -2)]).status == 401)
            #expect(try await desk.signIn(["code": try desk.shownCode(early: 2)]).status == 401)
            #expect(try await desk.signIn(["code": try desk.shownCode(early: -1)]).status == 200)
            #expect(try await desk.signIn(["code": try desk.shownCode(early: 1)]).status == 200)
            // It has gone on, so that what is now is past.
            #expect(try await desk.signIn(["code": try desk.shownCode()]).status == 401)
        }
    }

    @Test func aChallengeEnds() async throws {
        try await Self.withDesk { desk throws in
            let codes = try await desk.enrol()
            let user = JSONValue.string(desk.client.mock.user)
            func challenge() async throws -> JSONValue {
                try await desk.ask("POST", "user/totp/challenge", ["user": user]).data?["challenge_token"] ?? .null
            }
            func verify(_ token: JSONValue, _ code: JSONValue) async throws -> Int {
                let answer: JSONValue = ["user": user, "challenge_token": token, "code": code]
                return try await desk.ask("POST", "user/totp/verify", answer, as: []).status
            }
            let guessed = try await challenge()
            for _ in 0..<5 { #expect(try await verify(guessed, "000000") == 401) }
            #expect(try await verify(guessed, codes[0]) == 401)
            let late = try await challenge()
            desk.wait(301)
            #expect(try await verify(late, codes[0]) == 401)
            #expect(try await verify(try await challenge(), codes[0]) == 200)
            // Nobody learns who has a second factor.
            let unknown = try await desk.ask("POST", "user/totp/challenge", ["user": "nobody@example.com"], as: [])
            #expect(unknown.data?["challenge_token"]?.stringValue?.count == 43)
            #expect(try await verify(unknown.data?["challenge_token"] ?? .null, codes[1]) == 401)
            #expect(try await desk.ask("POST", "user/totp/challenge", [:], as: []).code == 1)
        }
    }

    @Test func managersReplaceThoseOfMembers() async throws {
        try await Self.withDesk { desk throws in
            let account = try await desk.ask("GET", "user/info").data?["account_uuid"]?.stringValue ?? ""
            let path = "user/totp/accounts/\(account)"
            #expect(try await desk.code("DELETE", path) == "404 totp_not_enrolled")
            #expect(try await desk.code("DELETE", "user/totp/accounts/nobody") == "404 account_not_found")
            let codes = try await desk.enrol()
            let listed = try await desk.ask("GET", "user/totp/accounts").data?["accounts"]?[0]
            #expect(listed?["enabled"] == true && listed?["recovery_codes_remaining"] == 4)
            // A new authenticator takes the place of the old one at once, and its first code makes it count.
            #expect(try await desk.ask("POST", "\(path)/enroll").status == 200)
            #expect(try await desk.signIn().status == 200)
            let confirmed = try await desk.ask("POST", "\(path)/enroll/confirm", ["code": try desk.shownCode()])
            #expect(confirmed.data?["recovery_codes"]?.arrayValue?.count == 4)
            #expect(WorkspaceTests.code(try await desk.signIn(["code": codes[0]])) == "401 totp_invalid_code")
            #expect(try await desk.ask("DELETE", path).status == 200)
            #expect(try await desk.signIn().status == 200)
        }
    }

    @Test func outlivesARestart() async throws {
        try await Self.withDesk { desk throws in
            let codes = try await desk.enrol()
            let snapshot = desk.client.mock.snapshot()
            _ = try await desk.ask("POST", "user/totp/disable", ["code": codes[0]])
            try desk.client.mock.restore(snapshot)
            #expect(try await desk.signIn().status == 401)
            #expect(try await desk.signIn(["code": codes[0]]).status == 200)
        }
    }

    /// The digests of what another program draws of the same bytes, a digit a module, row by row.
    @Test func drawsCodesAsOthersDo() throws {
        for (length, side, digest) in [
            (1, 21, "603aee9078b9cbc87b5b7051863c817751293be7"), (14, 21, "36b7940624cb509c5796155cd102c76bd951671a"),
            (15, 25, "105ad024f155dc11aa36113b1c8f1a8567883d04"), (62, 33, "cda5fd5ef07782e996d91bd9a8db780bae63cbb1"),
            (106, 41, "94c70f91f43be2d519760a4ff2cb33b792848cbe"),
            (140, 49, "5ed96748436bb627bb1e20ad9fd019881c26bc20"),
            (180, 53, "c62eadf218cf695c7b242d11a967102250d84b0e"),
            (213, 57, "7b7036ce8ed2cae88a97a5d9d66ed13d90d37c9a"),
            (400, 77, "01f5ae696d38d01cf6b1da6cbca4004680b12f3c"),
            (1000, 121, "9d025b3eff2e9f5440c805f2e1bb611fad7487f0"),
            (1722, 153, "e054501dff22c603c759feb8ec45fd55660a3a0a"),
            (1909, 161, "32123f15e7e08c2a3a8c1d787bb9fab45cfdc8ca"),
            (2331, 177, "e89c4fa481424e40c40968eb8e6c0b8d06dfc1cb"),
        ] {
            let code = try #require(QRCode((0..<length).map { UInt8(truncatingIfNeeded: $0 * 7 + length) }))
            #expect(code.side == side)
            let modules = (0..<side).flatMap { y in (0..<side).map { UInt8(ascii: code.isDark($0, y) ? "1" : "0") } }
            #expect(SHA1.hexadecimalDigest(of: modules) == digest, "\(length) bytes")
        }
        #expect(QRCode(Array(repeating: 0, count: 2332)) == nil)
    }
}
