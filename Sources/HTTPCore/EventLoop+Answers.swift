/// The operations of exchanges, always on the loop's thread.
extension EventLoop {
    func respond(_ address: ExchangeAddress, _ response: HTTPResponse) {
        guard let connection = connection(address), case .handling = connection.phase else { return }
        let hasContent = response.status >= 200 && response.status != 204 && response.status != 304
        let keepsAlive = keepsAlive(connection, response)
        connection.append { output in
            writer.appendHead(
                response,
                framing: hasContent ? .length(response.body.count) : .none,
                keepsAlive: keepsAlive,
                version: connection.version,
                to: &output
            )
            if hasContent, connection.method != .head { output.append(contentsOf: response.body) }
        }
        finish(connection, keepsAlive: keepsAlive)
    }

    func beginStream(_ address: ExchangeAddress, _ head: HTTPResponse) {
        guard let connection = connection(address), case .handling = connection.phase else { return }
        // Without chunks the end of the connection is the end of the content (RFC 9112, section 6.3).
        let isChunked = connection.version == .http11
        connection.keepsAlive = isChunked && keepsAlive(connection, head)
        connection.phase = .streaming
        connection.append { output in
            writer.appendHead(
                head,
                framing: isChunked ? .chunked : .none,
                keepsAlive: connection.keepsAlive,
                version: connection.version,
                to: &output
            )
        }
        settle(connection)
    }

    func writeStream(_ address: ExchangeAddress, _ bytes: [UInt8]) {
        guard let connection = connection(address), case .streaming = connection.phase else { return }
        guard connection.method != .head else { return }
        connection.append { output in
            if connection.version == .http11 {
                ResponseWriter.appendChunk(bytes, to: &output)
            } else {
                output.append(contentsOf: bytes)
            }
        }
        settle(connection)
    }

    func endStream(_ address: ExchangeAddress) {
        guard let connection = connection(address), case .streaming = connection.phase else { return }
        if connection.version == .http11, connection.method != .head {
            connection.append { ResponseWriter.appendLastChunk(to: &$0) }
        }
        finish(connection, keepsAlive: connection.keepsAlive && !isDraining)
    }

    func abort(_ address: ExchangeAddress, _ bytes: [UInt8], reset: Bool) {
        guard let connection = connection(address) else { return }
        connection.append { $0.append(contentsOf: bytes) }
        if reset {
            counters.bytesOut += connection.send() ?? 0
            close(connection, reset: true)
        } else {
            finish(connection, keepsAlive: false)
        }
    }

    func onDisconnect(_ address: ExchangeAddress, _ action: @escaping @Sendable () -> Void) {
        guard let connection = connection(address), !connection.inputEnded else {
            action()
            return
        }
        connection.disconnectActions.append(action)
    }

    private func keepsAlive(_ connection: ServerConnection, _ response: HTTPResponse) -> Bool {
        connection.keepsAlive && !isDraining && !connection.isAtItsLastRequest
            && !(response.fields.contains("connection") && response.fields.tokens("connection").contains("close"))
    }

    private func finish(_ connection: ServerConnection, keepsAlive: Bool) {
        connection.serial = 0
        connection.disconnectActions = []
        connection.phase = keepsAlive ? .reading : .closing
        settle(connection)
    }

    /// Sends what was written, unless the loop is about to do so anyway.
    private func settle(_ connection: ServerConnection) {
        guard !connection.isProcessing else { return }
        if case .reading = connection.phase {
            process(connection)
        } else {
            progress(connection)
        }
    }
}
