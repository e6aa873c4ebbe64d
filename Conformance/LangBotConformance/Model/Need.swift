import LangBotContract

/// What a check needs to run.
package enum Need: String, Hashable, Sendable, CaseIterable {
    /// The token of a signed-in user.
    case userToken
    /// The global key of the server's configuration file.
    case globalKey
    /// Permission to create, change and delete.
    case writes
    /// Exact bytes on the wire, which Foundation does not send.
    case rawSocket
    /// A server on this machine, because the check puts load on it.
    case loopback
    /// Permission to send what may bring a weak server down, such as much data or unfinished requests.
    case aggressive

    /// Why a check does not run without it; a predicate whose subject is the check.
    package var reason: String {
        switch self {
        case .userToken: "needs a user token (--user-token, or --user and --password)"
        case .globalKey: "needs the server's global key (--global-key)"
        case .writes: "needs permission to create and delete resources (--allow-writes)"
        case .rawSocket: "needs plain http or OpenSSL 3 (libssl.so.3), to send exact bytes"
        case .loopback: "needs a server on this machine, because it puts load on it"
        case .aggressive: "needs --aggressive and a server on this machine, because it may bring it down"
        }
    }

    /// Why a check does not run without it on a server of an edition of the guide.
    func missing(in edition: Edition) -> Interruption {
        self == .globalKey && edition < .v4_10_3
            ? .notApplicable("the server's edition of the guide has no global key") : .untestable(reason)
    }
}
