extension Monitoring {
    /// Returns a run of an agent or a pipeline with everything that belongs to it; since 4.11.
    ///
    /// Requires a user token.
    ///
    /// - Parameters:
    ///   - id: The identifier of the run.
    ///   - source: What ran; nil for either.
    ///   - section: The part to return; nil for all.
    ///   - limit: The maximum number of items of a part, at most 100; nil for the server's default of 100.
    ///   - offset: The number of items to skip; nil for none.
    /// - Throws: `LangBotError` with the code `.notFound` if the run does not exist.
    public func details(
        ofExecution id: MonitoredExecution.ID,
        source: MonitoredExecution.Source? = nil,
        section: ExecutionDetails.Section? = nil,
        limit: Int? = nil,
        offset: Int? = nil
    ) async throws -> ExecutionDetails {
        let source = source?.rawValue ?? "auto"
        var operation = APIOperation("monitoring.execution.get", .get, "monitoring/executions/\(source)/\(id)")
        operation.query = .init(given: ["section": section?.rawValue, "limit": limit, "offset": offset])
        operation.refusal = .notFound
        return try await core.answer(to: operation).object()
    }

    /// Streams what runs at the moment, at the beginning and whenever it changes; since 4.11.
    ///
    /// Requires a user token.
    ///
    /// ```swift
    /// for try await state in try await client.monitoring.inFlight() { print(state.activeCount) }
    /// ```
    ///
    /// The server ends the stream after a minute; ask again to go on.
    public func inFlight() async throws -> StreamedElements<InFlightExecutions> {
        let operation = APIOperation("monitoring.in_flight_stream", .get, "monitoring/in-flight/stream")
        let events = try await core.events(of: operation)
        return StreamedElements {
            var iterator = events.makeAsyncIterator()
            while let event = try await iterator.next() {
                if let state = try InFlightExecutions(event: event, of: operation.name) { return state }
            }
            return nil
        }
    }
}

/// What runs at a moment, since 4.11.
public struct InFlightExecutions: ServerObject {
    public static let memberRules: [String: MemberRule] = ["items": .objects(MonitoredExecution.self)]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The runs that go on and those of the last half minute, newest first, without what was said in them.
    public var executions: [MonitoredExecution] { objects("items") }
    /// The number of runs that go on.
    public var activeCount: Int { self[integer: "active_total"] ?? 0 }
    /// Whether there are more runs than the server shows.
    public var isTruncated: Bool { self[flag: "truncated"] ?? false }

    /// Reads an event; nil for one that only keeps the connection alive, and for one that says that the server could not
    /// look this time.
    fileprivate init?(event: ServerSentEvent, of operation: OperationName) throws {
        let fault: String
        do {
            let frame = try JSONParser.parse(Array(event.data.utf8))
            if ["heartbeat", "unavailable"].contains(frame["kind"]?.stringValue) { return nil }
            if let fields = frame["data"]?.objectValue {
                try self.init(received: fields)
                return
            }
            fault = "an event of the stream has no \"data\""
        } catch let error as InvalidMember {
            fault = error.sentence(about: "\"data\" of an event")
        } catch is JSONSyntaxError {
            fault = "an event of the stream is not JSON"
        }
        throw LangBotError(.decoding, operation: operation, detail: fault)
    }
}

/// A run with everything that belongs to it, since 4.11.
public struct ExecutionDetails: ServerObject, Identifiable {
    /// A part of what belongs to a run.
    ///
    /// Servers may define further parts.
    public struct Section: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// What it was started with, what it said, what was sent and what went wrong.
        public static let overview: Section = "overview"
        /// What it was started with.
        public static let inputs: Section = "inputs"
        /// What it said.
        public static let outputs: Section = "outputs"
        /// The messages that were sent.
        public static let deliveries: Section = "deliveries"
        /// The messages of the conversation.
        public static let conversation: Section = "conversation"
        /// What happened in order.
        public static let events: Section = "events"
        /// Calls to language models.
        public static let llmCalls: Section = "llm_calls"
        /// Tool calls.
        public static let toolCalls: Section = "tool_calls"
        /// Errors.
        public static let errors: Section = "errors"
        /// Runs that belong together with this one.
        public static let related: Section = "related"
    }

    public static let memberRules: [String: MemberRule] = [
        "row": .object(MonitoredExecution.self), "row.id": .identifier,
    ]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier of the run.
    public var id: MonitoredExecution.ID { identity("row.id") }
    /// The run.
    public var execution: MonitoredExecution {
        MonitoredExecution(members: ServerMembers(self[object: "row"] ?? [:]))
    }

    /// Returns the items of a part, whose members depend on the part; empty if it was not asked for.
    public func items(_ section: Section) -> [JSONValue] { page(section)?["items"]?.arrayValue ?? [] }

    /// Returns where the rest of a part starts; nil if there is no more.
    public func nextOffset(_ section: Section) -> Int? {
        guard let page = page(section), page["has_more"]?.boolValue == true else { return nil }
        return page["next_offset"]?.integerValue.map(Int.init(clamping:))
    }

    private func page(_ section: Section) -> JSONValue? { fields["pages"]?[section.rawValue] }
}
