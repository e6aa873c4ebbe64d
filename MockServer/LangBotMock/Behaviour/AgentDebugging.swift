import HTTPCore
import JSONCore
import LangBotContract

/// Trial runs of agents on events that did not happen.
extension Behaviour {
    var agentDebugging: [OperationID: LiveHandler] {
        [
            "agent.debug": { live, call throws(DomainError) in
                let content = try call.json()
                let trial = try AgentTrial(content.isNull ? [:] : content, self, live, call, streams: false)
                switch await trial.run({ _ in }) {
                case .success(let result): return .data(result)
                case .failure(let failure) where failure.code == ConversationFailure.noRunner:
                    let reason = "The configured Agent runner is unavailable"
                    throw .refused(status: 409, code: "runner_not_found", reason: reason)
                case .failure(let failure):
                    throw .refused(status: 422, code: .text(failure.code), reason: failure.reason)
                }
            },
            "agent.debug_stream": { live, call throws(DomainError) in
                let content = try call.json()
                guard content.objectValue != nil else { throw .invalid("Debug payload must be an object") }
                let head = HTTPResponse(
                    status: 200,
                    fields: [
                        "Content-Type": "application/x-ndjson; charset=utf-8", "Cache-Control": "no-store",
                        "X-Accel-Buffering": "no",
                    ]
                )
                return .stream(head, frames(content, live, call))
            },
        ]
    }

    /// The lines of a streamed trial.
    private func frames(_ content: JSONValue, _ live: LiveWorld, _ call: Call) -> AsyncStream<[UInt8]> {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        let send: @Sendable (JSONValue) -> Void = { frame in continuation.yield(frame.serialized() + [0x0A]) }
        Task {
            defer { continuation.finish() }
            do throws(DomainError) {
                let trial = try AgentTrial(content, self, live, call, streams: true)
                switch await trial.run({ send(["kind": "result", "data": $0]) }) {
                case .success(let result): send(["kind": "completed", "data": result])
                case .failure(let failure) where failure.code == ConversationFailure.noRunner:
                    let reason = "Agent runner temporarily unavailable. Please try again."
                    send(["kind": "error", "code": "runner_not_found", "msg": .string(reason)])
                case .failure(let failure):
                    send(["kind": "error", "code": .string(failure.code), "msg": .string(failure.reason)])
                }
            } catch {
                guard case .invalid(let reason) = error else {
                    return send(["kind": "error", "code": "runner_error", "msg": "Agent runner execution failed."])
                }
                send(["kind": "error", "code": "invalid_request", "msg": .string(reason)])
            }
        }
        return stream
    }
}
