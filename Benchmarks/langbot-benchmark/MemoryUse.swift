import Foundation
import LangBot

/// How much memory the process has after a tenth of many calls, and after all of them.
///
/// On Linux, Foundation loses some 170 bytes in each transfer of a `URLSession`: `CFURLSessionCurlHostIsEqual` frees the
/// handle of a parsed address and not the texts in it (swift-corelibs-foundation 6.3.1). So what the SDK keeps for each
/// call is compared with what the same calls by hand keep.
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
                    bytes: Double(bySDK.after),
                    reference: Double(bySDK.before),
                    against: "at \(scale.calls / 10)",
                    limit: nil
                ),
                Figure(
                    "kept for each call",
                    bytes: bySDK.growth,
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

        /// Bytes for each call; what shrinks keeps nothing.
        var growth: Double { max(0, Double(after - before) / Double(calls)) }
    }

    /// Looks at the memory before and after calls.
    ///
    /// - Parameter first: how many calls are made before.
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
