import LangBot

/// How long it takes from a new client to its first answer.
enum FirstCall {
    @Sendable static func measure(_ scale: Scale) async throws -> [Figure] {
        try await Server.run { server in
            let bySDK = {
                let client = try server.client()
                try Server.check(try await client.models.llm.list().count)
                client.close()
            }
            let byHand = { try Server.check(try await server.plainClient().models().count) }
            // The first of a process loads what Foundation loads once.
            _ = try await PairedTimes(rounds: 2, bySDK, byHand)
            let times = try await PairedTimes(rounds: scale.rounds, bySDK, byHand)
            return [Figure("first call of a client", times, limit: nil)]
        }
    }
}
