/// Handles the requests of an ``HTTPServer``.
///
/// All functions are called on the thread of the connection's event loop and must not block: respond at once if that is
/// quick, otherwise later, from any thread, through the exchange.
package protocol HTTPHandler: Sendable {
    /// Decides on a request before its body is read, if the body is large, chunked or held back.
    ///
    /// It is not called for small bodies, which are read to keep the connection, so ``handle(_:_:)`` must reject the
    /// same requests.
    ///
    /// - Returns: a response that rejects the request unread, or nil to read the body.
    func admit(_ head: HTTPRequest) -> HTTPResponse?

    /// Handles a request that has arrived completely.
    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange)

    /// Builds the response for a message that the server itself rejects, because it cannot parse it or will not wait
    /// for it.
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
