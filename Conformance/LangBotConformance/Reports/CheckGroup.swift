/// Similar results of one check: the same verdict, and answers that start with the same status.
///
/// Reports show the first one, with the operations of all.
struct CheckGroup {
    let first: CheckResult
    private(set) var operations: [String]
    /// How many of them have an answer with different content.
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

    /// The groups, in the order of their first results.
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
