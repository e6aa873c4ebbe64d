/// Something that is measured.
struct Benchmark: Sendable {
    /// The name by which it is chosen.
    let name: String
    let measure: @Sendable (Scale) async throws -> [Figure]

    /// All of them, in the order in which they run.
    static let all: [Benchmark] = [
        Benchmark(name: "first-call", measure: FirstCall.measure),
        Benchmark(name: "list-call", measure: ListCall.measure),
        Benchmark(name: "decoding", measure: Decoding.measure),
        Benchmark(name: "memory", measure: MemoryUse.measure),
    ]
}

/// Why nothing could be measured, as a sentence.
struct BenchmarkFailure: Error, CustomStringConvertible {
    let description: String
}
