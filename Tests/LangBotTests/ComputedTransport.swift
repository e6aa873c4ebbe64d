import Foundation
import LangBot

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

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        let items = URLComponents(url: request.url, resolvingAgainstBaseURL: false)?.queryItems ?? []
        let read = Request(
            operation: request.operation,
            query: Dictionary(items.map { ($0.name, $0.value ?? "") }) { first, _ in first },
            headers: request.headers,
            body: try request.body.flatMap { try JSONValue(json: $0.data()).objectValue } ?? [:]
        )
        recorded.withLock { $0.append(read) }
        return try .success(try await answer(read))
    }
}
