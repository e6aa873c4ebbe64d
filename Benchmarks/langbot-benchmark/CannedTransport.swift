import Foundation
import LangBot

/// A transport that always gives the same response, so that only the client's own work is measured.
struct CannedTransport: Transport {
    private let response: TransportResponse

    /// A client that always receives this body.
    static func client(_ body: Data) throws -> LangBotClient {
        guard let url = URL(string: "http://canned.invalid") else { throw LangBotError(.invalidBaseURL) }
        var configuration = ClientConfiguration()
        configuration.release = .known(.newestKnown)
        configuration.maximumResponseSize = .max
        let transport = CannedTransport(
            response: TransportResponse(status: 200, headers: ["Content-Type": "application/json"], body: body)
        )
        return try LangBotClient(
            baseURL: url,
            credential: .apiKey("lbk_canned"),
            configuration: configuration,
            transport: transport
        )
    }

    func send(_ request: TransportRequest) async throws -> TransportResponse { response }
}
