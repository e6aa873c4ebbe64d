import HTTPCore
import JSONCore
import LangBotContract

/// From the making of an API key to its end.
enum KeyLifeChecks {
    static let checks = creation + use + deletion

    private static let creation: [Check] = [
        withKey("keys.create.prefix", .must, "A new key begins with lbk_.", .methodOne) { _, key throws(Interruption) in
            Finding(
                key.key.hasPrefix("lbk_"),
                expected: "lbk_ and more",
                actual: "\(key.key.prefix(4))… of \(key.key.count) characters",
                key.creation
            )
        },
        withKey("keys.create.strength", .harden, "A new key is long enough not to be guessed.", .entropy) {
            _,
            key throws(Interruption) in
            Finding(
                key.key.count >= 40,
                expected: "40 characters at least",
                actual: "\(key.key.count) characters",
                key.creation
            )
        },
        withKey("keys.create.alphabet", .harden, "A new key needs no encoding in a URL or a field.", .methodOne) {
            _,
            key throws(Interruption) in
            Finding(
                key.key.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                        || byte == 0x2D || byte == 0x5F
                },
                expected: "letters, digits, - and _",
                actual: "\(key.key.prefix(4))… of \(key.key.count) characters",
                key.creation
            )
        },
        withKey("keys.create.unique", .harden, "No two keys are alike.", .entropy) {
            context,
            first throws(Interruption) in
            try await context.withKey("unique") { second throws(Interruption) in
                Finding(
                    first.key != second.key,
                    expected: "two keys that differ",
                    actual: first.key == second.key ? "the same key twice" : "two keys that differ",
                    second.creation
                )
            }
        },
        withKey("keys.listed", .must, "A new key is listed under its name.", .manageKeys) {
            context,
            key throws(Interruption) in
            try await context.judge(
                Probe("GET", "/api/v1/apikeys").userToken(),
                Expectation("the name of the new key in data.keys") { reply in
                    reply.data?["keys"]?.arrayValue?.contains { $0["name"]?.stringValue == key.name } ?? false
                }
            )
        },
        withKey("keys.viewed", .must, "A new key can be viewed by its id.", .manageKeys) {
            context,
            key throws(Interruption) in
            try await context.judge(
                Probe("GET", key.path).userToken(),
                Expectation("status 200 and the key's name") {
                    $0.isSuccess && $0.data?["key"]?["name"]?.stringValue == key.name
                }
            )
        },
        .one(
            "keys.create.without-name",
            .should,
            "A key without a name is refused as the client's fault.",
            .descriptiveNames,
            needs: [.userToken, .writes],
            Probe("POST", "/api/v1/apikeys").userToken().json("{}"),
            .status(400, 422)
        ),
    ]

    private static let use: [Check] = [
        withKey("keys.use.x-api-key", .must, "A new key is accepted at once in X-API-Key.", .methodOne) {
            context,
            key throws(Interruption) in
            try await context.judge(Subject.bots.apiKey("\(key.secret)"), .accepted)
        },
        withKey("keys.use.authorization", .must, "A new key is accepted at once in Authorization.", .methodTwo) {
            context,
            key throws(Interruption) in
            try await context.judge(Subject.bots.authorization("Bearer \(key.secret)"), .accepted)
        },
        withKey("keys.rename", .must, "A key can be renamed and stays valid.", .descriptiveNames) {
            context,
            key throws(Interruption) in
            // The ledger finds a key by its identifier, so that a new name does not hide it.
            let rename = try await context.send(
                Probe("PUT", key.path).userToken().json("{\"name\":\"\(key.name)-renamed\"}")
            )
            guard rename.reply.isSuccess else { return Expectation.accepted.judge(rename) }
            let view = try await context.send(Probe("GET", key.path).userToken())
            guard view.reply.data?["key"]?["name"]?.stringValue == "\(key.name)-renamed" else {
                return Finding(false, expected: "the new name", actual: view.reply.summary, view)
            }
            return try await context.judge(Subject.bots.apiKey("\(key.secret)"), .accepted)
        },
        withKey("auth.conflict.two-keys", .info, "Two valid keys that differ are let in.", .oneMethod) {
            context,
            key throws(Interruption) in
            try await context.judge(Subject.bots.apiKey().authorization("Bearer \(key.secret)"), .accepted)
        },
    ]

    private static let deletion: [Check] = [
        withKey("keys.delete.x-api-key", .must, "A deleted key is refused at the next request.", .rotateKeys) {
            context,
            key throws(Interruption) in
            try await context.delete(key)
            return try await context.judge(Subject.bots.apiKey("\(key.secret)"), .rejected)
        },
        withKey("keys.delete.authorization", .must, "A deleted key is refused in Authorization too.", .rotateKeys) {
            context,
            key throws(Interruption) in
            try await context.delete(key)
            return try await context.judge(Subject.bots.authorization("Bearer \(key.secret)"), .rejected)
        },
        withKey("keys.delete.other-key", .must, "Deleting a key leaves the others valid.", .rotateKeys) {
            context,
            key throws(Interruption) in
            try await context.withKey("other") { other throws(Interruption) in
                try await context.delete(key)
                return try await context.judge(Subject.bots.apiKey("\(other.secret)"), .accepted)
            }
        },
        withKey("leak.deleted-key", .harden, "A deleted key has the same answer as an unknown one.", .discrepancy) {
            context,
            key throws(Interruption) in
            try await context.delete(key)
            let unknown = try await context.send(Subject.bots.apiKey(unknownKey))
            let deleted = try await context.send(Subject.bots.apiKey("\(key.secret)"))
            return Finding(
                unknown.reply.status == deleted.reply.status && unknown.reply.body == deleted.reply.body,
                expected: "the answer to an unknown key: \(unknown.reply.summary)",
                actual: deleted.reply.summary,
                deleted
            )
        },
        withKey("keys.delete.gone", .must, "A deleted key is no longer to be viewed as it was.", .manageKeys) {
            context,
            key throws(Interruption) in
            try await context.delete(key)
            // The number may be another key's by now, so it is asked for and not deleted.
            return try await context.judge(
                Probe("GET", key.path).userToken(),
                Expectation("no success, or a key of another name or state") { reply in
                    let shown = reply.data?["key"]
                    return !reply.isSuccess && reply.status < 500 && reply.status != 0
                        || shown?["name"]?.stringValue != key.name || shown?["status"]?.stringValue == "revoked"
                }
            )
        },
        openConnection,
    ]

    private static let openConnection = withKey(
        "keys.delete.open-connection",
        .harden,
        "A deleted key is refused on a connection that it has opened.",
        .sessionExpiration,
        needs: [.rawSocket]
    ) { context, key throws(Interruption) in
        let session = context.session
        let probe = Subject.bots.apiKey("\(key.secret)")
        let request = try probe.request(to: session.target, session.credentials)
        let connection: HTTPClientConnection
        do throws(HTTPClientError) {
            connection = try await KeptConnection.open(session)
        } catch {
            throw .error(error.description)
        }
        defer { connection.close() }
        let before = await KeptConnection.status(request, connection, session.timeout)
        try await context.delete(key)
        let after = await KeptConnection.status(request, connection, session.timeout)
        return Finding(
            before == 200 && after == 401,
            expected: "200 before the deletion and 401 after it",
            actual: "\(before) before the deletion and \(after) after it",
            Exchange(probe: probe, reply: Reply(HTTPResponse(status: after)))
        )
    }

    private static func withKey(
        _ id: String,
        _ level: Level,
        _ sentence: String,
        _ source: Source,
        needs: Set<Need> = [],
        _ body: @escaping @Sendable (CheckContext, MadeKey) async throws(Interruption) -> Finding
    ) -> Check {
        Check(id, level, sentence, source, needs: needs.union([.userToken, .writes])) { context throws(Interruption) in
            try await context.withKey("key") { key throws(Interruption) in try await body(context, key) }
        }
    }
}
