/// A connection that has become a websocket.
final class UpgradedConnection {
    let socket: ServerWebSocket
    var reader: WebSocketReader
    /// Whether a closing frame has been sent: then only the other side's is awaited.
    var isClosing = false

    init(_ socket: ServerWebSocket) {
        self.socket = socket
        reader = WebSocketReader(.server, limits: socket.limits)
    }
}

/// The operations of websockets, always on the loop's thread.
extension EventLoop {
    func upgrade(_ address: ExchangeAddress, _ fields: HTTPFields, _ socket: ServerWebSocket) {
        guard let connection = connection(address), case .handling = connection.phase, !connection.inputEnded else {
            socket.finish(.abnormal)
            return
        }
        connection.append { output in
            let head = HTTPResponse(status: 101, fields: fields)
            writer.appendHead(head, framing: .none, keepsAlive: true, version: .http11, to: &output)
        }
        connection.phase = .upgraded
        let upgraded = UpgradedConnection(socket)
        connection.upgraded = upgraded
        upgraded.reader.append(connection.parser.takeUnread())
        read(connection, upgraded)
        if isDraining { close(connection, upgraded, .goingAway) }
        flush(connection)
    }

    func receivedFrames(_ bytes: ArraySlice<UInt8>, _ connection: ServerConnection) {
        guard let upgraded = connection.upgraded else { return }
        upgraded.reader.append(bytes)
        read(connection, upgraded)
        flush(connection)
    }

    /// Goes on after the handler has taken messages.
    func resumeWebSocket(_ address: ExchangeAddress) {
        guard let (connection, upgraded) = upgraded(address) else { return }
        read(connection, upgraded)
        flush(connection)
    }

    func writeWebSocket(_ address: ExchangeAddress, _ frame: WebSocketFrame) {
        guard let (connection, upgraded) = upgraded(address), !upgraded.isClosing else { return }
        connection.append { frame.write(to: &$0) }
        flush(connection)
    }

    func closeWebSocket(_ address: ExchangeAddress, _ close: WebSocketClose) {
        guard let (connection, upgraded) = upgraded(address) else { return }
        self.close(connection, upgraded, close)
        flush(connection)
    }

    /// Sends a closing frame, and waits for the other side's.
    func close(_ connection: ServerConnection, _ upgraded: UpgradedConnection, _ close: WebSocketClose) {
        guard !upgraded.isClosing else { return }
        connection.append { close.frame.write(to: &$0) }
        upgraded.isClosing = true
        upgraded.socket.finish(close)
        // What was held back must not hide the closing frame behind it.
        read(connection, upgraded)
    }

    /// Ends a websocket because the server stops.
    func goAway(_ connection: ServerConnection, _ upgraded: UpgradedConnection) {
        guard case .upgraded = connection.phase else { return }
        close(connection, upgraded, .goingAway)
        flush(connection)
    }

    private func upgraded(_ address: ExchangeAddress) -> (ServerConnection, UpgradedConnection)? {
        guard let connection = connection(address), case .upgraded = connection.phase,
            let upgraded = connection.upgraded
        else { return nil }
        return (connection, upgraded)
    }

    private func read(_ connection: ServerConnection, _ upgraded: UpgradedConnection) {
        guard case .upgraded = connection.phase else { return }
        do throws(WebSocketFault) {
            while upgraded.isClosing || upgraded.socket.hasRoom(), let event = try upgraded.reader.next() {
                counters.messages += 1
                handle(event, connection, upgraded)
            }
        } catch {
            answer(error.close, connection, upgraded)
        }
    }

    private func handle(
        _ event: WebSocketReader.Event,
        _ connection: ServerConnection,
        _ upgraded: UpgradedConnection
    ) {
        switch event {
        case .text(let text): if !upgraded.isClosing { upgraded.socket.deliver(.text(text)) }
        case .binary(let bytes): if !upgraded.isClosing { upgraded.socket.deliver(.binary(bytes)) }
        case .ping(let payload):
            guard !upgraded.isClosing else { return }
            connection.append { WebSocketFrame(.pong, payload).write(to: &$0) }
        case .pong: break
        case .close(let close): answer(close, connection, upgraded)
        }
    }

    /// Ends a websocket that the other side has ended or broken.
    private func answer(_ close: WebSocketClose, _ connection: ServerConnection, _ upgraded: UpgradedConnection) {
        if !upgraded.isClosing { connection.append { close.frame.write(to: &$0) } }
        upgraded.isClosing = true
        upgraded.socket.finish(close)
        connection.serial = 0
        connection.phase = .closing
    }

    private func flush(_ connection: ServerConnection) {
        guard !connection.isProcessing, self.connection(connection.socket.descriptor) === connection else { return }
        progress(connection)
        guard let upgraded = connection.upgraded, connection.pendingOutput > upgraded.socket.limits.unread,
            self.connection(connection.socket.descriptor) === connection
        else { return }
        close(connection, reset: true)
    }
}
