import HTTPCore
import JSONCore
import LangBotContract

/// The assistant of the web interface, which manages a workspace in conversations of its user.
extension Behaviour {
    var assistant: [OperationID: Handler] {
        [
            "assistant.conversation.list": { world, call throws(DomainError) in
                let own = world.assistant.values.filter { $0.account == call.account }
                // The database knows when something changed to the second.
                let sorted = own.sorted { first, second in
                    let times = (first.changedAt.secondsSince1970, second.changedAt.secondsSince1970)
                    return times.0 == times.1 ? first.uuid < second.uuid : times.0 > times.1
                }
                return ["conversations": .array(sorted.prefix(100).map(Self.listed))]
            },
            "assistant.conversation.create": { world, call throws(DomainError) in
                let made = AssistantConversation(account: call.account, call.surroundings)
                world.assistant[made.uuid] = made
                return made.shown
            },
            "assistant.conversation.get": { world, call throws(DomainError) in
                let conversation = try Self.conversation(world, call)
                guard let run = conversation.run, var shown = run.shown.objectValue else { return conversation.shown }
                shown["progress"] = .object(run.progress)
                return .object(shown)
            },
            "assistant.conversation.stop": { world, call throws(DomainError) in
                guard let members = try call.json().objectValue, members.names == ["revision"],
                    let revision = members["revision"]?.integerValue, revision >= 0
                else { throw Self.invalid("Invalid stop request") }
                return try stop(&world, revision, call)
            },
            "assistant.recommended_model": { _, _ throws(DomainError) in
                // Recommendations come from the internet.
                throw .refused(status: 503, code: "model_unavailable", reason: "model_unavailable")
            },
        ]
    }

    var assistantTurns: [OperationID: LiveHandler] {
        [
            "assistant.conversation.turn": { live, call throws(DomainError) in
                let turn = try AssistantTurn(self, live, call, isDetached: false)
                return .data(try await turn.run { _ in })
            },
            "assistant.conversation.turn_stream": { live, call throws(DomainError) in
                let turn = try AssistantTurn(self, live, call, isDetached: true)
                let head = HTTPResponse(
                    status: 200,
                    fields: [
                        "Content-Type": "application/x-ndjson; charset=utf-8", "Cache-Control": "no-store",
                        "X-Accel-Buffering": "no",
                    ]
                )
                return .stream(head, turn.frames())
            },
        ]
    }

    /// The conversation in the path, if it is the caller's.
    static func conversation(_ world: World, _ call: Call) throws(DomainError) -> AssistantConversation {
        guard let found = world.assistant[call.identifier], found.account == call.account else {
            throw .refused(status: 404, code: "conversation_not_found", reason: "conversation_not_found")
        }
        return found
    }

    static func invalid(_ reason: String) -> DomainError {
        .refused(status: 400, code: "invalid_input", reason: reason)
    }

    static let staleTurn = DomainError.refused(status: 409, code: "stale_turn", reason: "stale_turn")

    private static func listed(_ conversation: AssistantConversation) -> JSONValue {
        [
            "revision": .integer(conversation.revision), "status": .string(conversation.status.rawValue),
            "title": .string(conversation.title), "uuid": .string(conversation.uuid),
        ]
    }

    /// Stops a turn that goes on by itself; what it has said so far stays.
    private func stop(_ world: inout World, _ revision: Int64, _ call: Call) throws(DomainError) -> JSONValue {
        var conversation = try Self.conversation(world, call)
        guard let run = conversation.run else {
            guard conversation.revision == revision else { throw Self.staleTurn }
            return conversation.shown
        }
        guard run.revision == revision else { throw Self.staleTurn }
        if let text = run.progress["text"]?.stringValue, !text.isEmpty {
            conversation.messages.append(["content": .string(text), "role": "assistant"])
        }
        (conversation.status, conversation.error, conversation.run) = (.failed, "stopped", nil)
        conversation.changedAt = call.surroundings.now()
        world.assistant[conversation.uuid] = conversation
        return conversation.shown
    }
}

extension Call {
    /// The account of the caller.
    var account: String {
        if case .user(let email, _) = principal { email } else { "" }
    }
}
