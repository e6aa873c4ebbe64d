/// The times of two ways of doing the same thing, measured in turns.
///
/// Disturbances hit both, and the order alternates with each round.
struct PairedTimes {
    /// Seconds.
    private(set) var subject: [Double] = []
    /// Seconds.
    private(set) var reference: [Double] = []

    /// The subject's time divided by the reference's, for each round.
    var ratios: [Double] { zip(subject, reference).map { $0 / $1 } }

    /// Measures the times.
    ///
    /// - Parameters:
    ///   - repetitions: How often to run each way per round; times are per run.
    init(
        rounds: Int,
        repetitions: Int = 1,
        _ subject: () async throws -> Void,
        _ reference: () async throws -> Void
    ) async throws {
        for round in 0..<rounds {
            if round.isMultiple(of: 2) {
                self.subject.append(try await Self.time(repetitions, subject))
                self.reference.append(try await Self.time(repetitions, reference))
            } else {
                self.reference.append(try await Self.time(repetitions, reference))
                self.subject.append(try await Self.time(repetitions, subject))
            }
        }
    }

    private static func time(_ repetitions: Int, _ body: () async throws -> Void) async throws -> Double {
        let start = ContinuousClock.now
        for _ in 0..<repetitions { try await body() }
        return (ContinuousClock.now - start) / .seconds(1) / Double(repetitions)
    }
}

extension [Double] {
    /// The median; 0 for an empty collection.
    var median: Double {
        let sorted = sorted()
        guard !sorted.isEmpty else { return 0 }
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    }
}
