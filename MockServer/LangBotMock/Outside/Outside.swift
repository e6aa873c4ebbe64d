import HTTPCore

/// What lies around a LangBot: the addresses that it calls, and the script that speaks for those it does not.
struct Outside: Sendable {
    /// Whether addresses beyond this machine are called.
    let callsOut: Bool
    let httpBots = HTTPBotLine()
    let script = ScriptBook()
    /// The sockets that are open.
    let chats = ChatConnections()
    let oneBots = OneBotLinks()
    private let tickets = Locked(UInt64(0))
    /// The MCP servers that are connected.
    let connections = MCPConnections()

    init(callsOut: Bool) {
        self.callsOut = callsOut
    }

    /// A number that no other task of this mock has had.
    func nextTicket() -> UInt64 {
        tickets.withLock { ticket in
            ticket += 1
            return ticket
        }
    }

    /// Whether an address is called; the script answers for all others.
    func calls(_ address: WebAddress) -> Bool { callsOut || address.isLoopback }
}
