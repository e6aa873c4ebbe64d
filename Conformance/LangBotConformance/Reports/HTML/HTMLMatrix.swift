/// The checks that run on operations, as a table of checks by resource.
struct HTMLMatrix {
    private let checks: [String]
    private let resources: [String]
    private let cells: [String: [String: [CheckResult]]]

    init(_ results: [CheckResult]) {
        let withOperation = results.filter { !$0.resource.isEmpty }
        cells = Dictionary(grouping: withOperation, by: \.id).mapValues { Dictionary(grouping: $0, by: \.resource) }
        var seen: Set<String> = []
        checks = withOperation.map(\.id).filter { seen.insert($0).inserted }
        resources = Set(withOperation.map(\.resource)).sorted()
    }

    func render() -> String {
        guard !checks.isEmpty else { return "" }
        let head = resources.map { "<th scope=\"col\"><span>\(HTMLReport.escape($0))</span></th>" }.joined()
        return """
            <section aria-labelledby="matrix-title">
            <h2 id="matrix-title">Checks by resource</h2>
            <p class="note">How many operations of each resource conform. Select a cell to list its checks below.</p>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="matrix-title"><table class="matrix">
            <thead><tr><th scope="col">check</th>\(head)</tr></thead>
            <tbody>
            \(checks.map(row).joined(separator: "\n"))
            </tbody></table></div>
            </section>
            """
    }

    private func row(_ check: String) -> String {
        let cells = resources.map { cell(check, $0, self.cells[check]?[$0] ?? []) }.joined()
        return "<tr><th scope=\"row\"><code>\(HTMLReport.escape(check))</code></th>\(cells)</tr>"
    }

    private func cell(_ check: String, _ resource: String, _ results: [CheckResult]) -> String {
        guard let worst = results.map(\.verdict).max(by: { $0.weight < $1.weight }) else { return "<td></td>" }
        let conforming = results.count { $0.verdict == .conforms }
        let text = conforming == results.count ? "\(conforming)" : "\(conforming)/\(results.count)"
        let title = HTMLReport.escape("\(check) on \(resource): \(Self.words(results))")
        return """
            <td class="\(worst.style)"><button type="button" data-check="\(HTMLReport.escape(check))" \
            data-resource="\(HTMLReport.escape(resource))" title="\(title)">\(text)</button></td>
            """
    }

    private static func words(_ results: [CheckResult]) -> String {
        Totals(results).words
    }
}

extension Verdict {
    /// The severity of the verdict; a cell shows the most severe one.
    var weight: Int {
        switch self {
        case .deviates: 6
        case .error: 5
        case .accepted: 4
        case .knownDeviation: 3
        case .untestable: 2
        case .conforms: 1
        case .notApplicable: 0
        }
    }
}
