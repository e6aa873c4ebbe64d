import Foundation
import LangBot
import Testing

/// A transport that works out the data of each answer, and remembers the requests.
final class Computed: Transport {
    struct Request: Sendable {
        let operation: OperationName
        let query: [String: String]
        let headers: HTTPHeaders
        let body: JSONObject
    }

    private let recorded = Guarded<[Request]>([])
    private let answer: @Sendable (Request) async throws -> JSONObject

    init(_ answer: @escaping @Sendable (Request) async throws -> JSONObject) {
        self.answer = answer
    }

    var requests: [Request] { recorded.value }

    func client(_ change: (inout ClientConfiguration) -> Void = { _ in }) throws -> LangBotClient {
        let url = try #require(URL(string: "http://langbot.test"))
        return try LangBotClient(
            baseURL: url,
            credential: .apiKey("lbk_test"),
            configuration: .with(change),
            transport: self
        )
    }

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        let items = URLComponents(url: request.url, resolvingAgainstBaseURL: false)?.queryItems ?? []
        let read = Request(
            operation: request.operation,
            query: Dictionary(items.map { ($0.name, $0.value ?? "") }) { first, _ in first },
            headers: request.headers,
            body: try request.body.flatMap { try JSONValue(json: $0.data()).objectValue } ?? [:]
        )
        recorded.withLock { $0.append(read) }
        let envelope: JSONValue = ["code": 0, "msg": "ok", "data": .object(try await answer(read))]
        return TransportResponse(status: 200, body: try envelope.json())
    }
}
