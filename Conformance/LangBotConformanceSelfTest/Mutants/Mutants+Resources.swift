import HTTPCore
import JSONCore
import LangBotContract

/// The life of models, bots, pipelines, knowledge bases and MCP servers.
extension Mutants {
    static let resources = [
        Mutant(
            "life.documented-content-refused",
            "The documented content is refused.",
            ["life.create.documented"],
            Mutation(answer: { request, original in
                let isDocumented = request.json?["config"] != nil || request.json?["requester_config"] != nil
                return request.method == .post && isDocumented && !request.isAnonymous
                    ? .envelope(400, -1, "Unknown member") : original.answer(request)
            })
        ),
        Mutant(
            "life.unknown-is-first",
            "Parts of what does not exist are those of what was made first.",
            ["errors.not-found.beside-others"],
            .requests { request, original in
                let segments = request.path.split(separator: "/").map(String.init)
                guard let part = segments.last, ["files", "retrieve", "extensions", "test"].contains(part),
                    !request.isAnonymous, segments.count > 4
                else { return }
                let paths = original.paths(in: "/" + segments.dropLast(2).joined(separator: "/"))
                let isKnown = paths.contains { request.path == "\($0)/\(part)" }
                if !isKnown, let first = paths.first { request.target = "\(first)/\(part)" }
            }
        ),
        Mutant(
            "life.nothing-is-made",
            "Creating a bot is refused.",
            ["life.create.accepted"],
            .answers(of: ["bot.create"]) { _, response in
                if response.status == 200 { response = .envelope(403, -1, "There are too many") }
            }
        ),
        Mutant(
            "life.name-forgotten",
            "A pipeline loses its name.",
            ["life.read-after-create", "life.user-token"],
            .answers(of: ["pipeline.get"]) { _, response in response.replace("\"name\":\"lbconf-", "\"name\":\"") }
        ),
        Mutant(
            "life.unlisted",
            "New resources are not listed by name.",
            ["life.listed"],
            .answers(of: ["pipeline.list", "bot.list"]) { _, response in
                response.replace("\"name\":\"lbconf-", "\"name\":\"")
            }
        ),
        Mutant(
            "life.change-forgotten",
            "Updates are accepted and have no effect.",
            ["life.update", "life.text"],
            .requests { request, _ in
                guard request.method == .put, !request.isAboutKeys else { return }
                request.method = .get
            }
        ),
        Mutant(
            "life.identifier-changed",
            "An update can change the identifier of a resource.",
            ["life.update.keeps-identifier"],
            otherIdentifier()
        ),
        Mutant(
            "life.hidden-from-users",
            "Users cannot see resources that were created with a key.",
            ["life.user-token"],
            Mutation(answer: { request, original in
                guard request.namesOne, request.method == .get, let token = request.bearer, original.hasIssued(token),
                    !request.isAboutKeys, request.path.contains("-4"),
                    original.operation(of: request)?.promise != .blanket
                else { return original.answer(request) }
                return .envelope(404, -1, DocumentedMessage.notFound)
            })
        ),
        Mutant(
            "life.wrong-key-deletes",
            "An unknown key is refused, but deletes anyway.",
            ["life.protected"],
            Mutation(answer: { request, original in
                if request.method == .delete, request.fields["x-api-key"]?.hasPrefix("lbk_0000") == true {
                    var deletion = request
                    deletion.authenticate(original.apiKey)
                    _ = original.answer(deletion)
                }
                return original.answer(request)
            })
        ),
        Mutant(
            "life.deletion-refused",
            "Keys cannot delete resources.",
            ["life.delete"],
            Mutation(answer: { request, original in
                let isOne = request.method == .delete && request.fields["x-api-key"] == original.apiKey
                return isOne && !request.isAboutKeys
                    ? .envelope(403, -1, "Only users may delete") : original.answer(request)
            })
        ),
        Mutant(
            "life.deletion-forgotten",
            "Deletions are accepted and have no effect.",
            ["life.read-after-delete"],
            .requests { request, _ in
                if request.method == .delete, !request.isAboutKeys, request.fields.contains("x-api-key") {
                    request.method = .get
                }
            }
        ),
        Mutant(
            "life.second-deletion-breaks",
            "A second deletion is answered with 500.",
            ["life.delete-twice"],
            secondDeletion()
        ),
        Mutant(
            "life.deletion-of-all",
            "Deleting one pipeline hides all others.",
            ["life.delete-only-one"],
            deletionOfAll()
        ),
        Mutant(
            "life.text-escaped",
            "Text is stored HTML-escaped.",
            ["life.text"],
            .answers(of: ["pipeline.get"]) { _, response in response.replace("<b>", "&lt;b&gt;") }
        ),
        Mutant(
            "life.members-missing",
            "A model is listed without its requester.",
            ["life.model-members"],
            equivalent: [
                .init(
                    profiles: Releases.all.subtracting(Releases.withoutProviders),
                    reason: "since 4.7 the requester belongs to the provider; it is a known deviation"
                )
            ],
            .replaces([200], "\"requester\":", "\"asker\":")
        ),
        Mutant(
            "life.model-name-kept",
            "Updating a model does not change name and description.",
            ["life.update-model"],
            equivalent: [
                .init(
                    profiles: ["4.7.2", "4.8.7", "4.9.7"],
                    reason: "these releases fail on a description for a model, which the check sends"
                )
            ],
            .requests { request, original in
                guard original.operation(of: request)?.id == "model.llm.update" else { return }
                request.edit {
                    $0["name"] = nil
                    $0["description"] = nil
                }
            }
        ),
        Mutant(
            "life.no-logs",
            "A bot has no logs.",
            ["life.bot-logs"],
            .answers(of: ["bot.logs"]) { _, response in
                if response.status == 200 { response = .envelope(404, -1, "Not found") }
            }
        ),
        Mutant(
            "life.no-extensions",
            "A pipeline has no extensions.",
            ["life.pipeline-extensions"],
            .answers(of: ["pipeline.extensions.get"]) { _, response in
                if response.status == 200 { response = .envelope(500, -2, "KeyError") }
            }
        ),
    ]

    /// Shows a resource with the identifier of its last update.
    private static func otherIdentifier() -> Mutation {
        let others = Locked<[String: String]>([:])
        return Mutation(answer: { request, original in
            let path = String(request.path)
            var response = original.answer(request)
            if request.method == .put, let uuid = request.json?["uuid"]?.stringValue, response.status < 500 {
                others.withLock { $0[path] = uuid }
            }
            if request.method == .get, let other = others.withLock({ $0[path] }) {
                response.replace(String(path.split(separator: "/").last ?? ""), other)
            }
            return response
        })
    }

    private static func secondDeletion() -> Mutation {
        let deleted = Locked<Set<String>>([])
        return Mutation(answer: { request, original in
            guard request.method == .delete, request.fields["x-api-key"] == original.apiKey, request.namesOne else {
                return original.answer(request)
            }
            let isFirst = deleted.withLock { $0.insert(String(request.path)).inserted }
            return isFirst ? original.answer(request) : .envelope(500, -2, "NoResultFound")
        })
    }

    private static func deletionOfAll() -> Mutation {
        let isOver = Locked(false)
        return Mutation(answer: { request, original in
            let (answer, operation) = original.answerAndOperation(request)
            var response = answer
            if operation == "pipeline.delete", answer.status == 200 { isOver.withLock { $0 = true } }
            if operation == "pipeline.list", answer.status == 200, isOver.withLock({ $0 }) {
                response.body = Array("{\"code\":0,\"data\":{\"pipelines\":[]},\"msg\":\"ok\"}".utf8)
            }
            return response
        })
    }
}
