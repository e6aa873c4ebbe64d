import HTTPCore
import JSONCore
import LangBotContract

/// What must hold for concurrent requests.
enum ConcurrencyChecks {
    static let checks = [revocation, ownAnswers, ownCredentials]

    /// Sends requests continuously while the key is deleted; none that started after the deletion was answered may
    /// succeed.
    private static let revocation = Check(
        "keys.delete.race",
        .harden,
        "Requests started after a key was deleted: none succeeds",
        .sessionExpiration,
        needs: [.userToken, .writes, .loopback]
    ) { context throws(Interruption) in
        try await context.withKey("race") { key throws(Interruption) in
            let isDeleted = Locked(false)
            let probe = Subject.bots.apiKey("\(key.secret)")
            let late = await withTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { await Self.late(probe, context.session, isDeleted) } }
                let deletion: Void? = try? await context.delete(key)
                isDeleted.withLock { $0 = deletion != nil }
                return await group.reduce(0, +)
            }
            guard isDeleted.withLock({ $0 }) else { throw .untestable("the key could not be deleted") }
            return Finding(
                late == 0,
                expected: "401 for every request started after the deletion",
                actual: late == 0 ? "none succeeded" : "a request started after the deletion succeeded",
                AnsweredProbe(probe: probe, reply: Reply(HTTPResponse(status: late == 0 ? 401 : 200))),
                isBreach: late > 0
            )
        }
    }

    /// How many requests succeeded although they started after the deletion; stops after five such requests.
    private static func late(_ probe: Probe, _ session: Session, _ isDeleted: Locked<Bool>) async -> Int {
        var (late, after, total) = (0, 0, 0)
        while after < 5, total < 500 {
            let began = isDeleted.withLock { $0 }
            let reply = try? await session.send(probe).reply
            total += 1
            if began {
                after += 1
                if reply?.isSuccess == true { late += 1 }
            }
        }
        return late
    }

    private static let ownAnswers = Check(
        "concurrency.own-answers",
        .harden,
        "Concurrent reads of two pipelines: each gets the one it asked for",
        .race,
        needs: [.writes, .loopback]
    ) { context throws(Interruption) in
        try await context.withResource(.pipeline) { first throws(Interruption) in
            try await context.withResource(.pipeline) { second throws(Interruption) in
                let made = (0..<24).map { $0.isMultiple(of: 2) ? first : second }
                let probes = made.map { $0.probe($0.recipe.read).apiKey() }
                let replies = try await context.sendAll(probes)
                let wrong = zip(made, replies).count { made, reply in
                    reply.data?["pipeline"]?["uuid"]?.stringValue != made.identifier
                }
                return Finding(
                    wrong == 0,
                    expected: "the requested pipeline in every answer",
                    actual: wrong == 0
                        ? "the requested pipeline in every answer"
                        : "some of 24 answers without the requested pipeline",
                    AnsweredProbe(probe: probes[0], reply: Reply(HTTPResponse(status: replies[0].status)))
                )
            }
        }
    }

    /// The same request with a user token, which allows it, with an API key, which does not, and without a credential.
    private static let ownCredentials = Check(
        "concurrency.own-credentials",
        .harden,
        "Concurrent requests with different credentials: each judged by its own",
        .race,
        needs: [.userToken, .loopback]
    ) { context throws(Interruption) in
        let keys = Probe("GET", "/api/v1/apikeys")
        let probes = (0..<30).map { [keys.userToken(), keys.apiKey(), keys][$0 % 3] }
        var expected: [Int] = []
        for probe in probes.prefix(3) { expected.append(try await context.send(probe).reply.status) }
        let replies = try await context.sendAll(probes)
        let wrong = replies.enumerated().count { index, reply in reply.status != expected[index % 3] }
        let isTold = expected[0] == 200 && expected[1] != 200 && expected[2] != 200
        return Finding(
            wrong == 0 && isTold,
            expected: "200 with the user token, a refusal with the key and without a credential",
            actual: wrong == 0 ? "\(expected)" : "some of 30 answers with another status",
            AnsweredProbe(probe: probes[1], reply: Reply(HTTPResponse(status: expected[1])))
        )
    }
}

extension CheckContext {
    /// Sends requests concurrently and returns their answers in the order of the requests.
    ///
    /// - Throws: untestable if not all of them reach the server.
    func sendAll(_ probes: [Probe]) async throws(Interruption) -> [Reply] {
        let session = session
        let replies = await withTaskGroup(of: (Int, Reply?).self) { group in
            for (index, probe) in probes.enumerated() {
                group.addTask { (index, try? await session.send(probe).reply) }
            }
            return await group.reduce(into: [Reply?](repeating: nil, count: probes.count)) { $0[$1.0] = $1.1 }
        }
        let answered = replies.compactMap(\.self)
        guard answered.count == probes.count else {
            throw .untestable("\(probes.count - answered.count) of \(probes.count) requests did not reach the server")
        }
        return answered
    }
}
