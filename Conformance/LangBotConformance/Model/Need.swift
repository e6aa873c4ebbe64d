/// What a check cannot do without.
package enum Need: String, Hashable, Sendable, CaseIterable {
    /// The token of a signed-in user.
    case userToken
    /// Permission to create, change and delete.
    case writes
    /// Exactly these bytes on the wire, which no TLS library sends.
    case rawSocket
    /// A server on this machine, because the check is a burden to it.
    case loopback
    /// Permission to send what may bring a weak server down: much, or slowly.
    case aggressive

    /// Why a check cannot be carried out without it.
    package var reason: String {
        switch self {
        case .userToken: "needs a user token (--user-token, or --user and --password)"
        case .writes: "needs to create and delete resources (--allow-writes)"
        case .rawSocket: "not applicable over TLS, where no library sends exactly these bytes"
        case .loopback: "puts load on the server, and is sent to this machine only"
        case .aggressive: "may harm the server, and is sent to this machine only (--aggressive)"
        }
    }

    /// What comes of a check without it: over TLS there is nothing that anybody could add.
    var interruption: Interruption {
        self == .rawSocket ? .notApplicable(reason) : .untestable(reason)
    }
}
