/// A measurement.
struct Benchmark: Sendable {
    /// The name for selecting it.
    let name: String
    let measure: @Sendable (Scale) async throws -> [Figure]

    /// All benchmarks in the order in which they run.
    static let all: [Benchmark] = [
        Benchmark(name: "first-call", measure: FirstCall.measure),
        Benchmark(name: "list-call", measure: ListCall.measure),
        Benchmark(name: "decoding", measure: Decoding.measure),
        Benchmark(name: "hiding", measure: Hiding.measure),
        Benchmark(name: "memory", measure: MemoryUse.measure),
    ]
}

/// Why a measurement failed, as a sentence.
struct BenchmarkFailure: Error, CustomStringConvertible {
    let description: String
}
