import CommandLineSupport

/// The command line of the benchmark.
enum BenchmarkCommand {
    static let specification = CommandSpecification(
        "langbot-benchmark",
        "Measures the SDK against URLSession and JSONDecoder by hand, on a mock that it starts itself.",
        options: [
            .value("calls", "N", "How many calls the memory is watched over, from 100 on; 100000 where none is named."),
            .value("models", "N", "How many models are decoded; 10000 where none is named."),
            .value(
                "only",
                "FIGURE",
                "Measure this figure alone.",
                isRepeatable: true,
                allowed: Benchmark.all.map(\.name)
            ),
            .value("json", "FILE", "A file to write the figures to as JSON."),
            .flag("check", "Exit 1 where a figure is missed."),
        ]
    )
}
