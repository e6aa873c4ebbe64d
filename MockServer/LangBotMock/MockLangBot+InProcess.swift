import Foundation
package import HTTPCore

/// A mock that is called like a function.
extension MockLangBot {
    /// Makes a mock of a profile that listens nowhere.
    ///
    /// - Throws: ``MockStartError`` where it cannot be made.
    public static func inProcess(profile: MockProfile) throws -> MockLangBot {
        var options = Options()
        options.profile = profile
        return try inProcess(options)
    }

    /// Makes a mock that listens nowhere; `InProcessTransport` of `LangBotTesting` takes a client's requests to it.
    ///
    /// Its ``baseURL`` is `http://langbot.invalid`, a name that leads nowhere (RFC 2606), and its ``port`` is 0; the
    /// options' own host and port are not used.
    ///
    /// - Throws: ``MockInputError`` where the resources to begin with cannot be made, ``MockStartError`` where the state
    ///   cannot be used.
    public static func inProcess(_ options: Options = Options()) throws -> MockLangBot {
        var options = options
        options.host = "langbot.invalid"
        guard let url = url(options.host, port: nil) else {
            throw MockStartError(description: "'\(options.host)' cannot be written in a URL")
        }
        return MockLangBot(options, url, try handler(options), nil)
    }

    /// Answers a request as the server would, with faults and journal, but without a socket.
    ///
    /// Fields that the engine adds, such as `Date`, are not there.
    ///
    /// - Throws: ``BrokenConnection`` where a fault keeps the answer's head from arriving, and `CancellationError` where
    ///   the task is cancelled while it waits.
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
        let (response, play) = handler.answer(request)
        return try await play?.delivery(of: response) ?? Delivery(response)
    }
}

/// An answer on its way without a socket.
package struct Delivery: Sendable {
    /// The answer without its content.
    package let head: HTTPResponse
    /// The content, in the parts in which it arrives.
    package fileprivate(set) var pieces: [[UInt8]]
    /// How long the next thing takes after each piece.
    package var pause = Duration.zero
    /// Whether the connection ends after the last piece although the answer is not complete.
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

/// The connection that there would be ended before the answer's head was there.
package struct BrokenConnection: Error, Hashable, Sendable {}
