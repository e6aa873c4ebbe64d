import Foundation
import Redaction

extension ClientCore {
    /// The JSON values of an answer that has one on each line; empty lines keep the connection alive.
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
                    detail: "a line of the stream is no JSON",
                    underlying: error
                )
            }
        }
    }

    /// The events of an answer that is a stream of server-sent events.
    func events(of operation: APIOperation) async throws -> StreamedElements<ServerSentEvent> {
        var operation = operation
        operation.accept = "text/event-stream"
        let parser = Locked(ServerSentEventParser())
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
                throw LangBotError.mapping(error, operation: operation.name, attempt: 1, redactor: Redactor())
            }
        }
    }
}

extension LangBotClient {
    /// Performs an operation whose successful answer is a stream of server-sent events.
    ///
    /// The deadline ends with the head. An answer that does not say success is an error as for any other operation.
    public func events(_ operation: APIOperation) async throws -> StreamedElements<ServerSentEvent> {
        try await core.events(of: operation)
    }
}
