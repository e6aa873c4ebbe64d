import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Lists models with Foundation alone, as one would write it by hand.
final class PlainClient {
    private let session = URLSession(configuration: .ephemeral)
    private let request: URLRequest

    init(_ url: URL, apiKey: String) {
        var request = URLRequest(url: url.appendingPathComponent("api/v1/provider/models/llm"))
        request.setValue(apiKey, forHTTPHeaderField: "X-API-Key")
        self.request = request
    }

    deinit {
        session.finishTasksAndInvalidate()
    }

    func models() async throws -> [PlainModel] {
        let (data, response) = try await session.data(for: request)
        guard (response as? HTTPURLResponse)?.statusCode == 200 else {
            throw BenchmarkFailure(description: "the mock does not answer the call by hand with 200")
        }
        return try JSONDecoder().decode(PlainAnswer.self, from: data).data.models
    }
}
