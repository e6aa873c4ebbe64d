import Foundation
import Redaction

/// An open chat with a pipeline, as the web interface has it.
///
/// ```swift
/// let chat = try await client.pipelines.chat(with: pipeline)
/// for try await reply in try await chat.replies(to: "When do you open?") { print(reply.content) }
/// print(try await chat.ask("And on Sundays?").content)
/// chat.close()
/// ```
///
/// As a sequence, it has everything that happens in the conversation, which all chats with a pipeline of the same kind
/// share, on every connection; ``PipelineWebChat`` lists and clears it. Nothing is received before it is asked for.
///
/// One task at a time may read, be it through `replies(to:)`, `ask(_:)` or the sequence itself; others may send
/// meanwhile. Cancelling a task that reads or sends ends the chat at once, as releasing the last copy does.
public struct PipelineChat: AsyncSequence, Sendable {
    /// What happens in a chat.
    public typealias Element = Event

    /// What happens in a chat.
    public enum Event: Hashable, Sendable {
        /// A message to the pipeline that the server has taken, from this chat or another one.
        case message(ChatMessage)
        /// A reply as far as it has come.
        ///
        /// Each has the whole text so far, and the same identifier as those before and the complete one.
        case partialReply(ChatMessage)
        /// A complete reply.
        ///
        /// A failure of the model is a reply too, in the server's words; up to 4.9 there may be none at all.
        case reply(ChatMessage)
        /// What somebody sent with ``PipelineWebChat/broadcast(_:of:)``.
        case broadcast(JSONValue)
        /// A frame that this SDK does not know, with its `type`.
        case other(JSONObject)
    }

    /// The identifier of the connection, which is that of messages sent here: ``ChatMessage/connectionID``.
    public let connectionID: String

    private let socket: any TransportSocket
    private let deadline: Duration?
    /// What a failure means that the server tells in a language of its own.
    private let failure: LangBotError.Code
    private let mapped: @Sendable (any Error) -> any Error

    /// Says who chats, and waits until the server has agreed.
    init(
        opening socket: any TransportSocket,
        _ attempt: Attempt,
        workspace: String?,
        deadline: Duration?
    ) async throws {
        self.socket = socket
        self.deadline = deadline
        mapped = attempt.mapped
        // Who is let in as a user is only sent away for not being one any more.
        failure = workspace == nil ? .serverError : .unauthorized
        if let workspace {
            let token = attempt.credential.secret ?? ""
            try await socket.send(ChatFrame.authentication(token, workspace: workspace).jsonText())
        }
        guard let text = try await socket.receive() else { throw Self.ended("before it began") }
        guard case .connected(let id) = try ChatFrame(text) else {
            throw LangBotError(.unexpectedResponse, detail: "the server did not begin the chat with \"connected\"")
        }
        connectionID = id
    }

    private static func ended(_ moment: String) -> LangBotError {
        LangBotError(.transport, detail: "the server ended the chat \(moment)")
    }

    /// Ends the chat at once.
    public func close() { socket.close() }

    /// Starts reading.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(chat: self) }

    /// Iterates over what happens in a chat.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let chat: PipelineChat

        /// Waits for the next event, for as long as there is none; nil when the server has ended the chat.
        ///
        /// - Throws: `LangBotError`, and the chat has ended. Its code is `.unauthorized` if the user's token is no longer
        ///   valid.
        public mutating func next() async throws -> Event? { try await chat.next() }
    }

    private func next() async throws -> Event? {
        do {
            while let text = try await socket.receive() {
                if case .event(let event) = try ChatFrame(text, failure: failure) { return event }
            }
            socket.close()
            return nil
        } catch {
            socket.close()
            throw mapped(error)
        }
    }
}

// MARK: - Talking

extension PipelineChat {
    /// Sends a text; what becomes of it is in the sequence.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - streams: Whether the reply comes as it grows, and not only when it is complete.
    public func send(_ text: String, streams: Bool = true) async throws {
        try await send([.text(text)], streams: streams)
    }

    /// Sends a message of several parts, such as a text and an image.
    ///
    /// A group is answered only if it mentions the bot `websocketbot`, or begins as the pipeline's settings say.
    ///
    /// - Throws: `LangBotError` with the code `.timeout` if the server does not take it within the client's deadline,
    ///   which ends the chat.
    public func send(_ message: [BotMessage.Component], streams: Bool = true) async throws {
        let text = try ChatFrame.message(message, streams: streams).jsonText()
        try await timed { try await socket.send(text) }
    }

    /// Sends a text, and returns the reply as it grows.
    ///
    /// - Returns: The reply, again and again with the whole text so far; the last one is complete
    ///   (``ChatMessage/isFinal``). If the server says nothing for as long as the client's deadline, that is a `LangBotError`
    ///   with the code `.timeout`, and the end of the chat.
    public func replies(to text: String) async throws -> StreamedElements<ChatMessage> {
        try await replies(to: [.text(text)])
    }

    /// Sends a message of several parts, and returns the reply as it grows.
    public func replies(to message: [BotMessage.Component]) async throws -> StreamedElements<ChatMessage> {
        try await send(message)
        return replies()
    }

    /// Sends a text, and waits for the complete reply.
    ///
    /// - Throws: `LangBotError` with the code `.timeout` if there is no reply within the client's deadline, which ends the
    ///   chat.
    public func ask(_ text: String) async throws -> ChatMessage {
        try await ask([.text(text)])
    }

    /// Sends a message of several parts, and waits for the complete reply.
    public func ask(_ message: [BotMessage.Component]) async throws -> ChatMessage {
        let text = try ChatFrame.message(message, streams: false).jsonText()
        return try await timed {
            try await socket.send(text)
            for try await reply in replies() where reply.isFinal { return reply }
            throw Self.ended("before it replied")
        }
    }

    /// The reply to the next message of this chat that the server takes.
    private func replies() -> StreamedElements<ChatMessage> {
        let progress = Guarded((isTaken: false, isComplete: false))
        return StreamedElements {
            while !progress.value.isComplete {
                guard let event = try await timed(next) else { throw mapped(Self.ended("before it replied")) }
                switch event {
                case .message(let message) where message.connectionID == connectionID:
                    progress.withLock { $0.isTaken = true }
                case .partialReply(let reply) where progress.value.isTaken: return reply
                case .reply(let reply) where progress.value.isTaken:
                    progress.withLock { $0.isComplete = true }
                    return reply
                default: break
                }
            }
            return nil
        }
    }

    /// Runs `body` within the client's deadline.
    private func timed<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        do {
            return try await withDeadline(deadline, body)
        } catch is DeadlineExceeded {
            socket.close()
            throw mapped(LangBotError.deadlinePassed(deadline))
        } catch {
            if error is CancellationError { socket.close() }
            throw mapped(error)
        }
    }
}

extension PipelineChat: CustomStringConvertible, CustomReflectable {
    /// The identifier of the connection.
    public var description: String { "PipelineChat(\(VisibleText.escaped(connectionID)))" }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["connectionID": connectionID]) }
}

extension JSONValue {
    /// The value as text.
    fileprivate func jsonText() throws -> String { String(decoding: try json(), as: UTF8.self) }
}
