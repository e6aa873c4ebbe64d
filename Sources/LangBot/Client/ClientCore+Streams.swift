import Foundation
import Redaction

extension ClientCore {
    /// The values of a stream with one JSON value per line; empty lines are keep-alives.
    func lines<Element: Sendable>(
        of operation: APIOperation,
        _ make: @escaping @Sendable (JSONValue) throws -> Element?
    ) async throws -> StreamedElements<Element> {
        var operation = operation
        operation.accept = "application/x-ndjson"
        let name = operation.name
        return try await elements(of: operation) { line in
            guard !line.isEmpty else { return nil }
            do {
                return try make(try JSONParser.parse(line))
            } catch let error as JSONSyntaxError {
                throw LangBotError(
                    .decoding,
                    operation: name,
                    detail: "a line of the stream is not JSON",
                    underlying: error
                )
            }
        }
    }

    /// The events of an answer that is a stream of server-sent events.
    func events(of operation: APIOperation) async throws -> StreamedElements<ServerSentEvent> {
        var operation = operation
        operation.accept = "text/event-stream"
        let parser = Guarded(ServerSentEventParser())
        return try await elements(of: operation) { line in parser.withLock { $0.take(line) } }
    }

    private func elements<Element: Sendable>(
        of operation: APIOperation,
        parse: @escaping @Sendable (ArraySlice<UInt8>) throws -> Element?
    ) async throws -> StreamedElements<Element> {
        let stream = try await stream(operation)
        let elements = StreamedElements(stream.body, limit: configuration.maximumResponseSize, parse: parse)
        return StreamedElements {
            do {
                var iterator = elements.makeAsyncIterator()
                return try await iterator.next()
            } catch {
                throw LangBotError.mapping(error, operation: operation.name, attempt: 1, redactor: operation.redactor)
            }
        }
    }
}

extension LangBotClient {
    /// Performs an operation whose successful answer is a stream of server-sent events.
    ///
    /// The deadline covers the time until the head arrives. A response that does not report success throws, as for any
    /// other operation.
    public func events(_ operation: APIOperation) async throws -> StreamedElements<ServerSentEvent> {
        try await core.events(of: operation)
    }
}
