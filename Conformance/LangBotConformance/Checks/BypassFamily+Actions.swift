import LangBotContract

/// What is asked for beside lists and single resources: tests, searches, uploads and parts.
extension BypassFamily {
    private static let operations = Contract.documented.filter { operation in
        let isAction = [.post, .put].contains(operation.method) && operation.credentials != .open
        let isPart = operation.path.parameters.isEmpty || owner(of: operation) != nil
        let isOfALife = ResourceRecipe.all.contains { $0.operations.contains(operation) }
        return isAction && isPart && !isOfALife || operation.id == "user.check_token"
    }

    private static func owner(of operation: DocumentedOperation) -> ResourceRecipe? {
        ResourceRecipe.all.first { $0.owns(operation) }
    }

    /// Most of these tell nobody what they have done, so the answer to a valid credential shows who was let in.
    var actions: Check {
        Check(
            "bypass.\(name).actions",
            .harden,
            "\(what) on tests and uploads, without a credential: 401",
            source,
            needs: needs.union([.writes]),
            scope: .each(Self.operations)
        ) { context throws(Interruption) in
            let operation = context.operation
            var probe = Probe(operation.method.rawValue, Template(operation.path.path()))
            if let recipe = Self.owner(of: operation) { probe = try await context.witness(recipe).probe(operation) }
            if operation.method != .get { probe = probe.json("{") }
            let isForUsers = operation.credentials == .userToken
            let valid = try await context.send(isForUsers ? probe.userToken() : probe.apiKey()).reply
            let plain = try await context.send(probe).reply
            guard plain.status == 401, valid.code != nil, ![401, 403, 404, 405].contains(valid.status) else {
                throw .untestable(
                    "the check needs a 401 without a credential and an answer to a valid one, "
                        + "and the server answered \(plain.brief) and \(valid.brief)"
                )
            }
            let disguises = brief + own(context.session)
            let answers = try await context.send(each: disguises.map { $0.apply(probe) }) {
                $0.hasLetAnybodyIn || Self.isAlike($0.reply, valid)
            }
            for (disguise, sent) in zip(disguises, answers) {
                guard try await Self.isLetIn(sent, like: valid, disguise, probe, context) else { continue }
                return Finding(
                    false,
                    expected: "401 in each of \(disguises.count) disguises",
                    actual: "with \(disguise.what), as with a valid credential: \(sent.reply.summary)",
                    sent,
                    isBreach: true
                )
            }
            let expected = "401 in each of \(disguises.count) disguises"
            return Finding(true, expected: expected, actual: "none is answered as with a valid credential")
        }
    }

    private static func isLetIn(
        _ sent: AnsweredProbe,
        like valid: Reply,
        _ disguise: Disguise,
        _ probe: Probe,
        _ context: CheckContext
    ) async throws(Interruption) -> Bool {
        if sent.hasLetAnybodyIn, !disguise.namesOpenPath { return true }
        guard isAlike(sent.reply, valid) else { return false }
        // What every path is answered with tells nothing of this one.
        let elsewhere = try await context.send(disguise.apply(probe.path("/api/v1/lbconf/no-such-path")))
        return !isAlike(elsewhere.reply, valid)
    }

    private static func isAlike(_ reply: Reply, _ other: Reply) -> Bool {
        reply.status == other.status && reply.code == other.code && reply.message == other.message
    }
}
