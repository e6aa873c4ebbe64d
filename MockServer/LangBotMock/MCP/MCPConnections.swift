import HTTPCore

/// The connections to MCP servers that a mock holds, by the tickets of their servers.
final class MCPConnections: Sendable {
    private struct State {
        var clients: [UInt64: MCPClient] = [:]
        var isClosed = false
    }

    private let state = Locked(State())

    /// The open connection of a server.
    subscript(ticket: UInt64) -> MCPClient? { state.withLock { $0.clients[ticket] } }

    /// Keeps a connection; false if the mock has stopped.
    func keep(_ client: MCPClient, _ ticket: UInt64) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.clients[ticket] = client
            return true
        }
    }

    /// Closes the connection of a server, if it has one.
    func close(_ ticket: UInt64) async {
        let client = state.withLock { $0.clients.removeValue(forKey: ticket) }
        await client?.transport.close()
    }

    /// Whether the mock has stopped.
    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Closes all connections, and every one that is opened from now on.
    func closeAll() async {
        let clients = state.withLock { state in
            state.isClosed = true
            defer { state.clients = [:] }
            return Array(state.clients.values)
        }
        for client in clients { await client.transport.close() }
    }
}
