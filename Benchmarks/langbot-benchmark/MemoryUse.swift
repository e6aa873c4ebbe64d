import Foundation
import LangBot

/// The memory of the process after a tenth of many calls, and after all of them.
///
/// On Linux, Foundation leaks some 170 bytes per `URLSession` transfer: `CFURLSessionCurlHostIsEqual` frees the handle
/// of a parsed URL but not its strings (swift-corelibs-foundation 6.3.1). So the SDK's growth per call is compared with
/// that of the same calls by hand.
enum MemoryUse {
    private static let limit = 1.1

    @Sendable static func measure(_ scale: Scale) async throws -> [Figure] {
        try await Server.run { server in
            let plain = server.plainClient()
            let byHand = try await watch(scale.calls / 2, after: scale.calls / 10) {
                try Server.check(try await plain.models().count)
            }
            let client = try server.client()
            defer { client.close() }
            let bySDK = try await watch(scale.calls - scale.calls / 10, after: scale.calls / 10) {
                try Server.check(try await client.models.llm.list().count)
            }
            return [
                Figure(
                    "memory, \(scale.calls) calls",
                    Double(bySDK.after),
                    .bytes,
                    reference: Double(bySDK.before),
                    against: "at \(scale.calls / 10)",
                    limit: nil
                ),
                Figure(
                    "kept for each call",
                    bySDK.growth,
                    .bytes,
                    reference: byHand.growth,
                    against: "by hand",
                    limit: limit
                ),
            ]
        }
    }

    private struct Watch {
        /// Bytes.
        let before: Int
        /// Bytes.
        let after: Int
        let calls: Int

        /// Growth in bytes per call; 0 if memory shrinks.
        var growth: Double { max(0, Double(after - before) / Double(calls)) }
    }

    /// Measures memory before and after calls.
    ///
    /// - Parameter first: the number of calls to make before the first measurement.
    private static func watch(
        _ calls: Int,
        after first: Int,
        _ call: () async throws -> Void
    ) async throws -> Watch {
        for _ in 0..<first { try await call() }
        let before = try ResidentMemory.bytes()
        for _ in 0..<calls { try await call() }
        return Watch(before: before, after: try ResidentMemory.bytes(), calls: calls)
    }
}
