public import Foundation

/// What agents have done; since 4.11.
///
/// Source: `/api/v1/agents/{uuid}/runs`.
public struct AgentRuns: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// The runs of an agent, the latest first; the server gives 50 at a time.
    ///
    /// - Parameters:
    ///   - agentUUID: The agent's identifier.
    ///   - id: The number of a run before which to begin; nil for the latest.
    public func list(of agentUUID: String, before id: Int? = nil) -> PagedSequence<AgentRun> {
        .following(id) { before in
            var operation = APIOperation("agent.run.list", .get, "agents", agentUUID, "runs")
            operation.query = [.init("before_id", before)].compactMap(\.self)
            let answer = try await core.answer(to: operation)
            let next = answer.data["next_cursor"]?.integerValue.map(Int.init(clamping:))
            return (try answer.list("items"), next)
        }
    }

    /// What happened in a run, in its order; the server gives 100 events at a time.
    ///
    /// - Parameters:
    ///   - runID: The run's identifier.
    ///   - agentUUID: The agent's identifier.
    ///   - sequence: The number of an event after which to begin; nil for the first.
    public func events(
        of runID: String,
        agent agentUUID: String,
        after sequence: Int? = nil
    ) -> PagedSequence<AgentRunEvent> {
        .following(sequence) { after in
            let path = ["api", "v1", "agents", agentUUID, "runs", runID, "events"]
            var operation = APIOperation("agent.run.events", .get, path: path)
            operation.query = [.init("after_sequence", after)].compactMap(\.self)
            let answer = try await core.answer(to: operation)
            let next = answer.data["next_cursor"]?.integerValue.map(Int.init(clamping:))
            return (try answer.list("items"), next)
        }
    }
}

/// One time that an agent worked.
public struct AgentRun: DatedObject {
    /// The identifier.
    public static let requiredMembers = ["run_id"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a run of members.
    public init(members: ServerMembers) { self.members = members }

    /// The number, by which runs are ordered.
    public var number: Int { self[integer: "id"] ?? -1 }
    /// The identifier.
    public var id: String { self[text: "run_id"] ?? "" }
    /// Such as `queued`, `running`, `completed`, `failed`, `cancelled`, `timeout`.
    public var status: String { self[text: "status"] ?? "" }
    /// Why it is in that state, where somebody said so.
    public var statusReason: String? { self[text: "status_reason"] }
    /// What ran it.
    public var runnerID: String? { self[text: "runner_id"] }
    /// When it began.
    public var startedAt: Date? { date("started_at") }
    /// When it ended.
    public var finishedAt: Date? { date("finished_at") }
    /// Tokens and the like, where the runner counts them.
    public var usage: JSONObject? { self[object: "usage"] }
}

/// Something that happened in a run.
public struct AgentRunEvent: DatedObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes an event of members.
    public init(members: ServerMembers) { self.members = members }

    /// The number in the run.
    public var sequence: Int { self[integer: "sequence"] ?? -1 }
    /// What happened.
    public var kind: AgentRunResult.Kind { AgentRunResult.Kind(rawValue: self[text: "type"] ?? "") }
    /// The details, which depend on the kind.
    public var data: JSONObject { self[object: "data"] ?? [:] }
}
