import Foundation
import JSONCore
import LangBotContract

/// What is nearly the token of a signed-in user.
enum UserTokenChecks {
    static let checks: [Check] = [
        refused(
            "unsigned",
            "A token that names no algorithm and has no signature is refused.",
            .jwtAlgorithms,
            .unsignedToken
        ),
        refused("without-signature", "A token without its signature is refused.", .jwtValidation, .withoutSignature),
        refused(
            "tampered",
            "A token with its last character changed is refused.",
            .jwtValidation,
            .replacedLastCharacter
        ),
        refused("truncated", "A token without its last character is refused.", .jwtValidation, .withoutLastCharacter),
        refused("payload", "A token whose payload was changed is refused.", .jwtValidation, .tamperedPayload),
        refused(
            "unsigned.mixed-case",
            "A token that writes the absence of an algorithm otherwise is refused.",
            .jwtAlgorithms,
            .replacedHeader("eyJhbGciOiJuT25lIiwidHlwIjoiSldUIn0")
        ),
        refused(
            "other-algorithm",
            "A token that names an algorithm it was not signed with is refused.",
            .jwtAlgorithmVerification,
            .replacedHeader("eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9")
        ),
        refused(
            "asymmetric-algorithm",
            "A token that names an algorithm of two keys is refused.",
            .jwtAlgorithmVerification,
            .replacedHeader("eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9")
        ),
        expiry,
        .one(
            "user-token.extended",
            .harden,
            "A token with a segment more is refused.",
            .jwtValidation,
            needs: [.userToken],
            Subject.bots.authorization("Bearer \(Secret.userToken).eyJh"),
            .rejected
        ),
        .one(
            "user-token.malformed",
            .harden,
            "What only looks like a token is refused.",
            .jwtValidation,
            Subject.bots.authorization("Bearer eyJ.a.b"),
            .rejected
        ),
        .one(
            "user-token.in-x-api-key",
            .harden,
            "A user token in X-API-Key is refused.",
            .onlyTwoMethods,
            needs: [.userToken],
            Subject.bots.apiKey("\(Secret.userToken)"),
            .rejected
        ),
        .each(
            Contract.operations.filter { $0.credentials == .userToken },
            "user-token.required",
            .must,
            "What only a signed-in user may do is refused without a credential.",
            .logIn,
            .rejected
        ) { Subject.harmless($0) },
        .each(
            Contract.operations.filter { $0.resource == .apiKey },
            "keys.not-by-key",
            .harden,
            "An API key cannot list, make, change or delete API keys.",
            .logIn,
            .status(401, 403)
        ) { Subject.harmless($0).apiKey() },
    ]

    /// Nobody but the server can make a token that has expired; what it gives out can be read.
    private static let expiry = Check(
        "user-token.expiry",
        .harden,
        "A user token says when it expires, and that is to come.",
        .jwtExpiry,
        needs: [.userToken]
    ) { context throws(Interruption) in
        let claims = JSONWebToken.claims(try Secret.userToken.value(context.session.credentials))
        let expiry = claims?["exp"]?.integerValue
        return Finding(
            expiry.map { Double($0) > Date().timeIntervalSince1970 } ?? false,
            expected: "an exp claim that lies ahead",
            actual: expiry == nil ? "no exp claim" : "an exp claim"
        )
    }

    private static func refused(
        _ slug: String,
        _ sentence: String,
        _ source: Source,
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
