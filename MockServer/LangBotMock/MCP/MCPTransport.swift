import JSONCore

/// Carries messages to and from an MCP server.
protocol MCPTransport: Sendable {
    /// Sends a message; what the server answers goes to the inbox.
    func send(_ message: JSONValue) async throws(MCPFailure)

    /// Tells the server which version of the protocol was agreed on.
    func agree(on version: String)

    /// Ends the connection; a process has ended when this returns.
    func close() async
}
