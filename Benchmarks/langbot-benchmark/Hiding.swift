import Foundation
import Redaction

/// The time to find and hide the secrets of an answer, compared with the time to decode it with `JSONDecoder`.
enum Hiding {
    @Sendable static func measure(_ scale: Scale) async throws -> [Figure] {
        let body = try SampleModels.answer(scale.models)
        let decoder = JSONDecoder()
        let times = try await PairedTimes(rounds: 11) {
            var redactor = Redactor()
            redactor.learn(from: body)
            guard redactor.content(body).count > body.count / 2 else {
                throw BenchmarkFailure(description: "the answer is lost")
            }
        } _: {
            _ = try decoder.decode(PlainAnswer.self, from: body)
        }
        return [Figure("secrets of \(body.count / 1_000_000) MB", times, limit: 2)]
    }
}
