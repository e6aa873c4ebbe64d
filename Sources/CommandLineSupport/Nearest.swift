/// Guesses which word was meant.
package enum Nearest {
    /// The most similar candidate, unless more than a third of its letters differ.
    package static func to(_ word: String, among candidates: [String]) -> String? {
        let measured = candidates.map { candidate in
            let distance = distance(Array(word.lowercased()), Array(candidate.lowercased()))
            return (candidate: candidate, distance: distance, gap: gap(word, candidate))
        }
        let nearest = measured.min { ($0.distance, $0.gap) < ($1.distance, $1.gap) }
        guard let candidate = nearest?.candidate, let distance = nearest?.distance else { return nil }
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
