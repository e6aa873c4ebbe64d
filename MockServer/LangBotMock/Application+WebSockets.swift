import HTTPCore
import LangBotContract

/// Requests that open a websocket.
extension Application {
    /// What comes of such a request.
    enum Opening: Sendable {
        case refused(HTTPResponse)
        /// The fields of the answer, and what serves the websocket.
        case accepted(HTTPFields, OperationID, @Sendable (ServerWebSocket) async -> Void)
    }

    /// The limits of websockets: enough for a picture in a message.
    static let socketLimits: WebSocketLimits = {
        var limits = WebSocketLimits()
        (limits.frame, limits.message) = (4 * 1024 * 1024, 4 * 1024 * 1024)
        return limits
    }()

    /// Opens a websocket; nil if the request does not ask for one, or the profile has none.
    func opening(_ request: HTTPRequest) -> Opening? {
        guard case .pages = profile.routing, isHandshake(request) else { return nil }
        let fields: HTTPFields
        do {
            fields = try WebSocketHandshake.answer(to: request)
        } catch {
            return .refused(HTTPResponse(status: 400, fields: ["Connection": "close"]))
        }
        guard case .operation(let endpoint, let parameters) = route(request),
            let operation = profile.sockets[endpoint.id],
            let call = try? call(request, endpoint, parameters, .nobody)
        else { return .refused(page(400)) }
        let live = live(.nobody)
        if let status = operation.refusal(live, call) { return .refused(page(status)) }
        return .accepted(fields, endpoint.id) { socket in await operation.serve(socket, live, call) }
    }

    private func page(_ status: Int) -> HTTPResponse {
        var page = Page.of(status)
        page.fields.append("Connection", "close")
        return page
    }

    /// Whether a request asks for a websocket, so that it is routed as such.
    func isHandshake(_ request: HTTPRequest) -> Bool {
        request.method == .get && WebSocketHandshake.isRequested(by: request)
            && request.fields.tokens("connection").contains("upgrade")
    }
}
