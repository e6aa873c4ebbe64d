/// Guesses which word was meant.
package enum Nearest {
    /// The most similar candidate, unless more than a third of its letters differ.
    package static func to(_ word: String, among candidates: [String]) -> String? {
        let measured = candidates.map { candidate in
            (candidate, distance(Array(word.lowercased()), Array(candidate.lowercased())), gap(word, candidate))
        }
        guard let (candidate, distance, _) = measured.min(by: { ($0.1, $0.2) < ($1.1, $1.2) }) else { return nil }
        if distance <= max(1, candidate.count / 3) { return candidate }
        let extended = candidates.filter { word.count >= 3 && $0.lowercased().hasPrefix(word.lowercased()) }
        return extended.count == 1 ? extended.first : nil
    }

    /// How far the numbers in two words are apart, so that 4.12 is nearer to 4.11 than to 4.10.
    private static func gap(_ lhs: String, _ rhs: String) -> Double {
        func numbers(_ text: String) -> [Double] { text.split { !$0.isNumber }.map { Double($0) ?? 0 } }
        return zip(numbers(lhs), numbers(rhs)).reduce(0) { $0 + abs($1.0 - $1.1) }
    }

    /// How many letters have to be inserted, removed, replaced or swapped with a neighbour.
    package static func distance(_ lhs: [Character], _ rhs: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...rhs.count)
        for (row, left) in lhs.enumerated() {
            var current = [row + 1]
            for (column, right) in rhs.enumerated() {
                var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (left == right ? 0 : 1))
                if row > 0, column > 0, left == rhs[column - 1], lhs[row - 1] == right {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[rhs.count]
    }
}
