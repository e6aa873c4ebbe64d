/// How a connection moves from request to response.
extension EventLoop {
    /// Pending output in bytes beyond which no further pipelined request starts.
    private static let highWater = 1024 * 1024
    /// Input in bytes that is buffered while a request is being handled.
    private static let readAhead = 64 * 1024
    /// Content up to this size is read before its request is handled, because only then can the connection be kept.
    private static let drainableBody = 64 * 1024
    /// The number of bytes that a lingering client may still send.
    private static let lingerLimit = 16 * 1024 * 1024
    /// How often the wait for a lingering client may restart.
    private static let lingerRounds: Int64 = 15

    func received(_ bytes: ArraySlice<UInt8>, _ connection: ServerConnection) {
        switch connection.phase {
        case .reading:
            connection.parser.exchangeMemory(&inputMemory)
            connection.parser.append(bytes)
            process(connection)
            connection.parser.exchangeMemory(&inputMemory)
        case .handling, .streaming:
            connection.parser.append(bytes)
            updateInterest(connection)
        case .upgraded: receivedFrames(bytes, connection)
        case .closing, .lingering:
            connection.discarded += bytes.count
            if connection.discarded > Self.lingerLimit {
                close(connection, reset: true)
            } else if case .lingering = connection.phase {
                wait(connection, for: .linger, refresh: true)
            }
        }
    }

    /// The client has ended its side.
    ///
    /// It may still be waiting for a response.
    func inputEnded(_ connection: ServerConnection) {
        connection.inputEnded = true
        switch connection.phase {
        case .reading:
            if connection.parser.isIdle, connection.pendingOutput == 0 {
                close(connection)
            } else if connection.parser.isIdle {
                connection.phase = .closing
                updateInterest(connection)
            } else {
                refuse(connection, .malformed(.prematureEnd))
                progress(connection)
            }
        case .handling, .streaming:
            disconnected(connection)
            updateInterest(connection)
        case .upgraded: close(connection)
        case .closing: updateInterest(connection)
        case .lingering: close(connection)
        }
    }

    /// Handles requests as long as there are any and there is room for responses, and sends the responses.
    func process(_ connection: ServerConnection) {
        guard !connection.isProcessing else { return }
        connection.isProcessing = true
        var didMove = false
        while case .reading = connection.phase {
            if connection.pendingOutput >= Self.highWater {
                // If everything is sent at once, nothing wakes the connection for the requests behind it.
                guard let sent = send(connection) else { return }
                didMove = didMove || sent > 0
                if connection.pendingOutput >= Self.highWater { break }
            }
            do throws(HTTPRefusal) {
                guard let event = try connection.parser.next() else { break }
                didMove = true
                begin(event, connection)
            } catch {
                refuse(connection, error)
            }
        }
        connection.isProcessing = false
        progress(connection, refresh: didMove)
    }

    /// Sends more output, and continues with pipelined requests that waited for room.
    func drained(_ connection: ServerConnection) {
        if case .reading = connection.phase, connection.parser.bufferedCount > 0 {
            process(connection)
        } else {
            progress(connection)
        }
    }

    /// Sends as much as the socket takes.
    ///
    /// - Returns: the number of bytes sent; nil if the connection was gone and is now closed.
    private func send(_ connection: ServerConnection) -> Int? {
        guard let sent = connection.send() else {
            close(connection)
            return nil
        }
        counters.bytesOut += sent
        return sent
    }

    private func begin(_ event: HTTPRequestParser.Event, _ connection: ServerConnection) {
        switch event {
        case .head(let head, let expectsContinue): admit(head, expectsContinue, connection)
        case .request(let request):
            begin(request, connection)
            handler.handle(request, HTTPExchange(self, nextAddress(connection)))
        }
    }

    private func begin(_ request: HTTPRequest, _ connection: ServerConnection) {
        counters.requests += 1
        connection.phase = .handling
        connection.method = request.method
        connection.version = request.version
        connection.keepsAlive = request.wantsKeepAlive && !isDraining
        wait(connection, for: .handler, refresh: true)
    }

    private func admit(_ head: HTTPRequest, _ expectsContinue: Bool, _ connection: ServerConnection) {
        let length = head.fields["content-length"].flatMap(Int.init) ?? .max
        if !expectsContinue, length <= Self.drainableBody { return }
        guard let answer = handler.admit(head) else {
            if expectsContinue { connection.append { $0.append(contentsOf: "HTTP/1.1 100 Continue\r\n\r\n".utf8) } }
            return
        }
        begin(head, connection)
        connection.keepsAlive = false
        respond(nextAddress(connection), answer)
    }

    /// Rejects a message and closes the connection after the response.
    func refuse(_ connection: ServerConnection, _ refusal: HTTPRefusal) {
        counters.refusals += 1
        connection.phase = .handling
        connection.keepsAlive = false
        respond(nextAddress(connection), handler.refuse(refusal))
    }

    /// Sends pending output, and decides what the connection waits for next.
    func progress(_ connection: ServerConnection, refresh: Bool = false) {
        guard let sent = send(connection) else { return }
        if connection.pendingOutput > 0 {
            wait(connection, for: .write, refresh: refresh || sent > 0)
        } else {
            switch connection.phase {
            case .reading: waitForRequest(connection, refresh: refresh)
            case .handling: wait(connection, for: .handler, refresh: false)
            case .streaming: wait(connection, for: .stream, refresh: true)
            case .upgraded: wait(connection, for: connection.isEnding ? .linger : .stream, refresh: false)
            case .closing: linger(connection)
            case .lingering: break
            }
        }
        updateInterest(connection)
    }

    private func waitForRequest(_ connection: ServerConnection, refresh: Bool) {
        if connection.inputEnded {
            inputEnded(connection)
        } else if connection.parser.isIdle {
            wait(connection, for: .idle, refresh: refresh)
        } else if connection.parser.isReadingBody {
            wait(connection, for: .body, refresh: refresh)
        } else {
            wait(connection, for: .head, refresh: refresh)
        }
    }

    /// Closing immediately would make the kernel reset the connection while the client is still sending, and the client
    /// might never see the response (RFC 9112, section 9.6).
    private func linger(_ connection: ServerConnection) {
        if connection.inputEnded {
            close(connection)
            return
        }
        connection.socket.shutdownOutput()
        connection.phase = .lingering
        wait(connection, for: .linger, refresh: true)
    }

    func wait(_ connection: ServerConnection, for wait: ServerConnection.Wait, refresh: Bool) {
        guard refresh || connection.wait != wait else { return }
        connection.wait = wait
        connection.deadline = waits.duration(of: wait).map(now.adding)
        if wait == .linger {
            // Each piece of input restarts the wait, and many small ones must not make it endless.
            let end = connection.lingerEnd ?? now.adding(nanoseconds: waits.linger &* Self.lingerRounds)
            connection.lingerEnd = end
            connection.deadline = min(connection.deadline ?? end, end)
        }
    }

    /// Handles an expired wait.
    func expire(_ connection: ServerConnection) {
        if connection.wait != .linger { counters.timeouts += 1 }
        switch connection.wait {
        case .head, .body:
            refuse(connection, .requestTimeout)
            progress(connection)
        case .handler:
            refuse(connection, .handlerTimeout)
            progress(connection)
        case .write: close(connection, reset: true)
        case .idle, .linger, .stream, nil: close(connection)
        }
    }

    private func updateInterest(_ connection: ServerConnection) {
        guard self.connection(connection.socket.descriptor) === connection else { return }
        let isFull =
            switch connection.phase {
            case .handling, .streaming: connection.parser.bufferedCount > Self.readAhead
            case .reading: connection.pendingOutput >= Self.highWater
            case .upgraded: connection.upgraded.map { !$0.isClosing && !$0.socket.hasRoom() } ?? false
            case .closing, .lingering: false
            }
        let reads = !connection.inputEnded && !isFull
        let writes = connection.pendingOutput > 0
        guard reads != connection.readsInterest || writes != connection.writesInterest else { return }
        connection.readsInterest = reads
        connection.writesInterest = writes
        poller.change(connection.socket.descriptor, reads: reads, writes: writes)
    }
}
