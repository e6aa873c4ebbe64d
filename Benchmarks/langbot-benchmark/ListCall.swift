import LangBot

/// The time of a list call with the SDK and by hand, on one server over persistent connections.
enum ListCall {
    @Sendable static func measure(_ scale: Scale) async throws -> [Figure] {
        try await Server.run { server in
            let client = try server.client()
            let plain = server.plainClient()
            defer { client.close() }
            let bySDK = { try Server.check(try await client.models.llm.list().count) }
            let byHand = { try Server.check(try await plain.models().count) }
            _ = try await PairedTimes(rounds: 2, repetitions: scale.callsPerRound, bySDK, byHand)
            let times = try await PairedTimes(
                rounds: scale.rounds,
                repetitions: scale.callsPerRound,
                bySDK,
                byHand
            )
            return [Figure("list of \(Server.models) models", times, limit: 1.1)]
        }
    }
}
