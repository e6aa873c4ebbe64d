/// An answer whose head has arrived, and whose content is read when it is asked for.
package final class HTTPClientAnswer: Sendable {
    package let status: Int
    package let fields: HTTPFields
    /// Whether the answer may have content.
    package let hasContent: Bool

    private struct State {
        var parser: HTTPResponseParser
        /// Nil when the content is complete, or nobody wants the rest.
        var source: Source?
    }

    private struct Source {
        let socket: ClientSocket
        let place: ConnectionPool.Place
    }

    private let state: Locked<State>
    private let cancellation: Cancellation
    private let mayKeep: Bool

    init(
        _ head: HTTPResponseParser.Answer,
        _ parser: HTTPResponseParser,
        _ socket: ClientSocket,
        _ place: ConnectionPool.Place,
        _ cancellation: Cancellation,
        mayKeep: Bool
    ) {
        status = head.response.status
        fields = head.response.fields
        hasContent = parser.isInContent
        state = Locked(State(parser: parser, source: Source(socket: socket, place: place)))
        self.cancellation = cancellation
        self.mayKeep = mayKeep
    }

    deinit {
        end(keeping: false)
    }

    /// How long the content is, if the server has said so.
    package var length: Int? { fields["content-length"].flatMap { Int($0) } }

    /// Waits for the next bytes of the content; nil at its end.
    package func next(by deadline: MonotonicTime?) async throws(HTTPClientError) -> [UInt8]? {
        try await cancellation.duringTask { () async throws(HTTPClientError) in
            do throws(HTTPClientError) {
                return try await content(by: deadline)
            } catch {
                end(keeping: false)
                throw error
            }
        }
    }

    private func content(by deadline: MonotonicTime?) async throws(HTTPClientError) -> [UInt8]? {
        while let socket = state.withLock({ $0.source?.socket }) {
            let (bytes, isComplete) = try parsed { parser throws(HTTPResponseParser.Fault) in
                try parser.nextContent()
            }
            if isComplete { end(keeping: mayKeep && state.withLock { $0.parser.isIdle }) }
            if !bytes.isEmpty { return bytes }
            if isComplete { return nil }
            if let received = try await socket.receive(by: deadline) {
                state.withLock { $0.parser.append(received) }
                continue
            }
            _ = try parsed { parser throws(HTTPResponseParser.Fault) in try parser.finish() }
            if socket.isCut { throw .reset(nil) }
            end(keeping: false)
        }
        return nil
    }

    private func parsed<Value>(
        _ body: (inout HTTPResponseParser) throws(HTTPResponseParser.Fault) -> Value
    ) throws(HTTPClientError) -> Value {
        let result = state.withLock { state in
            Result { () throws(HTTPResponseParser.Fault) in try body(&state.parser) }
        }
        do throws(HTTPResponseParser.Fault) {
            return try result.get()
        } catch {
            throw HTTPClientError(error, received: [])
        }
    }

    /// Ends the transfer, so that the server sees the connection close.
    package func cancel() {
        cancellation.cancel()
        end(keeping: false)
    }

    private func end(keeping: Bool) {
        let source = state.withLock { state in
            defer { state.source = nil }
            return state.source
        }
        guard let source else { return }
        // From here on the connection may be another request's.
        cancellation.attach {}
        if !keeping { source.socket.close() }
        source.place.leave(keeping: keeping ? source.socket : nil)
    }
}

/// Reads the head of an answer, past interim ones.
struct AnswerHeadReader {
    /// Interim answers could go on for ever.
    private static let mostInterim = 100

    let socket: ClientSocket
    let limits: HTTPLimits

    /// The head, and the parser that has what followed it.
    func read(
        answering method: HTTPMethod,
        by deadline: MonotonicTime?
    ) async throws(HTTPClientError) -> (HTTPResponseParser.Answer, HTTPResponseParser) {
        var parser = HTTPResponseParser(answering: method, limits: limits)
        var received: [UInt8] = []
        var interim = 0
        while true {
            do throws(HTTPResponseParser.Fault) {
                while let head = try parser.nextHead() {
                    if head.response.status >= 200 { return (head, parser) }
                    guard head.response.status != 101 else { throw .malformed(.upgrade) }
                    interim += 1
                    guard interim <= Self.mostInterim else { throw .tooLarge }
                }
            } catch {
                throw HTTPClientError(error, received: received)
            }
            guard let bytes = try await socket.receive(by: deadline) else {
                guard !received.isEmpty else { throw .closed }
                let isHTTP = zip(received, "HTTP/".utf8).allSatisfy(==)
                throw .malformed(isHTTP ? .prematureEnd : .status, received: received)
            }
            if received.count < 16 { received += bytes.prefix(16) }
            parser.append(bytes)
        }
    }
}
