import HTTPCore
import JSONCore
import LangBotContract

/// The life of an API key: creation, use and deletion.
enum KeyLifeChecks {
    static let checks = creation + use + deletion

    private static let creation: [Check] = [
        withKey("keys.create.prefix", .must, "New key: starts with lbk_", .methodOne) { _, key throws(Interruption) in
            Finding(
                key.key.hasPrefix("lbk_"),
                expected: "a key that starts with lbk_",
                actual: "\(key.key.prefix(4))… of \(key.key.count) characters",
                key.creation
            )
        },
        withKey("keys.create.strength", .harden, "New key: at least 40 characters", .entropy) {
            _,
            key throws(Interruption) in
            Finding(
                key.key.count >= 40,
                expected: "at least 40 characters",
                actual: "\(key.key.count) characters",
                key.creation
            )
        },
        withKey("keys.create.alphabet", .harden, "New key: only letters, digits, - and _", .methodOne) {
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
        withKey("keys.create.unique", .harden, "Two new keys: different", .entropy) {
            context,
            first throws(Interruption) in
            try await context.withKey("unique") { second throws(Interruption) in
                Finding(
                    first.key != second.key,
                    expected: "two different keys",
                    actual: first.key == second.key ? "the same key twice" : "two different keys",
                    second.creation
                )
            }
        },
        withKey("keys.listed", .must, "New key: listed by name", .manageKeys) {
            context,
            key throws(Interruption) in
            try await context.judge(
                Probe("GET", "/api/v1/apikeys").userToken(),
                Expectation("the name of the new key in data.keys") { reply in
                    reply.data?["keys"]?.arrayValue?.contains { $0["name"]?.stringValue == key.name } ?? false
                }
            )
        },
        withKey("keys.create.once", .must, "Creating a key: one is listed", .manageKeys) {
            context,
            key throws(Interruption) in
            try await context.judge(
                Probe("GET", "/api/v1/apikeys").userToken(),
                Expectation("one key with the name of the new one") { reply in
                    reply.data?["keys"]?.arrayValue?.count { $0["name"]?.stringValue == key.name } == 1
                }
            )
        },
        withKey("keys.viewed", .must, "New key: readable by id", .manageKeys) {
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
            "Creating a key without a name: 400 or 422",
            .descriptiveNames,
            needs: [.userToken, .writes],
            Probe("POST", "/api/v1/apikeys").userToken().json("{}"),
            .status(400, 422)
        ),
    ]

    private static let use: [Check] = [
        withKey("keys.use.x-api-key", .must, "New key in X-API-Key: accepted at once", .methodOne) {
            context,
            key throws(Interruption) in
            try await context.judge(Subject.bots.apiKey("\(key.secret)"), .accepted)
        },
        withKey("keys.use.authorization", .must, "New key in Authorization: accepted at once", .methodTwo) {
            context,
            key throws(Interruption) in
            try await context.judge(Subject.bots.authorization("Bearer \(key.secret)"), .accepted)
        },
        withKey("keys.rename", .must, "Renaming a key: new name shown, key still valid", .descriptiveNames) {
            context,
            key throws(Interruption) in
            // The ledger finds a key by its identifier, so it still finds a renamed one.
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
        withKey("auth.conflict.two-keys", .info, "Two different valid keys in one request: accepted", .oneMethod) {
            context,
            key throws(Interruption) in
            try await context.judge(Subject.bots.apiKey().authorization("Bearer \(key.secret)"), .accepted)
        },
    ]

    private static let deletion: [Check] = [
        withKey("keys.delete.x-api-key", .must, "Deleted key in X-API-Key: 401", .rotateKeys) {
            context,
            key throws(Interruption) in
            try await context.delete(key)
            return try await context.judge(Subject.bots.apiKey("\(key.secret)"), .rejected)
        },
        withKey("keys.delete.authorization", .must, "Deleted key in Authorization: 401", .rotateKeys) {
            context,
            key throws(Interruption) in
            try await context.delete(key)
            return try await context.judge(Subject.bots.authorization("Bearer \(key.secret)"), .rejected)
        },
        withKey(
            "keys.delete.everywhere",
            .must,
            "Deleted key on every operation: refused like an unknown key",
            .rotateKeys
        ) {
            context,
            key throws(Interruption) in
            // A server may remember where a key was good.
            let operations = Subject.promised + Subject.blanket
            for operation in operations {
                _ = try await context.send(Subject.harmless(operation).apiKey("\(key.secret)"))
            }
            try await context.delete(key)
            for operation in operations {
                let probe = Subject.harmless(operation)
                let unknown = try await context.send(probe.apiKey(unknownKey))
                for deleted in [probe.apiKey("\(key.secret)"), probe.authorization("Bearer \(key.secret)")] {
                    let answered = try await context.send(deleted)
                    let isBearer = answered.probe.fields.contains { $0.name == "Authorization" }
                    guard unknown.reply.status == answered.reply.status || isBearer && answered.reply.status == 401
                    else {
                        return Finding(
                            false,
                            expected: "the answer to an unknown key: \(unknown.reply.summary)",
                            actual: "\(operation.id): \(answered.reply.summary)",
                            answered,
                            isBreach: answered.reply.isSuccess
                                || unknown.reply.status == 401
                                    && [400, 404].contains(answered.reply.status)
                        )
                    }
                }
            }
            return Finding(true, expected: "the answer to an unknown key", actual: "the same on every operation")
        },
        withKey("keys.delete.other-key", .must, "Deleting a key: other keys still valid", .rotateKeys) {
            context,
            key throws(Interruption) in
            try await context.withKey("other") { other throws(Interruption) in
                try await context.delete(key)
                return try await context.judge(Subject.bots.apiKey("\(other.secret)"), .accepted)
            }
        },
        withKey("leak.deleted-key", .harden, "Deleted key and unknown key: same answer", .discrepancy) {
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
        withKey("keys.delete.gone", .must, "Deleted key by id: gone or revoked", .manageKeys) {
            context,
            key throws(Interruption) in
            try await context.delete(key)
            // The number may belong to another key by now, so it is read and not deleted.
            return try await context.judge(
                Probe("GET", key.path).userToken(),
                Expectation("an error below 500, or a key with another name or revoked") { reply in
                    let shown = reply.data?["key"]
                    return !reply.isSuccess && reply.status < 500 && reply.status != 0
                        || shown?["name"]?.stringValue != key.name || shown?["status"]?.stringValue == "revoked"
                }
            )
        },
        openConnection, deletedOnResource, deletedCreates, guessable, stays,
    ]

    /// Reads, changes and deletes what exists: a server may look at the key in one of these and not in another.
    private static let deletedOnResource = Check(
        "keys.delete.resource",
        .must,
        "Deleted key on an existing resource: neither shown nor changed",
        .rotateKeys,
        needs: [.userToken, .writes],
        scope: .each(ResourceRecipe.all.map(\.read))
    ) { context throws(Interruption) in
        let made = try await context.witness(ResourceRecipe.of(context.operation.resource))
        return try await context.withKey("gone") { key throws(Interruption) in
            let recipe = made.recipe
            let read = made.probe(recipe.read)
            let before = try await context.send(read.apiKey("\(key.secret)")).reply
            guard before.isSuccess else { throw .untestable("the new key was answered with \(before.brief)") }
            try await context.delete(key)
            let content = Template(JSONValue.object(recipe.changed(by: "lbconf")).description)
            let probes =
                [read, made.probe(recipe.list)] + made.parts
                + [made.probe(recipe.update).json(content), made.probe(recipe.delete)]
            for probe in probes {
                let sent = try await context.send(probe.apiKey("\(key.secret)"))
                let after = sent.reply.isSuccess ? before : try await context.send(read.apiKey()).reply
                guard !sent.reply.isSuccess, made.isSame(before, after) else {
                    return Finding(
                        false,
                        expected: "401, and the resource as before",
                        actual: "\(probe.method): \(sent.reply.brief)",
                        sent,
                        isBreach: true
                    )
                }
            }
            let head = try await context.send(read.method("HEAD").apiKey("\(key.secret)"))
            var isRefused = head.reply.status == 401
            if !isRefused, head.reply.status >= 500 {
                // A server that fails on HEAD does so for keys that it takes.
                let unknown = try await context.send(read.method("HEAD").apiKey(unknownKey))
                isRefused = head.reply.status == unknown.reply.status
            }
            return Finding(
                isRefused,
                expected: "401, and the resource as before",
                actual: isRefused ? "401 every time" : "HEAD: \(head.reply.brief)",
                head,
                isBreach: head.reply.status == 200
            )
        }
    }

    private static let deletedCreates = Check(
        "keys.delete.creation",
        .must,
        "Creating with a deleted key: nothing created",
        .rotateKeys,
        needs: [.userToken, .writes],
        scope: .each(ResourceRecipe.all.map(\.create))
    ) { context throws(Interruption) in
        let made = try await context.witness(ResourceRecipe.of(context.operation.resource))
        return try await context.withKey("gone") { key throws(Interruption) in
            try await context.delete(key)
            return try await context.creating(made) { _, content throws(Interruption) in
                let probe = Probe("POST", Template(made.recipe.create.path.path())).json(Template(content.description))
                let sent = try await context.send(probe.apiKey("\(key.secret)"))
                return sent.reply.isSuccess ? sent : nil
            }
        }
    }

    /// Compares five new keys: what they have in common, or in a row, can be guessed.
    private static let guessable = Check(
        "keys.create.guessable",
        .harden,
        "Five new keys: nothing in common to guess from",
        .entropy,
        needs: [.userToken, .writes]
    ) { context throws(Interruption) in
        var keys: [String] = []
        var creation: AnsweredProbe?
        for _ in 0..<5 {
            _ = try await context.withKey("guess") { key throws(Interruption) in
                keys.append(key.key)
                creation = key.creation
                return Finding(true, expected: "", actual: "")
            }
        }
        let weakness = KeyStrength.weakness(of: keys)
        return Finding(
            weakness == nil,
            expected: "keys of at least 64 unpredictable bits",
            actual: weakness ?? "no pattern",
            creation
        )
    }

    /// After all other checks, because a server may forget that a key was deleted.
    private static let stays = Check(
        "keys.delete.stays",
        .must,
        "Keys deleted during the run: still refused at its end",
        .rotateKeys,
        needs: [.userToken, .writes],
        phase: .closing
    ) { context throws(Interruption) in
        let deleted = context.session.deletedKeys.withLock { $0 }
        guard !deleted.isEmpty else { throw .untestable("no check of this run has deleted a key") }
        for secret in deleted {
            let answered = try await context.send(Subject.bots.apiKey("\(secret)"))
            guard answered.reply.isSuccess else { continue }
            return Finding(
                false,
                expected: "401 for every deleted key",
                actual: answered.reply.summary,
                answered,
                isBreach: true
            )
        }
        return Finding(true, expected: "401 for every deleted key", actual: "none accepted")
    }

    private static let openConnection = withKey(
        "keys.delete.open-connection",
        .harden,
        "Deleted key on an open connection: 401",
        .sessionExpiration,
        needs: [.rawSocket]
    ) { context, key throws(Interruption) in
        let session = context.session
        let probe = Subject.bots.apiKey("\(key.secret)")
        let request = try probe.request(to: session.target, session.credentials)
        let connection = try await KeptConnection.open(session)
        defer { connection.close() }
        let before = try await KeptConnection.status(request, connection, session)
        try await context.delete(key)
        let after = try await KeptConnection.status(request, connection, session)
        return Finding(
            before == 200 && after == 401,
            expected: "200 before the deletion and 401 after it",
            actual: "\(before) before the deletion and \(after) after it",
            AnsweredProbe(probe: probe, reply: Reply(HTTPResponse(status: after))),
            isBreach: after == 200
        )
    }

    private static func withKey(
        _ id: String,
        _ level: Level,
        _ sentence: String,
        _ source: Quotation,
        needs: Set<Need> = [],
        _ body: @escaping @Sendable (CheckContext, MadeKey) async throws(Interruption) -> Finding
    ) -> Check {
        Check(id, level, sentence, source, needs: needs.union([.userToken, .writes])) { context throws(Interruption) in
            try await context.withKey("key") { key throws(Interruption) in try await body(context, key) }
        }
    }
}
