import Digests
import Foundation
import JSONCore
import LangBotContract

/// User tokens that somebody made up: with other claims and without a good signature, or signed with a secret that is
/// easy to guess.
enum ForgedTokenChecks {
    static let checks: [Check] = [
        Check(
            "user-token.claims",
            .harden,
            "User token with other claims and no good signature: 401",
            .jwtValidation,
            needs: [.userToken]
        ) { context throws(Interruption) in
            let own = try Secret.userToken.value(context.session.credentials)
            let signature = own.split(separator: ".").last.map(String.init) ?? ""
            let tokens = claims.flatMap { change in
                let payload = segment(change(JSONWebToken.claims(own)?.objectValue ?? [:]))
                return algorithms.map { "\(header($0)).\(payload)." }
                    + ["", zeros, signature].map { "\(header("HS256")).\(payload).\($0)" }
            }
            return try await refused(context, tokens.filter { $0 != own })
        },
        Check(
            "user-token.guessable-secret",
            .harden,
            "User token signed with a secret that is easy to guess: 401",
            .entropy,
            needs: [.userToken]
        ) { context throws(Interruption) in
            let credentials = context.session.credentials
            let own = try Secret.userToken.value(credentials)
            let account = credentials.account.map { [$0.user, String($0.user.prefix { $0 != "@" })] } ?? []
            let payload = segment(JSONWebToken.claims(own)?.objectValue ?? [:])
            let text = "\(header("HS256")).\(payload)"
            let tokens = (secrets + account + [credentials.apiKey]).map { secret in
                let code = SHA256.code(of: Array(text.utf8), key: Array(secret.utf8))
                return "\(text).\(base64url(code))"
            }
            return try await refused(context, tokens)
        },
    ]

    /// What a forger makes of the claims of a valid token.
    private static let claims: [@Sendable (JSONObject) -> JSONObject] = [
        { $0 }, { $0.merging(["user": "lbconf-no-such-user@example.com"]) },
        { $0.merging(["user": "admin"]) }, { $0.merging(["user": ""]) },
        { $0.merging(["user": .null]) }, { $0.merging(["iss": "lbconf"]) },
        { $0.merging(["exp": 1]) }, { $0.merging(["exp": 4_102_444_800]) },
        { $0.merging(["sub": $0["user"] ?? "admin", "role": "admin", "is_admin": true]) },
        { claims in JSONObject(claims.filter { $0.name != "exp" }.map { ($0.name, $0.value) }) },
        { claims in JSONObject(claims.filter { $0.name != "iss" }.map { ($0.name, $0.value) }) },
        { claims in JSONObject(claims.filter { $0.name == "user" }.map { ($0.name, $0.value) }) }, { _ in [:] },
    ]

    private static let algorithms = ["none", "None", "NONE", "nOnE", ""]

    private static let secrets = [
        "", "secret", "langbot", "LangBot", "changeme", "change-me", "password", "jwt", "jwt_secret", "jwt-secret",
        "your-secret-key", "your_secret_key", "your-256-bit-secret", "secretkey", "secret_key", "secret-key", "key",
        "test", "dev", "development", "admin", "123456", "default", "none", "null", "None", "undefined", "0",
        "supersecret", "langbot-secret", "langbot_secret", "a", "qwerty", "HS256",
    ]

    private static let zeros = base64url([UInt8](repeating: 0, count: 32))

    private static func refused(_ context: CheckContext, _ tokens: [String]) async throws(Interruption) -> Finding {
        let probes = tokens.map { token in
            Subject.bots.authorization("Bearer \(Secret.made(token, placeholder: "a forged user token"))")
        }
        for sent in try await context.send(each: probes) where sent.reply.status != 401 {
            return Finding(
                false,
                expected: "status 401",
                actual: sent.reply.summary,
                sent,
                isBreach: sent.reply.isSuccess
            )
        }
        return Finding(true, expected: "status 401", actual: "401 for \(tokens.count) forgeries")
    }

    private static func header(_ algorithm: String) -> String {
        segment(algorithm.isEmpty ? ["typ": "JWT"] : ["alg": .string(algorithm), "typ": "JWT"])
    }

    private static func segment(_ object: JSONObject) -> String {
        base64url(Array(JSONValue.object(object).description.utf8))
    }

    private static func base64url(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
