/// What answers the requests of an ``HTTPServer``.
///
/// All functions are called on the thread of the connection's event loop and must not block: quick answers are given
/// at once, slow ones later and from any thread through the exchange.
package protocol HTTPHandler: Sendable {
    /// Looks at a request whose body is large, chunked or held back, before it is read.
    ///
    /// It is not asked about a small body, which is read to keep the connection, so ``handle(_:_:)`` must refuse what
    /// this would.
    ///
    /// - Returns: an answer that refuses the request unread, or nil to have the body read.
    func admit(_ head: HTTPRequest) -> HTTPResponse?

    /// Answers a request that has arrived whole.
    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange)

    /// Words the server's own refusal of a message that it cannot read or will not wait for.
    func refuse(_ refusal: HTTPRefusal) -> HTTPResponse
}

extension HTTPHandler {
    package func admit(_ head: HTTPRequest) -> HTTPResponse? { nil }

    package func refuse(_ refusal: HTTPRefusal) -> HTTPResponse {
        HTTPResponse(
            status: refusal.status,
            fields: ["Content-Type": "text/plain; charset=utf-8"],
            body: Array("\(refusal)\n".utf8)
        )
    }
}
