import CommandLineSupport
import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Asks a server whether it is well.
enum HealthCheck {
    private static let timeout: TimeInterval = 5

    private struct Answer: Decodable {
        let code: Int
    }

    /// - Returns: the exit status.
    static func run(_ baseURL: String) async -> Int32 {
        let complaint = await complaint(baseURL)
        if let complaint { try? StandardStream.error.write("langbot-mock: \(baseURL) \(complaint)\n") }
        return complaint == nil ? 0 : 1
    }

    private static func complaint(_ baseURL: String) async -> String? {
        guard let url = URL(string: baseURL), url.scheme == "http" || url.scheme == "https", url.host != nil else {
            return "is no base URL; write it like http://127.0.0.1:5300"
        }
        var request = URLRequest(url: url.appendingPathComponent("healthz"))
        request.timeoutInterval = timeout
        do {
            let (data, response) = try await URLSession(configuration: .ephemeral).data(for: request)
            let status = (response as? HTTPURLResponse)?.statusCode ?? 0
            guard status == 200 else { return "is not well: it answered \(status)" }
            let answer = try? JSONDecoder().decode(Answer.self, from: data)
            return answer?.code == 0 ? nil : "is no LangBot: it answered 200 without LangBot's envelope"
        } catch {
            return "cannot be reached: \(error.localizedDescription)"
        }
    }
}
