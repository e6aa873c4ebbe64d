import HTTPCore
import JSONCore
import LangBotContract

/// The form of answers to every operation on resources, and of every answer of a run.
enum FormChecks {
    static let checks: [Check] = operations + members + closing

    private static let all = ResourceRecipe.all.flatMap(\.operations)

    private static let operations: [Check] = [
        form("status", "Success: status 200", .success, .status(200)),
        form(
            "envelope",
            "Success: code 0 (a number) and msg \"ok\"",
            .success,
            Expectation("code 0 (a number) and msg \"ok\"") {
                $0.code == 0 && $0.message == DocumentedMessage.success
            }
        ),
        form(
            "media-type",
            "Success: declared as application/json",
            .success,
            Expectation("Content-Type: application/json") { $0.mediaType == "application/json" }
        ),
        form(
            "encoding",
            "Success: JSON in UTF-8 and nothing else",
            .jsonText,
            Expectation("JSON in UTF-8") { $0.json != nil && !$0.body.starts(with: [0xEF, 0xBB, 0xBF]) }
        ),
        .life("form.data", .must, "Success: documented form of data", .success, all) {
            life,
            operation throws(Interruption) in
            data(life, operation).judge(try successful(life, operation))
        },
    ]

    private static func form(
        _ slug: String,
        _ sentence: String,
        _ source: Quotation,
        _ expectation: Expectation
    ) -> Check {
        .life("form.\(slug)", .must, sentence, source, all) { life, operation throws(Interruption) in
            expectation.judge(try successful(life, operation))
        }
    }

    /// The answer to an operation, if the server says that it worked.
    private static func successful(
        _ life: Life,
        _ operation: DocumentedOperation
    ) throws(Interruption) -> AnsweredProbe {
        let answer = life.answer(to: operation)
        guard (200..<300).contains(answer.reply.status) else {
            throw .untestable("the check needs a success, and the server answered \(answer.reply.brief)")
        }
        return answer
    }

    private static func data(_ life: Life, _ operation: DocumentedOperation) -> Expectation {
        let resource = operation.resource
        switch operation.action {
        case .create where resource.identifier == .uuid:
            return Expectation("a uuid in data.uuid") {
                $0.data?["uuid"]?.stringValue?.wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil
            }
        case .list:
            return Expectation("objects in data.\(resource.plural)") {
                $0.data?[resource.plural]?.arrayValue?.allSatisfy { $0.objectValue != nil } ?? false
            }
        case .read:
            return Expectation("an object in data.\(resource.singular)") { life.made.shown($0)?.objectValue != nil }
        default:
            return Expectation("an object in data, or null") {
                $0.data.map { $0.isNull || $0.objectValue != nil } ?? false
            }
        }
    }

    // MARK: - Documented members

    private static let documented: [Resource: [String]] = [
        .llmModel: [
            "uuid", "name", "description", "requester", "requester_config", "abilities", "created_at", "updated_at",
        ],
        .embeddingModel: [
            "uuid", "name", "description", "requester", "requester_config", "created_at", "updated_at",
        ],
        .bot: ["uuid", "name", "adapter", "config", "created_at", "updated_at"],
        .pipeline: ["uuid", "name", "config", "is_default", "created_at", "updated_at"],
    ]

    private static let described = ResourceRecipe.all.filter { documented[$0.resource] != nil }

    private static let members: [Check] = [
        .life(
            "form.members",
            .must,
            "Resource: all documented members",
            .schemas,
            described.flatMap { [$0.list, $0.read] }
        ) { life, operation throws(Interruption) in
            let shown = operation.action == .list ? try life.row() : try life.item()
            let missing = (documented[operation.resource] ?? []).filter { shown[$0].map(\.isNull) ?? true }
            return Finding(
                missing.isEmpty,
                expected: (documented[operation.resource] ?? []).joined(separator: ", "),
                actual: missing.isEmpty ? "all of them" : "no \(missing.joined(separator: ", "))",
                life.answer(to: operation)
            )
        }
    ]

    // MARK: - Every answer of the run

    private static let closing = [
        every(
            "success-status",
            .must,
            "Status of every success: 200",
            .success,
            \.otherSuccesses,
            "success with another status"
        ),
        every(
            "success-message",
            .must,
            "Message of every success: ok",
            .success,
            \.otherMessages,
            "success with another message"
        ),
        every(
            "success-type",
            .must,
            "Media type of every success: JSON",
            .success,
            \.otherTypes,
            "success of another type"
        ),
        every(
            "duplicate-members",
            .must,
            "Members of every answer: each name once",
            .uniqueNames,
            \.duplicates,
            "answer with a member twice"
        ),
        every(
            "cacheable",
            .harden,
            "Answers with data: none for shared caches",
            .browserCache,
            \.cacheable,
            "answer that caches may keep"
        ),
    ]

    private static func every(
        _ slug: String,
        _ level: Level,
        _ sentence: String,
        _ source: Quotation,
        _ oddities: any KeyPath<Session.Oddities, Set<String>> & Sendable,
        _ what: String
    ) -> Check {
        Check("every.\(slug)", level, sentence, source, phase: .closing) { context throws(Interruption) in
            let found = context.session.oddities.withLock { $0[keyPath: oddities].sorted() }
            return Finding(
                found.isEmpty,
                expected: "no \(what) in this run",
                actual: found.first.map { "\(counted(found.count, what)), among them: \($0)" } ?? "none",
                signature: found.isEmpty ? nil : "at least one \(what)"
            )
        }
    }
}
