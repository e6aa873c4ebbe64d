import JSONCore
import LangBotContract

/// Credentials where they must not help: a key on keys, a key in other places of every operation, a forged token
/// everywhere, and a wrong credential beside a right one.
enum KeyPowerChecks {
    static let checks: [Check] = [managesKeys, elsewhere, forged] + beside

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
        "authorization", "session", "lbk",
    ]
    private static let fields = [
        "Api-Key", "ApiKey", "X-ApiKey", "X-Auth-Token", "X-Auth-Key", "X-Access-Token", "X-Token", "X-Key", "Token",
        "Key",
        "X-Authorization", "Proxy-Authorization", "X-Forwarded-Authorization", "X-Original-Authorization",
        "X-LangBot-Key",
        "X-API-Token", "X-Secret", "Secret", "Auth", "X-Auth",
    ]

    private static let elsewhere = Check(
        "auth.channel.everywhere",
        .harden,
        "Key in another place than the two documented ones: 401",
        .onlyTwoMethods,
        scope: .each(Subject.promised)
    ) { context throws(Interruption) in
        let probe = Subject.harmless(context.operation)
        let open = try await context.send(probe)
        let basic = Secret.derived(.base64(prefix: "", suffix: ":"), from: .apiKey)
        let query = queries.enumerated().reduce(probe.path) { path, item in
            Template.joined(path, "\(item.offset == 0 ? "?" : "&")\(item.element)=\(Secret.apiKey)")
        }
        let cookies = (queries + ["X-API-Key", "langbot_token"]).enumerated().reduce("" as Template) { value, item in
            Template.joined(value, "\(item.offset == 0 ? "" : "; ")\(item.element)=\(Secret.apiKey)")
        }
        let attempts = [
            probe.path(query), probe.adding("Cookie", cookies),
            fields.reduce(probe) { $0.adding($1, "\(Secret.apiKey)") },
            probe.authorization("Basic \(basic)"), probe.authorization("Token \(Secret.apiKey)"),
        ]
        for attempt in attempts {
            let sent = try await context.send(attempt)
            guard open.reply.status == 401, ![400, 401, 403].contains(sent.reply.status) || sent.reply.isSuccess else {
                continue
            }
            return Finding(false, expected: "401, as without the key", actual: sent.reply.summary, sent)
        }
        guard open.reply.status == 401 else {
            throw .untestable("the question needs 401 without the key, and the server answered \(open.reply.brief)")
        }
        return Finding(true, expected: "401, as without the key", actual: "401 every time", open)
    }

    private static let forgeries: [Secret.Derivation] = [
        .unsignedToken, .withoutSignature, .replacedLastCharacter, .tamperedPayload, .foreignSignature,
        .replacedHeader("eyJhbGciOiJuT25lIiwidHlwIjoiSldUIn0"), .replacedHeader("eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9"),
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
        let valid = try await context.send(probe.userToken())
        guard valid.reply.status != 401 else {
            throw .untestable("the question needs an operation for users, and the server answered \(valid.reply.brief)")
        }
        for forgery in forgeries {
            let sent = try await context.send(
                probe.authorization("Bearer \(Secret.derived(forgery, from: .userToken))")
            )
            guard sent.reply.status != 401, sent.reply.status != 403 else { continue }
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
