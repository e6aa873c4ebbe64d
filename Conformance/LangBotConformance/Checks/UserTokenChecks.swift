import Foundation
import JSONCore
import LangBotContract

/// Forged, damaged and misplaced user tokens.
enum UserTokenChecks {
    static let checks: [Check] = [
        refused(
            "unsigned",
            "User token with alg none and no signature: 401",
            .jwtAlgorithms,
            .unsignedToken
        ),
        refused("without-signature", "User token without its signature: 401", .jwtValidation, .withoutSignature),
        refused(
            "tampered",
            "User token with its last character changed: 401",
            .jwtValidation,
            .replacedLastCharacter
        ),
        refused("truncated", "User token without its last character: 401", .jwtValidation, .withoutLastCharacter),
        refused("payload", "User token with a changed payload: 401", .jwtValidation, .tamperedPayload),
        refused(
            "unsigned.mixed-case",
            "User token with alg nOne: 401",
            .jwtAlgorithms,
            .replacedHeader("eyJhbGciOiJuT25lIiwidHlwIjoiSldUIn0")
        ),
        refused(
            "other-algorithm",
            "User token relabelled as HS512: 401",
            .jwtAlgorithmVerification,
            .replacedHeader("eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9")
        ),
        refused(
            "asymmetric-algorithm",
            "User token relabelled as RS256: 401",
            .jwtAlgorithmVerification,
            .replacedHeader("eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9")
        ),
        refused(
            "key-reference",
            "User token whose header names another key: 401",
            .jwtValidation,
            // {"alg":"HS256","typ":"JWT","kid":"/dev/null","jku":"http://127.0.0.1:9/","x5u":"http://127.0.0.1:9/"}
            .replacedHeader(
                "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6Ii9kZXYvbnVsbCIsImprdSI6Imh0dHA6Ly8xMjcuMC4w"
                    + "LjE6OS8iLCJ4NXUiOiJodHRwOi8vMTI3LjAuMC4xOjkvIn0"
            )
        ),
        expiry,
        .one(
            "user-token.extended",
            .harden,
            "User token with an extra segment: 401",
            .jwtValidation,
            needs: [.userToken],
            Subject.bots.authorization("Bearer \(Secret.userToken).eyJh"),
            .rejected
        ),
        .one(
            "user-token.malformed",
            .harden,
            "Text that only looks like a user token: 401",
            .jwtValidation,
            Subject.bots.authorization("Bearer eyJ.a.b"),
            .rejected
        ),
        .one(
            "user-token.in-x-api-key",
            .harden,
            "User token in X-API-Key: 401",
            .onlyTwoMethods,
            needs: [.userToken],
            Subject.bots.apiKey("\(Secret.userToken)"),
            .rejected
        ),
        .each(
            Contract.documented.filter { $0.credentials == .userToken },
            "user-token.required",
            .must,
            "Operations for signed-in users without a credential: 401",
            .logIn,
            .rejected
        ) { Subject.harmless($0) },
        notByKey,
    ]

    /// Whoever has found a key must not become the user who made it.
    private static let notByKey = Check(
        "keys.not-by-key",
        .harden,
        "API keys and the user token, asked for with an API key: 401 or 403",
        .logIn,
        scope: .each(Contract.documented.filter { $0.credentials == .userToken })
    ) { context throws(Interruption) in
        let probe = Subject.harmless(context.operation)
        var finding = Finding(true, expected: "status 401 or 403", actual: "refused")
        for attempt in [probe.apiKey(), probe.bearer()] {
            let sent = try await context.send(attempt)
            finding = Expectation.status(401, 403).judge(sent)
            if sent.reply.isSuccess { return finding.asBreach }
            if !finding.conforms { return finding }
        }
        return finding
    }

    /// Only the server can create an expired token, so this reads the claims of the one it issued.
    private static let expiry = Check(
        "user-token.expiry",
        .harden,
        "User token: exp claim in the future",
        .jwtExpiry,
        needs: [.userToken]
    ) { context throws(Interruption) in
        let claims = JSONWebToken.claims(try Secret.userToken.value(context.session.credentials))
        let expiry = claims?["exp"]?.integerValue
        return Finding(
            expiry.map { Double($0) > Date().timeIntervalSince1970 } ?? false,
            expected: "an exp claim in the future",
            actual: expiry == nil ? "no exp claim" : "an exp claim"
        )
    }

    private static func refused(
        _ slug: String,
        _ sentence: String,
        _ source: Quotation,
        _ derivation: Secret.Derivation
    ) -> Check {
        .one(
            "user-token.\(slug)",
            .harden,
            sentence,
            source,
            needs: [.userToken],
            Subject.bots.authorization("Bearer \(Secret.derived(derivation, from: .userToken))"),
            .rejected
        )
    }
}
