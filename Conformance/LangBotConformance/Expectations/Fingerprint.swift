import JSONCore
import LangBotContract

/// Requests whose answers identify a release.
///
/// They change nothing and need no credential.
package enum Fingerprint {
    package struct Question: Sendable {
        package let id: String
        let probe: Probe
        /// Whether the names of the members of `data` are part of the signature.
        var namesMembers = false
    }

    package static let questions: [Question] = [
        Question(id: "information", probe: Probe("GET", "/api/v1/system/info"), namesMembers: true),
        Question(id: "health", probe: Probe("GET", "/healthz")),
        Question(id: "no-credential", probe: Probe("GET", "/api/v1/platform/bots")),
        Question(id: "unknown-key", probe: Probe("GET", "/api/v1/platform/bots").apiKey(unknownKey)),
        Question(
            id: "unknown-bearer",
            probe: Probe("GET", "/api/v1/platform/bots").authorization("Bearer lbk_unknown")
        ),
        Question(id: "key-on-knowledge", probe: Probe("GET", "/api/v1/knowledge/bases").apiKey(unknownKey)),
        Question(id: "key-on-mcp", probe: Probe("GET", "/api/v1/mcp/servers").apiKey(unknownKey)),
        Question(id: "keys", probe: Probe("GET", "/api/v1/apikeys")),
        Question(id: "providers", probe: Probe("GET", "/api/v1/provider/providers")),
        Question(id: "rerank-models", probe: Probe("GET", "/api/v1/provider/models/rerank")),
        Question(id: "monitoring", probe: Probe("GET", "/api/v1/monitoring/messages")),
        Question(id: "agents", probe: Probe("GET", "/api/v1/agents")),
        Question(id: "unknown-path", probe: Probe("GET", "/api/v1/lbconf-no-such-path")),
        Question(id: "unsupported-method", probe: Probe("PATCH", "/api/v1/platform/bots")),
    ]

    /// The signature of the answer to each question, and the answer of `/api/v1/system/info`.
    package static func take(_ session: Session) async -> (answers: [String: String], information: Reply?) {
        var answers: [String: String] = [:]
        var information: Reply?
        for question in questions {
            guard let reply = try? await session.send(question.probe).reply else { continue }
            // Who does not answer one of them would make the run wait for each of them.
            if reply.status == 0 { break }
            if question.namesMembers { information = reply }
            answers[question.id] = signature(reply, namesMembers: question.namesMembers)
        }
        return (answers, information)
    }

    private static func signature(_ reply: Reply, namesMembers: Bool) -> String {
        let answer = AnswerSignature.of(reply)
        guard namesMembers, let members = reply.data?.objectValue?.names else { return answer }
        return "\(answer) {\(members.sorted().joined(separator: ", "))}"
    }
}
