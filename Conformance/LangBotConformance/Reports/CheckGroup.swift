/// Results of one check that are alike: the same verdict, and answers that begin with the same status.
///
/// People read one of them with the operations that all were made with.
struct CheckGroup {
    let first: CheckResult
    private(set) var operations: [String]
    /// How many of them were answered with other content.
    private(set) var others = 0

    private init(_ result: CheckResult) {
        first = result
        operations = [result.operation].compactMap(\.self)
    }

    private func takes(_ result: CheckResult) -> Bool {
        first.id == result.id && first.verdict == result.verdict
            && first.actual.prefix { $0 != " " } == result.actual.prefix { $0 != " " }
    }

    private mutating func add(_ result: CheckResult) {
        operations += [result.operation].compactMap(\.self)
        others += first.actual == result.actual ? 0 : 1
    }

    /// The groups in the order of their first results.
    static func all(_ results: [CheckResult]) -> [CheckGroup] {
        var groups: [CheckGroup] = []
        for result in results {
            if let index = groups.lastIndex(where: { $0.takes(result) }) {
                groups[index].add(result)
            } else {
                groups.append(CheckGroup(result))
            }
        }
        return groups
    }
}
