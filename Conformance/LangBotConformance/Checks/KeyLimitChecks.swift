import Foundation
import JSONCore
import LangBotContract

/// Keys with scopes or an expiry, in releases that have them.
enum KeyLimitChecks {
    static let checks = [
        shownOnce, scopeAllows, scopeDenies, scopeDeniesKeys, scopeUnknown, expiryPast, expiryMalformed, expired,
        collationOfNames,
    ]

    private static let shownOnce = Check(
        "keys.secret.shown-once",
        .harden,
        "Hashed key: shown on creation only",
        .secretShownOnce,
        needs: [.userToken, .writes]
    ) { context throws(Interruption) in
        try await context.withKey("once") { key throws(Interruption) in
            let isHashed = key.creation.reply.data?["key"]?["secret_available"] != nil
            guard isHashed || context.edition >= .v4_10_7 else {
                throw .notApplicable("this server shows keys again, as its documentation says: \"view, copy\"")
            }
            let list = try await context.send(Probe("GET", "/api/v1/apikeys").userToken())
            let view = try await context.send(Probe("GET", key.path).userToken())
            let isShown = list.reply.text.contains(key.key) || view.reply.text.contains(key.key)
            return Finding(
                !isShown && list.reply.isSuccess && view.reply.isSuccess,
                expected: "the list and the view without the key",
                actual: isShown ? "the key is shown again" : "\(list.reply.status) and \(view.reply.status)",
                view
            )
        }
    }.level(.must, since: .v4_10_7)

    private static let scopeAllows = scoped(
        "keys.scope.allows",
        "Key with scopes: allowed what they name",
        .neededPermission
    ) { context, key throws(Interruption) in
        try await context.judge(Subject.bots.apiKey("\(key.secret)"), .accepted)
    }

    private static let scopeDenies = scoped(
        "keys.scope.denies",
        "Key with scopes: 403 for anything else"
    ) { context, key throws(Interruption) in
        let probe = Probe("POST", Subject.path(Subject.botList)).apiKey("\(key.secret)").json("{")
        return try await context.judge(probe, .status(403))
    }

    private static let scopeDeniesKeys = scoped(
        "keys.scope.makes-no-key",
        "Key with scopes creating another key: 401 or 403"
    ) { context, key throws(Interruption) in
        let name = context.name("key")
        let probe = Probe("POST", "/api/v1/apikeys").apiKey("\(key.secret)")
        let content = Template("{\"name\":\"\(name)\"}")
        return Expectation.status(401, 403).judge(try await context.sendForKey(probe.json(content), named: name))
    }

    private static let scopeUnknown = refused(
        "keys.scope.unknown",
        "Creating a key with an unknown scope: 400 or 422",
        "\"scopes\":[\"lbconf.no-such-scope\"]"
    )

    private static let expiryPast = refused(
        "keys.expiry.past",
        "Creating a key with an expiry in the past: 400 or 422",
        "\"expires_at\":\"2001-01-01T00:00:00Z\""
    )

    private static let expiryMalformed = refused(
        "keys.expiry.malformed",
        "Creating a key with a malformed expiry: 400 or 422",
        "\"expires_at\":\"tomorrow\""
    )

    private static let expired = Check(
        "keys.expiry.expired",
        .harden,
        "Key with an expiry: accepted before it, 401 after it",
        .expiry,
        needs: [.userToken, .writes]
    ) { context throws(Interruption) in
        try await context.requireLimits()
        let seconds = (Date().timeIntervalSince1970 + 2).rounded(.up)
        let expiry = Date(timeIntervalSince1970: seconds)
        let limits: JSONObject = ["expires_at": .string(expiry.ISO8601Format())]
        return try await context.withKey("expiry", limits: limits) { key throws(Interruption) in
            let before = try await context.send(Subject.bots.apiKey("\(key.secret)"))
            let wait = expiry.timeIntervalSinceNow + 0.3
            try? await Task.sleep(for: .milliseconds(Int(max(0, wait) * 1000)))
            let after = try await context.send(Subject.bots.apiKey("\(key.secret)"))
            return Finding(
                before.reply.isSuccess && after.reply.status == 401,
                expected: "200 before the expiry and 401 after it",
                actual: "\(before.reply.status) before the expiry and \(after.reply.status) after it",
                after,
                isBreach: after.reply.isSuccess
            )
        }
    }.level(.must, since: .v4_10_7)

    /// Two keys must both work whatever their names are.
    private static let collationOfNames = Check(
        "keys.same-name",
        .info,
        "Deleting one of two keys with the same name: the other still valid",
        .descriptiveNames,
        needs: [.userToken, .writes]
    ) { context throws(Interruption) in
        try await context.withKey("first") { first throws(Interruption) in
            try await context.withKey("second") { second throws(Interruption) in
                let rename = Probe("PUT", second.path).userToken().json("{\"name\":\"\(first.name)\"}")
                let renamed = try await context.send(rename)
                guard renamed.reply.isSuccess else { return Expectation.accepted.judge(renamed) }
                try await context.delete(second)
                return try await context.judge(Subject.bots.apiKey("\(first.secret)"), .accepted)
            }
        }
    }

    private static func scoped(
        _ id: String,
        _ sentence: String,
        _ source: Quotation = .scopes,
        _ body: @escaping @Sendable (CheckContext, MadeKey) async throws(Interruption) -> Finding
    ) -> Check {
        Check(id, .harden, sentence, source, needs: [.userToken, .writes]) { context throws(Interruption) in
            try await context.requireLimits()
            return try await context.withKey("scoped", limits: ["scopes": ["resource.view"]]) {
                key throws(Interruption) in
                try await body(context, key)
            }
        }.level(.must, since: .v4_10_7)
    }

    private static func refused(_ id: String, _ sentence: String, _ member: String) -> Check {
        Check(id, .should, sentence, .badRequest, needs: [.userToken, .writes]) { context throws(Interruption) in
            try await context.requireLimits()
            let name = context.name("key")
            let probe = Probe("POST", "/api/v1/apikeys").userToken().json(Template("{\"name\":\"\(name)\",\(member)}"))
            return Expectation.status(400, 422).judge(try await context.sendForKey(probe, named: name))
        }
    }
}

extension CheckContext {
    /// - Throws: not applicable if the server's keys have neither scopes nor an expiry, and no document promises them.
    func requireLimits() async throws(Interruption) {
        guard edition < .v4_10_7 else { return }
        let keys = try await send(Probe("GET", "/api/v1/apikeys").userToken()).reply.data?["keys"]?.arrayValue ?? []
        guard keys.contains(where: { $0["scopes"] != nil && $0["expires_at"] != nil }) else {
            throw .notApplicable("keys of this server have no scopes and no expiry; LangBot has them since 4.10.7")
        }
    }
}
