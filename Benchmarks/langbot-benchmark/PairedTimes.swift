/// The times of two ways to do the same, taken in turns.
///
/// What disturbs the machine meets both, and which of them goes first changes with each round.
struct PairedTimes {
    /// Seconds.
    private(set) var subject: [Double] = []
    /// Seconds.
    private(set) var reference: [Double] = []

    /// How often as long the subject took, round by round.
    var ratios: [Double] { zip(subject, reference).map { $0 / $1 } }

    /// Takes the times.
    ///
    /// - Parameters:
    ///   - repetitions: How often each way is gone in a round; the times are those of one.
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
    /// The one in the middle, or the mean of the two there; 0 where there is none.
    var median: Double {
        let sorted = sorted()
        guard !sorted.isEmpty else { return 0 }
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    }
}
