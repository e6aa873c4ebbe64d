import Foundation
import JSONCore
import LangBotContract

/// One turn of a conversation with the assistant: a question, or the answer to what the assistant wants to change.
struct AssistantTurn: Sendable {
    private static let rounds: Int64 = 8
    private static let mostCalls = 8
    private static let mostMessages = 100
    private static let mostTurns = 4

    /// Why a turn ends without an answer.
    enum Failure: String, Error {
        case modelUnavailable = "model_unavailable"
        case roundLimit = "round_limit"
        case streamInterrupted = "stream_interrupted"
        case toolFailed = "tool_failed"
        case turnFailed = "turn_failed"
        /// Somebody else has ended the turn.
        case ended
    }

    private let behaviour: Behaviour
    private let live: LiveWorld
    private let call: Call
    private let isDetached: Bool
    private let revision: Int64
    private let text: String?
    private let approved: Bool?
    private let model: String?

    /// - Parameter isDetached: whether the turn goes on by itself and can be stopped.
    /// - Throws: a refusal if the request is none, or there is no such conversation.
    init(_ behaviour: Behaviour, _ live: LiveWorld, _ call: Call, isDetached: Bool) throws(DomainError) {
        (self.behaviour, self.live, self.call, self.isDetached) = (behaviour, live, call, isDetached)
        let wrong = Behaviour.invalid("Invalid assistant request")
        guard let members = try call.json().objectValue,
            members.names.allSatisfy(["revision", "text", "approved", "model_uuid"].contains),
            let revision = members["revision"]?.integerValue, revision >= 0
        else { throw wrong }
        func given(_ name: String) -> JSONValue? { members[name].flatMap { $0.isNull ? nil : $0 } }
        self.revision = revision
        text = given("text")?.stringValue
        approved = given("approved")?.boolValue
        model = given("model_uuid")?.stringValue.flatMap(UUID.init(uuidString:)).map { $0.uuidString.lowercased() }
        guard (given("text") == nil) == (text == nil), (given("approved") == nil) == (approved == nil),
            (given("model_uuid") == nil) == (model == nil), (1...8000).contains(text?.unicodeScalars.count ?? 1)
        else { throw wrong }
        guard (text == nil) != (approved == nil), text.map({ !behaviour.trimmed($0).isEmpty }) ?? true else {
            throw Behaviour.invalid("Provide text or an approval decision")
        }
        if isDetached {
            let conversation = try Behaviour.conversation(live.now, call)
            if conversation.run != nil { throw Behaviour.staleTurn }
            try checkRoom()
        }
    }

    private func checkRoom() throws(DomainError) {
        let running = live.now.assistant.values.count { $0.run != nil || $0.status == .running }
        guard running < Self.mostTurns else { throw .refused(status: 429, code: "busy", reason: "busy") }
    }

    /// The lines of a streamed turn.
    func frames() -> AsyncStream<[UInt8]> {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        let send: @Sendable (JSONValue) -> Void = { frame in continuation.yield(frame.serialized() + [0x0A]) }
        Task {
            defer { continuation.finish() }
            do throws(DomainError) {
                let shown = try await run(send)
                send(["kind": "completed", "data": shown])
            } catch {
                guard case .refused(_, .text(let code), _) = error else {
                    return send(["kind": "error", "code": "turn_failed"])
                }
                send(["kind": "error", "code": .string(code)])
            }
        }
        return stream
    }

    /// Takes the turn, and returns the conversation after it.
    ///
    /// - Throws: a refusal if it cannot begin.
    func run(_ emit: @escaping @Sendable (JSONValue) -> Void) async throws(DomainError) -> JSONValue {
        let chosen = try begin()
        do throws(Failure) {
            try await converse(chosen, emit)
        } catch {
            if error != .ended { try? save { ($0.status, $0.error) = (.failed, error.rawValue) } }
        }
        return try live.change { world throws(DomainError) in
            world.assistant[call.identifier]?.run = nil
            return try Behaviour.conversation(world, call).shown
        }
    }

    private func begin() throws(DomainError) -> InstalledModel? {
        if model != nil, text == nil { throw Behaviour.invalid("invalid_input") }
        if !isDetached { try checkRoom() }
        return try live.change { world throws(DomainError) in
            var conversation = try Behaviour.conversation(world, call)
            let expected = text == nil ? AssistantConversation.Status.approval : .ready
            guard conversation.status == expected, conversation.revision == revision else {
                throw Behaviour.staleTurn
            }
            if text != nil, conversation.messages.count >= Self.mostMessages {
                throw .refused(status: 409, code: "conversation_full", reason: "conversation_full")
            }
            let given = model.map { behaviour.model($0, .llmModel, world) }
            if let given, given?.callsTools != true {
                throw .refused(status: 400, code: "model_unavailable", reason: "model_unavailable")
            }
            (conversation.status, conversation.error) = (.running, nil)
            conversation.revision += 1
            if let model = given ?? nil { conversation.model = (model.uuid, model.address.name) }
            if let text { conversation.messages.append(["content": .string(text), "role": "user"]) }
            conversation.changedAt = live.surroundings.now()
            if isDetached { conversation.run = .init(revision: revision + 1, shown: conversation.shown) }
            world.assistant[conversation.uuid] = conversation
            // Without a model of its own, a conversation takes the one that is recommended, which cannot be asked for.
            return given ?? conversation.model.flatMap { behaviour.model($0.uuid, .llmModel, world) }
        }
    }
}

/// The way of a turn.
extension AssistantTurn {
    private typealias Emit = @Sendable (JSONValue) -> Void

    private func converse(_ model: InstalledModel?, _ emit: @escaping Emit) async throws(Failure) {
        guard let model, model.callsTools else { throw .modelUnavailable }
        if let approved {
            try execute(live.now.assistant[call.identifier]?.calls ?? [], approved, emit)
        }
        for round in 1...Self.rounds {
            try show(emit)
            emit(["kind": "phase", "data": ["phase": "thinking", "round": .integer(round)]])
            try progress { $0.merge(["phase": "thinking", "round": .integer(round)]) }
            let answer = try await ask(model, emit)
            guard answer.calls.count <= Self.mostCalls else { throw .turnFailed }
            let message = Self.message(answer)
            try save { $0.messages.append(message) }
            try show(emit)
            let calls = message["tool_calls"]?.arrayValue ?? []
            if calls.isEmpty { return try save { $0.status = .ready } }
            let tools = AssistantTools(behaviour, call)
            guard calls.allSatisfy({ tools.accepts($0, live.now) }) else {
                let refusal: JSONValue = ["error": "Invalid or unauthorized tool arguments."]
                try save { conversation in
                    for asked in calls { Self.add(refusal, of: asked, to: &conversation) }
                }
                continue
            }
            if calls.contains(where: AssistantTools.writes) { return try save { $0.status = .approval } }
            try execute(calls, true, emit)
        }
        throw .roundLimit
    }

    private func ask(_ model: InstalledModel, _ emit: @escaping Emit) async throws(Failure) -> ModelAnswer {
        let instruction: JSONValue = ["content": .string(AssistantTools.instruction), "role": "system"]
        let said = live.now.assistant[call.identifier]?.messages ?? []
        let onPiece: @Sendable (ModelAnswer) async -> Void = { answer in
            let text: JSONValue = .string(answer.text)
            guard (try? progress({ $0["text"] = text })) != nil else { return }
            emit(["kind": "text", "data": ["text": text]])
        }
        let answer = await ModelService(outside: live.outside).chat(
            [instruction] + said,
            tools: AssistantTools(behaviour, call).offers(live.now),
            with: model.address,
            showsThoughts: false,
            onPiece: isDetached ? onPiece : nil
        )
        guard case .success(let given) = answer else { throw .turnFailed }
        if isDetached, !given.isFinished { throw .streamInterrupted }
        return given
    }

    private static func message(_ answer: ModelAnswer) -> JSONValue {
        var message: JSONObject = ["content": .string(answer.text), "role": "assistant"]
        if !answer.calls.isEmpty {
            message["tool_calls"] = .array(
                answer.calls.map { call in
                    [
                        "function": ["arguments": .string(call.arguments), "name": .string(call.name)],
                        "id": .string(call.id), "type": "function",
                    ]
                }
            )
        }
        return .object(message)
    }

    private func execute(_ calls: [JSONValue], _ isAllowed: Bool, _ emit: Emit) throws(Failure) {
        let tools = AssistantTools(behaviour, call)
        if isAllowed, !calls.allSatisfy({ tools.accepts($0, live.now) }) { throw .turnFailed }
        for asked in calls {
            guard isAllowed else {
                let denial: JSONValue = [
                    "status": "denied", "message": "User declined this batch; nothing executed.",
                ]
                try save { Self.add(denial, of: asked, to: &$0) }
                try show(emit)
                continue
            }
            let arguments = SecretMask.records.hiding(AssistantConversation.arguments(of: asked) ?? [:])
            let phase: JSONObject = [
                "phase": "tool", "tool": ["arguments": arguments, "name": asked["function"]?["name"] ?? ""],
            ]
            try progress { $0.merge(phase) }
            emit(["kind": "phase", "data": .object(phase)])
            guard let result = try? live.change({ world throws(DomainError) in try tools.run(asked, &world) }) else {
                let reason: JSONValue = [
                    "error": "Tool failed. Inspect the resource before retrying; the write outcome may be unknown."
                ]
                try save { Self.add(reason, of: asked, to: &$0) }
                throw .toolFailed
            }
            try save { Self.add(SecretMask.records.hiding(result), of: asked, to: &$0) }
            try show(emit)
        }
    }

    /// Adds the result of a tool; of a long one the beginning.
    private static func add(_ result: JSONValue, of call: JSONValue, to conversation: inout AssistantConversation) {
        var content = PythonJSON.text(result)
        if content.unicodeScalars.count > 16_000 {
            let start = String(String.UnicodeScalarView(content.unicodeScalars.prefix(16_000)))
            content = PythonJSON.text(["truncated": true, "preview": .string(start)])
        }
        conversation.messages.append([
            "content": .string(content), "role": "tool", "tool_call_id": call["id"] ?? .null,
        ])
    }

    /// - Throws: ``Failure/ended`` if the turn is no longer this one.
    private func save(_ change: (inout AssistantConversation) -> Void) throws(Failure) {
        let isSaved = try? live.change { world throws(DomainError) -> Bool in
            guard var conversation = world.assistant[call.identifier], conversation.status == .running,
                conversation.revision == revision + 1
            else { return false }
            change(&conversation)
            conversation.changedAt = live.surroundings.now()
            world.assistant[call.identifier] = conversation
            return true
        }
        guard isSaved == true else { throw .ended }
    }

    private func progress(_ change: (inout JSONObject) -> Void) throws(Failure) {
        try save { conversation in
            guard var run = conversation.run else { return }
            change(&run.progress)
            conversation.run = run
        }
    }

    /// Tells how the conversation stands.
    private func show(_ emit: Emit) throws(Failure) {
        var shown = JSONValue.null
        try save { conversation in
            shown = conversation.shown
            conversation.run?.shown = shown
            conversation.run?.progress = [:]
        }
        emit(["kind": "snapshot", "data": shown])
    }
}
