import HTTPCore
import LangBotContract

/// Authentication.
extension Mutants {
    static let credentials = [
        Mutant(
            "auth.skipped-on-one-list",
            "One list needs no credential.",
            ["auth.missing.status", "auth.missing.envelope"],
            .letsIn { request, _ in
                request.isAnonymous && request.method == .get && request.path == "/api/v1/pipelines"
            }
        ),
        Mutant(
            "auth.skipped-on-one-deletion",
            "Deleting models needs no credential.",
            ["auth.missing.status"],
            .letsIn { request, original in
                request.isAnonymous && original.operation(of: request)?.id == "model.llm.delete"
            }
        ),
        Mutant(
            "auth.skipped-on-blanket",
            "Operations that only the guide's general note covers need no credential.",
            ["auth.blanket.missing"],
            .requests { request, original in
                guard request.isAnonymous, original.operation(of: request)?.promise == .blanket else { return }
                request.signIn(original.userToken)
            }
        ),
        Mutant(
            "auth.skipped-for-users-only",
            "Operations for signed-in users need no credential.",
            ["user-token.required"],
            .requests { request, original in
                guard request.isAnonymous, original.operation(of: request)?.credentials == .userToken else { return }
                request.signIn(original.userToken)
            }
        ),
        Mutant(
            "auth.key-ignored-on-one",
            "One operation ignores X-API-Key.",
            ["auth.x-api-key.accepted", "auth.same-answer"],
            .requests { request, _ in
                if request.path == "/api/v1/pipelines" { request.fields.remove("X-API-Key") }
            }
        ),
        Mutant(
            "auth.bearer-key-ignored-on-one",
            "One operation ignores keys in Authorization.",
            ["auth.bearer-api-key.accepted"],
            .requests { request, original in
                if request.path == "/api/v1/pipelines", request.bearer == original.apiKey {
                    request.becomeAnonymous()
                }
            }
        ),
        Mutant(
            "auth.user-ignored-on-one",
            "One operation ignores user tokens.",
            ["auth.user-token.accepted"],
            .requests { request, original in
                guard request.path == "/api/v1/pipelines", let token = request.bearer, original.hasIssued(token) else {
                    return
                }
                request.becomeAnonymous()
            }
        ),
        Mutant(
            "auth.blanket-refused",
            "A key is refused where only the guide's general note covers it.",
            ["auth.blanket.accepted"],
            equivalent: [
                .init(
                    profiles: ["4.5.1", "4.5.4"],
                    reason: "these releases refuse a key there anyway; it is a known deviation"
                )
            ],
            .requests { request, original in
                if original.operation(of: request)?.promise == .blanket { request.becomeAnonymous() }
            }
        ),
        Mutant(
            "auth.health-closed",
            "Version and health need a credential.",
            ["auth.public"],
            Mutation(answer: { request, original in
                let isPublic = original.operation(of: request)?.resource == .system
                guard isPublic, request.isAnonymous else { return original.answer(request) }
                return .envelope(401, -1, DocumentedMessage.noCredential)
            })
        ),
        Mutant(
            "auth.403-for-401",
            "Invalid credentials are answered with 403.",
            ["auth.x-api-key.unknown.status", "auth.bearer.unknown.status"],
            .status([401], 403) { !$0.isAnonymous }
        ),
        Mutant(
            "auth.404-for-401",
            "On single resources, a refused credential is answered with 404.",
            ["auth.x-api-key.unknown.status", "auth.before-lookup"],
            .status([401], 404) { $0.namesOne }
        ),
        Mutant(
            "auth.no-credential-message",
            "The message for a missing credential differs.",
            ["auth.missing.envelope"],
            .replaces([401], "No valid auth", "No good auth")
        ),
        Mutant(
            "auth.wrong-key-message",
            "The message for an unknown key differs.",
            ["auth.x-api-key.unknown.envelope", "auth.bearer.unknown.envelope"],
            .answers { request, response in
                if response.status == 401, !request.isAnonymous { response.replace("\"msg\":\"", "\"msg\":\"Sorry: ") }
            }
        ),
        Mutant(
            "auth.content-first",
            "Content is checked before the credential.",
            ["auth.before-content", "auth.missing.status"],
            Mutation(answer: { request, original in
                guard request.isAnonymous, request.method == .post, request.text == "{" else {
                    return original.answer(request)
                }
                return .envelope(400, -1, "Malformed JSON")
            })
        ),
        Mutant(
            "auth.lookup-first",
            "Unknown identifiers are reported before the credential is checked.",
            ["auth.before-lookup"],
            .status([401], 404) { $0.path.hasPrefix("/api/v1/platform/bots/0") }
        ),
        Mutant(
            "auth.both-fields-refused",
            "The same key in both fields is refused.",
            ["auth.both-fields.same-key"],
            Mutation(answer: { request, original in
                guard let bearer = request.bearer, bearer == request.fields["x-api-key"] else {
                    return original.answer(request)
                }
                return .envelope(400, -1, "Two credentials")
            })
        ),
        Mutant(
            "auth.key-beside-user-refused",
            "A key with a user token is refused.",
            ["auth.conflict.user-token"],
            .requests { request, original in
                guard request.fields.contains("x-api-key"), let token = request.bearer, original.hasIssued(token) else {
                    return
                }
                request.authenticate("lbk_no")
            }
        ),
        Mutant(
            "auth.two-keys-refused",
            "Two different valid keys are refused.",
            ["auth.conflict.two-keys"],
            .requests { request, original in
                guard let key = request.fields["x-api-key"], let bearer = request.bearer, key != bearer,
                    key == original.apiKey, original.hasIssued(bearer)
                else { return }
                request.authenticate("lbk_no")
            }
        ),
        Mutant(
            "auth.empty-field-in-the-way",
            "An empty X-API-Key hides Authorization.",
            ["auth.conflict.x-api-key-empty"],
            .requests { request, _ in
                if request.fields["x-api-key"]?.isEmpty == true { request.becomeAnonymous() }
            }
        ),
        Mutant(
            "auth.conflict-by-chance",
            "Which of two credentials counts changes every time.",
            ["auth.conflict.x-api-key-unknown", "auth.conflict.authorization-unknown"],
            byChance()
        ),
        Mutant(
            "auth.workspace-breaks",
            "An unknown workspace is answered with 500.",
            ["auth.workspace-header"],
            Mutation(answer: { request, original in
                request.fields.contains("x-workspace-id") ? .envelope(500, -2, "KeyError") : original.answer(request)
            })
        ),
        Mutant(
            "auth.lockout",
            "Many unknown keys lock out the valid one.",
            ["auth.many-unknown-keys"],
            lockout()
        ),
    ]

    private static func byChance() -> Mutation {
        let turns = Locked<[String: Int]>([:])
        return .requests { request, original in
            guard let key = request.fields["x-api-key"], let other = request.fields["authorization"] else { return }
            let turn = turns.withLock { turns in
                turns["\(key) \(other)", default: 0] += 1
                return turns["\(key) \(other)"] ?? 0
            }
            request.authenticate(turn.isMultiple(of: 2) ? original.apiKey : "lbk_no")
        }
    }

    private static func lockout() -> Mutation {
        let wrong = Locked(0)
        return Mutation(answer: { request, original in
            let isUnknown = request.fields["x-api-key"]?.hasPrefix("lbk_unknown_") ?? false
            let count = wrong.withLock { count in
                if isUnknown { count += 1 }
                return count
            }
            return count > 50 ? .envelope(429, -1, "Too many requests") : original.answer(request)
        })
    }
}
