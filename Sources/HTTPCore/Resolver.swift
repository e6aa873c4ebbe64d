import Foundation

/// Finds the addresses of a host without holding up a task's thread.
enum Resolver {
    private static let queue = DispatchQueue(label: "http-resolver", attributes: .concurrent)

    /// The addresses in order of preference.
    ///
    /// The system's resolver cannot be interrupted: after the deadline or a cancellation, nobody waits for it.
    static func addresses(
        of host: String,
        port: Int,
        by deadline: MonotonicTime?,
        _ cancellation: Cancellation
    ) async throws(HTTPClientError) -> [SocketAddress] {
        if let numeric = try? SocketAddress.resolve(host, port: port, flags: Int32(AI_NUMERICHOST)) { return numeric }
        let answer = Promise<[SocketAddress]>()
        cancellation.attach { answer.give(.failure(.cancelled)) }
        queue.async { answer.give(resolve(host, port)) }
        return try await answer.value(by: deadline)
    }

    private static func resolve(_ host: String, _ port: Int) -> Result<[SocketAddress], HTTPClientError> {
        do throws(SocketAddress.ResolutionError) {
            return .success(try SocketAddress.resolve(host, port: port))
        } catch {
            return .failure(.unresolvable(host: host, reason: error.reason))
        }
    }
}
