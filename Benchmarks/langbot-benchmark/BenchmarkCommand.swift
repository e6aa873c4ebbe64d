import CommandLineSupport

/// The command line of the benchmark.
enum BenchmarkCommand {
    static let specification = CommandSpecification(
        "langbot-benchmark",
        "Compares the SDK with hand-written URLSession and JSONDecoder code, on a mock that it starts itself.",
        options: [
            .value("calls", "N", "The number of calls over which memory is measured, at least 100. Default: 100000."),
            .value("models", "N", "The number of models to decode. Default: 10000."),
            .value(
                "only",
                "FIGURE",
                "Measure only this figure.",
                isRepeatable: true,
                allowed: Benchmark.all.map(\.name)
            ),
            .value("json", "FILE", "Write the figures to this file as JSON."),
            .flag("check", "Exit with status 1 if a figure exceeds its limit."),
        ]
    )
}
