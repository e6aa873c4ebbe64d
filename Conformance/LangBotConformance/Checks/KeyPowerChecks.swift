import JSONCore
import LangBotContract

/// Credentials where they must not help: a key on keys, a key in other places of every operation, a forged token
/// everywhere, and a wrong credential beside a right one.
enum KeyPowerChecks {
    static let checks: [Check] = [managesKeys, elsewhere, tokenElsewhere, near, forged, wrongBeside] + beside

    /// Whoever has found a key must not be able to make himself another one.
    private static let managesKeys = Check(
        "keys.by-key",
        .must,
        "API key on an existing API key: neither shown, changed nor deleted",
        .logIn,
        needs: [.userToken, .writes],
        scope: .each(Contract.documented.filter { $0.resource == .apiKey })
    ) { context throws(Interruption) in
        let operation = context.operation
        return try await context.withKey("own") { key throws(Interruption) in
            let name = context.name("key")
            let path = operation.path.parameters.isEmpty ? Template(operation.path.path()) : key.path
            var probe = Probe(operation.method.rawValue, path)
            switch operation.action {
            case .create: probe = probe.json(Template(JSONValue.object(["name": .string(name)]).description))
            case .update: probe = probe.json(Template(JSONValue.object(["name": .string(key.name)]).description))
            default: break
            }
            for attempt in [
                probe.apiKey(), probe.authorization("Bearer \(Secret.apiKey)"), probe.apiKey("\(key.secret)"),
            ] {
                let isCreation = operation.action == .create
                let sent = try await isCreation ? context.sendForKey(attempt, named: name) : context.send(attempt)
                guard sent.reply.isSuccess else { continue }
                return Finding(
                    false,
                    expected: "401 or 403",
                    actual: sent.reply.brief,
                    sent,
                    isBreach: true
                )
            }
            return Finding(true, expected: "401 or 403", actual: "refused")
        }
    }

    /// Names under which other services take a key, all in one request.
    private static let queries = [
        "api_key", "apikey", "api-key", "apiKey", "key", "token", "access_token", "auth", "auth_token", "x-api-key",
        "authorization", "session", "lbk", "API_KEY", "access-token", "api_token", "apitoken", "bearer", "code",
        "credential", "jwt", "k", "Authorization", "X-API-Key", "ApiKey", "Token", "auth_key", "authtoken", "api-token",
        "user_key", "client_secret", "secret_key", "x_api_key", "langbot_key", "password", "secret", "sig", "signature",
        "user_token",
    ]
    private static let fields = [
        "Api-Key", "ApiKey", "X-ApiKey", "X-Auth-Token", "X-Auth-Key", "X-Access-Token", "X-Token", "X-Key", "Token",
        "Key",
        "X-Authorization", "Proxy-Authorization", "X-Forwarded-Authorization", "X-Original-Authorization",
        "X-LangBot-Key",
        "X-API-Token", "X-Secret", "Secret", "Auth", "X-Auth", "X-LangBot-API-Key", "X-LangBot-Token", "X-Goog-Api-Key",
        "Ocp-Apim-Subscription-Key", "X-Amz-Security-Token", "X-Client-Key", "X-Session-Token", "X-ID-Token",
        "X-User-Token", "X-CSRF-Token", "Authentication", "X-Authentication", "X-Bearer", "Bearer", "X-API-Secret",
        "X-Api-Access-Key", "X-API-Key-Id", "X-Api-Key-V1", "X-Apikey-Auth", "X-Service-Token", "X-Plugin-Key",
        "Private-Token", "X-Access-Key", "Sec-WebSocket-Protocol",
    ]

    private static let elsewhere = check(
        "auth.channel.everywhere",
        "Key in another place than the two documented ones: refused",
        Subject.promised,
        .apiKey
    )

    private static let tokenElsewhere = check(
        "user-token.elsewhere",
        "User token in another place than Authorization: refused",
        Contract.documented.filter { $0.credentials.acceptsUserToken && $0.credentials != .open },
        .userToken
    )

    private static func check(
        _ id: String,
        _ sentence: String,
        _ operations: [DocumentedOperation],
        _ secret: Secret
    ) -> Check {
        Check(
            id,
            .harden,
            sentence,
            .onlyTwoMethods,
            needs: secret == .userToken ? [.userToken] : [],
            scope: .each(operations)
        ) { context throws(Interruption) in
            let probe = Subject.harmless(context.operation)
            let basic = Secret.derived(.base64(prefix: "", suffix: ":"), from: secret)
            let query = queries.enumerated().reduce(probe.path) { path, item in
                Template.joined(path, "\(item.offset == 0 ? "?" : "&")\(item.element)=\(secret)")
            }
            let cookies = (queries + ["X-API-Key", "langbot_token"]).enumerated().reduce("" as Template) {
                value,
                item in
                Template.joined(value, "\(item.offset == 0 ? "" : "; ")\(item.element)=\(secret)")
            }
            let everywhere = fields.reduce(probe.path(query).adding("Cookie", cookies)) { $0.adding($1, "\(secret)") }
            for attempt in [everywhere, probe.authorization("Basic \(basic)")] {
                let finding = try await context.judge(attempt, .turnedDown)
                if !finding.conforms { return finding }
            }
            return Finding(true, expected: Expectation.turnedDown.text, actual: "refused")
        }
    }

    private static let likenesses: [Secret.Derivation] = [
        .withoutLastCharacter, .firstHalf, .swappedCase, .replacedLastCharacter, .replacedCharacter(12),
    ]

    private static let near = Check(
        "auth.key.near.everywhere",
        .harden,
        "Key that is almost right on every operation: refused",
        .authenticationBypass,
        scope: .each(Subject.promised)
    ) { context throws(Interruption) in
        let probe = Subject.harmless(context.operation)
        let derived = likenesses.map { "\(Secret.derived($0, from: .apiKey))" as Template }
        for value in derived + ["\(Secret.apiKey)a", "\"\(Secret.apiKey)\"", "\(Secret.apiKey)%20"] {
            for attempt in [probe.apiKey(value), probe.bearer(value)] {
                let finding = try await context.judge(attempt, .turnedDown)
                if finding.conforms { continue }
                // Without a credential it may be answered like that, too.
                let open = try await context.send(probe)
                return open.reply.status == 401 && derived.contains(value) ? finding.asBreach : finding
            }
        }
        return Finding(true, expected: Expectation.turnedDown.text, actual: "refused")
    }

    private static let forgeries: [Secret.Derivation] = [
        .unsignedToken, .replacedLastCharacter, .tamperedPayload, .foreignSignature, .twoSegments,
    ]

    private static let forged = Check(
        "user-token.forged.everywhere",
        .harden,
        "Forged user token on every operation: refused",
        .jwtValidation,
        needs: [.userToken],
        scope: .each(Contract.documented.filter { $0.credentials.acceptsUserToken && $0.credentials != .open })
    ) { context throws(Interruption) in
        let probe = Subject.harmless(context.operation)
        for forgery in forgeries {
            let sent = try await context.send(
                probe.authorization("Bearer \(Secret.derived(forgery, from: .userToken))")
            )
            guard sent.reply.status != 401, sent.reply.status != 403 else { continue }
            let valid = try await context.send(probe.userToken())
            return Finding(
                false,
                expected: "401",
                actual: sent.reply.summary,
                sent,
                isBreach: sent.reply.isSuccess || sent.reply.status == valid.reply.status
            )
        }
        return Finding(true, expected: "401", actual: "401 for every forgery")
    }

    // MARK: - Two credentials, one of them wrong

    private static let wrongBeside = Check(
        "auth.wrong-beside.everywhere",
        .harden,
        "Wrong X-API-Key with a valid Authorization on every operation: refused",
        .oneMethod,
        scope: .each(Subject.promised)
    ) { context throws(Interruption) in
        let probe = Subject.harmless(context.operation)
        let wrong = try await context.send(probe.apiKey(unknownKey)).reply
        guard [400, 401, 403].contains(wrong.status) else {
            throw .untestable("an unknown key alone was answered with \(wrong.brief)")
        }
        return try await context.judge(
            probe.apiKey(unknownKey).authorization("Bearer \(Secret.apiKey)"),
            .turnedDown
        )
    }

    /// The other way round, X-API-Key decides everywhere.
    private static let beside = [
        wrong(
            "x-api-key",
            "Wrong X-API-Key with a valid Authorization",
            [],
            { $0.authorization("Bearer \(Secret.apiKey)") }
        ),
        wrong("user-token", "Wrong X-API-Key with a valid user token", [.userToken], { $0.userToken() }),
    ]

    private static func wrong(
        _ slug: String,
        _ what: String,
        _ needs: Set<Need>,
        _ valid: @escaping @Sendable (Probe) -> Probe
    ) -> Check {
        .one(
            "auth.wrong-beside.\(slug)",
            .harden,
            "\(what): 400 or 401",
            .oneMethod,
            needs: needs,
            valid(Subject.bots.apiKey(unknownKey)),
            .refused
        )
    }
}

extension Expectation {
    /// Refused for its credential or its form, as every request without a credential may be.
    fileprivate static let turnedDown = Expectation("status 400, 401 or 403") {
        [400, 401, 403].contains($0.status) && !$0.isSuccess
    }
}
