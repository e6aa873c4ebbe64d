import LangBot

/// The time from creating a client to its first response.
enum FirstCall {
    @Sendable static func measure(_ scale: Scale) async throws -> [Figure] {
        try await Server.run { server in
            let bySDK = {
                let client = try server.client()
                try Server.check(try await client.models.llm.list().count)
                client.close()
            }
            let byHand = { try Server.check(try await server.plainClient().models().count) }
            // The first call of a process pays for Foundation's one-time initialisation.
            _ = try await PairedTimes(rounds: 2, bySDK, byHand)
            let times = try await PairedTimes(rounds: scale.rounds, bySDK, byHand)
            return [Figure("first call of a client", times, limit: nil)]
        }
    }
}
