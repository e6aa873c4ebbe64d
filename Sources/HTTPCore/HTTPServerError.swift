import Foundation

/// Why a server cannot listen on an address.
package struct HTTPServerError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case addressInUse
        case permissionDenied
        case invalidAddress
        case system
    }

    package let kind: Kind
    package let host: String
    package let port: Int
    private let detail: String

    init(_ kind: Kind, _ configuration: HTTPServer.Configuration, _ detail: String) {
        self.kind = kind
        host = configuration.host
        port = configuration.port
        self.detail = detail
    }

    init(_ error: SystemError, _ configuration: HTTPServer.Configuration) {
        let kind: Kind =
            switch error.code {
            case EADDRINUSE: .addressInUse
            case EACCES, EPERM: .permissionDenied
            case EADDRNOTAVAIL: .invalidAddress
            default: .system
            }
        self.init(kind, configuration, error.description)
    }
}

extension HTTPServerError: CustomStringConvertible {
    package var description: String {
        switch kind {
        case .addressInUse: "port \(port) of \(host) is in use; choose another one, or 0 for a free one"
        case .permissionDenied: "no permission to listen on port \(port) of \(host); choose a port above 1023"
        case .invalidAddress: "cannot listen on port \(port) of \(host): \(detail)"
        case .system: "cannot listen on port \(port) of \(host): \(detail)"
        }
    }
}
