import Foundation

/// Opens the socket that a server listens on.
enum Listener {
    static func open(_ configuration: HTTPServer.Configuration) throws(HTTPServerError) -> Socket {
        guard (0...65_535).contains(configuration.port) else {
            throw HTTPServerError(.invalidAddress, configuration, "a port must be a number from 0 to 65535")
        }
        let addresses: [SocketAddress]
        do {
            addresses = try SocketAddress.resolve(configuration.host, port: configuration.port)
        } catch {
            throw HTTPServerError(.invalidAddress, configuration, error.reason)
        }
        var failure = HTTPServerError(.invalidAddress, configuration, "it has no address")
        for address in addresses {
            do throws(SystemError) {
                return try listen(at: address, backlog: configuration.backlog)
            } catch {
                failure = HTTPServerError(error, configuration)
            }
        }
        throw failure
    }

    private static func listen(at address: SocketAddress, backlog: Int32) throws(SystemError) -> Socket {
        let socket = try Socket.open(family: address.family)
        socket.setOption(SOL_SOCKET, SO_REUSEADDR, 1)
        if address.family == AF_INET6 { socket.setOption(Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0) }
        guard address.withPointer({ bind(socket.descriptor, $0, $1) }) == 0 else {
            throw failure("bind", closing: socket)
        }
        guard Foundation.listen(socket.descriptor, backlog) == 0 else {
            throw failure("listen", closing: socket)
        }
        return socket
    }

    private static func failure(_ call: String, closing socket: Socket) -> SystemError {
        let error = SystemError.last(call)
        socket.close()
        return error
    }
}
