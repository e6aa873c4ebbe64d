public import Foundation

/// The history of agent runs; since 4.11.
///
/// Source: `/api/v1/agents/{uuid}/runs`.
public struct AgentRuns: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// The runs of an agent, newest first, fetched in pages of 50.
    ///
    /// - Parameters:
    ///   - agentID: The agent's identifier.
    ///   - id: The number of the run to start before; nil for the newest.
    public func list(of agentID: Agent.ID, before id: Int? = nil) -> PagedSequence<AgentRun> {
        .following(id) { before in
            var operation = APIOperation("agent.run.list", .get, "agents/\(agentID)/runs")
            operation.query = .init(given: ["before_id": before])
            let answer = try await core.answer(to: operation)
            let next = answer.data["next_cursor"]?.integerValue.map(Int.init(clamping:))
            return (try answer.list("items"), next)
        }
    }

    /// The events of a run in order, fetched in pages of 100.
    ///
    /// - Parameters:
    ///   - runID: The run's identifier.
    ///   - agentID: The agent's identifier.
    ///   - sequence: The number of the event to start after; nil for the first.
    public func events(
        of runID: AgentRun.ID,
        agent agentID: Agent.ID,
        after sequence: Int? = nil
    ) -> PagedSequence<AgentRunEvent> {
        .following(sequence) { after in
            var operation = APIOperation("agent.run.events", .get, "agents/\(agentID)/runs/\(runID)/events")
            operation.query = .init(given: ["after_sequence": after])
            let answer = try await core.answer(to: operation)
            let next = answer.data["next_cursor"]?.integerValue.map(Int.init(clamping:))
            return (try answer.list("items"), next)
        }
    }
}

/// A run of an agent.
public struct AgentRun: DatedObject, Identifiable {
    /// What the server calls a run.
    public typealias ID = Identifier<AgentRun>

    public static let memberRules: [String: MemberRule] = ["run_id": .identifier, "id": .number]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The number by which runs are ordered.
    public var number: Int { Int(clamping: number() as Int64) }
    /// The identifier that the server assigned.
    public var id: ID { identity("run_id") }
    /// The state: `queued`, `running`, `completed`, `failed`, `cancelled` or `timeout`, among others.
    public var status: String { self[text: "status"] ?? "" }
    /// The reason for the state; nil if none was recorded.
    public var statusReason: String? { self[text: "status_reason"] }
    /// The identifier of the runner.
    public var runnerID: String? { self[text: "runner_id"] }
    /// When it started.
    public var startedAt: Date? { date("started_at") }
    /// When it ended.
    public var finishedAt: Date? { date("finished_at") }
    /// Usage figures such as token counts; nil if the runner reports none.
    public var usage: JSONObject? { self[object: "usage"] }
}

/// An event of a run.
public struct AgentRunEvent: DatedObject {
    public static let memberRules: [String: MemberRule] = ["sequence": .number]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The position in the run.
    public var sequence: Int { Int(clamping: number("sequence") as Int64) }
    /// The kind of event.
    public var kind: AgentRunResult.Kind { AgentRunResult.Kind(rawValue: self[text: "type"] ?? "") }
    /// The details, whose members depend on the kind.
    public var data: JSONObject { self[object: "data"] ?? [:] }
}
