import Digests
import Foundation
import HTTPCore
import JSONCore
import LangBotContract
import LangBotMock

/// Forged and misused user tokens.
extension Mutants {
    static let tokens = [
        Mutant(
            "token.signature-unread",
            "The signature of a token is not verified.",
            [
                "user-token.unsigned", "user-token.without-signature", "user-token.tampered", "user-token.truncated",
                "user-token.unsigned.mixed-case", "user-token.other-algorithm", "user-token.asymmetric-algorithm",
                "user-token.forged.everywhere",
            ],
            takes { mine, theirs in mine.count == 3 && theirs.count == 3 && mine[1] == theirs[1] }
        ),
        Mutant(
            "token.no-algorithm",
            "A token without an algorithm needs no signature.",
            ["user-token.unsigned"],
            takes { mine, theirs in
                mine.count == 3 && theirs.count == 3 && mine[2].isEmpty && mine[0] != theirs[0] && mine[1] == theirs[1]
            }
        ),
        Mutant(
            "token.payload-unread",
            "Only the signature of a token is compared.",
            ["user-token.payload", "user-token.other-algorithm"],
            takes { mine, theirs in mine.count == 3 && theirs.count == 3 && mine[2] == theirs[2] }
        ),
        Mutant(
            "token.key-reference",
            "The header of a token says where its key is.",
            ["user-token.key-reference"],
            takes { mine, theirs in
                // {"alg":"HS256","typ":"JWT","kid…
                let isReferring = mine[0].hasPrefix("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZ")
                return isReferring && mine.count == 3 && theirs.count == 3 && mine[1] == theirs[1]
            }
        ),
        Mutant(
            "token.more-is-ignored",
            "Extra segments of a token are ignored.",
            ["user-token.extended"],
            takes { mine, theirs in mine.count > 3 && Array(mine.prefix(3)) == theirs }
        ),
        Mutant(
            "token.looks-like-one",
            "Any token that starts with eyJ is accepted.",
            ["user-token.malformed"],
            .requests { request, original in
                if request.bearer?.hasPrefix("eyJ") == true { request.signIn(original.userToken) }
            }
        ),
        Mutant(
            "token.as-key",
            "A user token is accepted as an API key.",
            ["user-token.in-x-api-key"],
            .requests { request, original in
                if let key = request.fields["x-api-key"], key.hasPrefix("eyJ"), original.hasIssued(key) {
                    request.authenticate(original.apiKey)
                }
            }
        ),
        Mutant(
            "token.for-ever",
            "A token has no exp claim.",
            ["user-token.expiry"],
            forEver()
        ),
        Mutant(
            "token.unsigned-stranger",
            "A token without an algorithm is accepted if it names somebody unknown.",
            ["user-token.claims"],
            takesClaims { header, claims, _, original in
                let user = claims["user"]?.stringValue
                return header["alg"]?.stringValue?.lowercased() == "none" && user != nil && user != original.mock.user
            }
        ),
        Mutant(
            "token.expired",
            "The signature of a token is not verified once it has expired.",
            ["user-token.claims"],
            takesClaims { _, claims, _, _ in claims["exp"]?.integerValue.map { $0 < 1_000_000_000 } ?? false }
        ),
        Mutant(
            "token.guessable",
            "Tokens are also signed with a secret that is in many examples.",
            ["user-token.guessable-secret"],
            takesClaims { _, _, token, _ in
                let parts = token.split(separator: ".", omittingEmptySubsequences: false)
                guard parts.count == 3 else { return false }
                let code = SHA256.code(of: Array("\(parts[0]).\(parts[1])".utf8), key: Array("your-secret-key".utf8))
                return decoded(parts[2]) == code
            }
        ),
        Mutant(
            "token.for-the-asking",
            "Whoever reads the path for signing in gets a token.",
            ["user-token.without-content"],
            Mutation(answer: { request, original in
                guard request.method == .get, request.path == "/api/v1/user/auth" else {
                    return original.answer(request)
                }
                var response = HTTPResponse.bots
                response.replace("\"bots\":[]", "\"token\":\"\(original.userToken)\"")
                return response
            })
        ),
        Mutant(
            "token.with-password",
            "The answer to signing in repeats the password.",
            ["leak.password-echo"],
            Mutation(answer: { request, original in
                let (answer, operation) = original.answerAndOperation(request)
                var response = answer
                if operation == "user.auth", let password = request.json?["password"]?.stringValue {
                    response.replace("\"token\":", "\"password\":\"\(password)\",\"token\":")
                }
                return response
            })
        ),
        Mutant(
            "token.reason",
            "The message says what is wrong with a token.",
            ["leak.token-reason"],
            .answers { request, response in
                if response.status == 401, request.bearer?.hasPrefix("eyJ") == true {
                    response.replace(response.json?["msg"]?.stringValue ?? "", "Signature verification failed")
                }
            }
        ),
        Mutant(
            "token.key-becomes-user",
            "An API key is accepted where only a user may ask, other than on keys.",
            ["keys.not-by-key"],
            .requests { request, original in
                guard request.path == "/api/v1/user/check-token", request.bearer == original.apiKey else { return }
                request.signIn(original.userToken)
            }
        ),
        Mutant(
            "token.key-manages-keys",
            "An API key can manage API keys.",
            ["keys.not-by-key", "keys.by-key"],
            .requests { request, original in
                if request.isAboutKeys, request.fields["x-api-key"] == original.apiKey {
                    request.signIn(original.userToken)
                }
            }
        ),
    ]

    private static func takes(
        _ isTaken: @escaping @Sendable (_ mine: [Substring], _ theirs: [Substring]) -> Bool
    ) -> Mutation {
        .requests { request, original in
            guard let token = request.bearer, token.contains(".") else { return }
            let mine = token.split(separator: ".", omittingEmptySubsequences: false)
            let issued = original.issued.withLock { $0 }
            let isOne = issued.contains { isTaken(mine, $0.split(separator: ".", omittingEmptySubsequences: false)) }
            if isOne { request.signIn(original.userToken) }
        }
    }

    private static func takesClaims(
        _ isTaken: @escaping @Sendable (_ header: JSONValue, _ claims: JSONValue, _ token: String, Original) -> Bool
    ) -> Mutation {
        .requests { request, original in
            let parts = request.bearer?.split(separator: ".", omittingEmptySubsequences: false) ?? []
            guard let token = request.bearer, parts.count == 3,
                let header = decoded(parts[0]).flatMap({ try? JSONValue(parsing: $0) }),
                let claims = decoded(parts[1]).flatMap({ try? JSONValue(parsing: $0) })
            else { return }
            if isTaken(header, claims, token, original) { request.signIn(original.userToken) }
        }
    }

    /// What base64url says; nil if it is none.
    private static func decoded(_ text: Substring) -> [UInt8]? {
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - base64.count % 4) % 4)
        return Data(base64Encoded: base64 + padding).map(Array.init)
    }

    private static func forEver() -> Mutation {
        let token = "eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyIjoiYSJ9.AAAA"
        return Mutation(answer: { request, original in
            var request = request
            if request.bearer == token { request.signIn(original.userToken) }
            let (answer, operation) = original.answerAndOperation(request)
            var response = answer
            if operation == "user.auth", let issued = response.json?["data"]?["token"]?.stringValue {
                response.replace(issued, token)
            }
            return response
        })
    }
}
