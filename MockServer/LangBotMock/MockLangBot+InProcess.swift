import Foundation
package import HTTPCore

/// A mock without a socket.
extension MockLangBot {
    /// Creates a mock of a profile that does not listen on a socket.
    ///
    /// - Throws: ``MockStartError`` if it cannot be created.
    public static func inProcess(profile: MockProfile) throws -> MockLangBot {
        var options = Options()
        options.profile = profile
        return try inProcess(options)
    }

    /// Creates a mock that does not listen on a socket; `InProcessTransport` of `LangBotMockClient` sends it
    /// requests.
    ///
    /// Its ``baseURL`` is `http://langbot.invalid`, a name that never resolves (RFC 2606), and its ``port`` is 0; host and
    /// port of the options are ignored.
    ///
    /// - Throws: ``MockInputError`` if the initial resources are refused, ``MockStartError`` if the state cannot be used.
    public static func inProcess(_ options: Options = Options()) throws -> MockLangBot {
        var options = options
        options.host = "langbot.invalid"
        guard let url = url(options.host, port: nil) else {
            throw MockStartError(description: "'\(options.host)' is not a valid host in a URL")
        }
        return MockLangBot(options, url, try handler(options), nil)
    }

    /// Answers a request as the server would, with faults and journal, but without a socket.
    ///
    /// Fields that the engine adds, such as `Date`, are missing.
    ///
    /// - Throws: ``BrokenConnection`` if a fault keeps the head of the answer from arriving, `CancellationError` if the
    ///   task is cancelled while it waits.
    package func delivery(_ request: HTTPRequest) async throws -> Delivery {
        let limit = HTTPLimits().body
        var delivery = try await plainDelivery(request, limit)
        let hasContent = delivery.head.status >= 200 && delivery.head.status != 204 && delivery.head.status != 304
        if request.method == .head || !hasContent {
            delivery.pieces = []
            delivery.isCutOff = false
        }
        return delivery
    }

    private func plainDelivery(_ request: HTTPRequest, _ limit: Int) async throws -> Delivery {
        var head = request
        head.body = []
        if request.body.count > limit { return Delivery(handler.refuse(.bodyTooLarge(limit: limit))) }
        if let refusal = handler.admit(head) { return Delivery(refusal) }
        if Control.isConcerned(with: request) { return Delivery(control.answer(request)) }
        let (answer, play) = await handler.answer(request)
        let response = await answer.whole()
        return try await play?.delivery(of: response) ?? Delivery(response)
    }
}

/// An answer that is delivered without a socket.
package struct Delivery: Sendable {
    /// The answer without its content.
    package let head: HTTPResponse
    /// The content, in the pieces in which it arrives.
    package fileprivate(set) var pieces: [[UInt8]]
    /// The pause after each piece.
    package var pause = Duration.zero
    /// Whether the connection closes after the last piece, before the answer is complete.
    package fileprivate(set) var isCutOff = false

    init(_ response: HTTPResponse) {
        self.init(response, pieces: response.body.isEmpty ? [] : [response.body])
    }

    init(_ response: HTTPResponse, pieces: [[UInt8]], pause: Duration = .zero, isCutOff: Bool = false) {
        head = HTTPResponse(status: response.status, fields: response.fields)
        self.pieces = pieces
        self.pause = pause
        self.isCutOff = isCutOff
    }
}

/// The connection would have closed before the head of the answer arrived.
package struct BrokenConnection: Error, Hashable, Sendable {}
